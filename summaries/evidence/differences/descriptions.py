"""DESCRIPTION: one amount of money, or of things given, described differently by two sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summaries.evidence.differences.parties import same
from summaries.evidence.differences.reading import Corpus, Line, Read, clause
from summaries.evidence.differences.sides import Pair, Side
from summaries.evidence.differences.vocabulary import stems_of
from summaries.evidence.model import Amount, AmountKind, Party, Pledge
from summaries.text import Span

_LONGEST: Final = 100  # characters after an amount that may describe it
_AND_MORE: Final = re.compile(r"\s(?:and|or|along|while|but|who|which|whose)\s")


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """One amount and the words that say what it is for.

    ``stems`` are those words' stems without names; ``names`` the names among them. ``pledge`` is
    None for an amount that its sentence does not promise.
    """

    line: Line
    amount: Amount
    words: Span
    stems: frozenset[str]
    pledge: Pledge | None


def descriptions(corpus: Corpus) -> list[Pair]:
    """Return the amounts that two articles describe in different words."""
    rows = corpus.each(lambda read: _described(corpus, read))
    keys = [[(row.amount.value, row.amount.high, _unit(row.amount))] for row in rows]
    found = []
    for a, b in corpus.pairs(keys, [row.line for row in rows]):
        one, other = rows[a], rows[b]
        if one.pledge or other.pledge:
            strength = _differ(corpus, one, other)
            if strength is not None:
                found.append(Pair((_side(one), _side(other)), strength))
    return found


def _unit(amount: Amount) -> str | None:
    return amount.unit if amount.kind is AmountKind.MONEY else None


def _described(corpus: Corpus, read: Read) -> Iterator[Described]:
    pledged = {
        pledge.amount.span: pledge for pledge in read.evidence.pledges if pledge.amount is not None
    }
    text, language = read.article.text, read.article.language
    for line in read.lines:
        amounts = read.amounts(line)
        for number, amount in enumerate(amounts):
            pledge = pledged.get(amount.span)
            if amount.kind is not AmountKind.MONEY and (
                pledge is None or amount.kind is not AmountKind.COUNT
            ):
                continue
            if amount.converted:
                continue
            following = [a.span.start for a in amounts[number + 1 :] if not a.converted]
            words = _words(
                text, line, amount, pledge, min(following, default=line.sentence.span.end)
            )
            stems = stems_of(text[amount.span.end : words.end], language)
            if pledge is not None and pledge.purpose is not None:
                stems |= stems_of(pledge.purpose.of(text), language)
            yield Described(line, amount, words, stems - corpus.names, pledge)


def _words(text: str, line: Line, amount: Amount, pledge: Pledge | None, limit: int) -> Span:
    """Return the amount with the words after it that say what it is for."""
    sentence = line.sentence.span
    start = amount.span.start
    if pledge is not None and pledge.item.holds(amount.span):
        start = pledge.item.start
    end = clause(text, amount.span.end, min(limit, sentence.end, amount.span.end + _LONGEST)).end
    more = _AND_MORE.search(text, amount.span.end, end)
    if more is not None and text[amount.span.end : more.start()].strip():
        end = more.start()
    if pledge is not None:
        for part in (pledge.item, pledge.purpose):
            if part is not None and sentence.holds(part) and part.end <= limit:
                end = max(end, part.end)
    return _trimmed(text, Span(start, max(end, amount.span.end)))


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text).rstrip(" \t\n\r\u00a0,.;:–—-")
    return Span(span.start, max(span.start + 1, span.start + len(words)))


def _differ(corpus: Corpus, one: Described, other: Described) -> float | None:
    """Return how surely one amount is described differently, or None."""
    if not one.stems or not other.stems or one.stems <= other.stems or other.stems <= one.stems:
        return None
    common = len(one.stems & other.stems)
    if common * 2 > min(len(one.stems), len(other.stems)):
        return None
    if not corpus.akin(one.line.document, other.line.document):
        return None
    giver = one.pledge and other.pledge and _one_giver(one.pledge.donor, other.pledge.donor)
    names = corpus.weights(one.line.names & other.line.names)
    telling = _digits(one.amount.value)
    if telling < 2 and not giver and names < 1.0:
        return None  # a round sum is nobody's in particular
    return 0.5 + 0.1 * min(telling, 3) + (0.15 if giver or names else 0.0)


def _one_giver(one: Party | None, other: Party | None) -> bool:
    return same(one, other)


def _digits(value: Decimal) -> int:
    """Return how many digits of a sum are not noughts at its end: 310 million has two."""
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(digits)


def _side(row: Described) -> Side:
    return Side(row.line, row.words, row.words, row.pledge.donor if row.pledge else None)
