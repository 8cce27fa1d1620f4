"""How well sentences are split: F of boundaries and speed, beside other splitters, in one run.

    python -m tests.quality.splitter --gum DIR --ewt DIR

Each DIR is a checkout of amir-zeldes/gum or UniversalDependencies/UD_English-EWT, or its bare
git directory. Neither is part of this repository (GUM's news are), and what is absent is named.
Splitters that are not installed (pysbd, nupunkt, sentencex, blingfire) are named too.

A system is given one paragraph at a time, rebuilt with its own spacing, and is right about a
boundary where it ends a sentence after the same character, blanks not counted. A paragraph's
last boundary is given and not counted. "EWT" means its news-like genres, weblog and newsgroup;
e-mail, reviews and answers leave out most full stops. Rules were made on the "train" parts.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from summaries.text.model import Span
from summaries.text.splitting import sentences
from tests.quality.sets import Corpus, Document, Paragraph, read_conllu, sample
from tests.quality.sets import gum as gum_documents

Splitter = Callable[[str], Iterable[int]]
"""From a paragraph to the places where its sentences end."""

FLOORS = {"GUM news": 0.956, "GUM interview": 0.965, "EWT": 0.93}


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F of boundaries; how many there are; megabytes of UTF-8 a second."""

    precision: float
    recall: float
    f: float
    boundaries: int
    speed: float


def paragraphs_of(documents: Iterable[Document]) -> list[Paragraph]:
    """Return the paragraphs of all documents in a row."""
    return [paragraph for document in documents for paragraph in document.paragraphs]


def ewt_paragraphs(folder: Path, *parts: str) -> list[Paragraph]:
    """Read the weblogs and newsgroups of EWT's parts ("train", "dev", "test")."""
    corpus = Corpus(folder)
    found: list[Paragraph] = []
    for part in parts:
        whole = corpus.read(f"en_ewt-ud-{part}.conllu")
        if whole is None:
            listed = (corpus.read(f"not-to-release/file-lists/files.{part}") or "").split()
            near = [name for name in listed if name.startswith(("weblog", "newsgroup"))]
            texts = (corpus.read(f"not-to-release/sources/{name}") for name in near)
            whole = "\n\n".join(text for text in texts if text)
        for name, paragraphs in read_conllu(whole):
            if name.startswith(("weblog-", "newsgroup-")):
                found += paragraphs
    return found


def score(splitter: Splitter, paragraphs: list[Paragraph]) -> Score:
    """Compare a splitter's boundaries inside paragraphs with people's."""
    right = wanted = given = size = 0
    clock = 0.0
    for paragraph in paragraphs:
        started = time.process_time()
        ends = list(splitter(paragraph.text))
        clock += time.process_time() - started
        size += len(paragraph.text.encode())
        inked = [0, *accumulate(not c.isspace() for c in paragraph.text)]
        gold = {inked[end] for end in paragraph.ends} - {inked[-1]}
        ours = {inked[end] for end in ends} - {0, inked[-1]}
        right, wanted, given = right + len(gold & ours), wanted + len(gold), given + len(ours)
    return Score(
        precision=right / max(given, 1),
        recall=right / max(wanted, 1),
        f=2 * right / max(given + wanted, 1),
        boundaries=wanted,
        speed=size / 1e6 / max(clock, 1e-9),
    )


def pullquote(text: str) -> list[int]:
    """Split with this project's rules."""
    return [span.end for span in sentences(text, Span(0, len(text)))]


def plain_regex(text: str) -> list[int]:
    """Split after a mark, blanks and a capital: what a first attempt does."""
    marks = re.finditer(r"[.!?]+[\"”’)\]]*(?=\s+[\"“‘(\[]*[A-Z0-9])", text)
    return [mark.end() for mark in marks]


def peers() -> dict[str, Splitter | None]:
    """Return the other splitters by name; None for one that is not installed."""

    def found(name: str, make: Callable[[], Splitter]) -> Splitter | None:
        try:
            return make()
        except ImportError:
            return None

    def of_texts(text: str, parts: Iterable[str]) -> Iterator[int]:
        at = 0
        for part in (part.strip() for part in parts):
            place = text.find(part, at)
            if part and place >= 0:
                at = place + len(part)
                yield at

    def pysbd() -> Splitter:
        segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)
        return lambda text: of_texts(text, segmenter.segment(text))

    def nupunkt() -> Splitter:
        module = importlib.import_module("nupunkt")
        return lambda text: [end for _, end in module.sent_spans(text)]

    def sentencex() -> Splitter:
        module = importlib.import_module("sentencex")
        return lambda text: of_texts(text, module.segment("en", text))

    def blingfire() -> Splitter:
        module = importlib.import_module("blingfire")
        return lambda text: [end for _, end in module.text_to_sentences_and_offsets(text)[1]]

    makers = {"blingfire": blingfire, "nupunkt": nupunkt, "sentencex": sentencex, "pysbd": pysbd}
    return {name: found(name, make) for name, make in makers.items()}


def corpora(gum: Path | None, ewt: Path | None) -> dict[str, list[Paragraph]]:
    """Return the measured sets by name; an empty list where the data are absent."""
    return {
        "GUM news": paragraphs_of(sample()),
        "GUM interview": paragraphs_of(gum_documents(gum, "interview")) if gum else [],
        "EWT": ewt_paragraphs(ewt, "train", "dev", "test") if ewt else [],
        "EWT dev+test": ewt_paragraphs(ewt, "dev", "test") if ewt else [],
    }


def main() -> int:
    """Print the table; exit with 1 where a floor is missed, with 2 where data are absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--gum", type=Path, help="checkout or bare git directory of GUM")
    parser.add_argument("--ewt", type=Path, help="checkout or bare git directory of UD English EWT")
    arguments = parser.parse_args()
    sets = corpora(arguments.gum, arguments.ewt)
    absent = [name for name, paragraphs in sets.items() if not paragraphs]
    for name in absent:
        print(f"{name}: no data. Give its folder with --gum or --ewt.", file=sys.stderr)
    sets = {name: paragraphs for name, paragraphs in sets.items() if paragraphs}
    if not sets:
        return 2

    systems: dict[str, Splitter | None] = {"pullquote": pullquote, "plain regex": plain_regex}
    systems |= peers()
    print("F (precision/recall) of boundaries; MB/s on all sets together")
    print(f"{'':12}" + "".join(f"{name:>24}" for name in sets) + f"{'MB/s':>8}")
    missed = False
    for name, splitter in systems.items():
        if splitter is None:
            print(f"{name:12} not installed")
            continue
        scores = {key: score(splitter, paragraphs) for key, paragraphs in sets.items()}
        cells = [f"{s.f:.3f} ({s.precision:.3f}/{s.recall:.3f})" for s in scores.values()]
        speed = score(splitter, [p for paragraphs in sets.values() for p in paragraphs]).speed
        print(
            f"{name:12}" + "".join(f"{cell:>24}" for cell in cells) + f"{speed:>8.1f}", flush=True
        )
        if splitter is pullquote:
            missed = any(scores[key].f < floor for key, floor in FLOORS.items() if key in scores)
    print(f"{'boundaries':12}" + "".join(f"{s.boundaries:>24}" for s in scores.values()))
    return 1 if missed else 2 if absent else 0


if __name__ == "__main__":
    raise SystemExit(main())
