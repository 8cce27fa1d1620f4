"""What the two processes say to each other: a length, JSON, and bytes.

JSON and not pickles: the child reads what an attacker wrote, so what it says is data only.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO, Final

LONGEST: Final = 64_000_000
"""Bytes of a frame; a longer one is no answer of ours."""

_HEAD: Final = struct.Struct(">II")


def frame(said: dict[str, Any], data: bytes = b"") -> bytes:
    """Return one message."""
    words = json.dumps(said, ensure_ascii=True).encode()
    return _HEAD.pack(len(words), len(data)) + words + data


def whole(received: bytes | bytearray) -> int | None:
    """Return how long the message is that these bytes begin, or None if that can't be told yet.

    Raises ValueError for a message that is longer than any of ours.
    """
    if len(received) < _HEAD.size:
        return None
    words, data = _HEAD.unpack_from(received)
    length = _HEAD.size + words + data
    if length > LONGEST:
        raise ValueError("a message of such a length is none of ours")
    return int(length)


def unframe(message: bytes | bytearray) -> tuple[dict[str, Any], bytes]:
    """Return what a whole message says. Raises ValueError."""
    words, data = _HEAD.unpack_from(message)
    try:
        said = json.loads(bytes(message[_HEAD.size : _HEAD.size + words]))
    except RecursionError:
        raise ValueError("a message is nested too deep") from None
    if not isinstance(said, dict):
        raise ValueError("a message is an object")
    return said, bytes(message[_HEAD.size + words : _HEAD.size + words + data])


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read one message from a stream that waits; None at its end."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    length = whole(head)
    assert length is not None
    return unframe(head + stream.read(length - _HEAD.size))
