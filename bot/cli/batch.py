"""`pullquote summarize --batch`: a line in, a line out, thousands of them in one process."""

from __future__ import annotations

import contextlib
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, NoReturn

from bot.cli.failures import WrongCall
from bot.cli.terminal import as_json, progress, say
from bot.cli.texts import STANDARD_INPUT
from summaries.corpus import MAX_BYTES, Article, Given, prepare
from summaries.selection import Budget
from summaries.selection.summarize import summarize

LONGEST_LINE: Final = 64_000_000
"""Bytes. A longer line is refused, so that a file without line ends can't fill the memory."""

Id = str | int | float | None


class BadLine(ValueError):
    """A line that can't be answered; prints as one sentence."""


@dataclass(frozen=True, slots=True)
class Task:
    """What one line asks for."""

    articles: tuple[Article, ...]
    seen: tuple[Article, ...]
    budget: Budget
    query: str | None


def summarize_lines(path: Path, method: str | None) -> int:
    """Answer every line of a file on standard output; return how many could not be answered."""
    bad = 0
    with _opened(path) as file, progress("Summarizing", beside_output=True) as report:
        size = path.stat().st_size if path != STANDARD_INPUT and path.is_file() else None
        done = 0
        for length, line in _lines(file):
            done += length
            if line is None or line.strip():
                answered, answer = answer_line(line, method)
                bad += not answered
                say(as_json(answer))
            report(done, size)
    return bad


def answer_line(line: bytes | None, method: str | None = None) -> tuple[bool, dict[str, Any]]:
    """Return whether a line could be answered, and the answer or one sentence that says why not.

    None stands for a line that was too long to be read.
    """
    name: Id = None
    try:
        data = _object(line)
        name = _id(data)
        task = _task(data)
        chosen = summarize(
            task.articles, task.budget, query=task.query, seen=task.seen, method=method
        )
    except BadLine as error:
        return False, {"id": name, "error": str(error)}
    except Exception as error:  # one text that finds a fault must not end thousands of others
        return False, {"id": name, "error": f"It could not be summarized ({type(error).__name__})."}
    return True, {
        "id": name,
        "sentences": [
            {
                "document": one.document,
                "start": one.start,
                "end": one.end,
                "text": task.articles[one.document].text[one.start : one.end],
            }
            for one in chosen
        ],
    }


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise WrongCall(f"{path} can't be read: {error.strerror}.") from None
    with file:
        yield file


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line and its length in bytes; None in place of one that is too long."""
    while line := file.readline(LONGEST_LINE + 1):
        length = len(line)
        if length <= LONGEST_LINE:
            yield length, line
            continue
        while not line.endswith(b"\n") and (line := file.readline(LONGEST_LINE)):
            length += len(line)
        yield length, None


def _object(line: bytes | None) -> dict[str, Any]:
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


def _id(data: dict[str, Any]) -> Id:
    name = data.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int | float):
        raise BadLine("“id” must be a text or a number.")
    if isinstance(name, float) and not math.isfinite(name):
        raise BadLine("“id” is too large a number.")
    return name


def _task(data: dict[str, Any]) -> Task:
    budget = Budget(_count(data, "sentences"), _count(data, "words"))
    if budget == Budget():
        raise BadLine("“words” or “sentences” must say how much may be shown.")
    query = data.get("query")
    if query is not None and not isinstance(query, str):
        raise BadLine("“query” must be a text.")
    articles = _articles(data, "documents")
    if not articles:
        raise BadLine("“documents” must hold at least one document.")
    return Task(articles, _articles(data, "seen"), budget, query)


def _count(data: dict[str, Any], name: str) -> int | None:
    count = data.get(name)
    if count is None:
        return None
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise BadLine(f"“{name}” must be a whole number from 1.")
    return count


def _articles(data: dict[str, Any], name: str) -> tuple[Article, ...]:
    listed = data.get(name)
    if listed is None:
        return ()
    if not isinstance(listed, list):
        raise BadLine(f"“{name}” must be a list of documents.")
    return tuple(_article(one, f"{name}[{place}]") for place, one in enumerate(listed))


def _article(document: object, place: str) -> Article:
    if not isinstance(document, dict) or not isinstance(document.get("text"), str):
        raise BadLine(f"“{place}” must be an object with a “text”.")
    if len(document["text"]) > MAX_BYTES:
        raise BadLine(f"The text of “{place}” is longer than {MAX_BYTES:,} characters.")
    title = document.get("title")
    if title is not None and not isinstance(title, str):
        raise BadLine(f"The title of “{place}” must be a text.")
    given = Given(title=title or None, published=_day(document.get("published"), place))
    return prepare(document["text"], id=place, given=given)


def _day(published: object, place: str) -> date | None:
    if published is None or published == "":
        return None
    try:
        return datetime.fromisoformat(published).date()  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise BadLine(f"The date of “{place}” must look like 2021-06-08.") from None
