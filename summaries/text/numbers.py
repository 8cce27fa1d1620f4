"""Which kinds of number a sentence holds: money, quantities, shares, dates.

A light detector for choosing sentences. It tells the kind and the place of a number, not its
value; the ledger's grammar is the business of the evidence room.
"""

from __future__ import annotations

import enum
import re
from typing import Final, NamedTuple

from summaries.text.model import Span
from summaries.text.runs import Runs


class NumberKind(enum.StrEnum):
    """What a number counts or names."""

    MONEY = "money"
    QUANTITY = "quantity"
    SHARE = "share"
    DATE = "date"


class Number(NamedTuple):
    """A number in a text: its kind and its place."""

    kind: NumberKind
    span: Span


_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SCALE = (
    "hundred|thousand|million|billion|trillion|lakh|crore|"
    "mil|mille|mill[oó]n(?:es)?|millones|milliards?|millions?|milh(?:ão|ões)|bilh(?:ão|ões)|"
    "Millionen|Milliarden?|Tausend|bn|mn|tn"
)
_CROWD = "dozens|scores|hundreds|thousands|millions|billions"
_DIGITS = r"\d+(?:[.,\u00A0\u202F'’]\d{3})*(?:[.,]\d+)?"
_AMOUNT = rf"{_DIGITS}(?:[\s-]?(?:{_SCALE})\b|[kmb]\b|bn\b)?"
_WRITTEN = (
    rf"(?:(?:half an?|an?|several|a few|{_UNITS}|(?:{_TENS})(?:-(?:{_UNITS}))?)\s+"
    rf"(?:(?:{_SCALE})s?\b(?:\s+(?:{_SCALE})\b)?|dozens?\b)"
    rf"|(?:tens|{_CROWD})\sof\s(?:{_CROWD})\b|(?:{_CROWD})(?=\sof\b))"
)
_CURRENCY_WORD = (
    r"(?:US|U\.S\.|Canadian|Australian|Hong Kong)?\s?"
    r"(?:dollars?|euros?|pounds?|pesos?|yen|yuan|rupees?|roubles?|rubles?|francs?|kron(?:er|or|a)|"
    r"reais|rand|shekels?|dirhams?|riyals?|naira|shillings?|won|d[oó]lares|livres)"
)
# ISO 4217 codes of the currencies that news names by code, and the signs of Unicode's Sc class.
# In capitals only, for "try 100" is no sum; nor is "COP 27", a conference.
_CODES = (
    "USD|EUR|GBP|JPY|CNY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|INR|BRL|MXN|ZAR|RUB|TRY|KRW|PLN|AED|SAR|ILS|"
    "GTQ|HNL|NIO|CRC|COP|ARS|CLP|PEN|UAH|NGN|KES|EGP|PKR|BDT|IDR|PHP|THB|VND"
)
_CONFERENCE = r"COP\s\d\d?\b(?![.,]\d|\s?[mb](?:illion|n)?\b)"
_CODE = rf"(?-i:(?!{_CONFERENCE})(?:{_CODES}|Rs\.?))"
_SIGNS = "$€£¥₹₩₽₺₦₱₫฿₪₴₡₲₵₸₮"
_SIGN = rf"(?:(?:US|C|CA|A|AU|NZ|HK|S|R|NT|MX)?\$|[{_SIGNS[1:]}])"
# Capitalised, for "this may" and "a march" are no months.
_MONTH = (
    r"(?-i:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.|May|June|July|Jun\.|Jul\.|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

# One pass, the first alternative that fits wins: money before shares before dates before the rest.
_NUMBER: Final = re.compile(
    rf"(?P<money>(?<![\w$€£])(?:{_SIGN}|\b{_CODE}\s)\s?{_AMOUNT}"
    rf"|\b(?:{_AMOUNT}|{_WRITTEN})\s(?:(?:of\s)?{_CURRENCY_WORD}\b|{_CODE}\b|[€$£])"
    rf"|\b{_DIGITS}\s?€)"
    rf"|(?P<share>\b{_DIGITS}\s?"
    r"(?:%|per\s?cent\b|percent(?:age)?\b|pct\b|por ciento\b|Prozent\b|pour cent\b)"
    r"|\b(?:two|three|four)[\s-](?:thirds?|quarters?|fifths?)\b"
    r"|\b(?:half|(?:a|one)[\s-](?:third|quarter|fifth|tenth)|(?:a|the) majority) of\b)"
    rf"|(?P<date>\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s(?:19|20)\d\d\b)?"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:\s(?:19|20)\d\d)?\b"
    rf"|\b{_MONTH}\s(?:of\s)?(?:19|20)\d\d\b"
    rf"|\b(?:in|since|during|by|until|last|this|early|late|mid-?)\s{_MONTH}\b(?!\s(?:of\s)?\d)"
    rf"|\b{_WEEKDAY}\b|(?<![\w.,$€£])(?:19|20)\d\d(?![\w,.]*\d)\b(?!-))"
    rf"|(?P<quantity>\b{_WRITTEN}"
    rf"|(?<![\w.,$€£/-])(?:{_AMOUNT})(?![\w/]|\.\d|-(?:year|month|week|day|hour|minute)))",
    re.IGNORECASE,
)
_PLAIN_SMALL: Final = re.compile(r"\d{1,2}\Z")

