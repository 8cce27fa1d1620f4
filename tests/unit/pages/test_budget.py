"""What fits into a message is measured the way Discord may count, never more kindly."""

from __future__ import annotations

import discord
import pytest

from bot.pages.budget import (
    BYTES_PER_DISPLAY,
    HARD_STOP,
    MAX_BYTES,
    MAX_CHARACTERS,
    MAX_COMPONENTS,
    Size,
    characters_of,
    size_of_components,
    size_of_text,
    target,
)
from summaries.briefs.model import BriefKind


def test_a_character_beyond_the_basic_plane_counts_twice() -> None:
    assert characters_of("abc") == 3
    assert characters_of("a😀c") == len("a😀c".encode("utf-16-le")) // 2 == 4


def test_bytes_are_counted_with_twelve_for_each_display() -> None:
    assert size_of_text(["ab", "中文"]).bytes == 2 + 6 + 2 * BYTES_PER_DISPLAY


def test_nested_components_and_accessories_are_counted() -> None:
    view = discord.ui.LayoutView(timeout=None)
    section: discord.ui.Section[discord.ui.LayoutView] = discord.ui.Section(
        discord.ui.TextDisplay("one"), accessory=discord.ui.Button(label="Open", custom_id="b")
    )
    view.add_item(discord.ui.Container(section, discord.ui.TextDisplay("two")))
    view.add_item(discord.ui.ActionRow(discord.ui.Button(label="More", custom_id="a")))

    size = size_of_components(view.to_components())

    assert size.components == view.total_children_count == 7
    assert size.characters == view.content_length() == 6


@pytest.mark.parametrize(
    "size",
    [Size(HARD_STOP + 1, 0), Size(0, MAX_BYTES), Size(0, 0, components=MAX_COMPONENTS + 1)],
)
def test_over_one_limit_is_over(size: Size) -> None:
    assert not size.within()


def test_our_own_stop_is_before_discords() -> None:
    assert Size(HARD_STOP, MAX_BYTES - 1, MAX_COMPONENTS).within(99_999)
    assert HARD_STOP < MAX_CHARACTERS
    assert not Size(2_001, 0).within(2_000)


def test_a_topic_brief_may_be_longer_in_translation() -> None:
    assert target(BriefKind.TOPIC, "en") == 2_000
    assert target(BriefKind.TOPIC, "es") == 2_200
    assert target(BriefKind.ARTICLE, "en") == 3_200
