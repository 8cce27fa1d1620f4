"""A brief's buttons work next month; counters add up; the log tells who did what."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from summaries.corpus import Article
from summaries.store import Counts, Database, NotStorable, StoredArticle

DESK, READER, CHANNEL = 100, 8, 55
Rebuild = Callable[[StoredArticle], Article]


def test_a_brief_survives_a_restart(address: sa.URL, rebuild: Rebuild) -> None:
    payload = {"quotes": [["A1", 3, 9, "ab" * 32]], "title": "Crème “brûlée” 中文 \ud83d"}
    with Database(address, rebuild=rebuild) as desk:
        name = desk.briefs(DESK).save(
            kind="topic",
            about="aid-pledges",
            payload=payload,
            options={"length": "long"},
            channel=CHANNEL,
            user=READER,
            shown=Counts(5, 5),
        )
        assert desk.briefs(DESK).posted(name, 2**62)

    with Database(address, rebuild=rebuild) as desk:
        brief = desk.briefs(DESK).get(name)
        assert brief is not None
        assert (brief.kind, brief.about, brief.payload) == ("topic", "aid-pledges", payload)
        assert (brief.options, brief.channel, brief.user) == ({"length": "long"}, CHANNEL, READER)
        assert brief.message == 2**62
        assert brief.created.utcoffset() is not None
        assert desk.counters(DESK).read() == Counts(5, 5)


def test_a_brief_s_id_fits_into_a_button(desk: Database) -> None:
    names = {desk.briefs(DESK).save(kind="query", about="", payload="opaque") for _ in range(20)}

    assert len(names) == 20
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{10}", name) for name in names)
    found = desk.briefs(DESK).get(names.pop())
    assert found is not None
    assert found.payload == "opaque"


@pytest.mark.parametrize(
    "name", ["", "x", "0123456789'", "ILOU012345", "\ud800" * 10, "\u0660" * 10]
)
def test_a_forged_id_finds_nothing(desk: Database, name: str) -> None:
    assert desk.briefs(DESK).get(name) is None
    assert not desk.briefs(DESK).posted(name, 1)


@pytest.mark.parametrize("payload", [{"score": float("nan")}, {"what": object()}])
def test_a_payload_that_is_no_json_is_refused_in_one_sentence(
    desk: Database, payload: dict[str, object]
) -> None:
    with pytest.raises(NotStorable, match="can't be stored, and nothing was changed"):
        desk.briefs(DESK).save(kind="topic", about="x", payload=payload, shown=Counts(1, 1))

    assert desk.counters(DESK).read() == Counts()


def test_counters_add_up_over_all_servers(desk: Database) -> None:
    assert desk.guilds().totals() == Counts()
    desk.counters(DESK).add(shown=5, verified=5)
    desk.counters(DESK).add(shown=2, verified=1)
    desk.counters(DESK + 1).add(shown=10, verified=10)

    assert desk.counters(DESK).read() == Counts(7, 6)
    assert desk.guilds().totals() == Counts(17, 16)


def test_the_log_is_read_page_by_page_newest_first(desk: Database) -> None:
    log = desk.audit(DESK)
    for number in range(5):
        log.write("settings.change", user=READER, detail={"number": number})

    first = log.read(2)
    second = log.read(2, before=first[-1].id)

    assert [entry.detail["number"] for entry in first + second] == [4, 3, 2, 1]
    assert first[0].user == READER
    assert first[0].action == "settings.change"


def test_settings_of_two_managers_are_merged(desk: Database) -> None:
    desk.guilds().add(DESK, "The Desk")
    desk.guilds().change_settings(DESK, {"role": 5, "share": 20}, by=1)
    desk.guilds().change_settings(DESK, {"language": "es", "role": None}, by=2)

    guild = desk.guilds().get(DESK)
    assert guild is not None
    assert (guild.name, guild.settings) == ("The Desk", {"share": 20, "language": "es"})
    assert desk.guilds().all() == (guild,)
    assert desk.guilds().get(DESK + 1) is None


@pytest.mark.parametrize(
    "stored", [b"", b"no", zlib.compress(b"{}")[:-4], zlib.compress(b" " * 20_000_000)]
)
def test_a_damaged_payload_is_not_taken_for_a_brief(desk: Database, stored: bytes) -> None:
    name = desk.briefs(DESK).save(kind="topic", about="x", payload={})
    with desk._store.writing() as connection:
        change = sa.text("UPDATE briefs SET packed = :stored")
        connection.execute(change, {"stored": stored})

    with pytest.raises(ValueError, match=r"cut off|Error -"):
        desk.briefs(DESK).get(name)


def test_the_bot_remembers_its_own_things(desk: Database) -> None:
    assert desk.state().get("commands") is None
    desk.state().set("commands", "abc")
    desk.state().set("commands", "def")
    assert desk.state().get("commands") == "def"


def test_the_messages_that_quote_an_article_are_found_by_channel(desk: Database) -> None:
    briefs = desk.briefs(DESK)

    def save(payload: object, message: int | None = None, **where: int) -> None:
        name = briefs.save(kind="topic", about="", payload=payload, **where)  # type: ignore[arg-type]
        if message is not None:
            briefs.posted(name, message)

    since = desk._clock()
    quoting = {"sources": [{"citation": 1, "article": "A1"}]}
    save(quoting, 10, channel=CHANNEL)
    save(quoting, 11, channel=CHANNEL)
    save(quoting, 12, channel=CHANNEL + 1)
    save(quoting, channel=CHANNEL)  # only one person saw it
    save(quoting)
    save({"sources": [{"article": "A11"}, {"article": "A2"}]}, 13, channel=CHANNEL)
    save({"sources": [], "missed": [{"quote": {"article": "A1"}}]}, 14, channel=CHANNEL)
    save('{"article":"A1"}', 15, channel=CHANNEL)
    others = desk.briefs(DESK + 1)
    others.posted(others.save(kind="topic", about="", payload=quoting, channel=CHANNEL), 16)

    assert briefs.quoting("A1", since=since) == {CHANNEL: (11, 10), CHANNEL + 1: (12,)}
    assert briefs.quoting("A2", since=since) == {CHANNEL: (13,)}
    assert briefs.quoting("A%", since=since) == {}
