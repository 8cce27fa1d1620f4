"""A report as the managers see it: who, about which brief and sentence, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.labels import Labels
from bot.pages.budget import characters_of, cut_to
from bot.pages.source_words import escaped, visible
from summaries.briefs import Brief
from summaries.corpus import Article
from summaries.store import Report

LONGEST_NOTE: Final = 1_000
_LONGEST_SENTENCES: Final = 1_500
_LONGEST_ABOUT: Final = 100
_LONGEST_OPTION: Final = 90
MOST_OPTIONS: Final = 25  # of a list, by Discord


def report_page(
    report: Report,
    brief: Brief | None,
    articles: Mapping[str, Article] | None,
    labels: Labels,
) -> tuple[str, ...]:
    """Write a report. ``brief`` is None where it is not stored any more.

    ``articles`` is None where its words are no longer shown. Raises SourceMismatch.
    """
    about = about_of(brief, labels) if brief is not None else "–"
    head = [
        f"## {labels('report.heading')}",
        labels("report.by", user=f"<@{report.user}>", brief=about),
    ]
    where = labels("report.link", url=report.url) if report.url else labels("report.private")
    head.append(f"-# {where} · {labels('report.id', report=report.id)}")
    blocks = ["\n".join(head)]
    if brief is not None and articles is not None and report.place is not None:
        blocks += _said(report.place, brief, articles)
    # Every line of it is escaped by itself, so that what was typed keeps its lines.
    lines = [escaped(line) for line in cut_to(report.words, LONGEST_NOTE).splitlines()]
    blocks.append("\n".join(line for line in lines if line) or "–")
    if report.handled_by is None or report.handled_at is None:
        state = labels("report.open")
    else:
        when = f"<t:{int(report.handled_at.timestamp())}:f>"
        state = labels("report.handled", user=f"<@{report.handled_by}>", when=when)
    blocks.append(f"-# {state}")
    return tuple(blocks)


def about_of(brief: Brief, labels: Labels) -> str:
    """Name a brief: its topic, its article, the words asked for."""
    named = visible(" ".join((brief.title or brief.about).split()))
    if not named:
        return labels("report.all_topics")
    cut = cut_to(named, _LONGEST_ABOUT)
    return f"**{escaped(cut if cut == named else f'{cut} …')}**"


def options_of(brief: Brief, articles: Mapping[str, Article]) -> list[tuple[str, int]]:
    """Return the passages of a brief to choose from: their first words as plain text, the place."""
    found = []
    for place, passage in enumerate(list(brief.passages())[:MOST_OPTIONS]):
        quote = next((one for one in passage.quotes if not one.context), passage.quotes[0])
        words = visible(" ".join(quote.words_in(articles).split()))
        cut = cut_to(words, _LONGEST_OPTION)
        found.append((f"{place + 1}. {cut if cut == words else f'{cut} …'}", place))
    return found


def _said(place: int, brief: Brief, articles: Mapping[str, Article]) -> list[str]:
    """Write the passage that a report is about; one that is very long is named by its article."""
    passages = list(brief.passages())
    if place >= len(passages):
        return []
    passage = passages[place]
    words = " ".join(escaped(quote.words_in(articles)) for quote in passage.quotes)
    fits = characters_of(words) <= _LONGEST_SENTENCES
    return [f"> {words if fits else passage.article} [{passage.citation}]"]
