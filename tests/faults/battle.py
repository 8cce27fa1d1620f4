"""A round of kills: workers post a few days' editions while they are killed, frozen and lied to.

Everything random comes from one seed. What readers would see is counted by content: each schedule
has exactly one message for each local day, whatever happened. Each day an article is withdrawn,
and each message that quoted it is linked by exactly one correction in its channel. Editors see
some editions before they are posted, each once.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as of_day
from pathlib import Path

import sqlalchemy as sa

from summaries.corpus import load_folder
from summaries.store import Database, RunState, Schedule
from summaries.store.tables import briefs
from tests.faults.discord_stand_in import FORUM, Accepted, Discord, Fault, Faults
from tests.faults.worker import NONCE_LIVES, QUICK, Place, SetClock, as_line

FIRST_DAY = date(2021, 6, 7)
SEVEN = datetime(2021, 6, 7, 7, tzinfo=UTC)
DAY = timedelta(days=1)
SEEDS = Path(__file__).parents[2] / "seeds"

PREVIEWED = {"editor_minutes": 5, "editor_channel": 500}

_GUILDS, _CHANNELS = 3, 1_000
_PATIENCE = 60.0  # seconds for what is left of a day when nobody is killed any more


@dataclass(frozen=True)
class Round:
    """What is done in a round: so many kills, by so many processes, with so many faults."""

    seed: int
    kills: int
    processes: int = 3
    share: float = 0.25
    kinds: tuple[Fault, ...] = field(default=tuple(Fault), repr=False)
    schedules: int = 60
    pauses: tuple[float, float] = (0.05, 0.7)  # seconds between two kills
    freezes: float = 0.2  # of what is done to a process
    stops: float = 0.1
    window: float = NONCE_LIVES  # for so long Discord knows a nonce


@dataclass
class Outcome:
    """What a round came to."""

    kills: int = 0
    freezes: int = 0
    stops: int = 0
    days: int = 0
    messages: int = 0
    notices: int = 0
    corrections: int = 0
    previews: int = 0
    repeats: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.freezes} freezes, {self.stops} stops; {self.days} days, "
            f"{self.messages} messages ({self.notices} of nothing new; {self.repeats} repeats kept "
            f"away by a nonce), {self.corrections} corrections, {self.previews} previews; "
            f"{len(self.lost)} lost, {len(self.twice)} twice; {self.seconds:.0f} s"
        )


class Nursery:
    """Starts workers, and does to them what machines do to processes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator[Nursery]:
        root = Path(__file__).parents[2]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PULLQUOTE_")}
        environment |= {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(root)}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.worker",
            cwd=root, env=environment,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        try:
            yield cls(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()

    async def start(self, place: Place) -> int:
        """Start a worker and return its number."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(as_line(place))
        await self._process.stdin.drain()
        return int(await self._process.stdout.readline())


def alive(number: int) -> bool:
    """Tell whether a process is there."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


async def end(number: int, how: signal.Signals) -> None:
    """Send a signal that ends a process, and wait until it is gone."""
    try:
        os.kill(number, how)
        os.kill(number, signal.SIGCONT)
    except ProcessLookupError:
        return
    give_up = time.monotonic() + 20
    while alive(number):
        assert time.monotonic() < give_up, f"process {number} does not end"
        await asyncio.sleep(0.005)


class Battle:
    """One round on one database."""

    def __init__(self, round_: Round, address: str, folder: Path, nursery: Nursery) -> None:
        self._round, self._nursery = round_, nursery
        self._random = random.Random(round_.seed)
        self.clock = SetClock(folder / "clock")
        # Long before: what is made here must be there before the first edition is due.
        self.clock.set(SEVEN - timedelta(minutes=20))
        starter = folder / "starter"
        starter.mkdir()
        first, *self._news = load_folder(SEEDS).articles
        (starter / "first.txt").write_bytes((SEEDS / str(first.file)).read_bytes())
        self._database = Database(address, clock=self.clock, wait=30.0)
        self.log = folder / "log"
        faults = Faults(round_.share, round_.kinds, random.Random(round_.seed + 1))
        self.discord = Discord(now=self.clock, faults=faults, window=round_.window)
        self._place = Place(
            base="", clock=str(folder / "clock"), database=address, data=str(folder / "data"),
            starter=str(starter), log=str(self.log),
        )  # fmt: skip
        self._schedules: list[Schedule] = []
        self._workers: list[int] = []
        self._withdrawn: list[str] = []
        self.outcome = Outcome()

    async def fight(self) -> Outcome:
        """Kill until it is enough; return what the readers of the channels have seen."""
        began = time.monotonic()
        await asyncio.to_thread(self._prepare)
        async with self.discord:
            self._place = Place(**{**vars(self._place), "base": self.discord.base})
            try:
                while self.outcome.kills < self._round.kills:
                    await self._one_day()
                self._count_linked()
            finally:
                for worker in self._workers:
                    await end(worker, signal.SIGKILL)
                self._database.close()
        self.outcome.repeats = self.discord.repeats
        self.outcome.previews = len(self.discord.previews)
        self.outcome.corrections = len(self.discord.corrections)
        self.outcome.messages = len(self.discord.editions)
        self.outcome.notices = sum(m.number is None for m in self.discord.editions)
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    def _prepare(self) -> None:
        self._database.open()
        for number in range(self._round.schedules):
            # Two schedules share each channel, a minute apart: one must not be taken for the other.
            minute, channel = number % 2, _CHANNELS + number // 2
            forum = channel % 5 == 0  # where no nonce keeps a second one away
            made = self._database.schedules(1 + number % _GUILDS).add(
                channel=channel, local_time=of_day(7, minute), zone="UTC", weekdays=range(7),
                topics=["aid-pledges"] if number % 3 else [], created_by=1,
                options={
                    **({"forum": True} if forum else {}),
                    **(PREVIEWED if number % 4 == 0 else {}),
                },
            )  # fmt: skip
            self._schedules.append(made)
            if forum:
                self.discord.kinds[channel] = FORUM
            else:
                self.discord.say(channel, content="Good morning.")

    async def _one_day(self) -> None:
        """Let a day's editions become due, at 07:00 and 07:01, among kills; then count."""
        day = self.outcome.days
        self.outcome.days += 1
        if 0 < day <= len(self._news):
            await asyncio.to_thread(self._add_news, day)
        seven = SEVEN + day * DAY
        self.clock.set(seven - timedelta(minutes=5, seconds=0.2))
        await self._kill_while(lambda: self._unseen(seven), at_least=2)
        await self._settle(lambda: self._unseen(seven))
        self.outcome.lost += [f"the preview of {place}" for place in self._unseen(seven)]
        for minute in range(2):
            moment = SEVEN + day * DAY + timedelta(minutes=minute)
            self.clock.set(moment - timedelta(seconds=QUICK.ahead.total_seconds() + 0.2))
            if minute and day % 2:  # while editions that quote it are on their way
                await asyncio.to_thread(self._withdraw, day)
            await self._kill_while(lambda moment=moment: self._missing(moment))  # type: ignore[misc]
            await self._settle(lambda moment=moment: self._missing(moment))  # type: ignore[misc]
        if day % 2 == 0:
            await asyncio.to_thread(self._withdraw, day)
            await self._kill_while(self._open, at_least=4)
            await self._settle(self._open)
            self._count_corrected(f"A{day + 1}")
        self._count(day)

    def _add_news(self, day: int) -> None:
        for guild in range(1, 1 + _GUILDS):
            news = replace(self._news[day - 1], added=self.clock())
            self._database.library(guild).add(news, added_by=1)

    def _withdraw(self, day: int) -> None:
        """Withdraw the article that was new on a day, which all channels of a guild may quote."""
        self._withdrawn.append(f"A{day + 1}")
        for guild in range(1, 1 + _GUILDS):
            self._database.library(guild).withdraw(f"A{day + 1}", by=1, reason="Wrong")

    async def _kill_while(self, waits: Callable[[], object], at_least: int = 0) -> None:
        """Kill while something is to be posted, and for a while when all is."""
        quiet = strikes = 0
        # So many at most that the kills last for some days, each of which is another.
        most = max(at_least, self._round.kills // 6)
        while strikes < at_least or (
            strikes < most and quiet < 3 and self.outcome.kills < self._round.kills
        ):
            await self._fill_up(self._random.randint(1, self._round.processes))
            await asyncio.sleep(self._random.uniform(*self._round.pauses))
            await self._strike()
            strikes += 1
            quiet = quiet + 1 if not await asyncio.to_thread(waits) else 0

    async def _fill_up(self, wanted: int) -> None:
        self._workers = [worker for worker in self._workers if alive(worker)]
        while len(self._workers) < max(1, wanted):
            self._workers.append(await self._nursery.start(self._place))

    async def _strike(self) -> None:
        """Do something to one of the workers."""
        worker, what = self._random.choice(self._workers), self._random.random()
        if not alive(worker):  # it was told to stop, and has
            return
        lease = QUICK.lease.total_seconds()
        if what < self._round.freezes:
            os.kill(worker, signal.SIGSTOP)
            self.outcome.freezes += 1
            # The others go on meanwhile, so this takes no time away from them.
            frozen = self._random.uniform(1.2 * lease, 2.2 * lease)
            asyncio.get_running_loop().call_later(frozen, _go_on, worker)
        elif what < self._round.freezes + self._round.stops:
            os.kill(worker, signal.SIGTERM)
            self.outcome.stops += 1
        else:
            await end(worker, signal.SIGKILL)
            self.outcome.kills += 1

    async def _settle(self, waits: Callable[[], object]) -> None:
        """Leave the workers alone until all is posted and noted."""
        give_up = time.monotonic() + _PATIENCE
        while time.monotonic() < give_up:
            await self._fill_up(1)
            if not waits() and not await asyncio.to_thread(self._open):
                return
            await asyncio.sleep(0.05)

    def _unseen(self, seven: datetime) -> list[tuple[int, datetime]]:
        """Return the editions at seven that their editors have not been shown."""
        wanted = [
            (made.channel, seven) for made in self._schedules if "editor_channel" in made.options
        ]
        return [place for place in wanted if place not in self.discord.previews]

    def _missing(self, moment: datetime) -> list[str]:
        seen = {(m.channel, m.due) for m in self.discord.editions}
        return [
            f"{made.id} of {moment:%d %B, %H:%M}"
            for made in self._schedules
            if made.local_time == moment.time() and (made.channel, moment) not in seen
        ]

    def _open(self) -> list[str]:
        open_runs = []
        for guild in range(1, 1 + _GUILDS):
            open_runs += [run.nonce for run in self._database.runs(guild).unfinished()]
            open_runs += [one.id for one in self._database.corrections(guild).unfinished()]
        return open_runs

    def _quoting(self, article: str) -> set[tuple[int, int, int]]:
        """Return every message that quotes an article: guild, channel, message."""
        query = sa.select(briefs).where(briefs.c.message.is_not(None))
        with self._database._store.reading() as connection:
            return {
                (row.guild, row.channel, row.message)
                for row in connection.execute(query)
                if any(source["article"] == article for source in row.payload["sources"])
            }

    def _count_corrected(self, article: str) -> None:
        """Count the channels that have not one correction of an article, but none or more."""
        wanted = {(guild, channel) for guild, channel, _ in self._quoting(article)}
        found = Counter(
            (one.links[0][0], self.discord.threads.get(one.channel, (one.channel, ""))[0])
            for one in self.discord.corrections
            if one.withdrawn == article
        )
        self.outcome.lost += [f"{article}: {place}" for place in wanted if not found[place]]
        self.outcome.twice += [f"{article}: {place}" for place in found if found[place] > 1]

    def _count_linked(self) -> None:
        """Count the messages that no correction links, or more than one."""
        for article in self._withdrawn:
            linked = Counter(
                link
                for one in self.discord.corrections
                if one.withdrawn == article
                for link in one.links
            )
            # A forum's posts are threads with the ids of their first messages.
            wanted = {
                (guild, message if channel in self.discord.kinds else channel, message)
                for guild, channel, message in self._quoting(article)
            }
            self.outcome.lost += [f"{article}: {link}" for link in wanted if not linked[link]]
            self.outcome.twice += [f"{article}: {x}" for x, n in linked.items() if n > 1]

    def _count(self, day: int) -> None:
        """Count what is missing, what is there twice, and what the store does not know."""
        outcome, today = self.outcome, FIRST_DAY + day * DAY
        for minute in range(2):
            outcome.lost += self._missing(SEVEN + day * DAY + timedelta(minutes=minute))
        shown = Counter(self.discord.previews)
        outcome.twice += [f"the preview of {place}" for place in shown if shown[place] > 1]
        outcome.twice += twice(m for m in self.discord.editions if m.due.date() == today)
        outcome.unsettled += self._open()
        for made in self._schedules:
            run = self._database.runs(made.guild).get(made.id, today)
            if run is None or run.state not in (RunState.SENT, RunState.SKIPPED):
                outcome.unsettled.append(f"{made.id} of {today}: {run}")


def twice(messages: AsyncIterator[Accepted] | object) -> list[str]:
    """Name the editions that readers see more than once, by what the messages say."""
    known = list(messages)  # type: ignore[call-overload]
    found: Counter[str] = Counter(f"#{m.channel}, due {m.due}" for m in known)
    found += Counter(f"#{m.channel}, {m.text}" for m in known)
    return [name for name, times in found.items() if times > 1]


def _go_on(worker: int) -> None:
    if alive(worker):
        os.kill(worker, signal.SIGCONT)
