"""`pullquote summarize --batch`: a line in, a line out, thousands of them in one process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.cli.jsonlines import BadLine, Id, json_object, line_id, lines_of, opened
from bot.cli.terminal import as_json, progress, say
from bot.cli.texts import STANDARD_INPUT
from summaries.corpus import MAX_BYTES, Article, Given, prepare
from summaries.selection import Budget
from summaries.selection.summarize import summarize


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
    with opened(path) as file, progress("Summarizing", beside_output=True) as report:
        size = path.stat().st_size if path != STANDARD_INPUT and path.is_file() else None
        done = 0
        for length, line in lines_of(file):
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
        data = json_object(line)
        name = line_id(data)
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
