"""The list of other names that a server keeps, and who changed it."""

from __future__ import annotations

from summaries.evidence.aliases import Alias
from summaries.store import Database, GuildSettings

DESK, OTHER = 100, 200
AMLO = Alias("AMLO", "Andrés Manuel López Obrador")
UN = Alias("U.N.", "United Nations")


def test_names_are_kept_by_how_they_are_looked_up_and_shown_as_written(desk: Database) -> None:
    guilds = desk.guilds()

    guilds.change_names(DESK, add=[AMLO, UN], by=7)

    kept = guilds.settings(DESK)
    assert kept.aliases == {"amlo": "Andrés Manuel López Obrador", "u.n": "United Nations"}
    assert kept.names() == {"amlo": AMLO, "u.n": UN}
    assert guilds.settings(OTHER) == GuildSettings()


def test_what_two_managers_change_is_merged_and_other_settings_stay(desk: Database) -> None:
    guilds = desk.guilds()
    guilds.change_settings(DESK, {"share": 0.3}, by=7)

    guilds.change_names(DESK, add=[AMLO], by=7)
    guilds.change_names(DESK, add=[UN], by=8)
    guilds.change_names(DESK, remove=["amlo", "nobody"], by=8)

    kept = guilds.settings(DESK)
    assert kept.names() == {"u.n": UN}
    assert kept.share == 0.3


def test_an_emptied_list_is_a_setting_that_is_not_set(desk: Database) -> None:
    guilds = desk.guilds()
    guilds.change_names(DESK, add=[AMLO], by=7)

    guilds.change_names(DESK, remove=["amlo"], by=7)

    assert guilds.settings(DESK) == GuildSettings()


def test_the_log_says_who_changed_which_names_and_nothing_where_none_were(desk: Database) -> None:
    guilds = desk.guilds()

    guilds.change_names(DESK, add=[AMLO], by=7)
    guilds.change_names(DESK, add=[AMLO], by=8)
    guilds.change_names(DESK, remove=["nobody"], by=8)
    guilds.change_names(DESK, remove=["amlo"], by=9)

    lines = [e for e in desk.audit(DESK).read() if e.action.startswith("names.")]
    said = {"names": "AMLO = Andrés Manuel López Obrador"}
    assert {(e.action, e.user) for e in lines} == {("names.add", 7), ("names.remove", 9)}
    assert all(e.detail == said for e in lines)
