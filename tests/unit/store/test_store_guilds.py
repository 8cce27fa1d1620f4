"""What a server sets for itself, and what becomes of its rows when it shows the bot the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import GRACE, Database, GuildSettings
from tests.unit.store.conftest import MONDAY, rebuild_from_lines

DESK, MANAGER = 100, 7
MakeArticle = Callable[..., Article]


def test_settings_have_types_and_defaults(desk: Database) -> None:
    guilds = desk.guilds()
    assert guilds.settings(DESK) == GuildSettings()
    assert guilds.settings(DESK).share == 0.2

    guilds.change_settings(DESK, {"manager_role": 2**62, "share": 0.5, "method": "lexrank"}, by=1)
    guilds.change_settings(DESK, {"aliases": {"money": "aid-pledges"}, "method": None}, by=2)

    assert guilds.settings(DESK) == GuildSettings(
        manager_role=2**62, share=0.5, aliases={"money": "aid-pledges"}
    )


@pytest.mark.parametrize(
    "stored",
    [
        {"share": 0},
        {"share": 2},
        {"share": True},
        {"share": "much"},
        {"manager_role": "editors"},
        {"manager_role": -1},
        {"audit_channel": True},
        {"language": ""},
        {"method": 5},
        {"aliases": {"a": 1}},
        {"aliases": []},
        {"of_a_later_version": "value"},
    ],
)
def test_a_value_that_can_not_be_counts_as_not_set(stored: dict[str, Any]) -> None:
    assert GuildSettings.from_json(stored) == GuildSettings()


def test_settings_are_written_as_they_are_read() -> None:
    made = GuildSettings(manager_role=5, language="es", share=0.3, aliases={"a": "b"})

    assert GuildSettings.from_json(made.to_json()) == made
    assert GuildSettings().to_json() == {}
    assert set(made.to_json()) == {"manager_role", "language", "share", "aliases"}


def test_removal_starts_a_grace_that_a_return_ends(address: sa.URL, article: MakeArticle) -> None:
    now = MONDAY
    with Database(address, rebuild=rebuild_from_lines, clock=lambda: now) as desk:
        guilds = desk.guilds()
        desk.library(DESK).add(article("Kept."), added_by=MANAGER)
        desk.schedules(DESK).add(
            channel=1, local_time=time(7), zone="UTC", weekdays=[0], topics=[], created_by=MANAGER
        )
        assert guilds.left(DESK)
        assert not guilds.left(DESK), "removal is told more than once, and counts once"
        assert not guilds.left(DESK + 1), "a server that is not known leaves nothing"
        assert list(guilds.active_schedules()) == []
        known = guilds.get(DESK)
        assert known is not None
        assert known.left_at == MONDAY

        assert guilds.due_purges(MONDAY + GRACE - timedelta(seconds=1)) == ()
        assert guilds.due_purges(MONDAY + GRACE) == (DESK,)

        now = MONDAY + timedelta(days=29)
        assert guilds.back(DESK)
        assert not guilds.back(DESK)
        assert guilds.due_purges(MONDAY + 2 * GRACE) == ()
        assert len(list(guilds.active_schedules())) == 1
        assert desk.library(DESK).count() == 1

        guilds.left(DESK)
        guilds.add(DESK, "The Desk")
        assert guilds.due_purges(MONDAY + 3 * GRACE) == (), "to be added is to be back"
        assert [line.action for line in desk.audit(DESK).read(4)] == [
            "guild.back",
            "guild.left",
            "guild.back",
            "guild.left",
        ]


def test_when_the_grace_is_over_everything_goes_and_the_server_may_begin_anew(
    address: sa.URL, article: MakeArticle
) -> None:
    now = MONDAY
    with Database(address, rebuild=rebuild_from_lines, clock=lambda: now) as desk:
        for n in range(3):
            desk.library(DESK).add(article(f"Text {n}."), added_by=MANAGER)
        desk.guilds().left(DESK)
        now = MONDAY + GRACE

        for guild in desk.guilds().due_purges(now):
            desk.guilds().purge(guild)

        assert desk.guilds().get(DESK) is None
        assert desk.guilds().due_purges(now) == ()
        assert desk.library(DESK).search("text").count == 0
        assert desk.library(DESK).add(article("Text 0."), added_by=MANAGER).id == "A1"
        assert desk.library(DESK).search("text").count == 1


def test_the_log_is_read_by_pages_and_says_how_long_it_is(desk: Database) -> None:
    log = desk.audit(DESK)
    for number in range(5):
        log.write("settings.change", user=MANAGER, detail={"number": number})

    pages = [log.page(offset, 2) for offset in (0, 2, 4, 6)]

    assert [[entry.detail["number"] for entry in page.entries] for page in pages] == [
        [4, 3],
        [2, 1],
        [0],
        [],
    ]
    assert {page.count for page in pages} == {5}
    assert log.page(-3, -3).entries == ()
