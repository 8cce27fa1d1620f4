"""Texts with people's judgements: the committed sample, and sets that are used where fetched.

`data/gum-news.jsonl` is in this repository (its licence and sources stand beside it). The others
are named by environment variables, each a checkout or a bare git directory:

    PULLQUOTE_GUM_DIR       amir-zeldes/gum
    PULLQUOTE_EWT_DIR       UniversalDependencies/UD_English-EWT
    PULLQUOTE_SQUALITY_DIR  nyu-mll/SQuALITY
    PULLQUOTE_PAGES_DIR, PULLQUOTE_TRAFILATURA_DIR, PULLQUOTE_HTMLDATE_DIR  (see pages.py)
    PULLQUOTE_FEEDPARSER_DIR  kurtmckee/feedparser (its tests: `python -m tests.quality.feeds`)
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from summaries.corpus import Article, Given, load_folder, prepare

HERE: Final = Path(__file__).parent
SEEDS: Final = HERE.parents[1] / "seeds"
SAMPLE: Final = HERE / "data" / "gum-news.jsonl"

OPEN_GENRES: Final = {
    "news": "CC BY 2.5",
    "interview": "CC BY 2.5",
    "academic": "CC BY 4.0",
    "court": "CC BY 4.0",
    "bio": "CC BY-SA 3.0",
    "voyage": "CC BY-SA 3.0",
}
"""GUM's genres whose texts are under a Creative Commons licence that allows every use, by GUM's
LICENSE.txt. Floors rest on these only; its annotations, the summaries among them, are CC BY 4.0."""

ONE_ARTICLE: Final = 100
"""Words of a summary of one article, as at DUC."""

SEVERAL: Final = 250
"""Words of an answer, and of a summary of several articles; SQuALITY's answers have about 240."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text and the places where its sentences end, by people's judgement."""

    text: str
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A text by paragraphs, where it is from, and the summaries that people wrote of it.

    ``part`` is the set's own "train", "dev" or "test".
    """

    name: str
    title: str
    source: str
    published: str
    part: str
    paragraphs: tuple[Paragraph, ...]
    summaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be summarized, in how many words, and how people answered.

    Several questions about one text are no independent evidence: problems of one ``group`` are
    drawn together where an interval is estimated.
    """

    group: str
    articles: tuple[Article, ...]
    words: int
    references: tuple[str, ...] = ()
    query: str | None = None
    part: str = ""


class Corpus:
    """A folder or a bare git directory to read files from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bare = (folder / "HEAD").is_file() and (folder / "objects").is_dir()

    def _git(self, *arguments: str) -> bytes | None:
        done = subprocess.run(
            ["git", f"--git-dir={self.folder}", *arguments], capture_output=True, check=False
        )
        return done.stdout if done.returncode == 0 else None

    def read_bytes(self, path: str) -> bytes | None:
        """Return a file's bytes; None where it is absent (partial clones lack large ones)."""
        if self.bare:
            return self._git("show", f"HEAD:{path}")
        file = self.folder / path
        return file.read_bytes() if file.is_file() else None

    def read(self, path: str) -> str | None:
        """Return a file's text; None where it is absent."""
        data = self.read_bytes(path)
        return None if data is None else data.decode("utf-8")

    def names(self, folder: str) -> list[str]:
        """List the files of a folder, as paths from the top."""
        if self.bare:
            listed = self._git("ls-tree", "--name-only", "HEAD", f"{folder}/") or b""
            return sorted(listed.decode("utf-8").splitlines())
        return sorted(str(p.relative_to(self.folder)) for p in (self.folder / folder).glob("*"))


def fetched(name: str) -> Path | None:
    """Return the folder of a fetched set ("GUM", "EWT", "SQUALITY"), or None."""
    folder = os.environ.get(f"PULLQUOTE_{name}_DIR")
    return Path(folder) if folder else None


def read_conllu(conllu: str) -> Iterator[tuple[str, list[Paragraph]]]:
    """Yield each document's id and paragraphs from a CoNLL-U file."""
    for document in re.split(r"^# newdoc id = ", conllu, flags=re.MULTILINE)[1:]:
        name, _, body = document.partition("\n")
        found: list[Paragraph] = []
        text = ""
        ends: list[int] = []
        for block in body.split("\n\n"):
            words = re.search(r"^# text = (.*)$", block, re.MULTILINE)
            if words is None:
                continue
            if "\n# newpar" in "\n" + block and ends:
                found.append(Paragraph(text.rstrip(), tuple(ends)))
                text, ends = "", []
            text += words[1].strip()
            ends.append(len(text))
            rows = [row for row in block.split("\n") if re.match(r"[\d-]+\t", row)]
            text += "" if "SpaceAfter=No" in rows[-1] else " "
        if ends:
            found.append(Paragraph(text.rstrip(), tuple(ends)))
        yield name.strip(), found


