"""The preview: the real bot in a browser page that looks like Discord, without token or network.

SimCord stands in for Discord: discord.py and the bot run unchanged, and only the wire is made of
memory. Everything that the bot stores meanwhile is thrown away at the end.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import tempfile
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import discord

from bot.commands.guide import GUIDED
from config.settings import Settings

if TYPE_CHECKING:
    import simcord

    from bot.client import Pullquote

FIRST_BRIEF = "aid-pledges"
_ACTION_LIMIT = 15.0  # seconds that the page waits for the bot, on a busy machine
_LOOK_EVERY = 1.0  # seconds between looks for messages that nobody's click asked for

CreateBot = Callable[[Settings], "Pullquote"]


class PreviewError(Exception):
    """The preview can't be opened; prints as a sentence that says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The server in the preview: one channel, an editor who may manage it, and a reader."""

    env: simcord.Env
    page: simcord.Preview
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    editor: simcord.MemberActor
    reader: simcord.MemberActor

    @property
    def url(self) -> str:
        """The page's address. Whoever holds it can act in the preview, from this machine only."""
        return self.page.url


async def preview(
    create_bot: CreateBot,
    settings: Settings,
    *,
    port: int = 0,
    seconds: float | None = None,
    browser: bool = True,
    say: Callable[[str], None] = print,
) -> None:
    """Open the preview, say where it is, and serve it until Ctrl-C, SIGTERM or its own *End*.

    ``port`` 0 takes a free one. ``seconds`` ends it by itself. A browser is opened if there is one
    to open, and never needed. Raises PreviewError, in a sentence, if it can't be opened.
    """
    async with open_newsroom(create_bot, settings, port=port) as newsroom:
        say(
            "Pullquote's preview: the real bot, without Discord, token or network.\n"
            f"  {newsroom.url}\n"
            "Open this address in a browser on this machine and type /brief in the box at the "
            "bottom.\nCtrl-C stops it. Nothing is kept."
        )
        if browser:
            _open_browser(newsroom.url)
        await _until_stopped(newsroom, seconds)


@contextlib.asynccontextmanager
async def open_newsroom(
    create_bot: CreateBot,
    settings: Settings,
    *,
    port: int = 0,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    timezone: str | None = None,
    first: str | None = FIRST_BRIEF,
) -> AsyncIterator[Newsroom]:
    """Start the bot in a newsroom where a first brief has been asked for, and serve its page.

    ``now`` is the time in that world, ``timezone`` what the page shows it in (None: this
    machine's), ``first`` what the brief is about (None: nothing is asked). The bot writes into a
    folder of its own, inside the data folder, that is removed at the end.
    """
    try:
        with _unlogged():  # SimCord tries a client without intents, of which discord.py warns
            import simcord
            import tzlocal
            from simcord.backend.errors import SetupError
    except ImportError as error:
        raise PreviewError(
            "The preview needs parts that are not installed: use `make demo`, or install "
            "pullquote with its extra `demo`."
        ) from error
    with tempfile.TemporaryDirectory(prefix="preview-", dir=settings.make_data_dir()) as folder:
        bot = create_bot(_settings_in(Path(folder), settings))
        env = simcord.Env(bot, check_errors=False, settle_timeout=_ACTION_LIMIT)
        # SimCord's own clock stands still, which is right for tests and odd to look at.
        env.backend.clock.now = now  # type: ignore[method-assign]
        env.backend.bot_user.name = "Pullquote"
        try:
            await env.start()
            with env.time_context():
                guild, channel, editor, reader = _furnish(env)
                try:
                    await env.settle()
                    # The page is to open on the brief, without a new manager's guide below it.
                    guilds = bot.desk.database.guilds()
                    await bot.desk.run(guilds.once, guild.id, GUIDED)
                    if first is not None:
                        await editor.slash(channel, "brief", about=first)
                except TimeoutError as error:
                    raise PreviewError(
                        f"The bot did not answer within {_ACTION_LIMIT:g} seconds: is the machine "
                        "very busy? Try again."
                    ) from error
                page = env.preview(
                    channel,
                    viewers=[editor, reader],
                    layout="channel",
                    port=port,
                    timezone=timezone or tzlocal.get_localzone_name() or "UTC",
                )
                try:
                    await page.__aenter__()
                except SetupError as error:
                    raise PreviewError(
                        f"The preview can't be opened at port {port}: leave the port out, and a "
                        "free one is taken."
                        if port
                        else f"The preview can't be opened: {error}"
                    ) from error
                try:
                    yield Newsroom(env, page, guild, channel, editor, reader)
                finally:
                    await page.close()
        finally:
            await env.shutdown()
            # SimCord takes the bot off the wire, but leaves its own resources open.
            await bot.close()


@contextlib.contextmanager
def _unlogged() -> Iterator[None]:
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def _settings_in(folder: Path, settings: Settings) -> Settings:
    """The same settings, but for what must not be touched: the real database and the real token."""
    return settings.model_copy(update={"data_dir": folder, "database_url": None, "token": None})


def _furnish(
    env: simcord.Env,
) -> tuple[simcord.GuildHandle, simcord.ChannelHandle, simcord.MemberActor, simcord.MemberActor]:
    guild = env.create_guild("Newsroom")
    channel = guild.create_text_channel("briefings", topic="Ask for a brief: type /brief")
    managers = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
    editor = guild.add_member(env.create_user("editor", global_name="Editor"), roles=[managers])
    reader = guild.add_member(env.create_user("reader", global_name="Reader"))
    return guild, channel, editor, reader


async def _until_stopped(newsroom: Newsroom, seconds: float | None) -> None:
    """Wait for a signal, for the page's own *End preview session*, or for ``seconds``."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    handled = []
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no such handlers; there Ctrl-C interrupts the wait instead.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
            handled.append(number)
    waits = [
        asyncio.create_task(stop.wait()),
        asyncio.create_task(newsroom.page.wait_closed()),
        asyncio.create_task(_keep_fresh(newsroom)),
    ]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
        for number in handled:
            loop.remove_signal_handler(number)


async def _keep_fresh(newsroom: Newsroom) -> None:
    """Show what the bot posts of its own accord: SimCord's page only follows clicks."""
    from simcord.backend.errors import SetupError

    def newest() -> int | None:
        message = newsroom.channel.last_message
        return message.id if message else None

    shown = newest()
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        if newest() != shown:
            # Refused while a click is being answered: the next look will do.
            with contextlib.suppress(SetupError):
                await newsroom.page.refresh()
                shown = newest()


def _open_browser(url: str) -> None:
    """Open the page if there is a screen; a browser in the terminal would take the terminal."""
    screen = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )

    def attempt() -> None:
        with contextlib.suppress(webbrowser.Error, OSError):
            webbrowser.open(url)

    if screen:
        threading.Thread(target=attempt, daemon=True).start()
