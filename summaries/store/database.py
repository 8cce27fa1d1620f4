"""The database, and the repositories that are opened from it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import sqlalchemy as sa

from summaries.store.amounts import AmountsRepository
from summaries.store.articles import Rebuild, rebuilt
from summaries.store.audit import AuditRepository
from summaries.store.briefs import BriefsRepository, OwnBriefsRepository
from summaries.store.connections import WAIT, Connections
from summaries.store.corrections import CorrectionsRepository
from summaries.store.counters import CountersRepository
from summaries.store.drafts import DraftsRepository
from summaries.store.due import DueRepository
from summaries.store.evidence import EvidenceRepository
from summaries.store.examine import examine, try_writing
from summaries.store.feeds import FeedsRepository
from summaries.store.follows import FollowsRepository
from summaries.store.guilds import GuildsRepository
from summaries.store.keeper import Keeper
from summaries.store.library import LibraryRepository
from summaries.store.migrate import HEAD, revision_of
from summaries.store.news import NewsRepository
from summaries.store.only_bot import OnlyBot
from summaries.store.previews import PreviewsRepository
from summaries.store.reports import ReportsRepository
from summaries.store.repository import Clock
from summaries.store.runs import RunsRepository
from summaries.store.schedules import SchedulesRepository
from summaries.store.scores import ScoresRepository
from summaries.store.shown import ShownRepository
from summaries.store.state import StateRepository
from summaries.store.topics import TopicsRepository
from summaries.store.vitals import VitalsRepository


def _now() -> datetime:
    return datetime.now(UTC)


class Database:
    """Everything that Pullquote keeps. Synchronous: call it from a thread, never the event loop.

    ``url`` is SQLAlchemy's (``sqlite:////data/pullquote.db``). ``rebuild`` makes an Article out of
    a stored one, with its sentences. ``wait`` is how many seconds a write waits for others.
    Every method of it and of its repositories may raise StoreError, whose message is meant
    for people.
    """

    def __init__(
        self,
        url: str | sa.URL,
        *,
        rebuild: Rebuild = rebuilt,
        clock: Clock = _now,
        wait: float = WAIT,
    ) -> None:
        self._store = Connections(url, wait=wait)
        self._rebuild, self._clock = rebuild, clock
        file = self._store.file
        self._only_bot = OnlyBot(file) if file else None

    @classmethod
    def file(
        cls,
        path: Path,
        *,
        rebuild: Rebuild = rebuilt,
        clock: Clock = _now,
        wait: float = WAIT,
    ) -> Self:
        """The database in an SQLite file, whatever characters its path has."""
        url = sa.URL.create("sqlite", database=str(path.absolute()))
        return cls(url, rebuild=rebuild, clock=clock, wait=wait)

    @property
    def where(self) -> str:
        """The database's name for a person: its file, or its address without the password."""
        return self._store.where

    @property
    def alone(self) -> bool:
        """Tell whether no other bot can be working with it: its file is held by this one."""
        return self._only_bot is not None and self._only_bot.held

    def open(self) -> None:
        """Make it if there is none, and bring its tables up to date."""
        self._store.open(self._rebuild)

    def as_bot(self, *, shared: bool = False) -> None:
        """Open it as the bot does, who must be alone on an SQLite file. Raises StoreTaken.

        Other programs may use the file meanwhile. ``shared`` lets several bots. The place is held
        until `close`, or until the process ends.
        """
        self._store.make_place()
        if self._only_bot and not shared:
            self._only_bot.take()
        self.open()

    @property
    def there(self) -> bool:
        """Tell whether it was made already; of a server's, only opening it tells."""
        return self._store.file is None or self._store.file.exists()

    @property
    def newest_revision(self) -> str:
        """The revision of the tables that this version works with."""
        return HEAD

    def revision(self) -> str | None:
        """Return the revision that its tables are at; None for an empty one. Changes nothing."""
        with self._store.reading() as connection:
            return revision_of(connection)

    def examine(self) -> str:
        """Look for damage, and say how. Raises StoreDamaged."""
        return examine(self._store)

    def try_writing(self) -> None:
        """Write something and take it back. Raises StoreError."""
        try_writing(self._store)

    def try_alone(self) -> None:
        """See whether a bot works with its file. Raises StoreTaken."""
        if self._only_bot and not self._only_bot.held:
            self._only_bot.take()
            self._only_bot.leave()

    def close(self) -> None:
        """Close it. Using it again opens it again."""
        self._store.close()
        if self._only_bot:
            self._only_bot.leave()

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def looking(self) -> AbstractContextManager[None]:
        """Let one thread ask many questions over one connection, of one state of the database."""
        return self._store.looking()

    def keeper(self) -> Keeper:
        """What an operator does with all of it: backups, migrations, and the like."""
        return Keeper(self._store, self._only_bot, self._rebuild)

    def library(self, guild: int) -> LibraryRepository:
        """The articles of one guild."""
        return LibraryRepository(self._store, guild, self._clock, self._rebuild)

    def scores(self, guild: int) -> ScoresRepository:
        """What topic rules say of one guild's sentences."""
        return ScoresRepository(self._store, guild, self._clock)

    def topics(self, guild: int) -> TopicsRepository:
        """The topics that one guild has made for itself."""
        return TopicsRepository(self._store, guild, self._clock)

    def evidence(self, guild: int) -> EvidenceRepository:
        """What one guild's articles state."""
        return EvidenceRepository(self._store, guild, self._clock)

    def briefs(self, guild: int) -> BriefsRepository:
        """The stored briefs of one guild."""
        return BriefsRepository(self._store, guild, self._clock)

    def amounts(self, guild: int) -> AmountsRepository:
        """In which of one guild's articles an amount was pledged."""
        return AmountsRepository(self._store, guild, self._clock)

    def shown(self, guild: int) -> ShownRepository:
        """What one guild's readers have been shown."""
        return ShownRepository(self._store, guild, self._clock)

    def own_briefs(self, user: int) -> OwnBriefsRepository:
        """The briefs that one person was answered with, in whichever guild."""
        return OwnBriefsRepository(self._store, user)

    def reports(self, guild: int) -> ReportsRepository:
        """What readers of one guild reported to its managers."""
        return ReportsRepository(self._store, guild, self._clock)

    def feeds(self, guild: int) -> FeedsRepository:
        """The feeds of one guild."""
        return FeedsRepository(self._store, guild, self._clock)

    def drafts(self, guild: int) -> DraftsRepository:
        """The texts that wait to be added to one guild's library."""
        return DraftsRepository(self._store, guild, self._clock)

    def schedules(self, guild: int) -> SchedulesRepository:
        """The digests of one guild."""
        return SchedulesRepository(self._store, guild, self._clock)

    def follows(self, guild: int) -> FollowsRepository:
        """The private digests of one guild's members."""
        return FollowsRepository(self._store, guild, self._clock)

    def runs(self, guild: int) -> RunsRepository:
        """The editions of one guild's digests."""
        return RunsRepository(self._store, guild, self._clock)

    def corrections(self, guild: int) -> CorrectionsRepository:
        """The corrections of one guild."""
        return CorrectionsRepository(self._store, guild, self._clock)

    def previews(self, guild: int) -> PreviewsRepository:
        """The previews of one guild's editions."""
        return PreviewsRepository(self._store, guild, self._clock)

    def counters(self, guild: int) -> CountersRepository:
        """The counters of one guild."""
        return CountersRepository(self._store, guild, self._clock)

    def audit(self, guild: int) -> AuditRepository:
        """The audit log of one guild."""
        return AuditRepository(self._store, guild, self._clock)

    def guilds(self) -> GuildsRepository:
        """All guilds: for the bot itself, never for a command that answers one of them."""
        return GuildsRepository(self._store, self._clock)

    def due(self) -> DueRepository:
        """What is due of all guilds, for the bot itself."""
        return DueRepository(self._store, self._clock)

    def vitals(self) -> VitalsRepository:
        """How the store is, for the operator."""
        return VitalsRepository(self._store, self._clock)

    def news(self) -> NewsRepository:
        """New lines of all logs, for the bot itself."""
        return NewsRepository(self._store, self._clock)

    def state(self) -> StateRepository:
        """What the bot remembers for itself."""
        return StateRepository(self._store)
