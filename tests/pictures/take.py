"""Take the pictures of docs/pictures: the real bot's messages, on a desktop and on a phone.

``make pictures`` takes them all; ``python -m tests.pictures.take brief`` those of one scene. Each
scene is acted out as a person would, on a fixed day, so that a picture changes only when what it
shows does.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import sys
import tempfile
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

from PIL import Image

from bot.client import create_bot
from bot.preview import PreviewError, open_newsroom
from config.settings import SettingsError, load_settings
from tests.pictures.chromium import ChromiumError, Tab, open_tab
from tests.pictures.scenes import MORE, SCENES, Clock, Scene, Stage
from tests.simcord.languages import clients_in

FOLDER = Path("docs/pictures")
WIDTHS = {"": 760, "-phone": 360}  # CSS pixels, by what is added to the file's name
LARGEST = 150_000  # bytes of a picture
_SCALES = (2, 1)  # device pixels a CSS pixel: as sharp as fits into that
_COLOURS = (32, 16)  # text on a plain ground needs no more
_TALLEST = 6000  # CSS pixels; what is longer is a defect to look at, not to fit in

# SimCord's own tools around the channel are not what Discord shows; a blinking cursor makes every
# picture a new one.
_HIDE_TOOLS = (
    "['[data-workbench] { display: none !important }', '* { caret-color: transparent !important }']"
    ".forEach(rule => document.styleSheets[0].insertRule(rule, 0))"
)
_READY = (
    "Boolean(window.simcordPreview?.ready && !window.simcordPreview.pendingAction"
    " && document.getElementById('preview-app').clientWidth === innerWidth"
    " && document.getElementById('preview-app').clientHeight === innerHeight)"
)
_ONLY_LAST = (
    "[...document.querySelectorAll('#channel-message-list > article')].slice(0, -{last})"
    ".forEach(e => e.style.display = 'none')"
)
# How tall the page would have to be for the channel's messages to need no scrolling.
_FULL_HEIGHT = (
    "(() => { const t = document.getElementById('channel-timeline');"
    " return Math.ceil(innerHeight - t.clientHeight"
    " + document.getElementById('channel-message-list').offsetHeight + 24); })()"
)
SIDEWAYS = (
    "[...document.querySelectorAll('#channel-timeline, #channel-timeline *')]"
    ".some(e => e.scrollWidth > e.clientWidth + 1"
    " && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))"
)


@contextlib.asynccontextmanager
async def acted(scene: Scene) -> AsyncIterator[Stage]:
    """Open the newsroom of a scene and act it out."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as library:
        settings = load_settings(data_dir=Path(data), starter_corpus=scene.furnish(Path(library)))
        make = partial(create_bot, now=clock)
        with clients_in(scene.locale):
            async with open_newsroom(
                make, settings, now=clock, timezone="UTC", first=None
            ) as newsroom:
                stage = Stage(newsroom, clock)
                if scene.act:
                    await scene.act(stage)
                yield stage


async def show(tab: Tab, stage: Stage, scene: Scene, width: int) -> int:
    """Open a scene's page, tall enough for the whole of its last messages; return its height."""
    await tab.resize(width, 640)
    await tab.open(stage.newsroom.url)
    await tab.until("Boolean(window.simcordPreview?.ready)")
    await tab.see(_HIDE_TOOLS)
    await tab.see(_ONLY_LAST.format(last=scene.last))
    await tab.until(_READY)
    height: int = await tab.see(_FULL_HEIGHT)
    await tab.resize(width, min(max(height, 480), _TALLEST))
    await tab.until(_READY)
    return height


async def take(folder: Path, scenes: tuple[Scene, ...] = SCENES) -> list[str]:
    """Write ``folder/<scene>.png`` and ``folder/<scene>-phone.png`` for each scene.

    Returns complaints, each a sentence: a page scrolls sideways, or is too tall to be shown whole.
    """
    complaints = []
    folder.mkdir(parents=True, exist_ok=True)
    async with open_tab() as tab:
        for scene in scenes:
            async with acted(scene) as stage:
                for name, width in WIDTHS.items():
                    path = folder / f"{scene.name}{name}.png"
                    complaints += await _one(tab, stage, scene, width, path)
    return complaints


async def _one(tab: Tab, stage: Stage, scene: Scene, width: int, path: Path) -> list[str]:
    height = await show(tab, stage, scene, width)
    if scene.on:
        await scene.on(tab)
    complaints = []
    for scale in _SCALES:
        await tab.resize(width, min(max(height, 480), _TALLEST), scale=scale)
        await tab.until(_READY)
        picture = _small(await tab.picture(), scene.height * scale)
        if len(picture) <= LARGEST:
            break
    else:
        complaints.append(f"{path}: {len(picture)} bytes are more than {LARGEST}.")
    path.write_bytes(picture)
    print(f"{path}: {width} x {height}, {len(picture)} bytes")
    if await tab.see(SIDEWAYS):
        complaints.append(f"{path}: the page scrolls sideways.")
    if height > _TALLEST:
        complaints.append(f"{path}: {height} pixels tall, of which {_TALLEST} are shown.")
    return complaints


def _small(png: bytes, height: int) -> bytes:
    """Cut a picture at ``height`` pixels and give it a palette, so that it is quick to load."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, height)))
    for colours in _COLOURS:
        written = io.BytesIO()
        reduced = picture.quantize(
            colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
        reduced.save(written, "PNG", optimize=True)
        if written.tell() <= LARGEST:
            break
    return written.getvalue()


def main(names: list[str]) -> int:
    """Take the pictures of the scenes named, or of all; the exit status is 1 if one is amiss."""
    known = {scene.name: scene for scene in (*SCENES, *MORE)}
    if unknown := set(names) - set(known):
        print(f"No scene is called {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    scenes = tuple(known[name] for name in names) if names else SCENES
    logging.disable()  # the bot's, while SimCord takes it off the wire after each scene
    try:
        complaints = asyncio.run(take(FOLDER, scenes))
    except (ChromiumError, PreviewError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    print(*complaints, sep="\n", file=sys.stderr, end="\n" if complaints else "")
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
