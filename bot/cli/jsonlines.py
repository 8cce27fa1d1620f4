"""Files with a JSON object on each line, as batches are written: read line by line, safely."""

from __future__ import annotations

import contextlib
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, NoReturn

from bot.cli.failures import WrongCall
from bot.cli.texts import STANDARD_INPUT

LONGEST_LINE: Final = 64_000_000
"""Bytes. A longer line is refused, so that a file without line ends can't fill the memory."""

Id = str | int | float | None


class BadLine(ValueError):
    """A line that can't be answered; prints as one sentence."""


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file of lines; "-" is standard input. Raises WrongCall if it can't be read."""
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise WrongCall(f"{path} can't be read: {error.strerror}.") from None
    with file:
        yield file


def lines_of(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line and its length in bytes; None in place of one that is too long."""
    while line := file.readline(LONGEST_LINE + 1):
        length = len(line)
        if length <= LONGEST_LINE:
            yield length, line
            continue
        while not line.endswith(b"\n") and (line := file.readline(LONGEST_LINE)):
            length += len(line)
        yield length, None


def json_object(line: bytes | None) -> dict[str, Any]:
    """Return the object that a line holds. Raises BadLine with a sentence."""
    if line is None:
        raise BadLine(f"The line is longer than {LONGEST_LINE // 1_000_000} MB.")
    try:
        data = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise BadLine("The line is not UTF-8.") from None
    except (ValueError, RecursionError):
        raise BadLine("The line is not JSON.") from None
    if not isinstance(data, dict):
        raise BadLine("The line is not a JSON object.")
    return data


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def line_id(data: dict[str, Any]) -> Id:
    """Return what an object calls itself. Raises BadLine."""
    name = data.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int | float):
        raise BadLine("“id” must be a text or a number.")
    if isinstance(name, float) and not math.isfinite(name):
        raise BadLine("“id” is too large a number.")
    return name
