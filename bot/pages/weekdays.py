"""Weekdays that stand alone in a sentence ("said Monday"), in the languages CLDR knows.

In an article without a date a reader can't tell which Monday is meant, so the page says so.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable


def has_bare_weekday(words: str, language: str) -> bool:
    """Tell whether ``words`` name a weekday without a day and month beside it.

    ``language`` is an ISO 639-1 code; in a language without names of days ("und") nothing is found.
    """
    pattern = _pattern(language)
    return bool(pattern and pattern.search(words))


@functools.cache
def _pattern(language: str) -> re.Pattern[str] | None:
    from babel.core import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, resolve_likely_subtags=False)
    except (UnknownLocaleError, ValueError):
        return None
    days = _either(locale.days["format"]["wide"].values())
    months = _either(
        name
        for width in ("wide", "abbreviated")
        for name in locale.months["format"][width].values()
        if not name.isdigit()
    )
    day = r"[0-9]{1,2}(?:st|nd|rd|th|º|er)?"
    dated = rf"\W{{1,3}}(?:(?:\w+\W{{1,2}})?{day}\W{{1,2}}(?:de\W)?)?(?-i:{months})"
    # "may" is a verb and "May" a month, so months keep their case.
    # "Mondays" is a habit, not a day. Scripts without capitals also write words together.
    has_capitals = days.lower() != days.upper()
    edge = r"\b" if has_capitals else ""
    return re.compile(rf"{edge}(?:{days}){edge}(?!{dated})", re.IGNORECASE)


def _either(names: Iterable[str]) -> str:
    return "|".join(sorted({re.escape(name) for name in names}, key=len, reverse=True))
