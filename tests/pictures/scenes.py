"""What is acted out before each picture: as people would, on a fixed day.

A scene of `SCENES` has its picture in docs/pictures. Those of `MORE` are only looked at by the
tests: text that runs from right to left, and what somebody who may not gets to see.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.client import Pullquote
from bot.preview import Newsroom
from tests.pictures.chromium import Tab

SEEDS = Path(__file__).parents[2] / "seeds"
MORNING = datetime(2021, 6, 9, 9, 0, tzinfo=UTC)

ARABIC = """وعود بالمساعدات بعد الفيضانات

أعلنت الحكومة يوم الاثنين أن المساعدات الغذائية ستصل إلى 1,200 أسرة في القرى الجبلية خلال أسبوعين. \
وقال متحدث باسم منظمة Red Harbour إن المساعدات تشمل الخيام والأدوية (نحو 3 ملايين دولار).

وأضاف أن الطرق إلى ثلاث قرى ما زالت مغلقة، وأن المروحيات تنقل الماء كل صباح.
"""
HEBREW = """סיוע לכפרים אחרי השיטפונות

הממשלה הודיעה ביום שני כי הסיוע יגיע אל 1,200 משפחות בכפרי ההרים בתוך שבועיים. \
דובר הארגון Red Harbour אמר כי הסיוע כולל אוהלים ותרופות (כ־3 מיליון דולר).

הוא הוסיף כי הדרכים לשלושה כפרים עדיין חסומות, וכי מסוקים מביאים מים בכל בוקר.
"""
COUNTED = """Border crossings rise again

The border agency published its monthly numbers in the capital on Friday, and they rose.

Border agents counted 12,000 migrants at the northern border in April 2021.

Border agents counted 15,500 migrants at the northern border in May 2021.

Officials in the region expect that the numbers will fall again before winter comes.
"""


class Clock:
    """The time in a scene: it stands still, so that a picture stays the same, until it is set."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Stage:
    """Where a scene is acted: the newsroom, its clock, and the message that came last."""

    newsroom: Newsroom
    clock: Clock
    message: Any = None

    async def ask(self, command: str, **options: Any) -> Any:
        """Let the editor use a command; return the answer."""
        newsroom = self.newsroom
        result = await newsroom.editor.slash(newsroom.channel, command, **options)
        self.message = result.response
        return self.message

    async def press(self, message: Any, label: str) -> Any:
        """Let the editor press a button; return the answer."""
        result = await self.newsroom.editor.click(message, label=label)
        self.message = result.followups[-1] if result.followups else result.response
        return self.message

    async def add(self, *seeds: int) -> None:
        """Let the editor add some of the seeds."""
        for number in seeds:
            [file] = SEEDS.glob(f"{number:03}_*.txt")
            card = await self.ask("article add", file=(file.name, file.read_bytes()))
            await self.press(card, "Confirm")


@dataclass(frozen=True, slots=True)
class Scene:
    """What is done before a picture.

    ``act`` runs before the page is opened, ``on`` in the page. The library starts with ``seeds``,
    or with ``texts`` by file name. Only the ``last`` messages are in the picture, and of these
    the upper ``height`` CSS pixels.
    """

    name: str
    act: Callable[[Stage], Awaitable[object]] | None = None
    on: Callable[[Tab], Awaitable[object]] | None = None
    seeds: tuple[int, ...] = (0, 1, 2, 3, 4)
    texts: Mapping[str, str] = field(default_factory=dict)
    locale: str = "en-US"
    last: int = 1
    height: int = 2400

    def furnish(self, folder: Path) -> Path:
        """Write the library that the scene starts with into ``folder``."""
        for number in self.seeds if not self.texts else ():
            [file] = SEEDS.glob(f"{number:03}_*.txt")
            (folder / file.name).write_bytes(file.read_bytes())
        for name, text in self.texts.items():
            (folder / name).write_text(text, "utf-8")
        return folder


def _asks(command: str, **options: Any) -> Callable[[Stage], Awaitable[object]]:
    async def act(stage: Stage) -> None:
        await stage.ask(command, **options)

    return act


def _asks_then_presses(
    label: str, command: str, **options: Any
) -> Callable[[Stage], Awaitable[object]]:
    async def act(stage: Stage) -> None:
        await stage.press(await stage.ask(command, **options), label)

    return act


async def _second_edition(stage: Stage) -> None:
    """Two articles, edition 1, three more articles, and the next morning edition 2."""
    await _schedule(stage)
    stage.clock.now = MORNING + timedelta(hours=3)
    await stage.add(0, 1, 2)
    stage.clock.now = MORNING + timedelta(hours=23)
    bot = stage.newsroom.env.bot
    assert isinstance(bot, Pullquote)
    await bot.dispatcher.tick()
    await stage.newsroom.env.settle()
    stage.message = stage.newsroom.channel.last_message


async def _schedule(stage: Stage) -> None:
    channel = stage.newsroom.channel
    made = await stage.ask("digest schedule", channel=channel, time="08:00", zone="Etc/UTC")
    await stage.press(made, "Post first edition")
    stage.message = stage.newsroom.channel.last_message


async def _card(stage: Stage) -> None:
    [file] = SEEDS.glob("002_*.txt")
    await stage.ask("article add", file=(file.name, file.read_bytes()))


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


_PLEDGES = {"about": "aid-pledges"}

SCENES = (
    Scene("brief", _asks("brief", **_PLEDGES)),
    Scene("in-context", _asks_then_presses("In context", "brief", **_PLEDGES)),
    Scene("why-these", _asks_then_presses("Why these", "brief", **_PLEDGES), height=1400),
    Scene("choose", on=_choose_topic),
    Scene("figures", _asks("brief", about="border-numbers")),
    Scene("quotations", _asks("brief", about="diplomatic-reactions")),
    Scene("chart", _asks("brief", about="border-numbers"), texts={"counted.txt": COUNTED}),
    Scene("article", _asks("brief", about="A3")),
    Scene("overview", _asks("brief")),
    Scene("nothing", _asks("brief", about="zebra quotas")),
    Scene("spanish", _asks("brief", **_PLEDGES), locale="es-ES"),
    Scene("check", _asks("check"), height=1200),
    Scene("library", _asks("library")),
    Scene("about", _asks("about")),
    Scene("add-article", _card, seeds=(0, 1, 3, 4)),
    Scene("schedule", _schedule, seeds=(3, 4), last=2, height=1100),
    Scene("digest", _second_edition, seeds=(3, 4)),
    Scene("settings", _asks("settings")),
)
MORE = (
    Scene("arabic", _asks("brief", about="المساعدات"), texts={"a.txt": ARABIC, "h.txt": HEBREW}),
    Scene("hebrew", _asks("brief", about="הסיוע"), texts={"a.txt": ARABIC, "h.txt": HEBREW}),
    Scene("rtl-article", _asks("brief", about="A1"), texts={"a.txt": ARABIC, "h.txt": HEBREW}),
    Scene("mistyped", _asks("brief", about="aid-pleges")),
    Scene("audit", _asks("audit")),
)
