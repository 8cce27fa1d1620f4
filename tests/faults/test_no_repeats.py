"""No edition repeats a sentence that its channel was shown, whatever comes in and on which days."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.digests.clock import Due
from bot.digests.edition import compose
from config.settings import load_settings
from summaries.briefs.shown import Print
from summaries.corpus import prepare
from summaries.store import AlreadyInLibrary, Database, RunState, Schedule
from summaries.topics import parse_topic
from tests.faults.house import Clock

GUILD, CHANNEL, USER = 1, 1_000, 7
MONDAY = datetime(2021, 6, 7, 7, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)

AID, TALKS = (
    parse_topic(f'name = "{name}"\nthreshold = 2\nrows = {rows}\n[words]\n{words}', name)
    for name, rows, words in (
        ("aid", '["ledger"]', '"~pledge" = 2\n"grain" = 2'),
        ("talks", '["quotations"]', '"said" = 2\n"treaty" = 2'),
    )
)

# Sentences that differ in a word that counts, in one that does not, or in nothing; some need the
# one before them; some are quoted in several articles.
WHO = ("The ministry of Ruritania", "Graustark", "The council of Sark")
DOES = ("pledged", "has pledged", "never pledged", "will pledge on Sunday")
WHAT = ("$7 million in grain", "$9 million in grain", "300 tonnes of grain")
WHOM = ("to the harbour", "to the people of Herm", "")
PLEDGES = [
    f"{' '.join(filter(None, parts))}." for parts in itertools.product(WHO, DOES, WHAT, WHOM)
]
SAID = [
    "“We will sign the treaty before the autumn,” Minister Anna Gow said on Friday.",
    "Minister Anna Gow said the treaty was near. She said that it would be signed.",
    "“Do not sail. Do not sail,” Anna Gow said of the treaty.",
    "The treaty was read aloud in the harbour, the council said.",
]
SENTENCES = st.sampled_from(PLEDGES + SAID * 6)
ARTICLES = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)
DAYS = st.lists(st.lists(ARTICLES, max_size=3), min_size=2, max_size=5)


class Channel:
    """A channel that has digests, and a library that articles come into."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock(MONDAY - DAY)
        self.database = Database.file(folder / "pullquote.db", clock=self.clock)
        settings = load_settings(data_dir=folder)
        self.desk = Desk(self.database, settings, topics=[AID, TALKS], now=self.clock)
        self.database.open()
        self.database.library(GUILD).seed_once(())

    def schedule(self, *topics: str) -> Schedule:
        return self.database.schedules(GUILD).add(
            channel=CHANNEL, local_time=time(7), zone="UTC", weekdays=range(7), topics=topics,
            created_by=USER,
        )  # fmt: skip

    def add(self, text: str) -> None:
        self.clock.now += MINUTE
        try:
            made = prepare(f"News\n\n{text}", id="A0", added=self.clock.now)
            self.database.library(GUILD).add(made, added_by=USER)
        except AlreadyInLibrary:
            pass

    async def post(self, schedule: Schedule, day: date) -> list[tuple[str, int]]:
        """Post a digest's edition and return the sentences that it shows."""
        runs = self.database.runs(GUILD)
        run = runs.claim(schedule.id, day, nonce=f"{schedule.id}{day}")
        assert run is not None
        due = Due(schedule, day, self.clock.now)
        letter = await compose(self.desk, due, at=self.clock.now, run=run)
        kept = await letter.keep(self.desk, schedule, {})
        letter.view(kept)
        state = RunState.SENT if letter.is_edition else RunState.SKIPPED
        assert runs.finish(run, state, messages=[1], shown=letter.shown())
        return [(one.article, one.sentence) for one in letter.shown()]


@contextmanager
def channel() -> Iterator[Channel]:
    with TemporaryDirectory() as folder:
        made = Channel(Path(folder))
        try:
            yield made
        finally:
            made.desk.close()


async def _news(days: list[list[str]]) -> None:
    with channel() as home:
        digests = [home.schedule(), home.schedule("aid")]
        shown: list[tuple[tuple[str, int], Print]] = []
        for number, articles in enumerate(days):
            for text in articles:
                home.add(text)
            home.clock.now = MONDAY + number * DAY
            for digest in digests:
                places = await home.post(digest, home.clock.now.date())
                library = home.database.library(GUILD).get_many(a for a, _ in places)
                new = [(p, Print.of(library[p[0]], p[1] - 1)) for p in places]
                for place, printed in new:
                    for before, other in shown:
                        assert place != before
                        assert not printed.twin_of(other), (place, before)
                shown += new


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAYS)
async def test_an_edition_never_repeats_a_sentence_of_an_earlier_one(days: list[list[str]]) -> None:
    await _news(days)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAYS)
async def test_not_in_many_weeks_either(days: list[list[str]]) -> None:
    await _news(days)
