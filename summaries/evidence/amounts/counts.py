"""Counts: numbers without a unit, and which of them count nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from summaries.evidence.amounts.exclusions import (
    is_clock_or_date,
    is_hour,
    is_name,
    is_telephone,
    is_year,
    joined_after,
    points_back,
    stands_alone,
)
from summaries.evidence.amounts.lexicon import Unit
from summaries.evidence.amounts.nouns import head_noun
from summaries.evidence.amounts.reading import Reading, made
from summaries.evidence.amounts.scope import Scope
from summaries.evidence.model import Amount, AmountKind
from summaries.text import Span

_HYPHENED: Final = re.compile(r"[-‑]([^\W\d_]+)")
_MILLION: Final = 1_000_000


def count(scope: Scope, reading: Reading, qualifier: Span | None) -> Amount | None:
    """Make a count of a number that has no unit, or None of a date, a name, a score, an age."""
    numeral, words = reading.numeral, scope.words
    after = words.after.match(scope.text, numeral.end, scope.end)
    stop, hyphened = numeral.end, _HYPHENED.match(scope.text, numeral.end, scope.end)
    if hyphened is not None:
        known = hyphened[1].lower() in words.lists["hyphened"] or numeral.scale is not None
        noun = _hyphened_noun(scope, stop, hyphened) if known else None
        if not known:
            return None
    elif joined_after(scope, stop):
        return None
    else:
        behind = after.end() if after else stop
        noun = head_noun(scope.text, behind, scope.end, words)
    if numeral.spelled and numeral.value == 1:
        noun = _one_of(scope, stop)
        if noun is None:
            return None
    qualified = qualifier is not None or after is not None
    alone = noun is None and (
        is_hour(scope, numeral) or stands_alone(scope, numeral, qualified=qualified)
    )
    if (
        alone
        or is_telephone(scope, numeral)
        or is_clock_or_date(scope, numeral)
        or is_year(scope, numeral, noun=noun, qualified=qualified)
        or is_name(scope, numeral, noun=noun)
        or (hyphened is None and points_back(scope, numeral))
    ):
        return None
    return made(scope, reading, None, qualifier, noun)


def count_of_range(
    scope: Scope, low: Reading, high: Reading, qualifier: Span | None
) -> Amount | None:
    """Make a count of a range without a unit: "10-15 people"; None of a score or of days."""
    noun = head_noun(scope.text, high.end, scope.end, scope.words)
    counted = noun is not None or high.numeral.scale is not None
    if not counted and (low.numeral.bare or low.numeral.spelled):
        return None
    if is_clock_or_date(scope, high.numeral) or is_clock_or_date(scope, low.numeral):
        return None
    if joined_after(scope, high.end):
        return None
    return made(scope, low, high, qualifier, noun)


def metres_or_millions(scope: Scope, reading: Reading, qualifier: Span | None) -> Amount:
    """Tell "2m people" from "a 2m wall": millions count a plural noun, once in a sentence."""
    noun = head_noun(scope.text, reading.end, scope.end, scope.words)
    long = scope.word_after(reading.end) in scope.words.lists["lengths"]
    if (noun is not None or scope.millions) and not long:
        scope.millions = True
        return made(scope, reading, None, qualifier, noun)
    numeral = replace(reading.numeral, value=reading.numeral.value / _MILLION, scale=None)
    metres = replace(reading, numeral=numeral, unit=Unit(AmountKind.MEASURE, "metre"))
    return made(scope, metres, None, qualifier)


def _hyphened_noun(scope: Scope, stop: int, hyphened: re.Match[str]) -> str | None:
    """Return what a joined number counts: "member", but the noun behind "200,000-strong"."""
    if hyphened[1].lower() not in scope.words.lists["hyphened_adverbs"]:
        return hyphened[1]
    after = scope.words.after.match(scope.text, stop, scope.end)
    behind = after.end() if after else hyphened.end()
    return head_noun(scope.text, behind, scope.end, scope.words)


def _one_of(scope: Scope, stop: int) -> str | None:
    """Return what one counts: "one person"; None for "one of them" and "one thing"."""
    after = scope.word_after(stop)
    return after if after.lower() in scope.words.lists["single"] else None
