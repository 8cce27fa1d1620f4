"""How an article's text and its rows are packed: with what all of them are likely to contain.

Each kind has a dictionary, a file beside this module: zlib names a run that stands there instead of
writing it out. What is stored can't be read without the file that it was packed with, so a
dictionary is never changed; a better one would be another file, and a migration.
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib.resources import files
from typing import Final

from summaries.packing import packed, unpacked

_LONGEST_TEXT: Final = 64_000_000  # bytes; what is taken in has three million at most
_LONGEST_ROWS: Final = 64_000_000  # bytes of what one article states
_AS_IT_IS: Final = 0  # zlib's form without its work: it is unpacked at once


def pack_text(text: str) -> bytes:
    """Pack an article's text, to less than half of its length."""
    return packed(text.encode(), dictionary("news"))


def unpack_text(stored: bytes) -> str:
    """Return the text that `pack_text` packed. Raises ValueError where it is damaged."""
    return unpacked(stored, _LONGEST_TEXT, dictionary("news")).decode()


def pack_rows(rows: bytes) -> bytes:
    """Pack what an article states, once more: `summaries.evidence` packs it without knowing how."""
    return packed(unpacked(rows, _LONGEST_ROWS), dictionary("evidence"))


def unpack_rows(stored: bytes) -> bytes:
    """Return what `pack_rows` packed, as that was packed. Raises ValueError where it is damaged."""
    return zlib.compress(unpacked(stored, _LONGEST_ROWS, dictionary("evidence")), _AS_IT_IS)


@cache
def dictionary(name: str) -> bytes:
    """Return what texts, or rows, of one kind are likely to contain; the likeliest comes last."""
    text = files("summaries.store").joinpath(f"dictionary_{name}.txt").read_text(encoding="utf-8")
    return text.encode()
