"""When a page's article came out, and whether two independent places agree on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from summaries.corpus.dates import stated_date
from summaries.corpus.pages.words import one_line, stated

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from summaries.corpus.pages.facts import Facts

_METAS: Final = (
    "article:published_time", "datepublished", "article:published", "og:published_time",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date.created",
    "dc.date", "dcterms.date", "citation_publication_date", "pubdate", "publish-date",
    "publish_date", "publication_date", "article.published", "cxenseparse:recs:publishtime",
    "originalpublicationdate", "date", "datecreated",
)  # fmt: skip
_ISO: Final = re.compile(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)")
_IN_URL: Final = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?(\d\d)[/_-]?(\d\d)(?=\D|$)")
_DATED: Final = (
    "time, [itemprop~=datePublished], [class*=date i], [class*=publi i], [class*=posted i], "
    "[class*=time i], [class*=byline i]"
)
_MOST_SHOWN: Final = 60
_FIRST_SHOWN: Final = 3
_LONGEST_DATE: Final = 70
_A_DAY: Final = timedelta(days=1)
_FIRST: Final = date(1995, 1, 1)


def published(
    page: LexborHTMLParser, facts: Facts, html: str, url: str | None
) -> tuple[date | None, bool]:
    """Return the day on which the article came out, and whether two places agree on it.

    The places are the head's meta elements, JSON-LD, the address, and what the page shows. Where
    none agree the whole page is searched, and the day found is never certain.
    """
    head = _first(facts.metas.get(name, []) for name in _METAS)
    data = day_in(stated(facts.article.get("datePublished")))
    address = _in_address(url or facts.canonical)
    shown = _shown(page)
    named = [day for day in (head, data) if day is not None]
    if address is not None:
        # An address has the day where the newsroom is; elsewhere it may be given in Greenwich's.
        near = [day for day in (*named, *shown) if abs(day - address) <= _A_DAY]
        if shown and shown[0] in near and shown[0] in named:
            return shown[0], True
        return address, bool(near) and all(abs(day - address) <= _A_DAY for day in named)
    for day in named:
        if (day in shown or named.count(day) == 2) and (not shown or day in shown[:_FIRST_SHOWN]):
            return day, len(set(named)) == 1
    # What the head states and no reader sees is older or newer as often as not.
    return shown[0] if len(shown) == 1 else _searched(html, url), False


def _first(values: Iterable[list[str]]) -> date | None:
    days = (day_in(value) for named in values for value in named)
    return next((day for day in days if day is not None), None)


def day_in(value: str) -> date | None:
    """Return the day that a machine-readable value begins with, in the place's own time."""
    found = _ISO.match(value.strip())
    return _day(*found.groups()) if found else stated_date(value)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    # Tomorrow may already be today elsewhere.
    return found if _FIRST <= found <= date.today() + timedelta(days=1) else None  # noqa: DTZ011


def _in_address(url: str | None) -> date | None:
    found = _IN_URL.search(url or "")
    return _day(*found.groups()) if found else None


def _shown(page: LexborHTMLParser) -> list[date]:
    """Return the days that the page shows in elements made for dates, in the page's order."""
    found: list[date] = []
    for node in page.css(_DATED)[:_MOST_SHOWN]:
        attributes = node.attributes
        value = attributes.get("datetime") or attributes.get("content") or ""
        words = one_line(node.text(deep=True, separator=" "))
        day = day_in(value) or (stated_date(words) if len(words) <= _LONGEST_DATE else None)
        if day is not None and day not in found:
            found.append(day)
    return found


def _searched(html: str, url: str | None) -> date | None:
    """Return the day that htmldate finds in the whole page."""
    from htmldate import find_date  # with its parser of dates, 0.3 s that a start does not need

    # Behind a line end, for htmldate takes a text that begins with "http" for an address and
    # fetches it, and cuts a first line that begins with a doctype at its last "/>".
    try:
        found = find_date("\n" + html, extensive_search=True, original_date=True, url=url)
    except Exception:  # a page that it can't search has no date, as one that states none
        found = None
    day = date.fromisoformat(found) if found else None
    return None if day is None or (day.day == 1 and not _says_the_first(html, day)) else day


def _says_the_first(html: str, day: date) -> bool:
    """Tell whether a page names the first of a month, which also stands for any day of it."""
    written = (
        rf"(?<!\d)0?1(?!\d)\D{{1,14}}(?:0?{day.month}\D{{1,3}})?{day.year}"
        rf"|{day.year}\D?0?{day.month}\D?0?1(?!\d)|(?<!\d)0?{day.month}\D0?1\D{day.year}"
    )
    return re.search(written, html) is not None
