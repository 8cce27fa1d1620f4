"""Packed bytes, which are unpacked with care: they may be damaged, or a bomb."""

from __future__ import annotations

import zlib
from typing import Final

_LEVEL: Final = 6  # short texts get no shorter with more
_MEMORY: Final = 9  # 256 KiB while it packs, for the quickest search


def packed(data: bytes, known: bytes = b"") -> bytes:
    """Pack bytes with zlib. What begins like a part of ``known`` gets shorter for it.

    ``known`` is needed again, letter for letter, to unpack them.
    """
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS, _MEMORY, zdict=known)
    return packing.compress(data) + packing.flush()


def unpacked(stored: bytes, most: int, known: bytes = b"") -> bytes:
    """Return what `packed`, or `zlib.compress`, made ``stored`` of.

    Raises ValueError where it is damaged or cut off, or is longer than ``most`` bytes.
    """
    unpacking = zlib.decompressobj(zdict=known)
    try:
        found = unpacking.decompress(stored, most)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacking.eof:
        raise ValueError("it is cut off, or too large")
    return found
