"""The pages of the digests fit into a message, however much there is to tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.digests.listing import list_view
from bot.digests.standing import status_view
from bot.labels import Labels, languages
from bot.pages.budget import size_of_components
from config.settings import load_settings
from summaries.store import Database, RunState

NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)
GUILD, CHANNEL = 2**62 + 1, 2**62 + 2
MUCH = {
    "own_language": "es", "quiet": "skip", "editor_minutes": 180, "editor_channel": CHANNEL,
    "thread": True, "role": CHANNEL, "silent": True, "publish": True, "catch_up_hours": 24,
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A server with as many digests as it may have, of many topics with names full of marks."""
    now = NOON
    database = Database.file(tmp_path / "pullquote.db", clock=lambda: now)
    database.open()
    for number in range(25):
        made = database.schedules(GUILD).add(
            channel=CHANNEL, local_time=time(7, number), zone="America/Argentina/ComodRivadavia",
            weekdays=(0, 2, 4, 6), topics=[f"{'*_~`' * 15}{n}" for n in range(25)], created_by=1,
            options=MUCH,
        )  # fmt: skip
        for day in range(6 if number < 4 else 0):
            runs = database.runs(GUILD)
            run = runs.claim(made.id, date(2021, 6, 9) - timedelta(days=day), nonce=f"{day}")
            assert run is not None
            state, reason = (
                (RunState.SENT, None) if day % 2 else (RunState.FAILED, "needs_tag")
            )  # fmt: skip
            runs.finish(run, state, messages=[CHANNEL] if day % 2 else [], reason=reason)
    opened = Desk(database, load_settings(data_dir=tmp_path), now=lambda: now)
    yield opened
    opened.close()


@pytest.mark.parametrize("language", languages())
def test_every_page_fits(desk: Desk, language: str) -> None:
    labels = Labels.for_locale(language)
    known = desk.database.schedules(GUILD).list()
    views = [list_view(desk, GUILD, labels, page) for page in range(7)]
    views += [status_view(desk, known, labels, page) for page in range(13)]
    views += [status_view(desk, [one], labels) for one in known[:4]]

    for view in views:
        assert size_of_components(view.to_components()).within()
        assert view.total_children_count <= 40


def test_a_page_beyond_the_last_is_the_last(desk: Desk) -> None:
    labels = Labels.for_locale("en")
    known = desk.database.schedules(GUILD).list()

    assert (
        list_view(desk, GUILD, labels, 999).to_components()
        == list_view(desk, GUILD, labels, 6).to_components()
    )
    assert (
        status_view(desk, known, labels, 999).to_components()
        == status_view(desk, known, labels, 12).to_components()
    )
