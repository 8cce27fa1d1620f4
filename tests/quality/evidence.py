"""How well the rows of evidence agree with the hand-made gold, each with its counts.

`gold/score.py` measures values and speakers; what it does not measure is measured here: all
quantities, donors, recipients, periods, the nuggets that quotations cover, and differences.
Run it with `python -m tests.quality.evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from summaries.corpus import Article
from summaries.evidence import AmountKind, Difference, Evidence, Figure, Pledge, evidence_of
from summaries.evidence.differences import differences
from summaries.evidence.figures import about
from summaries.evidence.report import Report
from summaries.text import Span, folded_words
from tests.quality.measures import articles, gold, scorer, topics

GROUPS: Final = ("X01", "X02", "X03", "X04", "X05", "X07", "X08", "X10")
"""The cross-source groups that have to be shown."""

_SAME: Final = {"u.s": "us", "usa": "us", "united states": "us"}
_EMPTY: Final = frozenset({"the", "of", "by", "and", "a", "government", "announced", "said"})


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 1.0


@lru_cache(maxsize=1)
def stated() -> tuple[tuple[Article, Evidence], ...]:
    """Return the seeds with what they state. They are read with the dates that the gold infers."""
    days = {row["file"]: date.fromisoformat(row["date"]) for row in gold()["timeline"]}
    dated = [replace(a, published=days.get(a.file or "")) for a in articles()]
    return tuple((article, evidence_of(article)) for article in dated)


@lru_cache(maxsize=1)
def found_differences() -> tuple[Difference, ...]:
    """Return the differences between the seeds as they are, without dates."""
    return differences(articles(), [evidence_of(article) for article in articles()])


def sentence_at(file: str | None, start: int) -> str | None:
    """Return the gold's id of the sentence at a place."""
    return next(
        (
            s["id"]
            for s in gold()["sentences"]
            if s["file"] == file and s["start"] <= start < s["end"]
        ),
        None,
    )


def _report(kind: str) -> list[dict[str, Any]]:
    return [row for a, e in stated() for row in getattr(Report(a, e), kind)()]


def _figures() -> list[tuple[Article, Figure]]:
    """Return the figures that belong to the border topic, as the gold's numbers do."""
    topic = next(topic for topic in topics() if topic.name == "border-numbers")
    return [(a, f) for a, e in stated() for f in e.figures if about(f, a, topic)]


