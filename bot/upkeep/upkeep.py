"""New lines of the log go to the audit channel; a server that was left is deleted when it is time.

Both are read from the database every few seconds, so nothing that writes a line, and nothing that
removes the bot, has to know of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import discord

from bot.asking import within
from bot.desk import Desk
from bot.labels import Labels
from bot.pages.audit_page import ON_A_PAGE, fitting
from bot.pages.view import text_view
from bot.ticks import Ticks
from config.shards import Shards
from summaries.store import AuditEntry

log = logging.getLogger(__name__)

EVERY: Final = 10
"""Seconds between two looks."""

_LONGEST_SEND: Final = 20  # seconds
_NOTHING = discord.AllowedMentions.none()


class Upkeep:
    """Posts the log's new lines and deletes what is due.

    ``forget`` ends the work that is under way for a server before it is deleted.
    """

    def __init__(
        self,
        client: discord.Client,
        desk: Desk,
        forget: Callable[[int], Awaitable[None]],
        shards: Shards | None = None,
    ) -> None:
        self._shards = shards
        self._client, self._desk, self._forget = client, desk, forget
        self._ticks = Ticks(self.tick, EVERY, "The servers' upkeep failed.")

    async def start(self) -> None:
        """Begin. What was written to the log before the bot was ever started is no news."""
        await self._desk.run(self._desk.database.news().rewind)
        self._ticks.start()

    def stop(self) -> None:
        """Stop. A deletion that is under way is begun again at the next start."""
        self._ticks.stop()

    async def tick(self) -> None:
        """Post what is new, delete what is due; return when that is done."""
        await self._tell()
        guilds = self._desk.database.guilds()
        for guild in await self._desk.run(guilds.due_purges, self._desk.now()):
            known = await self._desk.run(guilds.get, guild)
            if known is not None and known.left_at is not None:
                await self.purge(guild)

    async def purge(self, guild: int) -> int:
        """Delete everything of a server and return the number of rows."""
        await self._forget(guild)
        database = self._desk.database
        # Not in the desk's threads: a large library takes a while, and briefs need those.
        deleted = await asyncio.to_thread(database.guilds().purge, guild)
        await self._desk.run(database.news().rewind)
        self._desk.forget(guild)
        log.info("Everything of server %s was deleted: %s rows.", guild, deleted)
        return deleted

    async def members_of(self, servers: Mapping[int, str]) -> None:
        """Note which servers the bot is a member of: what changed while it was away."""
        await self._desk.run(self._note_members, servers)

    def _note_members(self, servers: Mapping[int, str]) -> None:
        guilds = self._desk.database.guilds()
        known = {guild.id: guild for guild in guilds.all()}
        for number, name in servers.items():
            one = known.get(number)
            # A server that is out of reach just now has no name.
            renamed = one is not None and name and one.name != name
            if one is None or renamed or one.left_at is not None:
                guilds.add(number, name or None)
        for one in known.values():
            # One without a name was prepared on the command line, and the bot is still to come.
            gone = one.id not in servers and one.name is not None and one.left_at is None
            # Of a server that is told to another process, this one knows nothing.
            if gone and (self._shards is None or self._shards.has(one.id)):
                guilds.left(one.id)

    async def _tell(self) -> None:
        lines: defaultdict[int, list[AuditEntry]] = defaultdict(list)
        for guild, line in await self._desk.run(self._desk.database.news().take):
            if not line.detail.get("told"):  # the managers heard of it when it began
                lines[guild].append(line)
        for guild, new in lines.items():
            try:
                await self._post(guild, new)
            except (discord.DiscordException, TimeoutError, OSError) as error:
                log.warning("Server %s: the log could not be posted: %s", guild, error)

    async def _post(self, guild: int, lines: list[AuditEntry]) -> None:
        guilds = self._desk.database.guilds()
        settings = await self._desk.run(guilds.settings, guild)
        known = await self._desk.run(guilds.get, guild)
        if settings.audit_channel is None or known is None or known.left_at is not None:
            return
        server = self._client.get_guild(guild)
        locale = str(server.preferred_locale) if server else None
        labels = Labels.for_locale(settings.language or locale)
        said = fitting(lines[:ON_A_PAGE], labels)
        if len(lines) > len(said):
            said.append(f"-# {labels('audit.more', n=len(lines) - len(said))}")
        channel = self._client.get_partial_messageable(settings.audit_channel, guild_id=guild)
        sending = channel.send(view=text_view(["\n".join(said)]), allowed_mentions=_NOTHING)
        await within(_LONGEST_SEND, sending)
