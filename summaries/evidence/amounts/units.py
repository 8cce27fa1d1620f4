"""What stands beside a number and makes it an amount: signs of money before, units behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summaries.evidence.amounts.lexicon import ONE, Lexicon, Unit, money
from summaries.evidence.model import AmountKind
from summaries.evidence.places import place_at

_FIRST: Final = re.compile(r"(?:[ \u00A0\n\u202F]|-|‑)?([^\W\d_]+|[%‰°º€$£¥₹₽₺₴₪₫])")
_BACK: Final = 6
_OPENINGS: Final = "([“\"‘'«„—–-~>/"
_SIGNS: Final = frozenset("$€£¥￥₹₩₽₺₦₱₫฿₪₴₡₲₵₸₮₾₼₭₨৳؋៛")
_ATTRIBUTIVE: Final = frozenset(
    {"year", "month", "week", "day", "hour", "minute", "mile", "metre", "kilometre", "square metre"}
)
_STERLING: Final = re.compile(r"\ssterling(?!\w)", re.IGNORECASE)
# "5 million pounds of cocaine" are no money; "of aid" is.
_OF_WEIGHT: Final = re.compile(
    r"\sof\s(?!(?:new |extra |public |additional |government |taxpayers?['’]? |foreign |state )?"
    r"(?:aid|fund|invest|money|cash|debt|support|saving|cut|spend|relief|fine|revenue|tax|damage|"
    r"loan|grant|credit|profit|loss|sales|assets|(?:public|it|its|his|her|their|which|what|our|my|the)\b))"
)
_WEIGHING: Final = re.compile(r"(?:weigh\w*|lost|lose|gained|carr\w+)\s(?:[\w]+\s){0,2}\Z")


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign or code of money before a number: where it begins, and its currency."""

    start: int
    code: str | None
    large: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A unit behind a number: where it ends, and whether a hyphen joins it."""

    end: int
    unit: Unit
    hyphen: bool = False


def sign_before(text: str, start: int, at: int) -> Sign | None:
    """Return the sign or code of money that stands right before ``at``, or None."""
    tail = text[max(start, at - _BACK) : at]
    blank = tail[-1:] in (" ", "\u00a0", "\u202f")
    tail = tail.rstrip(" \u00a0\u202f") if blank else tail
    if not tail or not (tail[-1].isalpha() or tail[-1] in _SIGNS or tail[-1] in ".¢/"):
        return None
    end = at - blank
    token = tail.split()[-1].lstrip(_OPENINGS) if tail.split() else ""
    known = money()
    if not token or tail != text[end - len(tail) : end]:
        return None
    if token == "$" and end - 2 > start and text[end - 2] in " \u00a0":
        # "NZ $ 26 million"
        country = text[max(start, end - 5) : end - 2].split()
        spaced = country[-1] + "$" if country else ""
        if spaced in known.before and country[-1].isupper() and len(country[-1]) > 1:
            return Sign(end - 2 - len(country[-1]), known.before[spaced] or None)
    whole = len(token) < _BACK or end - len(token) <= start
    if whole and token in known.before:
        return Sign(end - len(token), known.before[token] or None)
    if whole and token in known.codes:
        return Sign(end - len(token), token, doubtful=token in known.doubtful)
    if whole and not blank and token in known.before_large:
        return Sign(end - len(token), known.before_large[token], large=True)
    if token[-1] in _SIGNS:
        return Sign(end - 1, known.before.get(token[-1]))
    return None


def unit_after(
    text: str, at: int, end: int, words: Lexicon, value: Decimal, *, scaled: bool, start: int
) -> Found | None:
    """Return the unit that stands behind a number, or None."""
    first = _FIRST.match(text, at, end)
    if first is None:
        return None
    word = first[1]
    gap = text[at : first.start(1)]
    forms = words.units.get(word) or (words.units.get(word.lower()) if len(word) > 1 else None)
    for form in forms or ():
        stop = first.end()
        if form.rest is not None:
            rest = form.rest.match(text, stop, end)
            if rest is None:
                continue
            stop = rest.end()
        elif stop < end and (text[stop].isalnum() or text[stop] == "_") and word.isalpha():
            continue
        if not _fits(form.unit, word, gap, value, scaled=scaled):
            continue
        unit = _pounds(text, start, at, stop, end, word, form.unit, hyphen=gap in ("-", "‑"))
        return Found(stop, unit, hyphen=gap in ("-", "‑"))
    if word[0].isupper():
        return _country_money(text, first.start(1), end)
    return None


def _fits(unit: Unit, word: str, gap: str, value: Decimal, *, scaled: bool) -> bool:
    """Tell whether a unit may be written so behind this number."""
    hyphen = gap in ("-", "‑")
    if unit.glued and gap and not (unit.small and len(word) == 1 and word == "m" and not scaled):
        return False
    if unit.small and scaled:
        return False
    if word in ("C", "F") and gap:
        return False
    if unit.kind is AmountKind.MONEY and hyphen:
        return unit.factor == ONE
    if unit.singular and gap and not hyphen and value != 1:
        # "a 20 year high" is written, "two second goals" are no seconds.
        return unit.unit in _ATTRIBUTIVE
    return True


def _pounds(
    text: str, start: int, at: int, stop: int, end: int, word: str, unit: Unit, *, hyphen: bool
) -> Unit:
    """Tell pounds of weight from pounds of money."""
    if word.lower() not in ("pound", "pounds") or _STERLING.match(text, stop, end):
        return unit
    heavy = (
        hyphen
        or _OF_WEIGHT.match(text, stop, end) is not None
        or _WEIGHING.search(text[max(start, at - 40) : at].lower()) is not None
    )
    return Unit(AmountKind.MEASURE, "pound") if heavy else unit


def _country_money(text: str, at: int, end: int) -> Found | None:
    """Read "Canadian dollars" and "US dollars": a country and a noun of money."""
    place = place_at(text, at, end)
    if place is None:
        return None
    noun = _FIRST.match(text, place[0].end, end)
    word = noun[1].lower() if noun else ""
    if noun is None or word not in money().nouns:
        return None
    code = money().by_country.get((place[1], word))
    return Found(noun.end(), Unit(AmountKind.MONEY, code))
