"""What is new to a reader: a channel whose edition is due, or a person who looks again.

It knows what the reader was shown, and what the library held when that was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.requests import News
from bot.shelves import Shelves
from bot.statements import Statements
from summaries.briefs import Brief
from summaries.briefs.changes import Before
from summaries.briefs.shown import Print, ShownSentence
from summaries.corpus import Article
from summaries.evidence import Amount, Evidence
from summaries.store import Database

_LOOKED_BACK: Final = 12
"""Of so many articles that editions quoted last, plans are compared with what is new."""


class LibraryMemory:
    """A library as it was when an edition was made, for comparing what is new with.

    ``read`` holds by id the articles that were read of it.
    """

    def __init__(
        self, database: Database, shelves: Shelves, statements: Statements, guild: int, news: News
    ) -> None:
        self._database, self._shelves, self._statements = database, shelves, statements
        self._guild, self._news = guild, news
        self.read: dict[str, Article] = {}

    def before(self) -> Before | None:
        """Return what an edition is compared with; None for a first one."""
        news = self._news
        if news.previous is None or news.after is None:
            return None
        shown = self._database.shown(self._guild).of(news.reader)
        quoted = list(dict.fromkeys(article for article, _ in reversed(list(shown.places))))
        library = self._database.library(self._guild)
        changed = library.changed(news.after, news.until)
        return Before(
            edition=news.previous,
            schedule=news.schedule or "",
            memory=self,
            articles=self._live(quoted[:_LOOKED_BACK]),
            shown=shown,
            corrected=tuple(one for one in changed.corrected if one in quoted),
            withdrawn=tuple(one for one in changed.withdrawn if one in quoted),
        )

    def having(self, amounts: Iterable[Amount]) -> Mapping[Amount, Sequence[Article]]:
        """Return the articles in which amounts were pledged before, the newest first."""
        until = self._news.after
        assert until is not None
        if (whole := self._shelves.whole(self._guild)) is not None:
            # Amounts are known of articles whose rows were worked out: of the starter folder's
            # that is done when it is asked for.
            self._statements.rows(self._guild, whole)
        seen = self._database.amounts(self._guild).seen(amounts, until=until)
        live = {a.id: a for a in self._live(one for ids in seen.values() for one in ids)}
        return {amount: [live[one] for one in ids if one in live] for amount, ids in seen.items()}

    def rows(self, article: Article) -> Evidence:
        """Return what an article states."""
        return self._statements.rows(self._guild, [article])[article.id]

    def _live(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """Read the articles that are still in the library."""
        there = self._database.scores(self._guild).live(ids)
        articles = self._shelves.read(self._guild, there)
        self.read |= {article.id: article for article in articles}
        return articles


def shown_in(
    brief: Brief,
    articles: Mapping[str, Article],
    places: Iterable[tuple[str, int]],
    news: News | None = None,
    edition: int | None = None,
) -> tuple[ShownSentence, ...]:
    """Return what a reader of a brief was shown: whole sentences, by ``places`` (from 1).

    What is reported beside a plan is shown too. ``news`` and ``edition`` say where it stood.
    """
    reported = ((row.report.article, row.report.sentence) for row in brief.rows.changes.planned)
    return tuple(
        ShownSentence(
            article,
            sentence,
            Print.of(articles[article], sentence - 1),
            news.schedule if news else None,
            edition,
        )
        for article, sentence in dict.fromkeys((*places, *reported))
        if article in articles
    )
