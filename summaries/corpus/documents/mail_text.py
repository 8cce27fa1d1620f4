"""The words of a message's body: plain text as it was sent, or its HTML read as a page."""

from __future__ import annotations

import codecs
import re

from summaries.corpus.extracted import ExtractRefused, Reason

_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")
# Codecs that map bytes to letters and do nothing else.
_ALLOWED = re.compile(
    r"utf-?8|(us-)?ascii|iso-?8859-?\d{1,2}|windows-?125\d|cp125\d|koi8-[ru]|gb2312|gbk|gb18030"
    r"|big5|shift_jis|iso-2022-jp|euc-(jp|kr)",
    re.IGNORECASE,
)
_SOFT_BREAK = re.compile(r"(?<=\S) \r?\n(?!(?:-- )?\r?\n|>|\s)")


def text_of(body: bytes, kind: str, charset: str | None) -> tuple[str, str | None]:
    """Return a body's text, and its language where a page was read; raises ExtractRefused."""
    if kind == "text/html":
        from summaries.corpus.pages import extract_page

        page = extract_page(body, content_type=f"text/html; charset={charset or 'utf-8'}")
        return page.text, page.language
    text = _decoded(body, charset).replace("\r\n", "\n")
    # Mail programs that wrap lines softly leave a blank at the end of each.
    text = _SOFT_BREAK.sub(" ", text)
    text = _BINARY.sub("", text).strip()
    if not text:
        raise ExtractRefused(
            Reason.NO_TEXT, "The message holds no text of its own. Paste the article's text."
        )
    return text, None


def _decoded(body: bytes, charset: str | None) -> str:
    named = charset if charset and _ALLOWED.fullmatch(charset) and _exists(charset) else None
    for encoding in ("utf-8", named):
        if encoding is None:
            continue
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ExtractRefused(
        Reason.ENCODING,
        "The message does not say in which encoding its letters are written. "
        "Paste the article's text instead.",
    )


def _exists(charset: str) -> bool:
    try:
        codecs.lookup(charset)
    except LookupError:
        return False
    return True
