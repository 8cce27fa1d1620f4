"""The text of a message (.eml): its own words, not those of what is attached to it."""

from __future__ import annotations

import re
from datetime import date
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from typing import Final

from summaries.corpus.extracted import ExtractRefused, Reason

MAX_MESSAGE: Final = 5_000_000
"""The largest message that is read, in bytes; pictures and attachments count."""

_DEPTH: Final = 20
_PARTS: Final = 200
_HEADER: Final = 100_000  # bytes of one header; addresses of a large list are a few thousand
_SUBJECT: Final = 2_000
_MULTIPART: Final = re.compile(rb"^content-type:\s{0,20}multipart/", re.IGNORECASE | re.MULTILINE)
_LINES: Final = re.compile(rb"(?:^[^\s:]{1,80}:[^\n]*\n)(?:[ \t][^\n]*\n)*", re.MULTILINE)
_HTML: Final = "text/html"
_PLAIN: Final = "text/plain"


class Mail:
    """A message that was parsed: what it says of itself, and the part that holds its words."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_MESSAGE:
            raise ExtractRefused(
                Reason.TOO_BIG,
                f"It is {len(data) / 1e6:.1f} MB; the most is {MAX_MESSAGE / 1e6:.0f} MB. "
                "Save the message without its attachments and add it again.",
            )
        if len(_MULTIPART.findall(data)) > _PARTS:
            raise _too_deep()
        head = data[: data.find(b"\n\n") + 2 or None] if b"\n\n" in data[:1_000_000] else data
        if any(len(header) > _HEADER for header in _LINES.findall(head[:1_000_000])):
            raise _too_deep()
        try:
            self.message: Message = BytesParser(policy=compat32).parsebytes(data)
        except (RecursionError, ValueError, LookupError, TypeError):
            raise _too_deep() from None
        if not self.message.keys():
            raise ExtractRefused(
                Reason.UNKNOWN_TYPE,
                "It is called .eml but has no header of a message. Save it as .txt.",
            )

    @property
    def subject(self) -> str | None:
        """The subject on one line, decoded."""
        raw = str(self.message.get("Subject", ""))[:_SUBJECT]
        try:
            parts = decode_header(raw)
        except (HeaderParseError, ValueError):
            return None
        words = "".join(_decoded(part, charset) for part, charset in parts)
        return " ".join(words.split()) or None

    @property
    def date(self) -> date | None:
        """The day on which it was sent, by its sender's clock."""
        try:
            return parsedate_to_datetime(str(self.message.get("Date", ""))[:100]).date()
        except (ValueError, TypeError, OverflowError, IndexError):
            return None

    def body(self) -> tuple[bytes, str, str | None]:
        """Return the words' bytes, "text/plain" or "text/html", and their encoding's name.

        Plain text is preferred where it says anything; what is attached or forwarded as a file is
        not looked into.
        """
        found: dict[str, Message] = {}
        for part in _parts(self.message):
            kind = part.get_content_type()
            if kind in {_PLAIN, _HTML} and not _attached(part):
                found.setdefault(kind, part)
        for kind in (_PLAIN, _HTML):
            payload = found[kind].get_payload(decode=True) if kind in found else None
            if isinstance(payload, bytes) and payload.strip():
                return payload, kind, found[kind].get_content_charset()
        raise ExtractRefused(
            Reason.NO_TEXT,
            "The message holds no text of its own. Add what is attached to it as a file.",
        )


def _parts(message: Message) -> list[Message]:
    """Return the parts that are no multipart, in order, without those of a forwarded message."""
    found: list[Message] = []
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > _DEPTH or len(found) > _PARTS:
            raise _too_deep()
        content = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(content, list):
            inner = [one for one in content if isinstance(one, Message)]
            waiting += [(one, depth + 1) for one in reversed(inner)]
        else:
            found.append(part)
    return found


def _attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _decoded(part: str | bytes, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return part.decode("utf-8", "replace")


def _too_deep() -> ExtractRefused:
    return ExtractRefused(
        Reason.TOO_DEEP,
        "The message has more parts in each other than any mail program makes. "
        "Paste the article's text instead.",
    )
