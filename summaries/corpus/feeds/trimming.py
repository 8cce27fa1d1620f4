"""A first, linear reading of a feed: at most 500 entries, each field cut, before it is parsed.

feedparser takes quadratic time over many tags, namespaces or categories (a feed of 64 kB can cost
it 18 seconds), so it is only given what a feed of a newsroom can hold.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape

from summaries.corpus.extracted import ExtractRefused, Reason
from summaries.corpus.feeds.lenient import read_leniently
from summaries.corpus.feeds.model import MOST_ENTRIES

ENTRY_NAMES: Final = frozenset({"item", "entry"})
# Fields that hold the words of an article; every other one is short.
_LONG: Final = frozenset(
    {"content", "encoded", "body", "description", "summary", "fullitem", "abstract", "info"}
)
_DATES: Final = frozenset(
    {"published", "pubdate", "issued", "date", "updated", "modified", "created"}
)
# feedparser looks through these by expressions that take quadratic time.
_BRIEF: Final = _DATES | {
    "author",
    "contributor",
    "creator",
    "email",
    "managingeditor",
    "name",
    "owner",
    "publisher",
    "webmaster",
}
_BRIEF_TEXT: Final = 300  # characters
_SHORT_TEXT: Final = 4_000  # characters of any other field that holds no article
_ATTRIBUTE: Final = 4_000
_ATTRIBUTES: Final = 100
_SAME: Final = 50  # fields of one name in one entry: categories, links, authors
_FIELDS: Final = 400  # fields in one entry
_ELEMENTS: Final = 100_000  # in what is read of a feed
_ENTRIES: Final = 20_000  # listed, of which the newest are read
_DEPTH: Final = 200
_PREFIXES: Final = 100

# What feeds use without declaring it.
_USUAL: Final = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
_BLANK: Final = re.compile(r"\s{100,}")
_FEW: Final = 20
_QUOTED: Final = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


@dataclass(slots=True)
class _Piece:
    """Part of the trimmed feed: an entry, or what stands between entries (``place`` is None)."""

    place: int | None
    parts: list[str] = field(default_factory=list)
    elements: int = 0
    dates: dict[str, str] = field(default_factory=dict)

    @property
    def when(self) -> float:
        """Seconds since 1970 of the entry's date, the later ones first; undated ones go last."""
        return max((_moment(written) for written in self.dates.values()), default=float("-inf"))


@dataclass(slots=True)
class _Element:
    name: str  # without its prefix, in small letters
    kept: bool
    article: bool  # whether it is a field that holds the article, or inside one
    left: int  # characters of text that may still come, outside an article
    children: Counter[str] = field(default_factory=Counter)


