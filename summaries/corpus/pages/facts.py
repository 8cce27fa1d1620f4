"""What a page states about itself in its head: meta elements, JSON-LD, links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from summaries.corpus.pages.words import stated

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LONGEST_JSON: Final = 500_000
_MOST_OBJECTS: Final = 2_000
_ARTICLE: Final = re.compile(
    r"Article$|Posting$|^Report$|^Review$|^CreativeWork$|^WebPage$|^Recipe$"
)
_LONGEST_NAME: Final = 120
# Names that a system writes where no person was named.
_NOBODY: Final = frozenset(
    {"admin", "administrator", "author", "autor", "editor", "guest", "none", "null", "root",
     "undefined", "unknown", "user", "webmaster", "wordpress", "by", "von", "por", "anonymous"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """The metadata of one page. ``metas`` has small-letter names; ``objects`` are JSON-LD's."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    objects: tuple[dict[str, Any], ...] = ()
    canonical: str | None = None

    def meta(self, *names: str) -> str | None:
        """Return the first value that one of the meta elements states."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    @property
    def article(self) -> dict[str, Any]:
        """The JSON-LD object of the article; empty if there is none."""
        return self.objects[0] if self.objects else {}

    @property
    def for_free(self) -> bool:
        """False where the page itself says that its text has to be paid for."""
        return not any(
            str(one.get("isAccessibleForFree", "")).casefold() == "false" for one in self.objects
        )


def read_facts(page: LexborHTMLParser) -> Facts:
    """Read what the page's head states; damaged JSON-LD states nothing."""
    metas: dict[str, list[str]] = {}
    for node in page.css("meta[content]"):
        attributes = node.attributes
        value = stated(attributes.get("content"))
        for kind in ("name", "property", "itemprop"):
            if value and (name := attributes.get(kind)):
                metas.setdefault(name.strip().lower(), []).append(value)
    link = page.css_first("link[rel~='canonical' i][href]")
    return Facts(metas, tuple(_articles(page)), link.attributes.get("href") if link else None)


def _articles(page: LexborHTMLParser) -> list[dict[str, Any]]:
    """Return the JSON-LD objects that are articles, those that look most like the page's first."""
    found: list[tuple[int, dict[str, Any]]] = []
    for script in page.css("script[type='application/ld+json' i]"):
        written = script.text(deep=True).strip().removesuffix(";")
        if len(written) > _LONGEST_JSON:
            continue
        try:
            data = json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue
        for depth, one in _walk(data):
            kinds = one.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and _ARTICLE.search(name) for name in names):
                plain = "headline" not in one or names in (["WebPage"], ["CreativeWork"])
                found.append((depth + 10 * plain, one))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _walk(data: object) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of JSON-LD with their depth, the outer ones first."""
    level: list[object] = [data]
    count = 0
    for depth in range(6):
        following: list[object] = []
        for one in level:
            count += 1
            if count > _MOST_OBJECTS:
                return
            if isinstance(one, list):
                following += one
            elif isinstance(one, dict):
                yield depth, one
                following += [v for v in one.values() if isinstance(v, dict | list)]
        level = following


def byline(facts: Facts, page: LexborHTMLParser) -> str | None:
    """Return who wrote the article, where the page says so; nothing is made of an address."""
    publisher = (publisher_of(facts) or "").casefold()
    for names in (
        _names(facts.article.get("author")),
        facts.metas.get("author", []),
        facts.metas.get("article:author", []) + facts.metas.get("parsely-author", []),
        [stated(n.text(deep=True)) for n in page.css("[rel~=author], [itemprop=author]")[:3]],
    ):
        people = [name for name in dict.fromkeys(map(_person, names)) if name]
        people = [name for name in people if name.casefold() != publisher]
        if people:
            return ", ".join(people[:6])
    return None


def _names(value: object) -> list[str]:
    if isinstance(value, list):
        return [name for one in value[:10] for name in _names(one)]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return [stated(value)]


def _person(name: str) -> str | None:
    """Return a name as stated, without a "By" before it; None for an address or a placeholder."""
    name = re.sub(r"\A(?:by|von|por|par|di)\s+", "", name, flags=re.IGNORECASE).strip(" ,|")
    if not name or len(name) > _LONGEST_NAME or name.casefold() in _NOBODY:
        return None
    if re.search(r"https?:|www\.|@|[{}<>]", name) or not re.search(r"[^\W\d_]", name):
        return None
    return name


def publisher_of(facts: Facts) -> str | None:
    """Return the publisher's name, where the page says so."""
    names = [facts.meta("og:site_name") or "", *_names(facts.article.get("publisher"))]
    names.append(facts.meta("application-name", "dc.publisher", "citation_journal_title") or "")
    return next((n for n in names if n and len(n) <= _LONGEST_NAME and "://" not in n), None)
