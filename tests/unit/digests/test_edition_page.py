"""An edition's page: one heading, dated, within what a digest may have."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.labels import Labels
from bot.pages.budget import WIDE_CHARACTERS, size_of_text
from bot.pages.edition_page import Imprint, edition_page, notice, stamp
from summaries.briefs import overview
from summaries.corpus import Article, load_folder
from summaries.topics import Topic, load_topics

ROOT = Path(__file__).parents[3]
DUE = datetime(2021, 6, 10, 11, tzinfo=UTC)
ENGLISH = Labels.for_locale("en-GB")

NAMES = st.lists(st.text(min_size=1, max_size=80), max_size=30).map(tuple)


# Not fixtures: hypothesis would write all their text into the report of a failure.
@functools.cache
def articles() -> tuple[Article, ...]:
    return tuple(load_folder(ROOT / "seeds").articles)


@functools.cache
def topics() -> tuple[Topic, ...]:
    return tuple(load_topics(ROOT / "config" / "topics"))


@settings(deadline=None)
@given(quiet=NAMES, also=NAMES, late=st.booleans())
def test_it_has_one_heading_and_fits_whatever_topics_are_called(
    quiet: tuple[str, ...],
    also: tuple[str, ...],
    late: bool,
) -> None:
    brief = overview(topics(), articles())
    imprint = Imprint(12, DUE, late, previous=11, quiet=quiet, also=also, following=DUE)

    page = edition_page(brief, {a.id: a for a in articles()}, ENGLISH, imprint)

    assert size_of_text(page.blocks).within(WIDE_CHARACTERS)
    lines = page.text.split("\n")
    assert lines[0] == "# Daily brief, edition 12"
    assert [line for line in lines if line.startswith("# ")] == lines[:1]
    assert stamp(DUE) in lines[1]
    assert page.passages
    assert "\n- " in page.text[:350]


def test_topics_without_room_are_named_with_their_command() -> None:
    brief = overview(topics()[:1], articles())
    imprint = Imprint(1, DUE, quiet=("Border numbers",), also=("cotton", "ferries"))

    page = edition_page(brief, {a.id: a for a in articles()}, ENGLISH, imprint)

    assert "-# Nothing new: Border numbers\n" in page.text
    assert "-# Also: `/brief cotton` · `/brief ferries`\n" in page.text
    assert "since edition" not in page.text


def test_many_names_are_counted() -> None:
    names = tuple(f"topic-number-{n}" for n in range(100))
    page = edition_page(overview((), ()), {}, ENGLISH, Imprint(1, DUE, also=names))

    [line] = [line for line in page.text.split("\n") if line.startswith("-# Also: ")]
    assert len(line) < 350
    shown = line.count("/brief")
    assert line.endswith(f" · +{100 - shown}")


def test_the_notice_says_why_there_is_no_edition() -> None:
    nothing = overview((), articles())

    assert notice(nothing, ENGLISH, Imprint(5, DUE, previous=4)).startswith(
        "Nothing new since edition 4.\n"
    )
    assert "no sentence of 5 articles qualifies" in notice(nothing, ENGLISH, Imprint(1, DUE))
    assert "The library is empty" in notice(overview((), ()), ENGLISH, Imprint(1, DUE))
