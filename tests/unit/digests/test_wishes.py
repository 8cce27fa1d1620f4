"""What managers wish of a digest is stored as little as possible, and read back as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking import before_the_first_byte, gated
from bot.commands.digest.reading import shortened
from bot.digests.clock import coming, next_run, window
from bot.digests.fence import AskedBefore, Once
from bot.digests.forms import closing, repeatable
from bot.digests.wishes import Wishes, language_of
from bot.pages.source_words import unescaped, visible
from summaries.store import GuildSettings, Schedule

MakeSchedule = Callable[..., Schedule]
IDS = st.integers(1, 2**63 - 1)

wishes = st.builds(
    Wishes,
    language=st.sampled_from([None, "en", "es"]),
    quiet=st.booleans(),
    editor_minutes=st.none() | st.integers(5, 180),
    editor_channel=st.none() | IDS,
    forum=st.booleans(),
    thread=st.booleans(),
    role=st.none() | IDS,
    silent=st.booleans(),
    publish=st.booleans(),
    catch_up=st.none() | st.integers(1, 24),
)


@given(wished=wishes)
def test_wishes_read_back_as_they_were(schedule: MakeSchedule, wished: Wishes) -> None:
    made = replace(schedule(), options={"language": "en", **wished.as_options()})

    assert Wishes.of(made) == wished
    assert window(made) == timedelta(hours=wished.catch_up or 6)


def test_no_wish_is_stored_as_nothing() -> None:
    assert Wishes().as_options() == {}


@pytest.mark.parametrize(
    ("own", "server", "told", "follower", "language"),
    [
        ("es", "en", "en", None, "es"),
        (None, "es", "en", None, "es"),
        (None, None, "es", None, "es"),
        (None, None, None, None, "en"),
        (None, "en", "es", 7, "es"),
    ],
)
def test_the_language_is_the_digests_own_before_the_servers(
    schedule: MakeSchedule,
    own: str | None,
    server: str | None,
    told: str | None,
    follower: int | None,
    language: str,
) -> None:
    options = {k: v for k, v in {"own_language": own, "language": told}.items() if v}
    made = replace(schedule(), options=options, follower=follower)

    assert language_of(made, GuildSettings(language=server)) == language


def test_a_forum_post_is_asked_for_once(schedule: MakeSchedule) -> None:
    assert repeatable(schedule())
    assert not repeatable(replace(schedule(), options={"forum": True}))


async def test_a_second_request_does_not_go_out_where_one_may() -> None:
    with gated(Once()):
        await before_the_first_byte()
        with pytest.raises(AskedBefore):
            await before_the_first_byte()
    await before_the_first_byte()


@pytest.mark.parametrize(("edition", "below"), [(True, ("<@&5>",)), (False, ())])
def test_only_an_edition_mentions_its_role(
    schedule: MakeSchedule, edition: bool, below: tuple[str, ...]
) -> None:
    made = replace(schedule(), options={"role": 5})

    assert closing(made, edition=edition) == below


def test_the_next_edition_leaves_given_dates_out(schedule: MakeSchedule) -> None:
    made, now = schedule(weekdays=(0,)), datetime(2021, 6, 6, tzinfo=UTC)
    mondays = [date(2021, 6, 7) + n * timedelta(days=7) for n in range(5)]

    assert coming(made, now).moment == next_run(made, now)
    assert coming(made, now, mondays[:1]).local_date == mondays[1]
    assert coming(made, now, mondays[:4]).local_date == mondays[4]


@given(typed=st.text(max_size=300))
def test_what_was_typed_is_repeated_as_plain_text_and_not_at_length(typed: str) -> None:
    said = shortened(typed)

    assert len(visible(unescaped(said))) <= 60
    assert "\n" not in said
