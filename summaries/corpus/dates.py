"""Dates that a text states about itself, in the languages whose month names CLDR knows.

Only a line that is a date and little else counts: a date inside a sentence is about an event.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from summaries.text import fold

# Words that may stand on a date line besides the date itself.
_LABEL: Final = re.compile(
    r"^\W*(?:(?:first |last |originally )?(?:published|posted|updated|issued|released|created)"
    r"|date|publicado|publicada|actualizado|publi[ée]|mis à jour|ver[öo]ffentlicht|stand)"
    r"(?:\s+(?:on|at|el|le|am|em))?\s*:?\s*",
    re.IGNORECASE,
)
_UPDATED: Final = re.compile(r"^\W*(?:last )?(?:updated|actualizado|mis à jour)", re.IGNORECASE)
_CLOCK: Final = re.compile(
    r"[,|•·\-–—]?\s*(?:at\s+)?\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:\(?[A-Z]{2,4}\)?|Z|[+-]\d{2}:?\d{2})?\s*$",
    re.IGNORECASE,
)
_ISO: Final = re.compile(
    r"^((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?$"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_PARTS: Final = re.compile(r"[^\W\d_]+|\d+")
_ORDINAL: Final = frozenset({"st", "nd", "rd", "th", "of", "de", "del", "the", "er", "º"})
_LANGUAGES: Final = ("en", "es", "fr", "de", "pt", "it", "nl")
_LONGEST: Final = 70


@lru_cache(maxsize=1)
def _calendar() -> tuple[dict[str, int], frozenset[str]]:
    """Month names → number, and weekday names, folded, from CLDR."""
    from babel import Locale  # only a line that may be a date needs it

    months: dict[str, int] = {}
    weekdays: set[str] = set()
    for code in _LANGUAGES:
        locale = Locale.parse(code)
        for width in ("wide", "abbreviated"):
            for number, name in locale.months["format"][width].items():
                months.setdefault(fold(name).rstrip("."), number)
            weekdays.update(
                fold(name).rstrip(".") for name in locale.days["format"][width].values()
            )
    months.setdefault("sept", 9)
    return months, frozenset(weekdays)


def stated_date(line: str) -> date | None:
    """Return the date that ``line`` states if it is a date line, else None.

    A date line is at most 70 characters, holds day, month and a four-digit year, and otherwise
    only a label ("Published:"), a weekday, or a clock time. A numeric date such as 03/04/2021 is
    read only year first: day and month can't be told apart.
    """
    if len(line) > _LONGEST or not _YEAR.search(line):
        return None
    unlabelled = _LABEL.sub("", line.strip())
    rest = _CLOCK.sub("", unlabelled).strip(" \t.,|•·–—-")
    if found := _ISO.match(unlabelled) or _ISO.match(rest):
        return _date(*map(int, found.groups()))
    months, weekdays = _calendar()
    day = month = year = None
    for part in _PARTS.findall(rest):
        word = fold(part)
        if word.isdigit():
            number = int(word)
            if len(word) == 4 and year is None:
                year = number
            elif len(word) <= 2 and day is None:
                day = number
            else:
                return None
        elif word in months and month is None:
            month = months[word]
        elif word not in weekdays and word not in _ORDINAL:
            return None
    return _date(year, month, day) if year and month and day else None


def is_update(line: str) -> bool:
    """Tell whether a date line says when the text was changed, not when it came out."""
    return bool(_UPDATED.match(line))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
