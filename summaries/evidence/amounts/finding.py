"""Find the amounts of a text: numbers with what stands beside them, read from left to right."""

from __future__ import annotations

import re
from typing import Final

from summaries.evidence.amounts.counts import count, count_of_range, metres_or_millions
from summaries.evidence.amounts.exclusions import is_name_with_unit, is_year_like, joined_before
from summaries.evidence.amounts.fractions import Found, article_before, fraction, one_in, thirds
from summaries.evidence.amounts.lexicon import lexicon
from summaries.evidence.amounts.parts import related
from summaries.evidence.amounts.ranges import high_of, odds_end
from summaries.evidence.amounts.reading import (
    Reading,
    is_digit,
    lasts,
    made,
    qualifier_before,
    read,
)
from summaries.evidence.amounts.scope import Scope
from summaries.evidence.model import Amount, AmountKind
from summaries.text import Span

_DIGITS: Final = re.compile(r"[0-9]+")
_TOKEN: Final = re.compile(r"[0-9]+|[^\W\d_]{3,}")
_UNKNOWN: Final = "und"


def amounts(
    text: str, span: Span | None = None, *, language: str = "en", in_words: bool = True
) -> list[Amount]:
    """Return the amounts of ``text`` (or of ``span`` in it), in order, none overlapping.

    No amounts are: dates, years and times; ordinals; names ("Route 66", "COVID-19"); scores; list
    and section numbers; "one" and "the two" where they stand for what was named; "an hour"; and
    words without a certain number ("dozens", "several million"). An age with its unit is a
    duration ("34-year-old"); a bare one ("Ruiz, 34,") is none. "$" is USD, "pounds" GBP and
    "rupees" INR where no country is named; "pesos" and other money of several countries then has
    no unit. Points of a share have "percentage point" or "basis point" as their unit.
    ``in_words`` is false where it is known that no word of it is a number.
    """
    start, end = (span.start, span.end) if span is not None else (0, len(text))
    words = lexicon("en" if language == _UNKNOWN else language)
    scope = Scope(text, start, end, words, start)
    found: list[Amount] = []
    for token in (_TOKEN if in_words else _DIGITS).finditer(text, start, end):
        at = token.start()
        if at < scope.done:
            continue
        if is_digit(text, at):
            amount, stop = _from_digits(scope, at)
        elif token.group().lower() in words.triggers:
            amount, stop = _from_word(scope, at, token.group())
        else:
            continue
        scope.done = max(scope.done, stop)
        if amount is not None:
            scope.done = max(scope.done, amount.span.end)
            found.append(amount)
    return related(text, found, words)


def _from_digits(scope: Scope, at: int) -> Found:
    reading = read(scope, at)
    return (None, at + 1) if reading is None else _complete(scope, reading)


def _from_word(scope: Scope, at: int, word: str) -> Found:
    """Read an amount that begins with a word: a number, a scale with "a", a half or a third."""
    before, low, words = scope.sign(at - 1), word.lower(), scope.words
    if before.isalnum() or before in ("-", "‑", "_"):
        return None, at + 1
    if low in words.lists["half"] or (low in words.fractions and low not in words.numbers):
        return fraction(scope, at, word)
    begin = at if low in words.numbers else article_before(scope, at)
    if begin == at and low not in words.numbers:
        return None, at + 1  # "several million", "hundreds of thousands"
    reading = read(scope, begin)
    return (None, at + 1) if reading is None or reading.end <= at else _complete(scope, reading)


def _complete(scope: Scope, reading: Reading) -> Found:
    """Make an amount of a reading, with its range and qualifier, or None of what is no amount."""
    numeral, words = reading.numeral, scope.words
    if joined_before(scope, reading.start):
        return None, numeral.end
    share = one_in(scope, reading)
    if share is not None:
        return share, share.span.end
    part = thirds(scope, reading)
    if part is not None:
        return part
    qualifier = qualifier_before(scope, reading.start)
    if reading.kind is AmountKind.DURATION and lasts(scope, qualifier):
        qualifier = None
    high = high_of(scope, reading)
    if high is not None:
        if high.bare:
            return count_of_range(scope, reading, high, qualifier), high.end
        return made(scope, reading, high, qualifier), high.end
    if qualifier is not None and qualifier.of(scope.text).lower() in words.lists["between"]:
        qualifier = None  # Italian "tra 48 ore": in 48 hours
    if not reading.bare:
        measured = reading.kind in (AmountKind.DURATION, AmountKind.MEASURE)
        none = _is_single(reading) or _is_year_of(reading)
        if none or (measured and is_name_with_unit(scope, numeral, reading.end)):
            return None, reading.end
        return made(scope, reading, None, qualifier), reading.end
    if numeral.metres:
        return metres_or_millions(scope, reading, qualifier), reading.end
    odds = odds_end(scope, reading)
    return (None, odds) if odds else (count(scope, reading, qualifier), numeral.end)


def _is_single(reading: Reading) -> bool:
    """Tell whether "one day" stands for a day to come, or "one second" for a moment."""
    numeral, unit = reading.numeral, reading.unit
    single = numeral.spelled and numeral.value == 1 and not reading.hyphen
    return single and unit is not None and unit.unit in ("day", "second", "minute", "generation")


def _is_year_of(reading: Reading) -> bool:
    """Tell a year from an amount: "the 2018 day of action", but "a 2000 year old tradition"."""
    unit = reading.unit
    year = is_year_like(reading.numeral) and reading.sign is None
    return year and unit is not None and unit.singular and unit.unit != "year"
