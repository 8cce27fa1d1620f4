"""The bot itself: it starts, learns its commands, answers, and stops without losing anything."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.buttons import ALL_BUTTONS
from bot.buttons.audit_buttons import TurnLog
from bot.buttons.settings_parts import SETTINGS_PARTS
from bot.buttons.topic_buttons import TOPIC_PARTS
from bot.buttons.topic_list import TOPIC_LIST_PARTS
from bot.collector import Collector
from bot.commands import ROOTS
from bot.commands.guide import GUIDE_BUTTONS, Guide
from bot.commands.words import LabelTranslator
from bot.desk import Desk
from bot.digests import DIGEST_BUTTONS, PREVIEW_PARTS, DiscordTime, Dispatcher, tracing
from bot.errors import answer_error
from bot.feeds import FEED_BUTTONS, Poller
from bot.rate_limits import sweep_seldom
from bot.upkeep import Scoring, Upkeep
from bot.web import fetcher
from config import TOPICS_FOLDER
from config.log_fields import log_about
from config.settings import Settings, SettingsError
from summaries.corpus.fetching import PUBLIC, Policy, checked
from summaries.corpus.workshop import Workshop
from summaries.ingest import Intake
from summaries.store import Database
from summaries.topics import load_topics

if TYPE_CHECKING:
    from bot.metrics.server import MetricsServer

log = logging.getLogger(__name__)

SCOPES: Final = ("bot", "applications.commands")
PERMISSIONS: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    attach_files=True,
    read_message_history=True,
)
"""What the bot asks for when it is invited: to post digests, and to see that it posted them."""

_COMMANDS_KEY: Final = "commands"
_BEGAN: Final = "began"

TURN: Final = 0.0005
"""Seconds that a thread works before another may: with Python's own 5 ms the event loop, which
needs many short turns, waits for 70 ms behind the threads that make briefs; so for under 40."""


def intents() -> discord.Intents:
    """Return the only intent that is needed: guilds. It is not privileged; no message is read."""
    chosen = discord.Intents.none()
    chosen.guilds = True
    return chosen


class Pullquote(discord.Client):
    """The Discord client: a desk, a command tree, and what it does by the clock."""

    def __init__(
        self,
        settings: Settings,
        *,
        now: Callable[[], datetime] = discord.utils.utcnow,
        web: Policy = PUBLIC,
        workshop: Callable[[], Workshop] = Workshop,
    ) -> None:
        discord_time = DiscordTime(now)
        super().__init__(
            http_trace=tracing(discord_time),
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            **_shards(settings),
        )
        sweep_seldom(self.http)
        self.settings, self.web, self.workshop = settings, web, workshop
        database = Database(settings.database, clock=now)
        topics, check = load_topics(TOPICS_FOLDER), partial(checked, policy=web)
        intake = Intake(database, fetcher(web), workshop, now, check, topics)
        self.desk = Desk(database, settings, topics=topics, intake=intake, now=now)
        self.dispatcher = Dispatcher(self, self.desk, discord_time=discord_time)
        self.poller = Poller(self.desk)
        self.upkeep = Upkeep(self, self.desk, self.poller.forget, settings.shards)
        self.scoring = Scoring(self.desk)
        self.guide = Guide(self.desk)
        self.connected = False
        self.metrics: MetricsServer | None = None
        self.tree = Tree(self)
        for command in ROOTS:
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        """Open the store, register buttons, and tell Discord the commands if they changed."""
        self.settings.make_data_dir()
        shared = self.settings.allow_shared_sqlite
        await self.desk.run(self.desk.database.as_bot, shared=shared)
        self.add_dynamic_items(*ALL_BUTTONS, *DIGEST_BUTTONS, *FEED_BUTTONS, *PREVIEW_PARTS)
        self.add_dynamic_items(TurnLog, *SETTINGS_PARTS, *TOPIC_PARTS, *TOPIC_LIST_PARTS)
        self.add_dynamic_items(*GUIDE_BUTTONS)
        await self.tree.set_translator(LabelTranslator())
        await self._sync_commands()
        self.dispatcher.start()
        self.poller.start()
        await self.upkeep.start()
        await self.scoring.start()
        if self.settings.metrics_port:
            from bot.metrics.start import start_metrics

            self.metrics = await start_metrics(self, self.settings.metrics_port)

    @property
    def looked(self) -> float | None:
        """When the dispatcher last looked at what is due, by the monotonic clock."""
        return self.dispatcher.looked

    async def on_disconnect(self) -> None:
        """Note that the gateway is gone; discord.py connects again by itself."""
        self.connected = False

    async def on_resumed(self) -> None:
        """Note that the gateway is back."""
        self.connected = True

    async def on_app_command_completion(
        self, interaction: discord.Interaction[Any], command: object
    ) -> None:
        """Measure a command; after a manager's first one in a server, show her the first steps."""
        measure(interaction, ok=True)
        await self.guide.offer(interaction)

    async def on_ready(self) -> None:
        """Say that the bot is there; load what the first brief needs while nobody waits."""
        self.connected = True
        log.info("Ready as %s in %s servers.", self.user, len(self.guilds))
        await self.upkeep.members_of({guild.id: guild.name for guild in self.guilds})
        await self.desk.warm()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note a new server. Nothing is said in public."""
        await self.desk.run(self.desk.database.guilds().add, guild.id, guild.name)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Begin the thirty days after which a server's data is deleted, unless the bot comes back.

        A server that is only out of reach is another event, and changes nothing.
        """
        await self.desk.run(self.desk.database.guilds().left, guild.id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        log.exception("The handler %s failed.", event_method)  # noqa: LOG004  # called in the handler

    async def close(self) -> None:
        """Stop taking work, let what runs end, close the store."""
        if self.is_closed():
            return
        if self.metrics is not None:
            await self.metrics.stop()
        await self.dispatcher.drain()
        self.upkeep.stop()
        await asyncio.to_thread(self.scoring.stop)
        await self.poller.close()
        await super().close()
        await self.desk.intake.close()
        await asyncio.to_thread(self.desk.close)

    async def _sync_commands(self) -> None:
        """Tell Discord the commands, unless it was told exactly these before."""
        assert self.tree.translator is not None
        payload = [
            await command.get_translated_payload(self.tree, self.tree.translator)
            for command in self.tree.get_commands()
        ]
        told = json.dumps([self.application_id, payload], sort_keys=True, default=str)
        digest = hashlib.sha256(told.encode()).hexdigest()
        state = self.desk.database.state()
        if await self.desk.run(state.get, _COMMANDS_KEY) != digest:
            await self.tree.sync()
            await self.desk.run(state.set, _COMMANDS_KEY, digest)


class ShardedPullquote(Pullquote, discord.AutoShardedClient):
    """The same client, told the events of its own shards; other processes have the others."""


def _shards(settings: Settings) -> dict[str, Any]:
    if settings.shards is None:
        return {}
    return {"shard_ids": settings.shards.ids, "shard_count": settings.shards.count}


class Tree(app_commands.CommandTree[Pullquote]):
    """The command tree; its last resort for errors always answers."""

    async def interaction_check(self, interaction: discord.Interaction[Pullquote], /) -> bool:
        """Let everybody in; the commands themselves say who may do what."""
        command = interaction.command
        log_about(guild=interaction.guild_id, command=command and command.qualified_name)
        interaction.extras[_BEGAN] = time.monotonic()
        return True

    async def on_error(
        self,
        interaction: discord.Interaction[Pullquote],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            log.error("Autocomplete failed.", exc_info=error)
            return
        await answer_error(interaction, error)
        measure(interaction, ok=False)


def measure(interaction: discord.Interaction[Pullquote], *, ok: bool) -> None:
    """Tell the meter how long a command took."""
    if interaction.command is not None and _BEGAN in interaction.extras:
        took = time.monotonic() - interaction.extras[_BEGAN]
        interaction.client.desk.meter.answered(interaction.command.qualified_name, took, ok=ok)


def create_bot(
    settings: Settings,
    *,
    now: Callable[[], datetime] = discord.utils.utcnow,
    web: Policy = PUBLIC,
    workshop: Callable[[], Workshop] = Workshop,
) -> Pullquote:
    """Make the bot.

    ``now`` is its clock, ``web`` what it may open there, and ``workshop`` where it parses what it
    found; tests set them.
    """
    kind = Pullquote if settings.shards is None else ShardedPullquote
    return kind(settings, now=now, web=web, workshop=workshop)


def invite_link(application: int) -> str:
    """Return the link that adds the bot to a server with exactly what it needs."""
    return discord.utils.oauth_url(application, permissions=PERMISSIONS, scopes=SCOPES)


async def run(settings: Settings, *, say: Callable[[str], None] = print) -> None:
    """Run the bot until SIGINT or SIGTERM. Raises SettingsError for a missing or refused token."""
    if settings.token is None:
        raise SettingsError("DISCORD_TOKEN", "is not set", "README.md says how to get one")
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks
    bot = create_bot(settings)
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C interrupts instead
            loop.add_signal_handler(number, stop.set)
    sys.setswitchinterval(TURN)
    collector = Collector()
    async with bot:
        try:
            await bot.login(settings.token.get_secret_value())
        except discord.LoginFailure:
            raise SettingsError(
                "DISCORD_TOKEN", "was refused by Discord", "copy it anew from the Developer Portal"
            ) from None
        assert bot.application_id is not None
        say(f"Add the bot to a server with this link:\n  {invite_link(bot.application_id)}")
        collector.start()
        gateway = asyncio.create_task(bot.connect())
        stopped = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait({gateway, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        await collector.stop()
        await bot.close()
        if gateway in done:
            gateway.result()
        else:
            await asyncio.gather(gateway, return_exceptions=True)
