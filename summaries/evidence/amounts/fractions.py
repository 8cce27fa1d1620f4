"""Parts: "one in five", "two-thirds", "half of them", "half a million", "an hour and a half"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from summaries.evidence.amounts.exclusions import is_year_like, joined_after, joined_before
from summaries.evidence.amounts.lexicon import ONE
from summaries.evidence.amounts.nouns import head_noun
from summaries.evidence.amounts.numerals import Numeral
from summaries.evidence.amounts.ranges import second
from summaries.evidence.amounts.reading import Reading, made, qualifier_before
from summaries.evidence.amounts.scope import Scope
from summaries.evidence.amounts.units import unit_after
from summaries.evidence.model import Amount, AmountKind
from summaries.text import Span

Found = tuple[Amount | None, int]
"""An amount, or None, and where reading goes on."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_LETTERS_AT_END: Final = re.compile(r"[^\W\d_]+[ \u00A0]\Z")
_DENOMINATOR: Final = re.compile(r"([ \u00A0]|-)([^\W\d_]+)(?!\w)")
_MOST: Final = 9
_QUARTERS: Final = 4
_HALF: Final = Decimal("0.5")
_TWO: Final = 2
_ROUND: Final = 10
_DOZEN: Final = Decimal(12)
_FAR: Final = 24


def article_before(scope: Scope, at: int) -> int:
    """Return where "a" right before ``at`` begins, or ``at`` where it does not stand there."""
    last = _LETTERS_AT_END.search(scope.text[max(scope.start, scope.done, at - 7) : at])
    if last is None or last.group()[:-1].lower() not in scope.words.lists["a"]:
        return at
    begin = at - len(last.group())
    return at if scope.sign(begin - 1).isalnum() else begin


def one_in(scope: Scope, reading: Reading) -> Amount | None:
    """Read "one in five" and "nine out of 10", or None."""
    numeral = reading.numeral
    small = reading.bare and numeral.scale is None and numeral.value <= _MOST
    if not small or not (numeral.spelled or numeral.bare):
        return None
    joint = scope.words.share_of.match(scope.text, numeral.end, scope.end)
    whole = second(scope, joint.end()) if joint else None
    if whole is None or not whole.bare:
        return None
    of = whole.numeral
    usual = of.value <= _ROUND or of.value % _ROUND == 0
    known = (of.spelled and not numeral.bare) or (of.bare and not is_year_like(of)) or of.scale
    if of.value <= numeral.value or not usual or not known:
        return None
    if joined_before(scope, reading.start) or joined_after(scope, of.end):
        return None
    qualifier = qualifier_before(scope, reading.start)
    span = Span(qualifier.start if qualifier else reading.start, of.end)
    return Amount(span, AmountKind.SHARE, numeral.value / of.value, None, "", qualifier)


def thirds(scope: Scope, reading: Reading) -> Found | None:
    """Read "two-thirds" and "three quarters of a million" from their first word on, or None."""
    numeral = reading.numeral
    if not numeral.spelled or numeral.scale is not None or numeral.value > _MOST:
        return None
    after = _DENOMINATOR.match(scope.text, numeral.end, scope.end)
    below = scope.words.fractions.get(after[2].lower()) if after else None
    if after is None or below is None or below <= numeral.value or below == _TWO:
        return None
    plural = after[2].lower().endswith("s")
    if plural != (numeral.value > 1) or scope.sign(after.end()) == "-":
        return None
    of = scope.word_after(after.end()).lower() in scope.words.lists["of"]
    if below == _QUARTERS and after[1] != "-" and not of:
        return None  # "two quarters", "in one quarter": a part of a year
    return _part(scope, reading.start, after.end(), numeral.value / below)


def fraction(scope: Scope, at: int, word: str) -> Found:
    """Read an amount at the word "half", or at "third" behind "a"."""
    stop, lists = at + len(word), scope.words.lists
    begin = article_before(scope, at)
    if word.lower() in lists["half"]:
        return _half(scope, at, stop, begin)
    below = scope.words.fractions[word.lower()]
    if begin == at or below == _TWO or scope.sign(stop) == "-":
        return None, stop
    of = scope.word_after(stop).lower() in lists["of"]
    by = scope.word_before(begin).lower() in lists["before_part"]
    sized = word.lower() in lists["quarter"] and scope.words.half_of.match(
        scope.text, stop, scope.end
    )
    if not (of or by or sized) and qualifier_before(scope, begin) is None:
        return None, stop
    return _part(scope, begin, stop, ONE / below)


def _half(scope: Scope, at: int, stop: int, begin: int) -> Found:
    """Read "half a million", "half an hour", "half of them", "an hour and a half"."""
    text, lists = scope.text, scope.words.lists
    first = max(scope.start, scope.done, at - _FAR)
    long = scope.words.unit_and_a.search(text[first:at])
    forms = scope.words.units.get(long["unit"].lower()) if long else None
    if long is not None and forms and forms[0].unit.kind is AmountKind.DURATION:
        span = Span(article_before(scope, first + long.start("unit")), stop)
        return Amount(span, AmountKind.DURATION, 1 + _HALF, None, forms[0].unit.unit), stop
    if scope.words.half_of.match(text, stop, scope.end):
        found = _part(scope, begin, stop, _HALF)
        if found[1] > stop:
            return found
    before, after = scope.word_before(at).lower(), scope.word_after(stop).lower()
    follows = after in lists["determiners"] or after in lists["of"]
    known = follows or before in lists["before_part"] or qualifier_before(scope, at)
    if scope.sign(stop) == "-" or before in lists["halves"] or not known:
        return None, stop
    return _part(scope, at, stop, _HALF)


def _part(scope: Scope, begin: int, stop: int, part: Decimal) -> Found:
    """Make the amount of a fraction: a share, or so much of a million or of a century."""
    qualifier = qualifier_before(scope, begin)
    first = qualifier.start if qualifier else begin
    size = scope.words.half_of.match(scope.text, stop, scope.end)
    if size is not None:
        sized = _sized(scope, begin, size.end(), part, qualifier)
        if sized is not None:
            return sized
        found = unit_after(
            scope.text, size.end() - 1, scope.end, scope.words, ONE, scaled=False, start=scope.start
        )
        if found is not None and found.unit.kind in (AmountKind.DURATION, AmountKind.MEASURE):
            span = Span(first, found.end)
            return Amount(span, found.unit.kind, part, None, found.unit.unit, qualifier), found.end
    return Amount(Span(first, stop), AmountKind.SHARE, part, None, "", qualifier), stop


def _sized(
    scope: Scope, begin: int, at: int, part: Decimal, qualifier: Span | None
) -> Found | None:
    """Make "half a million pesos" of its half and the scale at ``at``, or None."""
    text, end, words = scope.text, scope.end, scope.words
    numeral = Numeral(begin, at, part, spelled=True)
    for _ in range(2):
        word = _WORD.match(text, at, end)
        low = word.group().lower() if word else ""
        factor = _DOZEN if low in words.lists["dozen"] else words.scales.get(low)
        if word is None or factor is None:
            break
        numeral.value, numeral.scale, numeral.end = numeral.value * factor, factor, word.end()
        at = word.end() + 1
    if numeral.scale is None:
        return None
    reading = Reading(numeral, begin, numeral.end)
    found = unit_after(text, numeral.end, end, words, numeral.value, scaled=True, start=scope.start)
    if found is not None:
        reading.unit, reading.end = found.unit, found.end
        return made(scope, reading, None, qualifier), reading.end
    noun = head_noun(text, numeral.end, end, words)
    return made(scope, reading, None, qualifier, noun), reading.end
