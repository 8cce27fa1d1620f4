"""A feed's text before it is parsed: no DOCTYPE, no entities, no characters that XML forbids."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from summaries.corpus.extracted import ExtractRefused, Reason

_HEAD: Final = 65_536  # characters that may stand before the first element
_DOCTYPE_END: Final = re.compile(r"[\[>]")
_SUBSET_END: Final = re.compile(r"\]\s{0,100}>")
_ENTITY: Final = re.compile(
    r"<!ENTITY\s+(\w{1,40})\s+(?:\"([^\"<%]{0,200})\"|'([^'<%]{0,200})')\s*>"
)
_REFERENCE: Final = r"(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,40});"
_NAMED: Final = re.compile(rf"&{_REFERENCE}")
_BARE: Final = re.compile(rf"&(?!{_REFERENCE})")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OWN: Final = frozenset({"lt", "gt", "amp", "quot", "apos"})


def plain_markup(text: str) -> str:
    """Return XML that says the same without a DOCTYPE; every entity in it is a character.

    Entities that the feed declares are taken if they are plain characters; one that would be made
    of others is left as it is written, so an entity bomb costs nothing. A bare "&" is escaped.
    """
    text = _FORBIDDEN.sub("", text)
    start = _first_element(text)
    found = _ENTITY.findall(text, 0, start)
    declared = {name: html.unescape(double or single) for name, double, single in found}
    entities = {name: value for name, value in declared.items() if "&" not in value}
    return "".join(_without_entities(text, start, entities))


def is_netscape(text: str) -> bool:
    """Tell whether a DOCTYPE says that this is Netscape's RSS 0.91."""
    doctype = text.find("<!DOCTYPE", 0, _HEAD)
    return doctype >= 0 and "netscape" in text[doctype : doctype + 400].lower()


def _first_element(text: str) -> int:
    """Return where the first element starts, past the declaration, comments and DOCTYPE."""
    at = 0
    while (at := text.find("<", at, _HEAD)) >= 0:
        if text.startswith("<?", at):
            end = text.find("?>", at, _HEAD) + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4, _HEAD) + 3
        elif text.startswith("<!", at):
            opened = _DOCTYPE_END.search(text, at, _HEAD)
            end = opened.end() if opened else 0
            if opened and opened[0] == "[":
                closed = _SUBSET_END.search(text, end, _HEAD)
                end = closed.end() if closed else 0
        else:
            return at
        if end <= at:
            break
        at = end
    raise ExtractRefused(
        Reason.UNKNOWN_TYPE, "It is not a feed. Give the address of an RSS, Atom or JSON feed."
    )


def _without_entities(text: str, at: int, entities: dict[str, str]) -> Iterator[str]:
    """Yield the text in pieces; what stands in CDATA stays as it is, comments are left out."""

    def named(match: re.Match[str]) -> str:
        name = match[1]
        if name in _OWN:
            return match[0]
        if name.startswith("#"):
            return _character(name)
        said = entities.get(name) or html5.get(f"{name};")
        return f"&amp;{name};" if said is None else html.escape(said)

    def resolved(part: str) -> str:
        return _NAMED.sub(named, _BARE.sub("&amp;", part))

    cdata, comment = text.find("<![CDATA[", at), text.find("<!--", at)
    while max(cdata, comment) >= 0:
        is_cdata = comment < 0 or 0 <= cdata < comment
        start = cdata if is_cdata else comment
        end = text.find("]]>" if is_cdata else "-->", start + 4)
        if end < 0:
            break
        yield resolved(text[at:start])
        at = end + 3
        if is_cdata:
            yield text[start:at]
        # Each is looked for only once it has been passed, so that the whole stays linear.
        if 0 <= cdata < at:
            cdata = text.find("<![CDATA[", at)
        if 0 <= comment < at:
            comment = text.find("<!--", at)
    yield resolved(text[at:])


def _character(reference: str) -> str:
    """Return a numeric reference as it is, or nothing where XML has no such character."""
    digits = reference[1:]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    allowed = (
        code in {0x9, 0xA, 0xD}
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )
    return f"&#{code};" if allowed else ""
