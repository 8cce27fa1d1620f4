"""A feed's bytes become text, by the byte-order mark, the server's word, then the feed's own."""

from __future__ import annotations

import codecs
import re
from typing import Final

from summaries.corpus.extracted import ExtractRefused, Reason

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
# The first characters of XML or JSON, where there is no mark.
_STARTS: Final = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)
# Codecs that map bytes to letters and do nothing else: Python has others (punycode, unicode_escape,
# utf-7) that take quadratic time or hide markup.
_ALLOWED: Final = re.compile(
    r"utf-?8|(us-)?ascii|iso-?8859-?\d{1,2}|latin-?1|l[19]|windows-?\d{3,4}|cp125\d|koi8-?[rtu]"
    r"|gb2312|gbk|gb18030|big5(-?hkscs)?|shift[-_]?jis|sjis|cp932|euc-?(jp|kr)|euc_(jp|kr)|iso-2022-jp"
    r"|cp949|tis-?620|utf-?16([bl]e)?|utf-?32([bl]e)?|utf-(16|32)-[bl]e|mac-?(roman|cyrillic)",
    re.IGNORECASE,
)
_DECLARED: Final = re.compile(r"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# A few bytes that fit nowhere are shown as lost; with more, the encoding itself is wrong.
_LOST: Final = 1 / 1_000


def to_text(data: bytes, content_type: str | None) -> str:
    """Return a feed's text without its byte-order mark; raises ExtractRefused.

    Nothing is guessed from the letters: a byte that fits no stated encoding becomes U+FFFD, and
    more than one such in a thousand refuses the feed.
    """
    proposed = _proposed(data, content_type)
    for encoding in proposed:
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    text = data.decode(proposed[0], "replace").removeprefix("\ufeff")
    if text.count("\ufffd") > len(text) * _LOST:
        raise ExtractRefused(
            Reason.ENCODING,
            f"The feed's letters fit no encoding that it names ({' and '.join(proposed)} tried). "
            "Its publisher has to correct that; add its articles one by one until then.",
        )
    return text


def _proposed(data: bytes, content_type: str | None) -> list[str]:
    """Return the encodings to try, the best first, never none."""
    for signs in (_MARKS, _STARTS):
        for sign, encoding in signs:
            if data.startswith(sign):
                return [encoding]
    named = _CHARSET.search(content_type or "")
    declared = _DECLARED.match(data[:400].decode("latin-1").lstrip())
    found = [match[1].lower() for match in (named, declared) if match and _known(match[1])]
    # gb18030 holds all of gb2312, and what is called gb2312 seldom keeps to it.
    found = ["gb18030" if name == "gb2312" else name for name in found]
    return [*found, "utf-8"]


def _known(name: str) -> bool:
    if not _ALLOWED.fullmatch(name):
        return False
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    # Without a mark or its sign, what calls itself UTF-16 is not.
    return not name.lower().startswith(("utf-16", "utf16", "utf-32", "utf32"))
