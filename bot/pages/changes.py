"""What changed since an edition, as lines: what an edition leads with.

Amounts and sentences are the sources', sliced and checked; labels and numbers are the bot's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.labels import Labels
from bot.pages.style import Style
from bot.pages.weekdays import has_bare_weekday
from summaries.briefs.model import AgainRow, Changes, Cut, PlannedRow
from summaries.corpus import Article

LONGEST_PAIR: Final = 700
"""Characters of a plan with its report in a message; longer ones are left to the export."""

_MOST_IDS: Final = 12  # articles that are named; more are counted


class ChangeLines:
    """The changes of an edition, checked and written in a style. Raises SourceMismatch."""

    def __init__(
        self,
        changes: Changes,
        articles: Mapping[str, Article],
        labels: Labels,
        style: Style,
    ) -> None:
        self._changes, self._articles = changes, articles
        self._labels, self._style = labels, style
        written = [(row, self._plan(row)) for row in changes.planned]
        self._planned = [
            (row, text)
            for row, text in written
            if not style.has_buttons or len(text) <= LONGEST_PAIR
        ]

    def section(self, weekday: str | None = None) -> list[str]:
        """Return the section's lines, its label first; none where there is nothing to compare.

        ``weekday`` is what is said, once, of a weekday whose date is not known.
        """
        items = [*self._items(weekday)]
        if not items:
            return []
        heading = self._labels("changes.since", n=self._changes.since)
        return [self._style.label.format(heading), *map(self._style.item.format, items)]

    @property
    def sentences(self) -> int:
        """How many whole sentences the section shows."""
        return 2 * len(self._planned)

    def citations(self) -> set[int]:
        """Return the citations of what the section shows."""
        changes = self._changes
        cited = {citation for _, citation in changes.amounts}
        for again in changes.again:
            cited |= {again.citation, again.before_citation}
        for planned, _ in self._planned:
            cited |= {planned.citation, planned.plan_citation}
        return cited

    def _items(self, weekday: str | None) -> Iterator[str]:
        changes, labels = self._changes, self._labels
        if changes.articles:
            yield labels("changes.articles", articles=self._ids(changes.articles))
        if changes.corrected:
            yield labels("changes.corrected", articles=self._ids(changes.corrected))
        if changes.withdrawn:
            yield labels("changes.withdrawn", articles=self._ids(changes.withdrawn))
        if changes.amounts:
            amounts = [f"{self._amount(cut)} [{citation}]" for cut, citation in changes.amounts]
            yield labels("changes.amounts", amounts=", ".join(amounts))
        if changes.again:
            yield labels("changes.again", amounts="; ".join(map(self._again, changes.again)))
        for row, text in self._planned:
            bare = weekday and any(map(self._has_bare_weekday, row.cuts()))
            yield f"{text} ({weekday})" if bare else text
            weekday = None if bare else weekday

    def _again(self, row: AgainRow) -> str:
        now, before = row.now.words_in(self._articles), row.before.words_in(self._articles)
        then = self._where(row.before_citation, row.edition)
        if now == before:
            return self._labels(
                "changes.same", amount=self._amount(row.now), now=f"[{row.citation}]", then=then
            )
        return self._labels(
            "changes.otherwise",
            amount=self._amount(row.now),
            now=f"[{row.citation}]",
            before=self._labels("rows.quoted", words=self._words(row.before)),
            then=then,
        )

    def _plan(self, row: PlannedRow) -> str:
        return self._labels(
            "changes.planned",
            then=self._where(row.plan_citation, row.edition),
            plan=self._words(row.plan),
            report=self._words(row.report),
            now=f"[{row.citation}]",
        )

    def _where(self, citation: int, edition: int | None) -> str:
        """Say where something stood before: its source, and the edition that showed it."""
        if edition is None:
            return f"[{citation}]"
        return f"[{citation}] ({self._labels('changes.edition', n=edition)})"

    def _ids(self, ids: Sequence[str]) -> str:
        shown = [self._style.words(one) for one in ids[:_MOST_IDS]]
        more = len(ids) - len(shown)
        return ", ".join([*shown, *([f"+{more}"] if more else [])])

    def _has_bare_weekday(self, cut: Cut) -> bool:
        article = self._articles[cut.article]
        words = cut.words_in(self._articles)
        return article.published is None and has_bare_weekday(words, article.language)

    def _amount(self, cut: Cut) -> str:
        return self._style.strong.format(self._words(cut))

    def _words(self, cut: Cut) -> str:
        return self._style.words(cut.words_in(self._articles))
