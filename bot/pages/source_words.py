r"""The one renderer of source words: what Discord shows is what the article says, and nothing more.

A sentence, a title or a publisher's name may hold anything: markdown, mentions, links, emoji codes,
timestamps, characters that turn the direction of writing. ``escaped`` makes text of it in
which Discord finds nothing to format, to link, to ping or to replace.

Discord (and CommonMark) take a backslash before an ASCII punctuation mark away and show the mark,
so that ``unescaped(escaped(words)) == visible(words)`` for every string.
"""

from __future__ import annotations

import re
import unicodedata

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
_POP_EMBEDDING = "\u202c"
_OVERRIDES = "\u202d\u202e"
_EMBEDDINGS = "\u202a\u202b" + _OVERRIDES
_ISOLATES = "\u2066\u2067\u2068"
_DIRECTION = re.compile(f"[{_EMBEDDINGS}{_POP_EMBEDDING}{_ISOLATES}{POP_ISOLATE}]")

_BREAKS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE_BREAK = re.compile(rf"[ \t]*[{_BREAKS}][ \t{_BREAKS}]*|\t")
# Characters without a glyph that could hide something or carry it along. Joiners and direction
# marks (U+200C to U+200F, U+061C) stay: Persian, Hindi, Arabic and emoji are written with them.
# Tag characters stay where they spell a flag (England, Scotland, Wales).
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_UNSEEN = re.compile(
    f"({_FLAG})|[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})

_SPECIAL = re.compile(
    r"""
      [\\`*_~|<@\[\#]                 # styles, code, spoilers, mentions, links, headings
    | :(?=\S|$)                       # :emoji: and every scheme://
    | &(?=\#?\w+;)                    # entities, which CommonMark would turn into characters
    | \.(?=[a-z]{2,}/)                # host.tld/path, which invitations are found by
    | ^[-+=>]                         # lists, rules, small text, block quotes
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERED = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)")
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")


def visible(words: str) -> str:
    """Return the characters of ``words`` that a reader sees, in their order.

    A line break or a tab inside a sentence becomes one space. Left out are control characters,
    characters without a glyph, direction overrides and unpaired direction controls; half a
    surrogate pair, which no message can carry, becomes the replacement character. The stored text
    and the export keep them all.
    """
    if words.isascii() and words.isprintable():
        return words.strip()
    words = _LINE_BREAK.sub(" ", words)
    words = _UNSEEN.sub(lambda found: found.group(1) or "", words)
    words = _HALF_CHARACTER.sub("\ufffd", words)
    return _with_direction_paired(words).strip()


def escaped(words: str) -> str:
    """Return ``words`` for a Discord message, as plain text that shows exactly ``visible(words)``.

    Right-to-left words are put between isolates, so that they leave the order around them alone.
    """
    seen = visible(words)
    text = _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", seen))
    if _needs_isolation(seen):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def unescaped(text: str) -> str:
    """Take away what ``escaped`` added: the words as Discord shows them."""
    if text.startswith(FIRST_STRONG_ISOLATE):
        text = text.removeprefix(FIRST_STRONG_ISOLATE).removesuffix(POP_ISOLATE)
    return _ESCAPE.sub(r"\1", text)


def _needs_isolation(words: str) -> bool:
    if words.isascii():
        return False
    return any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in words) or bool(
        _DIRECTION.search(words)
    )


def _with_direction_paired(words: str) -> str:
    """Keep direction controls that come in pairs; leave out overrides and those without a partner.

    Pairs as in the Unicode Bidirectional Algorithm (UAX 9, BD8 to BD10 and X7): the end of
    an isolate also ends the embeddings opened inside it, and an embedding's end can't reach out of
    an isolate.
    """
    if not _DIRECTION.search(words):
        return words
    kept: set[int] = set()
    opened: list[int] = []
    for place, character in enumerate(words):
        if character in _EMBEDDINGS or character in _ISOLATES:
            opened.append(place)
        elif character == _POP_EMBEDDING and opened and words[opened[-1]] in _EMBEDDINGS:
            start = opened.pop()
            if words[start] not in _OVERRIDES:
                kept |= {start, place}
        elif character == POP_ISOLATE and any(words[o] in _ISOLATES for o in opened):
            while words[start := opened.pop()] not in _ISOLATES:
                pass
            kept |= {start, place}
    return "".join(
        character
        for place, character in enumerate(words)
        if place in kept or not _DIRECTION.match(character)
    )
