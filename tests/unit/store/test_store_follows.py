"""Private digests are one a member, hers alone, and nothing of them is in the log."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from summaries.store import SKIPPED_BY_HAND, Database, RunState, Schedule

DESK, OTHER, ANA, EVA = 100, 200, 7, 8
DAY = date(2021, 6, 7)
LATER = datetime(2030, 1, 1, tzinfo=UTC)


def follow(desk: Database, user: int = ANA, guild: int = DESK, **wanted: Any) -> Schedule:
    given: dict[str, Any] = {
        "channel": 1000 + user, "topics": ["aid"], "local_time": time(8), "zone": "UTC", **wanted
    }  # fmt: skip
    return desk.follows(guild).put(user, **given)


def server_digest(desk: Database) -> Schedule:
    return desk.schedules(DESK).add(
        channel=1, local_time=time(7), zone="UTC", weekdays=range(7), topics=[], created_by=1
    )


def test_a_member_has_one_for_each_server(desk: Database) -> None:
    made = follow(desk)
    changed = follow(desk, topics=["aid", "borders"], local_time=time(9, 30), following=LATER)
    follow(desk, guild=OTHER)

    assert (changed.id, changed.created) == (made.id, made.created)
    assert changed.topics == ("aid", "borders")
    assert (changed.local_time, changed.next_due) == (time(9, 30), LATER)
    assert changed.weekdays == tuple(range(7))
    assert desk.follows(DESK).get(ANA) == changed
    assert desk.follows(DESK).get(EVA) is None


def test_it_is_due_like_any_other_and_is_no_digest_of_the_server(desk: Database) -> None:
    made = follow(desk)

    assert desk.due().schedules(LATER, 10) == (made,)
    assert desk.schedules(DESK).list() == ()
    for change in (desk.schedules(DESK).remove, desk.schedules(DESK).pause):
        assert not change(made.id, by=1)
    assert not desk.runs(DESK).skip(made.id, DAY, nonce="n", by=1)
    assert desk.follows(DESK).get(ANA) == made


def test_leaving_the_last_topic_ends_it_and_forgets_what_it_was(desk: Database) -> None:
    made = follow(desk, topics=["aid", "borders"], zone="Europe/Madrid")

    left = desk.follows(DESK).leave(ANA, "aid")
    assert left is not None
    assert left.topics == ("borders",)
    assert desk.follows(DESK).leave(ANA, "borders") is None

    assert desk.follows(DESK).get(ANA) is None
    gone = desk.schedules(DESK).get(made.id)
    assert gone is not None
    assert (gone.topics, gone.active, gone.next_due) == ((), False, None)
    assert desk.follows(DESK).last_zone(ANA) == "Europe/Madrid"
    assert desk.follows(DESK).last_zone(EVA) is None
    assert not desk.follows(DESK).end(ANA)


def test_three_refusals_pause_it_and_following_again_wakes_it(desk: Database) -> None:
    made = follow(desk)
    for _ in range(3):
        desk.schedules(DESK).refused(made.id, "forbidden")
    paused = desk.follows(DESK).get(ANA)
    assert paused is not None
    assert (paused.active, paused.paused_reason) == (False, "forbidden")

    again = follow(desk, topics=made.topics)

    assert (again.id, again.active, again.paused_reason, again.refusals) == (made.id, True, None, 0)


def test_nothing_of_it_is_in_the_log(desk: Database) -> None:
    made = follow(desk)
    desk.due().move(made, LATER, {"editions": 3})
    for _ in range(3):
        desk.schedules(DESK).refused(made.id, "forbidden")
    desk.follows(DESK).end(ANA)

    assert desk.audit(DESK).read() == ()


def test_deleting_a_servers_data_deletes_it(desk: Database) -> None:
    follow(desk)
    follow(desk, guild=OTHER)

    desk.guilds().purge(DESK)

    assert desk.follows(DESK).last_zone(ANA) is None
    assert desk.follows(OTHER).get(ANA) is not None


def test_a_brief_answers_for_its_person_alone(desk: Database) -> None:
    hers = desk.briefs(DESK).save(kind="topic", about="aid", payload={}, user=ANA)
    nobodys = desk.briefs(DESK).save(kind="topic", about="aid", payload={})

    assert desk.own_briefs(ANA).guild_of(hers) == DESK
    for user, brief in ((EVA, hers), (ANA, nobodys), (ANA, "0000000000"), (ANA, "' OR 1=1 --")):
        assert desk.own_briefs(user).guild_of(brief) is None


def test_an_edition_left_out_by_hand_can_not_be_claimed_until_it_is_taken_back(
    desk: Database,
) -> None:
    made, runs = server_digest(desk), desk.runs(DESK)

    assert runs.skip(made.id, DAY, nonce="n", by=5)
    assert not runs.skip(made.id, DAY, nonce="n", by=5)
    assert runs.claim(made.id, DAY, nonce="n") is None
    run = runs.get(made.id, DAY)
    assert run is not None
    assert (run.state, run.reason) == (RunState.SKIPPED, SKIPPED_BY_HAND)
    assert desk.due().abandoned(LATER, 10) == ()

    assert runs.unskip(made.id, DAY, by=6)
    assert not runs.unskip(made.id, DAY, by=6)
    claimed = runs.claim(made.id, DAY, nonce="n")
    assert claimed is not None
    assert claimed.edition == 1
    assert not runs.skip(made.id, DAY, nonce="n", by=5)
    assert not runs.unskip(made.id, DAY, by=5)
    log = [(line.user, line.action, line.detail.get("first")) for line in desk.audit(DESK).read()]
    assert log[:2] == [(6, "edition.unskip", "2021-06-07"), (5, "edition.skip", "2021-06-07")]


def test_a_paused_digest_has_no_edition_to_leave_out(desk: Database) -> None:
    made = server_digest(desk)
    desk.schedules(DESK).pause(made.id, by=1)

    assert not desk.runs(DESK).skip(made.id, DAY, nonce="n", by=1)


def test_resuming_waits_for_the_moment_that_is_given(desk: Database) -> None:
    made = server_digest(desk)
    desk.schedules(DESK).pause(made.id, by=1)
    soon = made.created + timedelta(days=1)

    assert desk.schedules(DESK).resume(made.id, by=1, following=soon)

    found = desk.schedules(DESK).get(made.id)
    assert found is not None
    assert found.next_due == soon
