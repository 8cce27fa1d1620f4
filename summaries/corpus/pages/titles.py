"""A page's title, by vote: no single place where a page states it can be trusted.

The headline on the page, the one for search engines, those for social networks and the window's
title each name it, with the site's name or a menu word among them. The one that the others bear
out, alone or as a part of theirs, is the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from summaries.corpus.pages.facts import Facts, publisher_of
from summaries.corpus.pages.words import key, one_line, stated

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LONGEST: Final = 300
_SEPARATOR: Final = re.compile(r"\s+[|–—•·»«/\\-]+\s+|\s*[|»«]\s*|\s*::\s*|\s+-{2,}\s+")
_MENU: Final = frozenset(
    map(
        key,
        ("home", "homepage", "news", "menu", "blog", "search", "article", "articles", "login",
         "sign in", "subscribe", "newsletter", "startseite", "suche", "aktuelles", "nachrichten",
         "inicio", "noticias", "buscar", "accueil", "actualités", "related articles", "comments",
         "untitled", "index", "navigation", "kommentare", "cookies", "404", "error"),
    )
)  # fmt: skip
_HEADLINE_CLASS: Final = re.compile(r"head(?:line)?|title|titel|titre|titulo", re.IGNORECASE)
_METAS: Final = {
    "og": ("og:title",),
    "twitter": ("twitter:title",),
    "meta": ("headline", "parsely-title", "dc.title", "sailthru.title", "citation_title"),
}
_ONLY_H1: Final = 2.2
_ONE_H1: Final = 1.0
_BEFORE_CUT: Final = 0.6
_AFTER_CUT: Final = 0.4
_WITHIN: Final = 0.3
_SLUG: Final = 0.8
_SHORT: Final = 9  # letters


def title_of(page: LexborHTMLParser, facts: Facts, url: str | None) -> str | None:
    """Return the article's title as the page writes it, or None."""
    sites = _site_names(page, facts, url)
    slug = _slug(url or facts.canonical)
    votes: dict[str, dict[str, float]] = {}
    written: dict[str, str] = {}
    for words, weight, source in _stated(page, facts):
        place = key(words)
        if place and len(words) <= _LONGEST:
            by_source = votes.setdefault(place, {})
            by_source[source] = max(weight, by_source.get(source, 0.0))
            written.setdefault(place, words)
    scores = {
        place: sum(by_source.values())
        + _borne_out(place, votes)
        + _SLUG * _share(written[place], slug)
        - _against(place, sites)
        for place, by_source in votes.items()
    }
    if not scores:
        return None
    return written[max(scores, key=lambda place: scores[place])]


def _borne_out(place: str, votes: dict[str, dict[str, float]]) -> float:
    """Return how much the others bear a title out that say it with more around it."""
    if len(place) <= 12:
        return 0.0
    return sum(_WITHIN for other in votes if place != other and place in other)


def _against(place: str, sites: frozenset[str]) -> float:
    """Return what speaks against it: it is the site's name, a menu's word, or hardly a word."""
    if place in sites or place in _MENU:
        return 5.0
    named = any(len(site) > 3 and place.endswith(site) for site in sites)
    return 0.7 * named + 0.8 * (len(place) < _SHORT)


def _slug(url: str | None) -> frozenset[str]:
    """Return the words of an address's path."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return frozenset()
    words = re.findall(r"[^\W_]{3,}", unquote(path).casefold())
    return frozenset(words)


def _share(title: str, slug: frozenset[str]) -> float:
    """Return the share of a title's longer words that the address repeats."""
    words = re.findall(r"[^\W_]{3,}", title.casefold())
    if len(words) < 2 or len(slug) < 2:
        return 0.0
    return sum(word in slug for word in words) / len(words)


def _stated(page: LexborHTMLParser, facts: Facts) -> Iterator[tuple[str, float, str]]:
    """Yield what the page states as its title, with a weight and the kind of place."""
    words = [(n, one_line(n.text(deep=True, separator=" "))) for n in page.css("h1")[:8]]
    words = [(node, text) for node, text in words if text]
    alone = len({text for _, text in words}) == 1
    for node, text in words:
        weight = _ONLY_H1 if alone else _ONE_H1
        if _HEADLINE_CLASS.search(_names(node)) or node.css_first("[itemprop=headline]"):
            weight += 0.3
        yield text, weight, "h1"
    for node in page.css("[itemprop~=headline]")[:2]:
        if node.tag not in {"h1", "meta"}:
            yield one_line(node.text(deep=True, separator=" ")), 1.0, "itemprop"
    if text := stated(facts.article.get("headline")):
        yield text, 1.0, "json"
    for source, names in _METAS.items():
        if text := facts.meta(*names) or "":
            yield text, 0.8, source
            yield from _parts(text)
    window = page.css_first("head > title") or page.css_first("title")
    if window is not None and (text := one_line(window.text(deep=True))):
        yield text, 0.6, "window"
        yield from _parts(text)


def _names(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"


def _parts(title: str) -> Iterator[tuple[str, float, str]]:
    """Yield the ways to cut a site's name off a window title; it is mostly behind the title."""
    for cut in list(_SEPARATOR.finditer(title))[:6]:
        yield title[: cut.start()].strip(), _BEFORE_CUT, "part"
        yield title[cut.end() :].strip(), _AFTER_CUT, "part"


def _site_names(page: LexborHTMLParser, facts: Facts, url: str | None) -> frozenset[str]:
    """Return the keys of what the site is called."""
    names = {key(publisher_of(facts) or "")}
    for node in page.css("h1 a[href='/'], a[rel~=home], .site-title, .logo, #logo")[:6]:
        names.add(key(one_line(node.text(deep=True))))
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    names |= {key(part) for part in host.split(".") if len(part) > 3}
    return frozenset((names | {key(host)}) - {""})
