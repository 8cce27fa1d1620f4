"""A brief as files: its text, exactly as stored, with all rows; and the rows as tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from bot.labels import Labels
from bot.pages.layout import Layout
from bot.pages.spreadsheet import tables
from bot.pages.style import export_style
from summaries.briefs.model import Brief
from summaries.corpus import Article

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Export:
    """A file to hand over: its name and its bytes (UTF-8)."""

    name: str
    data: bytes


def export_brief(brief: Brief, articles: Mapping[str, Article], labels: Labels) -> Export:
    """Write every sentence of the brief, whole and unescaped, with sources and places.

    Anyone with the stored text can check each sentence: the places are code points, the hash is of
    the sentence's words as UTF-8. Raises SourceMismatch.
    """
    style = export_style(labels)
    layout = Layout(brief, articles, labels, style)
    blocks = list(layout.blocks(frozenset(range(len(layout.written)))))
    places = [
        labels(
            "sources.sentence_place",
            citation=f"[{passage.citation}] {passage.article}",
            sentence=quote.sentence,
            start=str(quote.start),
            end=str(quote.end),
            sha256=quote.sha256,
        )
        for passage in brief.passages()
        for quote in passage.quotes
    ]
    if places:
        blocks.append(style.block([style.label.format(labels("sources.places")), *places]))
    blocks.append(labels("export.note"))
    text = "\n\n".join(blocks) + "\n"
    # Half a surrogate pair has no UTF-8: it becomes a question mark in the file.
    return Export(f"{file_stem(brief.about)}.txt", text.encode("utf-8", "replace"))


def export_files(
    brief: Brief, articles: Mapping[str, Article], labels: Labels
) -> tuple[Export, ...]:
    """Write a brief as a text file, and its rows of evidence as tables. Raises SourceMismatch."""
    stem, made = file_stem(brief.about), tables(brief, articles)
    alone = len(made) == 1
    named = ((stem if alone else f"{stem}-{kind}", data) for kind, data in made.items())
    files = (Export(f"{name}.csv", data) for name, data in named)
    return (export_brief(brief, articles, labels), *files)


def file_stem(about: str) -> str:
    """Make a file name that every system takes out of a topic's name or words searched for."""
    plain = unicodedata.normalize("NFKD", about).encode("ascii", "ignore").decode("ascii")
    stem = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_NAME].strip("-")
    return stem or "brief"
