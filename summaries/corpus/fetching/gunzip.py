"""gzip, undone a slice at a time: a bomb is stopped at its first slice too many."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

_SLICE: Final = 256 * 1024
"""The most that is unpacked at once, in bytes: about a millisecond of work."""
_MEMBERS: Final = 1_000
"""How many gzip files may follow one another in one body."""
_GZIP: Final = zlib.MAX_WBITS | 16


class Damaged(ValueError):
    """The bytes are not whole gzip data."""


class Gunzip:
    """Unpacks gzip data that arrives in pieces; the caller counts, and stops when it is enough."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._members = 1
        self._begun = False
        self._over = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what a piece unpacks to, in slices of at most 256 kB. Raises Damaged."""
        more = False  # zlib may hold back output although all input was taken
        while (data or more) and not self._over:
            if self._member.eof and not self._next_member(data):
                return
            self._begun = True
            try:
                out = self._member.decompress(data, _SLICE)
            except zlib.error:
                raise Damaged from None
            more = len(out) == _SLICE and not self._member.eof
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if out:
                yield out

    def close(self) -> None:
        """Say that nothing more comes. Raises Damaged in the middle of something."""
        if self._begun and not self._member.eof:
            raise Damaged

    def _next_member(self, data: bytes) -> bool:
        # What follows the last member is padding, and is let go as browsers do.
        self._over = not data.startswith(b"\x1f")
        if self._over:
            return False
        self._members += 1
        if self._members > _MEMBERS:
            raise Damaged
        self._member = zlib.decompressobj(_GZIP)
        return True
