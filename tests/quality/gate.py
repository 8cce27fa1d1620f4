"""How well the context gate knows which sentences point back, on people's coreference.

    PULLQUOTE_GUM_DIR=DIR python -m tests.quality.gate [--errors]

DIR is a checkout of amir-zeldes/gum or its bare git directory; it is no part of this repository.
A sentence *dangles* if one of its first three words is a third-person pronoun or a demonstrative
that people linked to something in an earlier sentence, and the sentence does not name that thing
(before the pointer, or as the subject after an introduction: "Despite her youth, Mayor Ruiz").
`opening` is measured against that: recall over the sentences that dangle, precision over those
it calls back-pointing by a pronoun or a demonstrative; connectives have no gold, and one after an
introduction of a dozen words is right too. `shown_with` is measured over whole articles: how many
sentences are shown, how many of those dangle where they begin, and how often what a dangling one
points at is mentioned in what comes with it. Rules were made on the "train" part.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from summaries.context import Opening, opening, shown_with
from summaries.corpus import Article
from summaries.text import Sentence, Span, quotation_units, sha256_of
from tests.quality.sets import Corpus, fetched

GENRES: Final = ("news", "interview", "bio", "voyage", "academic", "speech")
"""Kinds of text that a team may keep; no conversations, fiction, or instructions."""

_OPENING_WORDS: Final = 3
_INTRODUCTION: Final = 14
_POINTERS: Final = frozenset(
    ["he", "she", "it", "they", "him", "her", "them", "his", "hers", "its", "their", "theirs",
     "himself", "herself", "itself", "themselves", "this", "that", "these", "those"]
)  # fmt: skip
_SPEAKING: Final = frozenset(
    ["i", "we", "you", "me", "us", "my", "our", "your", "who", "what", "which"]
)
_FUNCTION: Final = frozenset(["ADP", "CCONJ", "SCONJ", "ADV", "DET", "NUM", "INTJ", "PART"])
# "(3-person-giv:act-…" opens a mention of thing 3, "3)" closes it, "(3-person-…)" does both.
_MENTION: Final = re.compile(
    r"\((?P<open>\d+)-(?P<kind>[a-z]+)[^()]*(?P<whole>\))?|(?P<close>\d+)\)"
)
_LINK: Final = re.compile(r"Entity=(?P<marks>[^|\s]+)")


@dataclass(slots=True)
class Mention:
    """A stretch of words that people read as one thing: the thing's number, first and last word."""

    thing: int
    first: int
    last: int
    kind: str
    named: bool = False


