"""Numbers as they are written: "1,250.5", "1,00,000", "5 000", "twenty-one", "two and a half"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summaries.evidence.amounts.lexicon import HUNDRED, Lexicon

_MOST_DIGITS: Final = 24
_MOST_WORDS: Final = 10
_HALF: Final = Decimal("0.5")
_GLYPHS: Final = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3,
}

_DIGITS: Final = re.compile(
    r"(?P<indian>[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?)(?![0-9])"
    r"|(?P<commas>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)(?![0-9])"
    r"|(?P<points>[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{3}){2,})(?![0-9])"
    r"|(?P<blanks>[0-9]{1,3}(?:(?:\u00A0[0-9]{3})+|(?:\u202F[0-9]{3})+|(?:\u2009[0-9]{3})+"
    r"|(?:\x20[0-9]{3})+|(?:['’][0-9]{3})+)(?:[.,][0-9]{1,2})?)(?![0-9])"
    r"|(?P<plain>[0-9]+(?:[.,][0-9]+)?)"
)
_GROUPS: Final = re.compile(r"[\s'’]")
_GLUED: Final = re.compile(r"[A-Za-z]{1,3}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_JOINT: Final = re.compile(r"[ \u00A0\n]|-")
_SCALE: Final = re.compile(r"[ \u00A0\n-]?([^\W\d_]{3,})")
_ABBREVIATED: Final = 3
_STOP: Final = re.compile(r"\.[ \u00A0][a-zäöü€$£]|\.[ \u00A0](?:Euro|Dollar|US)")
_SHORT_SCALE: Final = re.compile(r"[ \u00A0]([A-Za-z]{1,3})(?!\w)")


@dataclass(slots=True)
class Numeral:
    """A number: its place, its value, and how it is written.

    ``spelled`` is true for words; ``bare`` for digits without grouping, decimals or scale, which
    may be a year or a number of a house as well; ``scale`` is what "million" multiplied it by.
    ``metres`` is true where an "m" behind it could be metres as well as a million.
    """

    start: int
    end: int
    value: Decimal
    spelled: bool = False
    bare: bool = False
    scale: Decimal | None = None
    metres: bool = False


def digits_at(text: str, at: int, end: int, words: Lexicon, *, money: bool) -> Numeral | None:
    """Read the number in digits that begins at ``at``, with its scale, or None for a monster."""
    match = _DIGITS.match(text, at, end)
    if match is None or match.end() - at > _MOST_DIGITS:
        return None
    value, stop = _value(match, words)
    if stop < end and text[stop] in _GLYPHS:
        value, stop = value + _GLYPHS[text[stop]], stop + 1
    bare = text[at:stop].isdigit()
    numeral = Numeral(at, stop, value, bare=bare)
    _half(text, end, words, numeral)
    _scale(text, end, words, numeral, money=money)
    return numeral


def _value(match: re.Match[str], words: Lexicon) -> tuple[Decimal, int]:
    """Return the value of digits, and where they end."""
    written, stop = match.group(), match.end()
    kind = match.lastgroup
    if kind in ("indian", "commas"):
        if words.comma and not words.both and written.count(",") == 1 and "." not in written:
            return Decimal(written.replace(",", ".")), stop
        return Decimal(written.replace(",", "")), stop
    if kind == "points":
        return Decimal(written.replace(".", "").replace(",", ".")), stop
    if kind == "blanks":
        return Decimal(_GROUPS.sub("", written).replace(",", ".")), stop
    whole, sign, rest = written.partition("," if "," in written else ".")
    if sign == "," and not (words.comma or words.strict):
        return Decimal(whole), match.start() + len(whole)
    if sign == "." and words.comma and len(rest) == 3 and len(whole) <= 3:
        return Decimal(whole + rest), stop
    return Decimal(f"{whole}.{rest}" if rest else whole), stop


def _half(text: str, end: int, words: Lexicon, numeral: Numeral) -> None:
    """Add the half of "two and a half"."""
    half = words.and_a_half.match(text, numeral.end, end)
    if half is not None:
        numeral.value += _HALF
        numeral.end, numeral.bare = half.end(), False


def _scale(text: str, end: int, words: Lexicon, numeral: Numeral, *, money: bool) -> None:
    """Take the scale behind a number in digits: "m", "bn", " million", " lakh crore"."""
    factor = Decimal(1)
    glued = _GLUED.match(text, numeral.end, end)
    if glued is None and money:
        short = _SHORT_SCALE.match(text, numeral.end, end)
        if short is not None and short[1] in words.glued and short[1].islower():
            factor, numeral.end = words.glued[short[1]], short.end()
    elif glued is not None:
        after = glued.end()
        known = words.glued.get(glued.group())
        whole = after >= end or not (text[after].isalnum() or text[after] == "_")
        plain = money or glued.group() not in _ONLY_MONEY
        if known is not None and whole and plain:
            factor, numeral.end = known, after
            numeral.metres = glued.group() == "m" and not money
    for _ in range(2):
        word = _SCALE.match(text, numeral.end, end)
        known = words.scales.get(word[1].lower()) if word else None
        if word is None or known is None:
            break
        factor, numeral.end = factor * known, word.end()
        if len(word[1]) == _ABBREVIATED and _STOP.match(text, numeral.end, end):
            numeral.end += 1  # "1,2 Mrd. €"
    if factor != 1:
        numeral.value *= factor
        numeral.scale, numeral.bare = factor, False


# Letters that are other things than scales unless money stands before: "3T", "5B", "40 tr".
_ONLY_MONEY: Final = frozenset({"T", "B", "b", "tr", "cr", "Cr", "MM", "mil", "M"})


def words_at(text: str, at: int, end: int, words: Lexicon) -> Numeral | None:
    """Read the number in words that begins at ``at`` ("two hundred and six thousand"), or None."""
    total, current = Decimal(0), None
    place, stop = at, at
    scale: Decimal | None = None
    room = 1_000  # the next small number must be below this
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, place, end)
        if word is None:
            break
        low = word.group().lower()
        if low in words.numbers:
            number = words.numbers[low]
            if number >= room:
                break
            current = (current or Decimal(0)) + number
            room = 100 if number >= 100 else 10 if number >= 20 and number % 10 == 0 else 0
        elif low in words.lists["a"] and place == at:
            current, room = Decimal(1), 0
        elif low in words.scales and stop > at:
            factor = words.scales[low]
            if current is None:
                total *= factor  # "a thousand million", "two lakh crore"
            elif factor == HUNDRED:
                current, room = current * factor, 100
            else:
                total, current, room = total + current * factor, None, 1_000
            scale = max(scale or factor, factor)
        elif low in words.lists["dozen"] and stop > at and current is not None:
            current, room, scale = current * 12, 0, Decimal(12)
        elif low in words.lists["and"] and stop > at and room:
            ahead = _JOINT.match(text, word.end(), end)
            following = _WORD.match(text, ahead.end(), end) if ahead else None
            small = following is not None and following.group().lower() in words.numbers
            if ahead is None or not small or (room == 10 and not words.comma):
                break
            place = ahead.end()
            continue
        else:
            break
        stop = word.end()
        joint = _JOINT.match(text, stop, end)
        if joint is None:
            break
        place = joint.end()
    if stop == at:
        return None
    numeral = Numeral(at, stop, total + (current or 0), spelled=True, scale=scale)
    if scale is None:
        _half(text, end, words, numeral)
        _scale(text, end, words, numeral, money=False)
        if numeral.scale is None and numeral.value >= HUNDRED:
            numeral.scale = HUNDRED  # "doscientos"
    return numeral
