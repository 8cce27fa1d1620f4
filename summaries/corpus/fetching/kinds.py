"""What kind of thing arrived: what its name says, and what its bytes say, which counts for more."""

from __future__ import annotations

import enum
import re
from typing import Final

from summaries.corpus.fetching.refused import FetchRefused, Why


class Wanted(enum.Enum):
    """What a fetch is for; nothing else is taken."""

    PAGE = "page"
    FEED = "feed"
    FILE = "file"
    """A page, a text, a PDF, a Word document or a mail."""


class _Kind(enum.Enum):
    HTML = "a web page"
    FEED = "a feed"
    XML = "XML"
    JSON = "JSON"
    TEXT = "plain text"
    PDF = "a PDF"
    ZIP = "an archive"
    OTHER = "a picture, a film, a program or some other binary file"


_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
# Names that servers give to what they do not know: the bytes decide.
_VAGUE: Final = frozenset(
    {
        "", "text/plain", "application/octet-stream", "binary/octet-stream", "unknown/unknown",
        "application/unknown", "application/x-unknown", "*/*",
    }
)  # fmt: skip
_XML: Final = frozenset({"text/xml", "application/xml"})

_NAMED: Final = {
    Wanted.PAGE: _HTML | _XML | _VAGUE,
    Wanted.FEED: _HTML
    | _XML
    | _VAGUE
    | {
        "application/rss+xml", "application/x-rss+xml", "text/rss+xml", "application/rss",
        "application/atom+xml", "text/atom+xml", "application/rdf+xml", "text/rdf+xml",
        "application/feed+json", "application/json", "text/json",
    },
    Wanted.FILE: _HTML
    | _XML
    | _VAGUE
    | {
        "text/markdown", "text/x-markdown", "application/pdf", "application/x-pdf", _DOCX,
        "application/zip", "message/rfc822",
    },
}  # fmt: skip

_TAKEN: Final = {
    Wanted.PAGE: frozenset({_Kind.HTML}),
    Wanted.FEED: frozenset({_Kind.FEED, _Kind.XML, _Kind.JSON}),
    Wanted.FILE: frozenset({_Kind.HTML, _Kind.TEXT, _Kind.PDF, _Kind.ZIP}),
}

_ACCEPT: Final = {
    Wanted.PAGE: "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
    Wanted.FEED: "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, */*;q=0.1",
    Wanted.FILE: "text/html, application/pdf, text/plain, */*;q=0.5",
}

_INSTEAD: Final = {
    Wanted.PAGE: "give the address of the article's own page, or paste the text",
    Wanted.FEED: "give the address of an RSS, Atom or JSON feed",
    Wanted.FILE: "give the address of a page, a text, a PDF or a Word document, or paste the text",
}