def f_of_values(kind: AmountKind | None) -> Share:
    """Return 2·hits of all rows found and wanted: the F of quantities by sentence and value."""
    wanted: dict[str, list[float]] = {}
    boilerplate = {s["id"] for s in gold()["sentences"] if s["boilerplate"]}
    for row in gold()["quantities"]:
        if row["sentence"] not in boilerplate and (kind is None or row["kind"] == kind.value):
            wanted.setdefault(row["sentence"], []).append(row["value"])
    total, hits, rows = sum(map(len, wanted.values())), 0, 0
    for row in _report("amounts" if kind is None else "money"):
        sentence = sentence_at(row["file"], row["start"])
        if sentence is None or sentence in boilerplate:
            continue
        rows += 1
        left = wanted.get(sentence, [])
        match = next((value for value in left if scorer().close(row["value"], value)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return Share(2 * hits, rows + total)


def _money_pledges() -> list[tuple[Article, Pledge, dict[str, Any] | None]]:
    """Return the pledges of money, each with the gold's row for it, if it has one."""
    known = [row for row in gold()["pledges"] if row["currency"]]
    found = []
    for article, evidence in stated():
        for pledge in evidence.pledges:
            if pledge.amount is None or pledge.amount.kind is not AmountKind.MONEY:
                continue
            sentence = sentence_at(article.file, pledge.item.start)
            value = float(pledge.amount.value)
            row = next(
                (
                    r for r in known
                    if r["sentence"] == sentence and scorer().close(value, r["amount"])
                ),
                None,
            )  # fmt: skip
            found.append((article, pledge, row))
    return found


def pledge_rows() -> Share:
    """Return 2·hits of all rows found and wanted: the F of pledges of money."""
    found = _money_pledges()
    hits = sum(row is not None for _, _, row in found)
    return Share(2 * hits, len(found) + sum(1 for row in gold()["pledges"] if row["currency"]))


def trap_hits() -> int:
    """Count the sums that are no pledges and were taken for some."""
    traps = {(row["sentence"], row["value"]) for row in gold()["pledge_negatives"]}
    return sum(
        (sentence_at(a.file, p.item.start), float(p.amount.value)) in traps
        for a, p, row in _money_pledges()
        if row is None and p.amount is not None
    )


def donors() -> Share:
    """Return how many pledges of money have the gold's donor."""
    rows = [(p.donor, row) for _, p, row in _money_pledges() if row is not None]
    return Share(
        sum(d is not None and same_party(d.name, row["donor"]) for d, row in rows), len(rows)
    )


def recipients() -> Share:
    """Return how many recipients that stand in the sentence were found, wherever in it."""
    rows = [
        (p.recipient, row)
        for _, p, row in _money_pledges()
        if row is not None and _key(row["recipient"]) & _key(row["text"])
    ]
    right = sum(r is not None and same_party(r.name, row["recipient"]) for r, row in rows)
    return Share(right, len(rows))


def same_party(found: str, wanted: str) -> bool:
    """Tell whether two names share a word that says who it is; "U.S." is "United States"."""
    return bool(_key(found) & _key(wanted))


def _key(name: str) -> set[str]:
    plain = " ".join(folded_words(re.sub(r"[()/']", " ", name)))
    for words, code in _SAME.items():
        plain = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", code, plain)
    return set(plain.split()) - _EMPTY


def figure_recall() -> Share:
    """Return how many of the gold's figures were found, those without a value too."""
    found = {sentence_at(a.file, f.metric.start) for a, f in _figures()}
    wanted = [row for row in gold()["numbers"] if row["core"]]
    return Share(sum(row["sentence"] in found for row in wanted), len(wanted))


def figure_precision() -> Share:
    """Return how many figures of the topic are the gold's, by sentence and value."""
    known = [(row["sentence"], row["value"]) for row in gold()["numbers"]]
    rows = [
        (sentence_at(a.file, f.metric.start), None if f.amount is None else float(f.amount.value))
        for a, f in _figures()
    ]
    return Share(sum(row in known for row in rows), len(rows))


def periods() -> Share:
    """Return how many figures have the gold's month; trends "since" count by where they begin."""
    wanted = {
        row["sentence"]: row["period_norm"]
        for row in gold()["numbers"]
        # "(present)" is no period that the sentence states.
        if row["core"] and not row["period"].startswith(("(", "under"))
    }
    found = {
        sentence_at(a.file, f.metric.start): f"{f.period.start}{'/..' if f.period.open else ''}"
        for a, f in _figures()
        if f.period is not None and f.period.start is not None
    }
    return Share(sum(found.get(s) == norm for s, norm in wanted.items()), len(wanted))


def quotation_scores() -> dict[str, float]:
    """Return what `gold/score.py` says of the quotations."""
    rows = _report("quotations")
    direct = [row for row in rows if row["type"] != "indirect"]
    scores = scorer().score_quotes(gold(), direct)
    wanted: dict[str, list[dict[str, Any]]] = {}
    for row in gold()["quotes"]:
        for sentence in row["sentences"]:
            wanted.setdefault(sentence, []).append(row)
    hit: set[str] = set()
    right = false = 0
    for row in (row for row in rows if row["type"] == "indirect"):
        sentence = sentence_at(row["file"], row["start"])
        here = [one for one in wanted.get(sentence or "", ()) if one["type"] == "indirect"]
        spoken = [one for one in here if scorer().spk_ok(row["speaker"], one["speaker"])]
        right += bool(spoken)
        false += not spoken and (bool(here) or sentence not in wanted)
        hit |= {one["id"] for one in spoken}
    core = [one for one in gold()["quotes"] if one["type"] == "indirect" and one["core"]]
    return {
        "quotations.span": scores["span"][2],
        "quotations.speaker": scores["span_and_speaker"][2],
        "quotations.indirect_precision": Share(right, right + false).value,
        "quotations.indirect_recall": Share(sum(o["id"] in hit for o in core), len(core)).value,
    }


def quoted_nuggets() -> float:
    """Return the vital nuggets of the diplomatic reactions that all quotations cover."""
    ids = {
        sentence_at(article.file, sentence.span.start)
        for article, evidence in stated()
        for said in evidence.quotations
        for sentence in article.sentences[said.sentences[0] : said.sentences[1] + 1]
    }
    found = [one for one in ids if one]
    score = scorer().nugget_score(gold(), "diplomatic_reactions", found)
    return float(score["vital_recall"])


def groups_shown() -> Share:
    """Return how many of the cross-source groups have two of their sentences side by side."""
    files = {article.id: article for article in articles()}
    sides = [
        {
            sentence_at(files[side.article].file, place)
            for side in difference.sides
            for place in _starts(files[side.article], side.span)
        }
        for difference in found_differences()
    ]
    known = {group["id"]: {s["id"] for s in group["sentences"]} for group in gold()["cross_groups"]}
    return Share(sum(any(len(s & known[g]) > 1 for s in sides) for g in GROUPS), len(GROUPS))


def _starts(article: Article, span: Span) -> list[int]:
    """Return a place in each sentence that a span touches."""
    whole = (s.span for s in article.sentences)
    touched = [s for s in whole if s.start < span.end and span.start < s.end]
    return [max(sentence.start, span.start) for sentence in touched]


def alike_shown() -> int:
    """Count the differences whose sides are the same words."""
    texts = {article.id: article.text for article in articles()}

    def said(difference: Difference) -> set[str]:
        return {
            " ".join(folded_words(side.part.of(texts[side.article]))) for side in difference.sides
        }

    return sum(len(said(difference)) == 1 for difference in found_differences())


def evidence_measures() -> dict[str, Callable[[], float]]:
    """Return every measure of evidence by the name of its floor."""
    shares: Sequence[tuple[str, Callable[[], Share]]] = SHARES
    found: dict[str, Callable[[], float]] = {
        f"evidence.{name}": lambda share=share: share().value  # type: ignore[misc]  # bound now
        for name, share in shares
    }
    for name in QUOTATIONS:
        found[f"evidence.{name}"] = lambda name=name: quotation_scores()[name]  # type: ignore[misc]
    found["evidence.quoted_nuggets"] = quoted_nuggets
    found["evidence.traps_hit"] = lambda: float(trap_hits())
    found["evidence.alike_shown"] = lambda: float(alike_shown())
    return found


SHARES: Final[tuple[tuple[str, Callable[[], Share]], ...]] = (
    ("money_f", lambda: f_of_values(AmountKind.MONEY)),
    ("quantities_f", lambda: f_of_values(None)),
    ("pledges_f", pledge_rows),
    ("donors", donors),
    ("recipients_named", recipients),
    ("figures_recall", figure_recall),
    ("figures_precision", figure_precision),
    ("periods", periods),
    ("groups_shown", groups_shown),
)
QUOTATIONS: Final = (
    "quotations.span",
    "quotations.speaker",
    "quotations.indirect_precision",
    "quotations.indirect_recall",
)


def main() -> None:
    """Print each measure with its counts: the seeds hold few of some."""
    for name, share in SHARES:
        counted = share()
        print(f"{name:32} {counted.value:6.3f}  ({counted.right} of {counted.of})")
    for name, value in quotation_scores().items():
        print(f"{name:32} {value:6.3f}")
    print(f"{'quoted_nuggets':32} {quoted_nuggets():6.3f}")
    print(f"{'traps_hit':32} {trap_hits():6d}")
    print(f"{'alike_shown':32} {alike_shown():6d}")


if __name__ == "__main__":
    main()
