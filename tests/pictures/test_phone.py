"""Stories 10 and 11: every page on a phone of 360 px, and as a screen reader meets it.

Looked at in a real browser, in SimCord's page. What that page itself does otherwise than Discord:
text right below a list belongs to the list's last item there, and stands by itself in Discord.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest
from simcord.components import walk_components

from bot.labels import Labels
from bot.pages.source_words import FIRST_STRONG_ISOLATE, POP_ISOLATE
from tests.pictures.chromium import ChromiumError, find_chromium, open_tab
from tests.pictures.scenes import MORE, SCENES, Scene, Stage
from tests.pictures.take import SIDEWAYS, acted, show

PHONE = 360  # CSS pixels
_MOST_BUTTONS, _LONGEST_LABEL = 5, 20
_RIGHT_TO_LEFT = {"R", "AL"}


def _no_browser() -> str | None:
    try:
        find_chromium()
    except ChromiumError as error:
        return str(error)
    return None


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(_no_browser() is not None, reason=_no_browser() or "there is one"),
]
ANSWERED = [scene for scene in (*SCENES, *MORE) if scene.act]
RIGHT_TO_LEFT = [scene for scene in MORE if scene.texts]

# Of the last message, in the page: what it shows, part by part.
_SHOWN = """(() => {
  const message = [...document.querySelectorAll('#channel-message-list > article')].at(-1);
  const parts = [...message.querySelectorAll('.message-components, .message-content')];
  const all = found => parts.flatMap(part => [...part.querySelectorAll(found)]);
  return {
    wide: all('*').filter(e => e.getBoundingClientRect().right > innerWidth + 1).length,
    headings: all('h1, h2, h3').map(e => [Number(e.tagName[1]), e.textContent]),
    first: all('h1, h2, h3, p').map(e => e.tagName)[0] ?? '',
    lines: all('h1, h2, h3, p').map(e => e.innerText).join('\\n'),
    rows: all('.component-row').map(row => row.querySelectorAll('button').length),
    labels: all('.button-label').map(e => e.textContent),
    images: all('img').map(e => e.alt),
  };
})()"""


@pytest.mark.parametrize("scene", ANSWERED, ids=lambda scene: scene.name)
async def test_a_page_can_be_read_on_a_phone_and_heard_from_a_screen_reader(scene: Scene) -> None:
    async with acted(scene) as stage, open_tab() as tab:
        await show(tab, stage, scene, PHONE)
        shown, sideways = await tab.see(_SHOWN), await tab.see(SIDEWAYS)
        fits_and_reads_in_order(shown, sideways=sideways, charted=scene.name == "chart")
        right_to_left_words_stay_apart(sent(stage.message), mixed=scene in RIGHT_TO_LEFT)
        await the_export_has_the_same_words(stage, scene)


def payload_of(message: Any) -> list[Mapping[str, Any]]:
    """Every part of a message as it was sent."""
    parts = [c if isinstance(c, Mapping) else c.to_dict() for c in message.components]
    return list(walk_components(parts))


def sent(message: Any) -> str:
    """The text of a message as it was sent."""
    texts = [part["content"] for part in payload_of(message) if part.get("type") == 10]
    return "\n".join([message.content or "", *texts]).strip()


def fits_and_reads_in_order(shown: Mapping[str, Any], *, sideways: bool, charted: bool) -> None:
    """Check what the browser shows: width, buttons, pictures, headings, and how lines begin."""
    assert not sideways, "the page scrolls sideways"
    assert shown["wide"] == 0, "something reaches over the edge"
    assert all(count <= _MOST_BUTTONS for count in shown["rows"])
    assert all(0 < len(label) <= _LONGEST_LABEL for label in shown["labels"])
    assert all(alt.strip() for alt in shown["images"]), "a picture has no text"
    assert bool(shown["images"]) == charted
    if shown["headings"]:  # a refusal is one sentence, and needs none
        levels = [level for level, _ in shown["headings"]]
        assert shown["first"].startswith("H"), "the heading comes first"
        assert levels.count(min(levels)) == 1, "one heading names the page"
        assert levels[0] == min(levels)
    for line in filter(str.strip, shown["lines"].splitlines()):
        assert starts_with_words(line), f"does not start with words: {line!r}"
    assert not [c for c in shown["lines"] if unicodedata.category(c) == "So"], "no emoji, no signs"


def starts_with_words(line: str) -> bool:
    """Tell whether a line begins with a word, a number, a quotation or a citation."""
    first = next((c for c in line.strip() if unicodedata.category(c) != "Cf"), "")
    return first.isalnum() or unicodedata.category(first) in {"Ps", "Pi", "Sc"} or first in "\"'/“"


def right_to_left_words_stay_apart(text: str, *, mixed: bool) -> None:
    """Check that right-to-left words leave the order around them alone."""
    outside = re.sub(f"{FIRST_STRONG_ISOLATE}.*?{POP_ISOLATE}", "", text)

    assert not [c for c in outside if unicodedata.bidirectional(c) in _RIGHT_TO_LEFT]
    assert (FIRST_STRONG_ISOLATE in text) == mixed
    for line in text.splitlines():
        assert line.count(FIRST_STRONG_ISOLATE) == line.count(POP_ISOLATE), line


async def the_export_has_the_same_words(stage: Stage, scene: Scene) -> None:
    """Check that each sentence of a brief is in its file, with the signs of the source alone."""
    message = stage.message
    label = Labels.for_locale(scene.locale)("button.export")
    if label not in [part.get("label") for part in payload_of(message)]:
        return
    answer = await stage.press(message, label)
    file = next(f for f in answer.attachments if f.filename.endswith(".txt"))
    exported = (await file.read()).decode("utf-8")

    assert FIRST_STRONG_ISOLATE not in exported, "the file has the words as stored"
    wanted, there = quoted_in(sent(message)), " ".join(exported.split())
    assert wanted
    for words in wanted:
        assert words in there, f"not in the file: {words!r}"


def quoted_in(text: str) -> list[str]:
    """Return the sentences of a message, as a reader sees them."""
    lines = [
        re.sub(r"^(?:> |- |\d+\. )", "", line)
        for line in text.splitlines()
        if re.match(r"(?:> |- |\d+\. )", line) and " · " not in line
    ]
    found = []
    for line in lines:
        plain = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", line)
        plain = plain.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "").replace("**", "")
        if cited := re.match(r"(.+?) \[\d+\]", plain):
            found.append(" ".join(cited[1].split()))
    return found
