"""Read one number with what makes it an amount: money before it, a unit behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from summaries.evidence.amounts.lexicon import ONE, Unit
from summaries.evidence.amounts.numerals import Numeral, digits_at, words_at
from summaries.evidence.amounts.scope import Scope
from summaries.evidence.amounts.units import Sign, sign_before, unit_after
from summaries.evidence.model import Amount, AmountKind
from summaries.text import Span

# "34-year-old", "34 years old": an age is a duration whose span says that it is one.
_OLD: Final = re.compile(r"-olds?(?!\w)|[ \u00A0]old(?!\w)")
_BLANKS: Final = " \u00a0\n"
_LARGE: Final = 1_000
_GROUP: Final = 3


@dataclass(slots=True)
class Reading:
    """A number with the money before it and the unit behind it."""

    numeral: Numeral
    start: int
    end: int
    sign: Sign | None = None
    unit: Unit | None = None
    hyphen: bool = False

    @property
    def value(self) -> Decimal:
        return self.numeral.value * (self.unit.factor if self.unit else ONE)

    @property
    def kind(self) -> AmountKind:
        if self.sign is not None:
            return AmountKind.MONEY
        return self.unit.kind if self.unit else AmountKind.COUNT

    @property
    def name(self) -> str | None:
        if self.sign is not None:
            return self.sign.code
        return self.unit.unit if self.unit else None

    @property
    def bare(self) -> bool:
        """Neither money nor a unit stands beside the number."""
        return self.sign is None and self.unit is None


def is_digit(text: str, at: int) -> bool:
    """Tell whether a number in digits begins at ``at``."""
    return "0" <= text[at] <= "9"


def read(scope: Scope, at: int, *, money: bool = False) -> Reading | None:
    """Read the number that begins at ``at``, or None where none does.

    ``money`` is true where the number before it, in the same range, is money.
    """
    text, end, words = scope.text, scope.end, scope.words
    if is_digit(text, at):
        sign = sign_before(text, max(scope.start, scope.done), at)
        numeral = digits_at(text, at, end, words, money=money or sign is not None)
    else:
        sign, numeral = None, words_at(text, at, end, words)
    if numeral is None or (words.strict and _unsure(scope, numeral)):
        return None
    if sign is not None and not _is_sum(sign, numeral):
        sign = None
    reading = Reading(numeral, sign.start if sign else at, numeral.end, sign)
    found = unit_after(
        text,
        numeral.end,
        end,
        words,
        numeral.value,
        scaled=numeral.scale is not None,
        start=scope.start,
    )
    if found is None:
        if scope.word_before(reading.start).lower() in words.lists["magnitude"]:
            reading.unit = Unit(AmountKind.MEASURE, "magnitude")
        return reading
    if sign is None:
        reading.unit, reading.end, reading.hyphen = found.unit, found.end, found.hyphen
        if (found.unit.unit or "").startswith("degree"):
            _minus(scope, reading)
    elif found.unit.kind is AmountKind.MONEY and found.unit.factor == ONE and not found.hyphen:
        # "$5 USD", "$5 million Canadian dollars"
        reading.end = found.end
        if found.unit.unit and sign.code in (None, "USD"):
            reading.sign = replace(sign, code=found.unit.unit)
    return reading


def _minus(scope: Scope, reading: Reading) -> None:
    """Take the minus of a temperature: "-5C", "minus 5C"."""
    word = scope.word_before(reading.start)
    if scope.sign(reading.start - 1) in ("-", "−") and not scope.sign(reading.start - 2).isalnum():
        reading.start -= 1
    elif word.lower() in scope.words.lists["minus"]:
        reading.start -= len(word) + 1
    else:
        return
    reading.numeral.value = -reading.numeral.value


def _is_sum(sign: Sign, numeral: Numeral) -> bool:
    """Tell whether letters before a number are a sign of money: "R350 million", but not "R2"."""
    written = numeral.scale is not None or not numeral.bare
    if sign.large:
        return written
    return not sign.doubtful or written or numeral.value >= _LARGE


def _unsure(scope: Scope, numeral: Numeral) -> bool:
    """Tell whether a number can't be read without its language: "1.234", "5 miljoen"."""
    written = scope.text[numeral.start : numeral.end]
    parts = written.replace(",", ".").split(".")
    grouped = len(parts) > 1 and len(parts[-1]) == _GROUP
    return grouped or scope.word_after(numeral.end) != ""


def made(
    scope: Scope,
    reading: Reading,
    high: Reading | None = None,
    qualifier: Span | None = None,
    noun: str | None = None,
) -> Amount:
    """Make the amount of a reading; a qualifier behind it ("or more") becomes a part of it."""
    text, last = scope.text, high or reading
    stop = last.end
    if reading.kind is AmountKind.DURATION:
        old = _OLD.match(text, stop, scope.end)
        stop = old.end() if old else stop
    after = scope.words.after.match(text, stop, scope.end)
    if after is not None:
        if qualifier is None:
            first = after.start() + (text[after.start()] in _BLANKS)
            qualifier = Span(first, after.end())
        stop = after.end()
    begin = min(reading.start, qualifier.start) if qualifier else reading.start
    return Amount(
        Span(begin, stop),
        last.kind,
        plain(reading.value),
        plain(high.value) if high else None,
        noun if last.kind is AmountKind.COUNT else last.name,
        qualifier,
    )


def plain(value: Decimal) -> Decimal:
    """Return a value without an exponent and without noughts behind its point."""
    return value.quantize(ONE) if value == value.to_integral_value() else value.normalize()


def qualifier_before(scope: Scope, at: int) -> Span | None:
    """Return the words right before ``at`` that say how exact the amount is, or None."""
    stop = at
    for _ in range(3):
        phrases = scope.words.before.get(scope.word_before(stop).lower(), ())
        low = scope.text[max(scope.start, scope.done, stop - 24) : stop - 1].lower()
        for phrase in phrases:
            begin = stop - 1 - len(phrase)
            if low.endswith(phrase) and not scope.sign(begin - 1).isalnum():
                stop = begin
                break
        else:
            break
    return Span(stop, at - 1) if stop < at else None


def lasts(scope: Scope, qualifier: Span | None) -> bool:
    """Tell whether the "over" of "built over two years" means no "more than"."""
    lists = scope.words.lists
    if qualifier is None or qualifier.of(scope.text).lower() not in lists["lasting"]:
        return False
    return scope.word_before(qualifier.start).lower() not in lists["lasting_after"]
