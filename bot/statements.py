"""What articles state, and where they differ: kept in memory for the articles that are asked for.

Synchronous, and safe to ask from several threads.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Final

from summaries.briefs.asked import Asked
from summaries.briefs.reading import verdicts
from summaries.corpus import Article
from summaries.evidence import Aliases, Difference, Evidence, Said
from summaries.ingest.evidence import made_by, stated
from summaries.store import Database
from summaries.text import content_stems
from summaries.topics import About

_ROWS: Final = 1_000  # articles, of all guilds together; some 20 kB each
_SETS: Final = 64  # of articles that were compared
_Compared = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class DifferencesFound:
    """Where articles differ, the surest first; ``compared`` counts the articles that were."""

    differences: tuple[Difference, ...]
    articles: Mapping[str, Article]
    compared: int


class Statements:
    """The rows of articles, each worked out once, and the differences between sets of them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows: OrderedDict[tuple[int, str, str, str], Evidence] = OrderedDict()
        self._found: OrderedDict[
            tuple[int, str, frozenset[_Compared], Asked | None], tuple[Difference, ...]
        ] = OrderedDict()
        self._lock = Lock()

    def of(
        self, guild: int, articles: Iterable[Article], at_once: Sequence[Article] = ()
    ) -> Mapping[str, Evidence]:
        """Return what articles state, by id: read when it is asked for, and only then.

        That of ``at_once`` is read in one go, where a brief would ask for one after another.
        """
        asked, aliases = {article.id: article for article in articles}, self.aliases(guild)
        return _Rows(self, guild, asked, aliases, self.rows(guild, at_once, aliases))

    def rows(
        self, guild: int, articles: Sequence[Article], aliases: Aliases | None = None
    ) -> dict[str, Evidence]:
        """Return what each of some articles states; ``aliases`` are the guild's, if known."""
        if aliases is None:
            aliases = self.aliases(guild)
        making = made_by(aliases)
        keys = {a.id: (guild, a.id, a.sha256, making) for a in articles}
        with self._lock:
            known = {one: self._rows[key] for one, key in keys.items() if key in self._rows}
        missing = [article for article in articles if article.id not in known]
        if missing:
            fresh = stated(self._database, guild, missing, aliases)
            known |= fresh
            with self._lock:
                for one, rows in fresh.items():
                    self._rows[keys[one]] = rows
                while len(self._rows) > _ROWS:
                    self._rows.popitem(last=False)
        return known

    def differences(
        self, guild: int, articles: Sequence[Article], about: Asked | None = None
    ) -> tuple[Difference, ...]:
        """Return where articles differ, the surest first; compared once for the same articles.

        ``about`` are sentences (article, index) of which one side at least must be.
        """
        from summaries.evidence.differences import differences

        aliases = self.aliases(guild)
        making = made_by(aliases)
        key = (guild, making, frozenset((a.id, a.sha256, a.when) for a in articles), about)
        with self._lock:
            known = self._found.get(key)
        if known is not None:
            return known
        rows = self.rows(guild, articles, aliases)
        found = differences(articles, [rows[one.id] for one in articles], about=about)
        with self._lock:
            self._found[key] = found
            while len(self._found) > _SETS:
                self._found.popitem(last=False)
        return found

    def forget(self, guild: int) -> None:
        """Keep nothing of a guild: its articles were deleted, or its names changed."""
        with self._lock:
            for key in [key for key in self._rows if key[0] == guild]:
                del self._rows[key]
            for found in [found for found in self._found if found[0] == guild]:
                del self._found[found]

    def aliases(self, guild: int) -> Aliases:
        """Return the names that a guild has set."""
        return self._database.guilds().settings(guild).aliases


class _Rows(Mapping[str, Evidence]):
    """Rows that are read when they are asked for: of a large library a brief needs few."""

    def __init__(
        self,
        statements: Statements,
        guild: int,
        articles: Mapping[str, Article],
        aliases: Aliases,
        known: dict[str, Evidence],
    ) -> None:
        self._statements, self._guild = statements, guild
        self._articles, self._aliases, self._known = articles, aliases, known

    def __getitem__(self, article: str) -> Evidence:
        if article not in self._known:
            asked = [self._articles[article]]
            self._known |= self._statements.rows(self._guild, asked, self._aliases)
        return self._known[article]

    def __contains__(self, article: object) -> bool:
        return article in self._articles

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


def concerning(
    found: Sequence[Difference], articles: Mapping[str, Article], about: About
) -> tuple[Difference, ...]:
    """Return the differences that matter to what is asked about: any of their sides does."""
    if about.article is not None:
        named = about.article.id
        return tuple(d for d in found if any(side.article == named for side in d.sides))
    if about.topic is not None:
        topic = about.topic

        def qualifies(side: Said) -> bool:
            return verdicts(topic, articles[side.article])[side.sentence].qualifies

        return tuple(d for d in found if any(map(qualifies, d.sides)))
    if about.query is not None:
        wanted = set(content_stems(about.query, "en"))
        return tuple(d for d in found if wanted and wanted <= _stems(d, articles))
    return tuple(found)


def _stems(difference: Difference, articles: Mapping[str, Article]) -> set[str]:
    found = set(difference.about)
    for side in difference.sides:
        article = articles[side.article]
        found.update(content_stems(side.span.of(article.text), article.language))
    return found
