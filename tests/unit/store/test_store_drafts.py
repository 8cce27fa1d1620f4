"""Texts that wait for a yes: as received, for an hour, and gone without a trace when answered."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from summaries.store import Database, NotStorable
from summaries.store.drafts import KEPT
from tests.unit.store.conftest import MONDAY, rebuild_from_lines

GUILD, USER = 100, 7


def test_a_draft_is_read_back_letter_for_letter(desk: Database) -> None:
    text = "\ufeffمرحبا\r\n\n“Grüße” \u202e\u00a0😀\n"

    name = desk.drafts(GUILD).put(text, file="a b.txt", user=USER)

    draft = desk.drafts(GUILD).get(name)
    assert draft is not None
    assert (draft.text, draft.file, draft.user) == (text, "a b.txt", USER)


def test_an_answered_draft_is_gone_and_its_words_are_not_on_disk(
    file_desk: Database, path: Path
) -> None:
    drafts = file_desk.drafts(GUILD)
    name = drafts.put("A text that nobody wanted.", file=None, user=USER)

    assert drafts.drop(name)

    assert drafts.get(name) is None
    assert not drafts.drop(name)
    file_desk._store.scrub()
    on_disk = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"nobody wanted" not in on_disk


@pytest.mark.parametrize("name", ["", "0123456789", "x' OR '1'='1", "ÀÀÀÀÀÀÀÀÀÀ"])
def test_an_id_that_was_never_given_out_finds_nothing(desk: Database, name: str) -> None:
    assert desk.drafts(GUILD).get(name) is None
    assert not desk.drafts(GUILD).drop(name)


def test_a_text_that_cannot_be_kept_whole_is_refused(desk: Database) -> None:
    with pytest.raises(NotStorable, match="lone surrogate"):
        desk.drafts(GUILD).put("half \ud83d", file=None, user=USER)


def test_after_an_hour_it_is_not_read_and_then_forgotten(address: sa.URL) -> None:
    now = MONDAY
    with Database(address, rebuild=rebuild_from_lines, clock=lambda: now) as desk:
        old = desk.drafts(GUILD).put("Old.", file=None, user=USER)
        now = MONDAY + KEPT
        young = desk.drafts(200).put("Young.", file=None, user=USER)
        assert desk.drafts(GUILD).get(old) is not None
        assert desk.guilds().drop_old_drafts() == 0

        now += timedelta(seconds=1)
        assert desk.drafts(GUILD).get(old) is None
        assert desk.guilds().drop_old_drafts() == 1
        assert desk.drafts(200).get(young) is not None


def test_what_was_stated_beside_a_text_is_kept_and_can_be_replaced(desk: Database) -> None:
    drafts = desk.drafts(GUILD)
    name = drafts.put("A text.", file=None, user=USER, facts={"title": "Crème \ud83d", "keep": [3]})
    plain = drafts.put("A text.", file=None, user=USER)

    before = drafts.get(name)
    assert before is not None
    assert before.facts == {"title": "Crème \ud83d", "keep": [3]}
    assert drafts.note(name, {"title": None})

    after, other = drafts.get(name), drafts.get(plain)
    assert after is not None
    assert (after.text, after.facts) == ("A text.", {"title": None})
    assert other is not None
    assert other.facts == {}
    assert not drafts.note("0000000000", {})
    assert not drafts.note("'; --", {})