@lru_cache(maxsize=16)
def gum(folder: Path, genre: str) -> tuple[Document, ...]:
    """Read GUM's documents of one genre, with the summaries that people wrote (no machine's)."""
    corpus = Corpus(folder)
    parts = _gum_parts(corpus.read("splits.md") or "")
    found = []
    for path in corpus.names("dep"):
        if f"/GUM_{genre}_" not in path:
            continue
        conllu = corpus.read(path) or ""
        told = dict(re.findall(r"^# meta::(\w+) = (.*)$", conllu, re.MULTILINE))
        summaries = re.findall(r"^# meta::summary\d+ = \(human\d*\) (.*)$", conllu, re.MULTILINE)
        for name, paragraphs in read_conllu(conllu):
            found.append(
                Document(
                    name=name,
                    title=told.get("title", ""),
                    source=told.get("sourceURL", ""),
                    published=told.get("dateCreated", ""),
                    part=parts.get(name, "train"),
                    paragraphs=tuple(paragraphs),
                    summaries=tuple(summaries),
                )
            )
    return tuple(found)


def _gum_parts(splits: str) -> dict[str, str]:
    """Read which part a document is in; those that are listed nowhere are in "train"."""
    parts: dict[str, str] = {}
    part = ""
    for line in splits.splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif name := re.match(r"\s*\* (GUM_\w+)", line):
            parts[name[1]] = part
    return parts


@lru_cache(maxsize=1)
def sample() -> tuple[Document, ...]:
    """Read the committed sample: GUM's Wikinews articles."""
    return tuple(
        Document(
            **row
            | {
                "paragraphs": tuple(Paragraph(p["text"], tuple(p["ends"])) for p in paragraphs),
                "summaries": tuple(row["summaries"]),
            }
        )
        for row in map(json.loads, SAMPLE.read_text("utf-8").splitlines())
        if (paragraphs := row["paragraphs"])
    )


def article(document: Document) -> Article:
    """Prepare a document as the bot would: its text as it stands, and the title it is known by."""
    given = Given(title=document.title or None, published=_day(document.published), language="en")
    text = "\n\n".join(paragraph.text for paragraph in document.paragraphs)
    return prepare(text, id=document.name, given=given)


def _day(written: str) -> date | None:
    """Return a date; None for one that isn't known to the day."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _problems(documents: Iterator[Document]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            document.name,
            (article(document),),
            ONE_ARTICLE,
            document.summaries,
            part=document.part,
        )
        for document in documents
        if document.summaries
    )


def _gum_news() -> tuple[Problem, ...]:
    return _problems(iter(sample()))


def _gum_open() -> tuple[Problem, ...]:
    folder = fetched("GUM")
    genres = [genre for genre in OPEN_GENRES if genre != "news"] if folder else []
    return _problems(d for genre in genres for d in gum(folder or Path(), genre))


def _squality(*parts: str) -> tuple[Problem, ...]:
    folder = fetched("SQUALITY")
    found: list[Problem] = []
    for part in parts if folder else ():
        stories = Corpus(folder or Path()).read(f"data/v1-3/txt/{part}.jsonl") or ""
        for row in map(json.loads, stories.splitlines()):
            name = row["metadata"]["passage_id"]
            story = prepare(row["document"], id=name, given=Given(language="en"))
            found += (
                Problem(
                    name,
                    (story,),
                    SEVERAL,
                    tuple(answer["response_text"] for answer in question["responses"]),
                    question["question_text"],
                    part,
                )
                for question in row["questions"]
            )
    return tuple(found)


def _seeds() -> tuple[Problem, ...]:
    articles = load_folder(SEEDS).articles
    asked = (None, "aid pledges", "border numbers", "diplomatic reactions")
    return tuple(Problem(query or "all", articles, SEVERAL, query=query) for query in asked)


_SETS: Final[dict[str, Callable[[], tuple[Problem, ...]]]] = {
    "GUM news": _gum_news,
    "seeds": _seeds,
    "GUM open": _gum_open,
    "SQuALITY": lambda: _squality("dev"),
    "SQuALITY train": lambda: _squality("train"),
}

MEASURED: Final = ("GUM news", "seeds", "GUM open", "SQuALITY")
"""The sets that are measured; "SQuALITY train" is for fitting only."""

FETCHED: Final = {"GUM open": "GUM", "SQuALITY": "SQUALITY"}
"""The measured sets that have to be fetched, and what their environment variable is named for."""


@lru_cache(maxsize=len(_SETS))
def problems(name: str) -> tuple[Problem, ...]:
    """Return a set's problems; none where it isn't fetched."""
    return _SETS[name]()


def by_group(found: tuple[Problem, ...]) -> list[list[int]]:
    """Return the places of the problems of each group."""
    order = sorted(range(len(found)), key=lambda i: found[i].group)
    return [list(group) for _, group in groupby(order, key=lambda i: found[i].group)]
