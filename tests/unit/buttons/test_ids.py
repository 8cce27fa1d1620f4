"""The id of a button comes back from a client, which may have made it up."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import ALL_BUTTONS
from bot.buttons.audit_buttons import TurnLog
from bot.buttons.base import StatefulItem
from bot.buttons.settings_parts import SETTINGS_PARTS
from bot.buttons.topic_buttons import TOPIC_PARTS
from bot.buttons.topic_list import TOPIC_LIST_PARTS
from bot.commands.guide import GUIDE_BUTTONS
from bot.digests import DIGEST_BUTTONS, PREVIEW_PARTS
from bot.feeds import FEED_BUTTONS
from bot.labels import Labels

LONGEST = 100  # characters; Discord's limit
EVERY: tuple[type[StatefulItem[Any]], ...] = (
    *ALL_BUTTONS,
    *DIGEST_BUTTONS,
    *FEED_BUTTONS,
    *PREVIEW_PARTS,
    TurnLog,
    *SETTINGS_PARTS,
    *TOPIC_PARTS,
    *TOPIC_LIST_PARTS,
    *GUIDE_BUTTONS,
)
ENGLISH = Labels.for_locale("en-US")


def template(button: type[StatefulItem[Any]]) -> re.Pattern[str]:
    return button.__discord_ui_compiled_template__


@pytest.mark.parametrize("button", EVERY, ids=lambda button: button.__name__)
@settings(max_examples=25)
@given(data=st.data())
def test_any_id_of_its_form_is_read_and_is_no_other_button_s(
    button: type[StatefulItem[Any]], data: st.DataObject
) -> None:
    form = template(button)
    made = data.draw(st.from_regex(form, fullmatch=True).filter(lambda one: len(one) <= LONGEST))
    match = form.fullmatch(made)
    assert match is not None

    assert [one.__name__ for one in EVERY if template(one).fullmatch(made)] == [button.__name__]
    item = button.read(match, ENGLISH)

    assert len(item.item.custom_id) <= LONGEST


@given(made=st.one_of(st.text(max_size=LONGEST), st.text(max_size=90).map("pq1:ctx:".__add__)))
def test_an_id_that_is_made_up_is_nobody_s_or_is_read(made: str) -> None:
    for button in EVERY:
        if match := template(button).fullmatch(made):
            button.read(match, ENGLISH)
