"""Ranges: "5 to 7 million", "$5m-$7m", "between 2 and 3 per cent". Changes are none."""

from __future__ import annotations

import re
from typing import Final

from summaries.evidence.amounts.exclusions import is_year_like
from summaries.evidence.amounts.lexicon import HUNDRED
from summaries.evidence.amounts.nouns import head_noun
from summaries.evidence.amounts.numerals import Numeral
from summaries.evidence.amounts.reading import Reading, is_digit, read
from summaries.evidence.amounts.scope import Scope
from summaries.evidence.model import AmountKind

_PREFIX: Final = re.compile(r"(?:[A-Za-z]{0,3}[$€£¥₹₩₽₺₦₱₪₴]|Rs\.?|[A-Z]{3})[ \u00A0]?(?=[0-9])")
_WORD: Final = re.compile(r"[^\W\d_]+")
_FAR: Final = 20  # "gained $6 to $1,790" says how much and where to
_UNSCALED: Final = 1_000  # "5 to 7 million" are millions, "5,000 to 1 million" are not


def high_of(scope: Scope, low: Reading) -> Reading | None:
    """Return the high end of a range that begins with ``low``, or None.

    ``low`` takes the unit and the scale that only the high end has. "From 5 to 7 million" and
    "rose 5% to 20%" are two amounts each, of which the first may lack its unit, too.
    """
    words, word = scope.words, scope.word_before(low.start).lower()
    between = word in words.lists["between"]
    joint = (words.range_between if between else words.range).match(scope.text, low.end, scope.end)
    if joint is None:
        return None
    dash = not joint.group().strip()[-1:].isalpha()
    own = not low.bare or not (low.numeral.bare or low.numeral.spelled)
    changed = (own and word in words.lists["change"]) or word in words.lists["no_range_after"]
    high = second(scope, joint.end(), money=low.sign is not None)
    if high is None:
        return None
    if changed and not dash and not between:
        _take_over(low, high)
        return None
    return high if _agree(scope, low, high, dash=dash, between=between) else None


def odds_end(scope: Scope, low: Reading) -> int | None:
    """Return the end of a result or odds, which are no amounts: "52 to 48", "nine to five"."""
    numeral = low.numeral
    if numeral.scale is not None or not (numeral.bare or numeral.spelled):
        return None
    joint = scope.words.range.match(scope.text, low.end, scope.end)
    word = scope.word_before(low.start).lower()
    if joint is None or word in scope.words.lists["no_range_after"]:
        return None
    high = second(scope, joint.end())
    if high is None or not high.bare or high.numeral.scale is not None:
        return None
    counted = head_noun(scope.text, high.end, scope.end, scope.words) is not None
    return high.end if numeral.value >= high.numeral.value and not counted else None


def second(scope: Scope, at: int, *, money: bool = False) -> Reading | None:
    """Read the number that begins at ``at``, or behind a sign of money there, or None."""
    prefix = _PREFIX.match(scope.text, at, scope.end)
    at = prefix.end() if prefix else at
    if at >= scope.end:
        return None
    if not is_digit(scope.text, at):
        word = _WORD.match(scope.text, at, scope.end)
        if word is None or word.group().lower() not in scope.words.numbers:
            return None
    return read(scope, at, money=money)


def _take_over(low: Reading, high: Reading) -> None:
    """Give "5" the unit and scale of "from 5 to 7 million" and "from 5 to 7 per cent"."""
    if not low.bare or low.numeral.scale is not None or high.sign is not None:
        return
    duration = high.unit is not None and high.unit.kind is AmountKind.DURATION
    if duration or (high.unit is None and high.numeral.scale is None):
        return
    low.unit = high.unit
    _scale_up(low.numeral, high.numeral)


def _scale_up(low: Numeral, high: Numeral) -> None:
    scale = high.scale
    if scale is not None and scale >= HUNDRED and low.scale is None and low.value < _UNSCALED:
        low.value, low.scale, low.bare = low.value * scale, scale, False


def _agree(scope: Scope, low: Reading, high: Reading, *, dash: bool, between: bool) -> bool:
    """Tell whether two readings are the ends of one range, and let the low end take the unit."""
    if low.sign is not None and high.bare:
        # "$5-7 million", "$5 to 7 million", but "$5m to 7 million people"
        counts = head_noun(scope.text, high.end, scope.end, scope.words) is not None
        if not (dash or between) and (high.numeral.scale is None or counts):
            return False
        high.sign = low.sign
    elif low.bare:
        if high.sign is not None:
            return False
        low.unit = high.unit
    elif low.kind is not high.kind or low.name != high.name:
        return False
    if dash and low.bare and high.numeral.bare and is_year_like(low.numeral):
        return False  # "2019-2020"
    value, scale, bare = low.numeral.value, low.numeral.scale, low.numeral.bare
    given_twice = not (low.bare or high.bare) and not (dash or between)
    _scale_up(low.numeral, high.numeral)
    if low.value < high.value and not (given_twice and high.value > low.value * _FAR):
        return True
    low.numeral.value, low.numeral.scale, low.numeral.bare = value, scale, bare
    return False
