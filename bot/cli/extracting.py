"""One file becomes an article, by what it is: a page, a document, or a text as it stands."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path
from typing import Any, Final

from bot.cli.jsonlines import BadLine, Id, json_object, line_id, lines_of, opened
from bot.cli.terminal import as_json, progress, say
from bot.cli.texts import STANDARD_INPUT
from summaries.corpus import Article, RefusedText, body_text, decode, prepare
from summaries.corpus.extracted import Extracted, ExtractRefused, article_of

_MOST_BYTES: Final = 10_000_000
_PAGES: Final = frozenset({".html", ".htm", ".xhtml"})
_DOCUMENTS: Final = frozenset({".pdf", ".docx", ".eml"})
_TEXTS: Final = frozenset({".txt", ".text", ".md", ".markdown"})
_LOOKS_LIKE_A_PAGE: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FIRST: Final = 4_096


def read_article(path: Path, *, id: str, url: str | None = None) -> Article:  # noqa: A002
    """Return the article in a file; ``url`` is where a page was found.

    "-" is standard input. Raises RefusedText or ExtractRefused, which print as one sentence.
    """
    name = "standard input" if path == STANDARD_INPUT else str(path)
    data = _bytes_of(path)
    extracted = _extracted(data, path, url)
    if extracted is not None:
        article = article_of(extracted, id=id, file=name)
    else:
        article = prepare(decode(data), id=id, file=name, url=url)
    if not article.sentences:
        raise RefusedText("No sentence was found in it.")
    return article


def _bytes_of(path: Path) -> bytes:
    try:
        if path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        elif not stat.S_ISREG(path.stat().st_mode):
            raise RefusedText("It is not a file.")
        else:
            with path.open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # a name can hold what no name may
        reason = getattr(error, "strerror", None) or str(error)
        raise RefusedText(f"It can't be read ({reason}). Check the file's name.") from None
    if len(data) > _MOST_BYTES:
        raise RefusedText(f"It is larger than {_MOST_BYTES // 1_000_000} MB.")
    return data


def _extracted(data: bytes, path: Path, url: str | None) -> Extracted | None:
    """Return what a page or a document holds; None for a text, which stays as it was received."""
    suffix = path.suffix.lower()
    if suffix in _DOCUMENTS:
        from summaries.corpus.documents import extract_file

        return extract_file(data, file=path.name)
    page = _LOOKS_LIKE_A_PAGE.match(data[:_FIRST]) or (url is not None and suffix not in _TEXTS)
    if suffix in _PAGES or (page and suffix not in _TEXTS):
        from summaries.corpus.pages import extract_page

        return extract_page(data, url=url)
    return None


def extract_lines(path: Path) -> int:
    """Answer every line of a file on standard output; return how many could not be answered."""
    bad = 0
    with opened(path) as file, progress("Reading", beside_output=True) as report:
        size = path.stat().st_size if path != STANDARD_INPUT and path.is_file() else None
        beside = Path() if path == STANDARD_INPUT else path.parent
        done = 0
        for length, line in lines_of(file):
            done += length
            if line is None or line.strip():
                answered, answer = answer_line(line, beside)
                bad += not answered
                say(as_json(answer))
            report(done, size)
    return bad


def answer_line(line: bytes | None, beside: Path) -> tuple[bool, dict[str, Any]]:
    """Return whether a line could be answered, and the answer or one sentence that says why not.

    A path counts from where the command is run, or from the folder ``beside`` which the line is.
    """
    name: Id = None
    try:
        data = json_object(line)
        name = line_id(data)
        path, url = data.get("path"), data.get("url")
        if not isinstance(path, str) or not path:
            raise BadLine("“path” must name a file.")
        if url is not None and not isinstance(url, str):
            raise BadLine("“url” must be a text.")
        article = read_article(_found(Path(path), beside), id="A1", url=url or None)
    except (BadLine, RefusedText, ExtractRefused) as error:
        return False, {"id": name, "error": str(error)}
    except Exception as error:  # one file that finds a fault must not end thousands of others
        return False, {"id": name, "error": f"It could not be read ({type(error).__name__})."}
    return True, {"id": name, **facts(article), "text": body_text(article)}


def _found(path: Path, beside: Path) -> Path:
    try:
        return path if path.is_absolute() or path.exists() else beside / path
    except (OSError, ValueError):
        return path


def facts(article: Article) -> dict[str, Any]:
    """Return what is known of an article besides its text; None for what it does not state."""
    return {
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
    }