@dataclass(slots=True)
class Read:
    """One sentence of a document: its words, and its mentions of things."""

    text: str
    opens_paragraph: bool
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class Score:
    """How many sentences there are of each kind."""

    sentences: int = 0
    dangling: int = 0
    found: int = 0  # of the dangling: by `opening`
    called: int = 0  # what `opening` says points back by a pronoun or a demonstrative
    right: int = 0
    shown: int = 0
    shown_dangling: int = 0
    completed: int = 0  # of the dangling: shown with others
    resolved: int = 0  # of these: the thing pointed at is in the others

    def __str__(self) -> str:
        return (
            f"precision {_share(self.right, self.called)}  recall "
            f"{_share(self.found, self.dangling)}  shown {_share(self.shown, self.sentences)}  "
            f"of these dangling {_share(self.shown_dangling, self.shown)}  "
            f"referent shown {_share(self.resolved, self.completed)}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / max(whole, 1):.3f} ({whole})"


def documents(corpus: Corpus, genre: str) -> Iterator[tuple[str, list[Read]]]:
    """Yield the name and the sentences of each GUM document of a genre."""
    for path in corpus.names("dep"):
        if f"/GUM_{genre}_" in path:
            yield Path(path).stem, list(_sentences(corpus.read(path) or ""))


def part_of(corpus: Corpus) -> dict[str, str]:
    """Return the part ("train", "dev", "test") that GUM puts each document into."""
    parts: dict[str, str] = {}
    part = ""
    for line in (corpus.read("splits.md") or "").splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif found := re.match(r"\s*\*\s*(GUM_\w+)", line):
            parts[found[1]] = part
    return parts


def _sentences(conllu: str) -> Iterator[Read]:
    for block in conllu.split("\n\n"):
        words = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        if words is None:
            continue
        read = Read(words[1].strip(), "\n# newpar" in "\n" + block)
        waiting: list[Mention] = []
        for row in block.split("\n"):
            cells = row.split("\t")
            if not cells[0].isdigit():
                continue
            number = len(read.words)
            read.words.append(cells[1])
            read.tags.append(cells[3])
            link = _LINK.search(cells[9])
            for mark in _MENTION.finditer(link["marks"] if link else ""):
                if mark["open"]:
                    waiting.append(Mention(int(mark["open"]), number, number, mark["kind"]))
                if mark["close"] or mark["whole"]:
                    _close(read, waiting, int(mark["close"] or mark["open"]), number)
        yield read


def _close(read: Read, waiting: list[Mention], thing: int, number: int) -> None:
    for mention in reversed(waiting):
        if mention.thing == thing:
            waiting.remove(mention)
            mention.last = number
            tags = read.tags[mention.first : number + 1]
            mention.named = "NOUN" in tags or "PROPN" in tags
            read.mentions.append(mention)
            return


def dangling(sentence: Read, known: set[int], within: int) -> int | None:
    """Return the thing that one of the first words points back to, if nothing names it.

    Only words that introduce may stand before the pointer ("Some of her", "Despite this", "While
    in Lima, he"): "I know them" does not begin with one. Where it does not come first, a name
    later in the sentence will do ("Despite her youth, Mayor Ruiz").
    """
    inked = [i for i, tag in enumerate(sentence.tags) if tag not in {"PUNCT", "SYM"}][:within]
    for place in inked:
        word = sentence.words[place].lower()
        if word in _POINTERS and sentence.tags[place] in {"PRON", "DET"}:
            for mention in sentence.mentions:
                if mention.first != place or mention.thing not in known:
                    continue
                if word in {"this", "these"} and mention.kind == "time":
                    continue
                named = (
                    m
                    for m in sentence.mentions
                    if m.named and m.thing == mention.thing and m.first != place
                )
                if not any(
                    m.first < place or _after_comma(sentence, m, inked[0] < place) for m in named
                ):
                    return mention.thing
        if not _introduces(word, sentence.tags[place], within):
            return None
    return None


def _after_comma(sentence: Read, mention: Mention, introduced: bool) -> bool:
    """Tell whether a mention is the subject that an introduction's pointer stands for."""
    return introduced and sentence.words[max(mention.first - 1, 0)] == ","


def _introduces(word: str, tag: str, within: int) -> bool:
    """Tell whether a word may stand before a sentence's subject."""
    plain = tag in _FUNCTION or word.endswith("ing") or word in _POINTERS
    return word not in _SPEAKING and (plain or within > _OPENING_WORDS)


def article_of(name: str, read: list[Read]) -> Article:
    """Return a document as an article with people's sentences."""
    text = ""
    blocks: list[list[Span]] = []
    for sentence in read:
        if sentence.opens_paragraph or not blocks:
            blocks.append([])
        text += ("\n\n" if sentence.opens_paragraph else " ") if text else ""
        blocks[-1].append(Span(len(text), len(text) + len(sentence.text)))
        text += sentence.text
    places = [(block, span) for block, spans in enumerate(blocks) for span in spans]
    units = quotation_units(text, blocks)
    return Article(
        id=name,
        text=text,
        sha256=sha256_of(text),
        added=datetime(2026, 1, 1, tzinfo=UTC),
        language="en",
        sentences=tuple(
            Sentence(i, span, block, unit)
            for i, ((block, span), unit) in enumerate(zip(places, units, strict=True))
        ),
    )


def score(read: list[tuple[str, list[Read]]], errors: list[str] | None = None) -> Score:
    """Measure `opening` and `shown_with` on documents; note the errors if a list is given."""
    total = Score()
    for name, document in read:
        known: set[int] = set()
        pointing: list[int | None] = []
        for sentence in document:
            thing = dangling(sentence, known, _OPENING_WORDS)
            right = dangling(sentence, known, _INTRODUCTION) is not None
            pointing.append(thing)
            known |= {mention.thing for mention in sentence.mentions}
            start = opening(sentence.text)
            called = start in {Opening.PERSON, Opening.THING}
            total.dangling += thing is not None
            total.found += thing is not None and start is not Opening.NOTHING
            total.called += called
            total.right += called and right
            if errors is not None and called and not right:
                errors.append(f"called  {sentence.text[:110]}")
            if errors is not None and thing is not None and start is Opening.NOTHING:
                errors.append(f"missed  {sentence.text[:110]}")
        _score_shown(total, article_of(name, document), document, pointing)
    return total


def _score_shown(
    total: Score, article: Article, document: list[Read], pointing: list[int | None]
) -> None:
    for index, thing in enumerate(pointing):
        total.sentences += 1
        together = shown_with(article, index)
        if together is None:
            continue
        total.shown += 1
        total.shown_dangling += pointing[together[0]] is not None
        if thing is not None:
            before = (m for i in together if i < index for m in document[i].mentions)
            total.completed += 1
            total.resolved += any(mention.thing == thing for mention in before)


def main() -> None:
    """Print the measures of every genre, of the train part and of the rest."""
    parser = argparse.ArgumentParser(description="How well the context gate does on GUM.")
    parser.add_argument("--errors", action="store_true", help="list errors on the train part")
    wanted = parser.parse_args()
    folder = fetched("GUM")
    if folder is None:
        parser.error("Set PULLQUOTE_GUM_DIR to a checkout of amir-zeldes/gum, or a bare one.")
    corpus = Corpus(folder)
    parts = part_of(corpus)
    rows: dict[str, list[tuple[str, list[Read]]]] = {}
    for genre in GENRES:
        for name, read in documents(corpus, genre):
            train = parts.get(name, "train") == "train"
            for row in (genre, "train" if train else "dev+test"):
                rows.setdefault(row, []).append((name, read))
    errors: list[str] = []
    for label, documents_read in rows.items():
        listed = errors if wanted.errors and label == "train" else None
        print(f"{label:10} {score(documents_read, listed)}")
    print(*errors, sep="\n")


if __name__ == "__main__":
    main()