# How binary files begin that a text never begins like.
_MAGIC: Final = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh",
    b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\x7fELF", b"MZ", b"\xd0\xcf\x11\xe0", b"OggS", b"ID3",
    b"fLaC", b"wOF", b"II*\x00", b"MM\x00*", b"%!PS", b"\xca\xfe\xba\xbe", b"\x1aE\xdf\xa3",
)  # fmt: skip
_WIDE: Final = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_HEAD: Final = 64 * 1024
_TAG: Final = re.compile(r"<(?:[a-z][\w.-]{0,40}:)?([a-z][\w.-]{0,40})", re.IGNORECASE | re.ASCII)
_CHARSET: Final = re.compile(r";\s*charset\s*=\s*\"?([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)
_JSON: Final = re.compile(r'\{\s*["}]')
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def accept(wanted: Wanted) -> str:
    """Return the Accept header of a request."""
    return _ACCEPT[wanted]


def named(content_type: str) -> str:
    """Return the type alone from a Content-Type header, in small letters."""
    return content_type.partition(";")[0].strip().lower()


def is_html(content_type: str) -> bool:
    """Whether a Content-Type names a web page."""
    return named(content_type) in _HTML


def check_named(content_type: str, wanted: Wanted) -> None:
    """Refuse by its name what need not even be received. Raises FetchRefused(TYPE)."""
    if named(content_type) not in _NAMED[wanted]:
        raise _refused("something else than what was asked for", wanted)


def settle(body: bytes, content_type: str, wanted: Wanted) -> str:
    """Return the Content-Type that a body goes by, or raise FetchRefused(TYPE).

    The name stands if the bytes agree; otherwise the bytes name it, and the charset is kept.
    """
    check_named(content_type, wanted)
    if not body:
        return content_type
    name = named(content_type)
    kind = _kind(body, name, wide="utf-16" in content_type.lower())
    if kind is _Kind.TEXT and wanted is Wanted.PAGE and name in _HTML:
        kind = _Kind.HTML  # a page of text without a tag at its head
    if kind is _Kind.TEXT and wanted is Wanted.FEED and name not in _HTML | _VAGUE:
        kind = _Kind.XML  # something stands before the feed; its reader may get over it
    if kind not in _TAKEN[wanted] or (kind is _Kind.ZIP and name in _HTML | _XML):
        raise _refused(kind.value, wanted)
    charset = _CHARSET.search(content_type)
    suffix = f"; charset={charset[1]}" if charset else ""
    return _name_of(kind, name) + suffix


def _name_of(kind: _Kind, name: str) -> str:
    plain = {
        _Kind.HTML: "text/html",
        _Kind.PDF: "application/pdf",
        _Kind.ZIP: _DOCX,
        _Kind.FEED: "application/xml",
        _Kind.XML: "application/xml",
        _Kind.JSON: "application/feed+json",
        _Kind.TEXT: "text/plain",
    }[kind]
    if kind is _Kind.HTML:
        return name if name in _HTML else plain
    if kind in {_Kind.PDF, _Kind.ZIP}:
        return plain
    return plain if name in _HTML | _VAGUE else name


def _kind(body: bytes, name: str, *, wide: bool) -> _Kind:
    """Return what the bytes are; ``name`` only decides between the kinds of XML and of text."""
    if body.startswith(_MAGIC) or body[4:8] == b"ftyp":
        return _Kind.OTHER
    if body.startswith(b"PK\x03\x04"):
        return _Kind.ZIP
    if b"%PDF-" in body[:1024]:
        return _Kind.PDF
    encoding = next((encoding for mark, encoding in _WIDE if body.startswith(mark)), None)
    if encoding is None and wide:
        encoding = "utf-16-le" if body[1:2] == b"\x00" else "utf-16-be"
    if encoding is None and (b"\x00" in body[:4096] or body.count(b"\x00") * 1000 > len(body)):
        return _Kind.OTHER
    head = body[:_HEAD].decode(encoding or "latin-1", "replace")
    if len(_CONTROL.findall(head)) * 50 > len(head):
        return _Kind.OTHER
    return _kind_of_text(head, name)


def _kind_of_text(head: str, name: str) -> _Kind:
    at = 0
    begin = head.removeprefix("\ufeff").removeprefix("\xef\xbb\xbf").lstrip()
    if _JSON.match(begin):
        return _Kind.JSON
    # Past the prologue and comments to the first element.
    while begin.startswith(("<?", "<!"), at):
        if begin[at : at + 14].lower() == "<!doctype html":
            return _Kind.HTML
        close = "-->" if begin.startswith("<!--", at) else ">"
        end = begin.find(close, at)
        if end < 0:
            break
        at = end + len(close)
        while at < len(begin) and begin[at].isspace():
            at += 1
    tag = _TAG.match(begin, at)
    if tag is None:
        return _Kind.HTML if name in _HTML and "<" in begin else _Kind.TEXT
    element = tag[1].lower()
    if element in {"rss", "feed", "rdf", "channel"}:
        return _Kind.FEED
    if element == "svg":
        return _Kind.OTHER
    if name in _XML or name.endswith("+xml"):
        return _Kind.HTML if element == "html" else _Kind.XML
    return _Kind.HTML if name in _HTML | _VAGUE else _Kind.TEXT


def _refused(what: str, wanted: Wanted) -> FetchRefused:
    return FetchRefused(Why.TYPE, f"The address leads to {what}: {_INSTEAD[wanted]}.")
