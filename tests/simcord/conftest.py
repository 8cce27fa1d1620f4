"""A server with a manager and a reader, in an offline Discord that runs the real bot."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from simcord.components import walk_components

from bot.client import Pullquote, create_bot
from config.settings import Settings, load_settings
from summaries.corpus.workshop import Workshop
from summaries.store import Database
from tests.simcord.site import LOCAL, Site

NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)


class Clock:
    """The bot's clock, which a test sets."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Room:
    """A server, its channel, and two people in it."""

    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    manager: simcord.MemberActor
    reader: simcord.MemberActor
    clock: Clock

    @property
    def bot(self) -> Pullquote:
        bot = self.env.bot
        assert isinstance(bot, Pullquote)
        return bot

    async def ask(
        self, who: simcord.MemberActor, command: str, **options: Any
    ) -> simcord.ResponseMessage:
        """Use a command in the channel and return the answer, which there must be."""
        result = await who.slash(self.channel, command, **options)
        assert result.response is not None, f"/{command} was not answered"
        return result.response

    async def press(
        self, who: simcord.MemberActor, message: Any, label: str
    ) -> simcord.ResponseMessage:
        """Press a button and return the answer, which there must be."""
        result = await who.click(message, label=label)
        assert result.response is not None, f"{label} was not answered"
        return result.response

    async def restart(self) -> None:
        """Stop the bot and start it anew on the same data, as an operator would."""
        old = self.bot
        await old.close()
        await self.env.restart_bot(_another(old, self.clock))


def _another(old: Pullquote, clock: Clock) -> Pullquote:
    return create_bot(old.settings, now=clock, web=old.web, workshop=old.workshop)


def text_of(message: Any) -> str:
    """Return the words that a person sees in a message."""
    parts = [part for part in _payload(message) if part.get("type") == 10]
    return "\n".join([message.content or "", *(part["content"] for part in parts)]).strip()


def buttons_of(message: Any) -> list[str]:
    """Return the labels of a message's buttons."""
    return [part["label"] for part in _payload(message) if part.get("type") == 2]


def _payload(message: Any) -> list[Mapping[str, Any]]:
    components = [c if isinstance(c, Mapping) else c.to_dict() for c in message.components]
    return list(walk_components(components))


class SharedWorkshop(Workshop):
    """A workshop whose children outlive a bot: to start one takes longer than most tests."""

    def close(self) -> None:
        """Do nothing; `end` does."""

    def end(self) -> None:
        """End the children."""
        super().close()


@pytest.fixture(scope="session")
def workshop() -> Iterator[SharedWorkshop]:
    """Where the bots of all tests parse what comes from outside."""
    shared = SharedWorkshop()
    yield shared
    shared.end()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file, migrated once for all tests."""
    settings = load_settings(data_dir=tmp_path_factory.mktemp("simcord"))
    with Database(settings.database):
        pass
    [file] = settings.data_dir.glob("*.sqlite3")
    return file


@pytest.fixture
def settings(tmp_path: Path, empty: Path) -> Settings:
    settings = load_settings(data_dir=tmp_path / "data")
    shutil.copy(empty, settings.make_data_dir())
    return settings


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def simcord_bot(settings: Settings, clock: Clock, workshop: SharedWorkshop) -> Pullquote:
    return create_bot(settings, now=clock, web=LOCAL, workshop=lambda: workshop)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A web site that the bot under test may open."""
    served = Site()
    await served.start()
    yield served
    await served.stop()


@pytest.fixture
async def room(simcord_env: simcord.Env, clock: Clock) -> AsyncIterator[Room]:
    guild = simcord_env.create_guild("Newsroom")
    channel = guild.create_text_channel("briefings")
    managers = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    manager = guild.add_member(simcord_env.create_user("editor"), roles=[managers])
    reader = guild.add_member(simcord_env.create_user("reader"))
    await simcord_env.settle()
    arranged = Room(simcord_env, guild, channel, manager, reader, clock)
    yield arranged
    await arranged.bot.close()


@pytest.fixture
def in_spanish(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a switch that sets every client to Spanish from then on."""
    import simcord.interactions as wire

    real = wire.base_payload

    def spanish(*args: Any, **kwargs: Any) -> Any:
        record, payload = real(*args, **kwargs)
        payload["locale"] = "es-ES"
        return record, payload

    def switch() -> None:
        monkeypatch.setattr(wire, "base_payload", spanish)

    return switch
