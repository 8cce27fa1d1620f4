"""A folder of text files becomes a corpus; what can't be read is named, and the rest loads."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from summaries.corpus.article import Article
from summaries.corpus.decoding import MAX_BYTES, RefusedText, decode
from summaries.corpus.duplicates import Duplicate, NearDuplicates
from summaries.corpus.prepare import body_text, prepare

SUFFIXES: Final = frozenset({".txt", ".text", ".md", ".markdown"})


class NoSuchFolder(ValueError):
    """The corpus folder is missing, is no folder, or can't be read."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not in the corpus, and why, in a sentence."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of a folder, ids A1, A2, … in the order of the file names."""

    articles: tuple[Article, ...] = ()
    refused: tuple[Refused, ...] = ()
    near: dict[str, tuple[Duplicate, ...]] = field(default_factory=dict)


def read_text(path: Path) -> str:
    """Return a text file's characters with nothing removed; raises RefusedText with a reason."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise RefusedText("It is not a file.")
        if status.st_size > MAX_BYTES:
            raise RefusedText(
                f"It is {status.st_size / 1e6:.1f} MB; the most is {MAX_BYTES / 1e6:.0f} MB."
            )
        return decode(path.read_bytes())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RefusedText(f"It can't be read ({reason}). Check the file's permissions.") from None


def load_folder(folder: Path, *, progress: Callable[[int, int], None] | None = None) -> Corpus:
    """Load every text file of ``folder`` (not of folders in it), in the order of names.

    Raises NoSuchFolder. A file that can't be used is named in ``refused`` with its reason.
    An undated article counts from when its file was last changed.
    ``progress`` is called with the number of files done and the number of all.
    """
    try:
        files = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NoSuchFolder(f"The folder {folder} can't be read: {reason}.") from None
    articles: list[Article] = []
    refused: list[Refused] = []
    near: dict[str, tuple[Duplicate, ...]] = {}
    index, seen = NearDuplicates(), dict[str, Article]()
    for done, path in enumerate(files, start=1):
        try:
            article = _load(path, f"A{len(articles) + 1}")
            if (same := seen.get(article.sha256)) is not None:
                raise RefusedText(f"It is the same text as {same.file}.")
        except RefusedText as error:
            refused.append(Refused(path.name, str(error)))
        else:
            body = body_text(article)
            if found := index.find(body):
                near[article.id] = tuple(found)
            index.add(article.id, body)
            seen[article.sha256] = article
            articles.append(article)
        if progress:
            progress(done, len(files))
    return Corpus(tuple(articles), tuple(refused), near)


def _load(path: Path, name: str) -> Article:
    if path.is_dir():
        raise RefusedText("It is a folder; only the files beside it are read.")
    if path.suffix.lower() not in SUFFIXES:
        return _read_document(path, name)
    text = read_text(path)
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    article = prepare(text, id=name, file=path.name, added=changed)
    if not article.sentences:
        raise RefusedText("No sentence was found in it.")
    return article


def _read_document(path: Path, name: str) -> Article:
    """Read a file that is more than its text; what reads it is imported when one comes."""
    from summaries.corpus import documents, extracted

    if path.suffix.lower() not in documents.SUFFIXES:
        kind = f"ending in “{path.suffix}”" if path.suffix else "without an ending such as .txt"
        raise RefusedText(f"Files {kind} are not read. Save it as .txt.")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise RefusedText("It is not a file.")
        if status.st_size > documents.MAX_FILE:
            raise RefusedText(
                f"It is {status.st_size / 1e6:.1f} MB; "
                f"the most is {documents.MAX_FILE / 1e6:.0f} MB."
            )
        found = documents.extract_file(path.read_bytes(), file=path.name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RefusedText(f"It can't be read ({reason}). Check the file's permissions.") from None
    except extracted.ExtractRefused as refused:
        raise RefusedText(str(refused)) from None
    changed = datetime.fromtimestamp(status.st_mtime, UTC)
    article = extracted.article_of(found, id=name, added=changed, file=path.name)
    if not article.sentences:
        raise RefusedText("No sentence was found in it.")
    return article
