"""VALUE where one source gives none: "170,000, the highest in 20 years", "a 20-year high"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from summaries.evidence.differences.lexicon import Lexicon
from summaries.evidence.differences.reading import Corpus, Line, Read
from summaries.evidence.differences.sides import Pair, Side
from summaries.evidence.differences.when import all_apart, periods_of
from summaries.evidence.model import Amount, AmountKind
from summaries.text import Span, fold

_LONGEST: Final = 2_000
_OLDEST: Final = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A comparison with the past, with its amount or without: "the highest in 20 years"."""

    line: Line
    span: Span
    years: int
    low: bool
    amount: Amount | None


def records(corpus: Corpus) -> list[Pair]:
    """Return records that one source gives with a value, and another without."""
    found = corpus.each(_records)
    keys = [
        [
            f"{record.years}/{record.low}/{stem}"
            for stem in record.line.stems
            if corpus.weight(stem) > 0.25
        ]
        for record in found
    ]
    made = []
    for a, b in corpus.pairs(keys, [record.line for record in found]):
        one, other = found[a], found[b]
        if (one.amount is None) == (other.amount is None):
            continue
        if not corpus.akin(one.line.document, other.line.document):
            continue
        if all_apart(periods_of(corpus, one.line), periods_of(corpus, other.line)):
            continue
        made.append(Pair((_side(one), _side(other)), 0.5))
    return made


def _side(record: Record) -> Side:
    part = record.amount.span if record.amount is not None else record.span
    return Side(record.line, record.line.sentence.span, part)


def _records(read: Read) -> Iterator[Record]:
    lexicon, text = read.lexicon, read.article.text
    if lexicon is None:
        return
    cue = lexicon.pattern("numbers.record_cue")
    low = lexicon.pattern("numbers.low")
    for line in read.lines:
        span = line.sentence.span
        end = min(span.end, span.start + _LONGEST)
        if not lexicon.may("numbers.record_cue", line.mask):
            continue
        if cue.search(text, span.start, end) is None:
            continue
        for name in ("numbers.record_before", "numbers.record_after"):
            match = lexicon.pattern(name).search(text, span.start, end)
            years = _years(match, lexicon) if match else None
            if match is None or years is None:
                continue
            yield Record(
                line,
                Span(match.start(), match.end()),
                years,
                low.search(match.group()) is not None,
                _counted(read, line, match),
            )
            break


def _years(match: re.Match[str], lexicon: Lexicon) -> int | None:
    number, unit = fold(match.group(1)), fold(match.group(2))
    digits = number.isascii() and number.isdigit() and len(number) < 5
    count = int(number) if digits else lexicon.numbers.get(number)
    if count is None or count > _OLDEST:
        return None
    return count * lexicon.years.get(unit, 1)


def _counted(read: Read, line: Line, match: re.Match[str]) -> Amount | None:
    """Return the amount that the record is about: the last one that is counted before it."""
    before = [
        amount
        for amount in read.amounts(line)
        if amount.kind is not AmountKind.DURATION
        and amount.span.end <= match.start()
        and not amount.converted
    ]
    return before[-1] if before else None