class Trimmer:
    """Writes a feed anew while it is read."""

    def __init__(self) -> None:
        self.pieces = [_Piece(None)]
        self.open: list[_Element] = []
        self.entry: int | None = None  # how deep the open entry is
        self.entries = 0
        self.prefixes: dict[str, str] = {}
        self.used: set[str] = set()

    def read(self, markup: str) -> bool:
        """Read the feed as far as it is well-formed; tell whether it is to the end."""
        parser = expat.ParserCreate("utf-8")
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        try:
            parser.Parse(markup.encode("utf-8"), True)
        except expat.ExpatError:
            return False
        return True

    def result(self) -> str | None:
        """Return what was read, with the newest 500 entries; None if it is still no XML."""
        entries = [piece for piece in self.pieces if piece.place is not None]
        if len(entries) > MOST_ENTRIES:
            entries.sort(key=lambda piece: piece.when, reverse=True)
        chosen = {piece.place for piece in entries[:MOST_ENTRIES]}
        kept = [piece for piece in self.pieces if piece.place is None or piece.place in chosen]
        if sum(piece.elements for piece in kept) > _ELEMENTS:
            raise ExtractRefused(
                Reason.TOO_BIG,
                f"The feed has more than {_ELEMENTS:,} elements, which no publisher's feed has. "
                "It is not read.",
            )
        parts = [part for piece in kept for part in piece.parts]
        if _is_xml(written := "".join(parts)):
            return written
        # Some feeds use prefixes that they declare elsewhere or nowhere.
        parts[:1] = [_declaring(part, self.used, self.prefixes) for part in parts[:1]]
        return written if _is_xml(written := "".join(parts)) else None

    def start(self, name: str, attributes: list[str]) -> None:
        """Begin an element; names and values of its attributes alternate."""
        if len(self.open) >= _DEPTH:
            raise ExtractRefused(
                Reason.TOO_DEEP,
                f"The feed has elements in each other more than {_DEPTH} deep, "
                "which no publisher's feed has. It is not read.",
            )
        local = name.rpartition(":")[2].lower()
        parent = self.open[-1] if self.open else None
        kept = parent is None or (parent.kept and _fits(parent, local))
        if kept and parent and self.entry is None and local in ENTRY_NAMES:
            self.entry = len(self.open)
            self.pieces.append(_Piece(self.entries))
            self.entries += 1
            if self.entries > _ENTRIES:
                raise ExtractRefused(
                    Reason.TOO_BIG,
                    f"The feed lists more than {_ENTRIES:,} entries. "
                    "Ask its publisher for a feed of the newest articles.",
                )
        article = local in _LONG or bool(parent and parent.article)
        left = _BRIEF_TEXT if local in _BRIEF else _SHORT_TEXT
        self.open.append(_Element(local, kept, article, left))
        if kept:
            self.pieces[-1].elements += 1
            self._use(name)
            self.pieces[-1].parts.append(f"<{name}{self._attributes(attributes)}>")

    def _attributes(self, attributes: list[str]) -> str:
        written = []
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        for name, value in list(pairs)[:_ATTRIBUTES]:
            if len(value) > _ATTRIBUTE:
                continue
            if name.startswith("xmlns:"):
                self.prefixes.setdefault(name[6:], value)
                if len(self.prefixes) > _PREFIXES:
                    continue
            else:
                self._use(name)
            written.append(f' {name}="{escape(value, _QUOTED)}"')
        return "".join(written)

    def _use(self, name: str) -> None:
        prefix, colon, _ = name.partition(":")
        if colon:
            self.used.add(prefix)

    def text(self, text: str) -> None:
        """Take text in which every entity is a character."""
        if not self.open or not self.open[-1].kept:
            return
        element = self.open[-1]
        if not element.article:
            text = text[: element.left]
            element.left -= len(text)
        piece = self.pieces[-1]
        if self.entry is not None and element.name in _DATES and len(self.open) == self.entry + 2:
            piece.dates[element.name] = piece.dates.get(element.name, "") + text[:100]
        piece.parts.append(_written(text))

    def end(self, name: str) -> None:
        """End the innermost element, which has this name."""
        element = self.open.pop()
        if not element.kept:
            return
        self.pieces[-1].parts.append(f"</{name}>")
        if self.entry == len(self.open):
            self.entry = None
            self.pieces.append(_Piece(None))


def _written(text: str) -> str:
    """Return text as XML; long stretches of white space are shortened.

    An XML parser tells of every line end and every entity one by one, so there are to be few.
    """
    text = _BLANK.sub("\n\n", text)
    if "\r" not in text and "]]>" not in text and text.count("<") + text.count("&") > _FEW:
        return f"<![CDATA[{text}]]>"
    return escape(text, {"\r": "&#13;"})


def _fits(parent: _Element, local: str) -> bool:
    """Tell whether one more child is read."""
    if parent.article or local in ENTRY_NAMES:
        return True
    parent.children[local] += 1
    return parent.children[local] <= _SAME and parent.children.total() <= _FIELDS


def _is_xml(markup: str) -> bool:
    """Tell whether markup is well-formed, its namespaces included."""
    try:
        expat.ParserCreate("utf-8", " ").Parse(markup.encode("utf-8"), True)
    except expat.ExpatError:
        return False
    return True


def _declaring(root: str, used: set[str], declared: dict[str, str]) -> str:
    """Return the root's tag with every namespace that is used and that it does not declare."""
    addresses = {
        prefix: declared.get(prefix) or _USUAL.get(prefix) or f"urn:undeclared:{prefix}"
        for prefix in sorted(used - {"xml", "xmlns"})[:_PREFIXES]
        if f" xmlns:{prefix}=" not in root
    }
    tag = re.match(r"<[^\s>]+", root)
    added = "".join(f' xmlns:{p}="{escape(url, _QUOTED)}"' for p, url in addresses.items())
    return root if tag is None else f"{tag[0]}{added}{root[tag.end() :]}"


def _moment(written: str) -> float:
    written = written.strip()[:60]
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(written)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return float("-inf")


def trimmed(markup: str) -> str | None:
    """Return a feed's markup cut to what is read of it; None where it can't be made XML.

    Markup that is not well-formed is read leniently, from the start.
    """
    trimmer = Trimmer()
    if not trimmer.read(markup):
        trimmer = Trimmer()
        read_leniently(markup, trimmer)
    return trimmer.result()
