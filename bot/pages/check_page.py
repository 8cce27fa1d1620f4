"""The pages of `/check`: where sources differ, side by side, and without a verdict.

The words of each side are sliced from its article and never cut; what is too long for a message
is named by its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.labels import Labels
from bot.pages.budget import HARD_STOP, size_of_text
from bot.pages.marked import marked
from bot.pages.source_words import escaped
from bot.pages.sources import SourceLines
from bot.pages.style import discord_style
from bot.pages.weekdays import has_bare_weekday
from summaries.briefs.assemble import source_of
from summaries.briefs.copies import Copies
from summaries.briefs.model import SourceMismatch
from summaries.corpus import Article
from summaries.evidence import Difference, Party, Said
from summaries.text import Span, fold
from summaries.topics import About

ON_A_PAGE: Final = 10

_LONGEST_SIDES: Final = (1_000, 400, 0)  # tried in turn until a difference fits into one message
_LONGEST_PARTY: Final = 100


@dataclass(frozen=True, slots=True)
class Checked:
    """What was asked and what was found, the surest first; ``compared`` counts the articles."""

    about: About
    differences: tuple[Difference, ...]
    articles: Mapping[str, Article]
    compared: int


def check_pages(checked: Checked, labels: Labels) -> tuple[tuple[str, ...], ...]:
    """Write all pages: at most ten differences each, and no more than a message takes.

    Nothing found is one page with one sentence. Raises SourceMismatch where a side is not in its
    article.
    """
    if not checked.differences:
        return ((_nothing(checked, labels),),)
    groups: list[list[tuple[int, Difference]]] = [[]]
    for one in enumerate(checked.differences, 1):
        group = groups[-1]
        if len(group) == ON_A_PAGE or (group and not _fits(checked, [*group, one], labels)):
            groups.append([one])
        else:
            group.append(one)
    return tuple(
        _write(checked, group, labels, page, len(groups)) for page, group in enumerate(groups, 1)
    )


def _fits(checked: Checked, group: Sequence[tuple[int, Difference]], labels: Labels) -> bool:
    most = len(checked.differences)  # how many pages there will be is not known yet
    blocks = _Page(checked, labels, _LONGEST_SIDES[0]).blocks(group, most, most)
    return size_of_text(blocks).within(HARD_STOP)


def _write(
    checked: Checked,
    group: Sequence[tuple[int, Difference]],
    labels: Labels,
    page: int,
    pages: int,
) -> tuple[str, ...]:
    for longest in _LONGEST_SIDES:
        blocks = _Page(checked, labels, longest).blocks(group, page, pages)
        if size_of_text(blocks).within(HARD_STOP):
            break
    return blocks


class _Page:
    """One page: its sources are numbered by first appearance on it."""

    def __init__(self, checked: Checked, labels: Labels, longest: int) -> None:
        self._checked, self._labels, self._longest = checked, labels, longest
        self._numbers: dict[str, int] = {}
        self._weekday_said = self._bold = False

    def blocks(
        self, group: Sequence[tuple[int, Difference]], page: int, pages: int
    ) -> tuple[str, ...]:
        """Return the page's blocks: its head, the differences, the sources."""
        differences = [self._difference(number, one) for number, one in group]
        return self._head(page, pages), *differences, self._sources()

    def _head(self, page: int, pages: int) -> str:
        checked, labels = self._checked, self._labels
        facts = [
            labels("check.found", n=len(checked.differences)),
            labels("check.compared", n=checked.compared),
        ]
        if about := about_words(checked.about, labels):
            facts.insert(0, about)
        if pages > 1:
            facts.append(labels("check.page", page=page, pages=pages))
        note = labels("check.no_verdict")
        if self._bold:
            note += f" {labels('check.bold')}"
        lines = [f"## {labels('rows.differences')}", f"-# {' · '.join(facts)}", f"-# {note}"]
        foreign = {checked.articles[one].language for one in self._numbers}
        foreign -= {labels.language, "und"}
        if foreign:
            names = ", ".join(labels.language_name(code) for code in sorted(foreign))
            lines.append(f"-# {labels('notice.language', languages=names)}")
        return "\n".join(lines)

    def _difference(self, number: int, one: Difference) -> str:
        kind = self._labels(f"rows.differ.{one.kind}")
        sides = (f"- {self._side(side)}" for side in one.sides)
        return "\n".join((f"**{number}. {kind}**", *sides))

    def _side(self, side: Said) -> str:
        article, labels = self._checked.articles.get(side.article), self._labels
        if article is None or not side.span.of(article.text).strip():
            raise SourceMismatch(side.article, side.span.start, side.span.end)
        citation = self._numbers.setdefault(article.id, len(self._numbers) + 1)
        shown = side.span if side.span.end - side.span.start <= self._longest else None
        if shown is None:
            facts = [f"{labels('check.too_long')} [{citation}]"]
        else:
            words = marked(article.text, shown, side.part)
            self._bold = self._bold or "**" in words
            facts = [f"{labels('rows.quoted', words=words)} [{citation}]"]
            if self._has_bare_weekday(article, shown):
                self._weekday_said = True
                facts[0] += f" ({labels('notice.weekday')})"
        if party := _named(side.party, article, shown):
            facts.append(escaped(party))
        place = {"article": escaped(article.id), "sentence": side.sentence + 1}
        facts.append(labels("why.position", **place))
        return " · ".join(facts)

    def _has_bare_weekday(self, article: Article, shown: Span) -> bool:
        if self._weekday_said or article.published is not None:
            return False
        return has_bare_weekday(shown.of(article.text), article.language)

    def _sources(self) -> str:
        labels = self._labels
        sources = [
            source_of(self._checked.articles[one], number, Copies())
            for one, number in self._numbers.items()
        ]
        listing = SourceLines(labels, discord_style())
        footer = [labels("footer.rules"), labels("footer.labels")]
        if listing.starred(sources):
            footer.append(labels("sources.editor", star=discord_style().star))
        return "\n".join((*listing.lines(sources), f"-# {' · '.join(footer)}"))


def about_words(about: About, labels: Labels) -> str:
    """Name what was asked, safe for Discord; "" for the whole library."""
    if about.topic is not None:
        return escaped(about.topic.title(labels.language))
    if about.article is not None:
        return escaped(about.article.id)
    return f"“{escaped(about.query)}”" if about.query else ""


def _nothing(checked: Checked, labels: Labels) -> str:
    about, n = about_words(checked.about, labels), checked.compared
    if not n:
        return labels("check.no_article", about=about) if about else labels("empty.corpus")
    return (
        labels("check.nothing_about", about=about, n=n) if about else labels("check.nothing", n=n)
    )


def _named(party: Party | None, article: Article, shown: Span | None) -> str:
    """Return who said or gave it, as the article names them; "" where the words shown do so.

    Where it is not certain who is meant, the sentence's own word for them is all that is shown.
    """
    if party is None:
        return ""
    span = (party.named_at or party.span) if party.certain else party.span
    words = span.of(article.text).strip() if span else ""
    if not words or len(words) > _LONGEST_PARTY:
        return ""
    return "" if shown and fold(words) in fold(shown.of(article.text)) else words
