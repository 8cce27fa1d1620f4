"""Packed bytes, which are unpacked with care: they may be damaged, or a bomb."""

from __future__ import annotations

import zlib


def unpacked(stored: bytes, most: int) -> bytes:
    """Return what `zlib.compress` made ``stored`` of.

    Raises ValueError where it is damaged or cut off, or is longer than ``most`` bytes.
    """
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(stored, most)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacking.eof:
        raise ValueError("it is cut off, or too large")
    return found