# Trying every alternative at every letter is slow, so they are tried only where one can begin: with
# a figure or a word, in a sentence that has what such a number needs beside it.
_HINT: Final = re.compile(
    rf"(?P<figure>[\d{_SIGNS}]|\b(?:us|ca?|au?|nz|hk|s|r|nt|mx)\$|\b(?:"
    rf"(?:{_CODES.lower()}|rs\.?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)"
    r"(?=\s|\Z)))"
    rf"|(?P<word>\b(?:half|several|the|an?|tens|{_UNITS}|{_TENS}|{_CROWD})(?=[\s-]|\Z))"
    r"|(?P<month>\b(?:in|since|during|by|until|last|this|early|late|mid-?)(?=\s|\Z))"
    r"|(?P<day>\b(?:mon|tue|wed|thu|fri|sat|sun)(?=\w{0,5}day))"
)
_NEED: Final = re.compile(
    rf"(?P<figure>\d)|\b(?:(?P<word>(?:{_SCALE})s?|dozens?|{_CROWD}|half|thirds?|quarters?|fifths?|"
    rf"tenth|majority)|(?P<month>{_MONTH})|(?P<day>{_WEEKDAY}))\b",
    re.IGNORECASE,
)
_BITS: Final = {"figure": 1, "word": 2, "month": 4, "day": 8}
_Hint = tuple[int, tuple[tuple[int, int], ...]] | None
"""What a run has that numbers need, and where in it one may begin that needs what; as bits."""


def _hint_of(run: str) -> _Hint:
    has = 0
    for need in _NEED.finditer(run):
        has |= _BITS[need.lastgroup or "figure"]
    places = tuple(
        (hint.start(), _BITS[hint.lastgroup or "figure"]) for hint in _HINT.finditer(_lower(run))
    )
    return (has, places) if has or places else None


_hints: Final = Runs(_hint_of)


def may_number(run: str) -> bool:
    """Tell whether a run has what every number needs: a figure, "million", "half", "May"."""
    return _NEED.search(run) is not None


def numbers(text: str, span: Span | None = None) -> list[Number]:
    """Return the numbers of ``text`` (or of ``span`` in it), in order, none overlapping.

    A bare number under 100 is no quantity: ages, scores and list numbers are not what a
    reader of border numbers or doses asks for. Nor is a lone year or weekday, which is a date.
    """
    start, end = (span.start, span.end) if span else (0, len(text))
    runs = text[start:end].split(" ")
    hints = list(map(_hints.__getitem__, runs))
    has = 0
    for owned, _ in filter(None, hints):
        has |= owned
    found: list[Number] = []
    if not has:
        return found
    done = at = start
    for run, hint in zip(runs, hints, strict=True):
        for place, needs in hint[1] if hint else ():
            if not needs & has or at + place < done:
                continue
            if (match := _NUMBER.match(text, at + place, end)) is None:
                continue
            done = match.end()
            kind = NumberKind(match.lastgroup or "quantity")
            if kind is not NumberKind.QUANTITY or not _PLAIN_SMALL.match(match.group()):
                found.append(Number(kind, Span(match.start(), done)))
        at += len(run) + 1
    return found


def _lower(text: str) -> str:
    """Return ``text`` in lower case, every character in its place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[:1] for c in text)
