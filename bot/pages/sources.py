"""The Sources block: what each ``[n]`` stands for, and what is not known about it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from bot.labels import Labels
from bot.pages.style import Style
from summaries.briefs.model import Source

LONGEST_PUBLISHER = 100  # names are source words, so a longer one is left to the export, never cut


MOST_COPIES = 4  # named in a message; a story of a news agency may stand in a hundred papers


class SourceLines:
    """The sources of a page that is laid out until it fits: what is said of each is said once."""

    def __init__(self, labels: Labels, style: Style) -> None:
        self._labels, self._style = labels, style
        self._said: dict[tuple[int, Callable[[Source], str]], str] = {}

    @staticmethod
    def starred(sources: Sequence[Source]) -> bool:
        """Tell whether an editor's entry carries a star."""
        return any(
            (s.publisher and s.publisher_given) or (s.published and s.published_given)
            for s in sources
        )

    def lines(self, sources: Sequence[Source]) -> list[str]:
        """Return the block's lines: one for all sources in a message, one for each elsewhere."""
        if not sources:
            return []
        heading = self._style.label.format(self._labels("sources.heading"))
        if self._style.has_buttons:
            return [heading, self._one_line(sources)]
        return [heading, *map(self._full, sources)]

    def _once(self, say: Callable[[Source], str], source: Source) -> str:
        """Say something of a source, which its number tells from the others."""
        said = self._said.get((source.citation, say))
        if said is None:
            said = self._said[source.citation, say] = say(source)
        return said

    def _one_line(self, sources: Sequence[Source]) -> str:
        """Name neighbours of which the same is known together, and a missing date once for all."""
        days = {s.added.date() for s in sources}
        no_date = len(days) == 1 and not any(s.published for s in sources)

        def facts(source: Source) -> str:
            publisher = self._once(self._publisher, source)
            return publisher if no_date else f"{publisher}, {self._once(self._date, source)}"

        parts = []
        for facts_of_all, neighbours in itertools.groupby(sources, key=facts):
            group = list(neighbours)
            cited = ", ".join(self._once(self._cited, source) for source in group)
            alone = len(group) == 1 and group[0].publisher
            parts.append(f"{cited}{'' if alone else ':'} {facts_of_all}")
        if no_date:
            parts.append(self._labels("sources.undated", n=len(sources)))
            parts.append(self._added(sources[0]))
        return " · ".join(parts)

    def _full(self, source: Source) -> str:
        style, labels = self._style, self._labels
        facts = [self._publisher(source), self._date(source)]
        if source.title:
            facts.insert(0, style.words(source.title))
        if source.file:
            facts.append(labels("sources.file", file=style.words(source.file)))
        if source.url:
            facts.append(style.words(source.url))
        return f"{self._cited(source)}: {' · '.join(facts)}"

    def _cited(self, source: Source) -> str:
        """Name a source by number and article, with the articles that print the same."""
        named = f"[{source.citation}] {self._style.words(source.article)}"
        if not source.copies:
            return named
        most = MOST_COPIES if self._style.has_buttons else len(source.copies)
        copies = ", ".join(source.copies[:most])
        if (more := len(source.copies) - most) > 0:
            copies += f", +{more}"
        return f"{named} ({self._labels('brief.also_in', citations=copies)})"

    def _publisher(self, source: Source) -> str:
        style, labels = self._style, self._labels
        if not source.publisher:
            return labels("sources.publisher_unknown")
        if style.has_buttons and len(source.publisher) > LONGEST_PUBLISHER:
            return labels("sources.publisher_long")
        name = style.words(source.publisher)
        if source.publisher_given:
            return name + style.star
        return labels("sources.named_in_text", publisher=name)

    def _date(self, source: Source) -> str:
        if source.published:
            star = self._style.star if source.published_given else ""
            return self._style.day(source.published) + star
        return f"{self._labels('sources.date_unknown')}, {self._added(source)}"

    def _added(self, source: Source) -> str:
        return self._labels("sources.added", date=self._style.day(source.added.date()))
