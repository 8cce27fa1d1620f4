"""Take the pictures in docs/pictures/: the real bot in the preview, seen by the installed Chromium.

``make pictures`` takes them all; ``python -m tests.pictures.take brief`` those of one scene. Each
scene is acted out as a person would, on a fixed day, so that a picture changes only when what it
shows does.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.preview import CreateBot, Newsroom, PreviewError, open_newsroom
from config.settings import SettingsError, load_settings
from tests.pictures.chromium import ChromiumError, Tab, open_tab

FOLDER = Path("docs/pictures")
WIDTHS = {"": 760, "-phone": 360}  # CSS pixels, by what is added to the file's name
_DAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_TALLEST = 6000  # CSS pixels; what is longer is a defect to look at, not to fit in

# SimCord's own tools around the channel are not what Discord shows.
_HIDE_TOOLS = (
    "document.styleSheets[0].insertRule('[data-workbench] { display: none !important }', 0)"
)
_READY = (
    "Boolean(window.simcordPreview?.ready && !window.simcordPreview.pendingAction"
    " && document.getElementById('preview-app').clientWidth === innerWidth"
    " && document.getElementById('preview-app').clientHeight === innerHeight)"
)
# How tall the page would have to be for the channel's messages to need no scrolling.
_FULL_HEIGHT = (
    "(() => { const t = document.getElementById('channel-timeline');"
    " return Math.ceil(innerHeight - t.clientHeight"
    " + document.getElementById('channel-message-list').offsetHeight + 24); })()"
)
_SIDEWAYS = (
    "[...document.querySelectorAll('#channel-timeline, #channel-timeline *')]"
    ".some(e => e.scrollWidth > e.clientWidth + 1"
    " && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is done before a picture: ``before`` the page is opened, and ``on`` the page."""

    name: str
    before: Callable[[Newsroom], Awaitable[object]] | None = None
    on: Callable[[Tab], Awaitable[object]] | None = None


async def _ask_in_context(newsroom: Newsroom) -> None:
    message = newsroom.channel.last_message
    assert message is not None, "the newsroom opens with a brief"
    await newsroom.editor.click(message, label="In context")


def _asks(command: str, **options: str) -> Callable[[Newsroom], Awaitable[object]]:
    async def ask(newsroom: Newsroom) -> None:
        await newsroom.editor.slash(newsroom.channel, command, **options)

    return ask


async def _choose_topic(tab: Tab) -> None:
    await tab.see("document.getElementById('channel-composer-input').focus()")
    await tab.type("/brief")
    await tab.until("Boolean(document.querySelector('.command-popup .command-entry'))")
    await tab.press("Enter")
    await tab.until("Boolean(document.querySelector('.command-suggestion[data-value=about]'))")
    await tab.see("document.querySelector('.command-suggestion[data-value=about]').click()")
    await tab.until("document.activeElement.dataset.option === 'about'")
    await tab.type("aid")  # unlike Discord, SimCord asks for choices only once something is typed
    await tab.until("document.querySelectorAll('.command-suggestion').length > 0")


SCENES = (
    Scene("brief"),
    Scene("in-context", before=_ask_in_context),
    Scene("choose", on=_choose_topic),
    Scene("figures", before=_asks("brief", about="border-numbers")),
    Scene("quotations", before=_asks("brief", about="diplomatic-reactions")),
    Scene("check", before=_asks("check")),
)


async def take(
    create_bot: CreateBot, folder: Path, scenes: tuple[Scene, ...] = SCENES
) -> list[str]:
    """Write ``folder/<scene>.png`` and ``folder/<scene>-phone.png`` for each scene.

    Returns complaints, each a sentence: a page scrolls sideways, or is too tall to be shown whole.
    """
    complaints = []
    folder.mkdir(parents=True, exist_ok=True)
    async with open_tab() as tab:
        for scene in scenes:
            with tempfile.TemporaryDirectory() as data:
                settings = load_settings(data_dir=Path(data))
                async with open_newsroom(
                    create_bot, settings, now=lambda: _DAY, timezone="UTC"
                ) as newsroom:
                    if scene.before:
                        await scene.before(newsroom)
                    for name, width in WIDTHS.items():
                        path = folder / f"{scene.name}{name}.png"
                        complaints += await _one(tab, newsroom.url, scene, width, path)
    return complaints


async def _one(tab: Tab, url: str, scene: Scene, width: int, path: Path) -> list[str]:
    await tab.resize(width, 640)
    await tab.open(url)
    await tab.until("Boolean(window.simcordPreview?.ready)")
    await tab.see(_HIDE_TOOLS)
    await tab.until(_READY)
    height = await tab.see(_FULL_HEIGHT)
    await tab.resize(width, min(max(height, 480), _TALLEST), scale=2)
    await tab.until(_READY)
    if scene.on:
        await scene.on(tab)
    await tab.picture(path)
    print(f"{path}: {width} x {height}")
    complaints = []
    if await tab.see(_SIDEWAYS):
        complaints.append(f"{path}: the page scrolls sideways.")
    if height > _TALLEST:
        complaints.append(f"{path}: {height} pixels tall, of which {_TALLEST} are shown.")
    return complaints


def main(names: list[str]) -> int:
    """Take the pictures of the scenes named, or of all; the exit status is 1 if one is amiss."""
    from bot.client import create_bot

    unknown = set(names) - {scene.name for scene in SCENES}
    if unknown:
        print(f"No scene is called {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    scenes = tuple(scene for scene in SCENES if not names or scene.name in names)
    try:
        complaints = asyncio.run(take(create_bot, FOLDER, scenes))
    except (ChromiumError, PreviewError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    print(*complaints, sep="\n", file=sys.stderr, end="\n" if complaints else "")
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
