"""/digest pause and resume: a digest posts nothing for a while."""

from __future__ import annotations

from discord import app_commands

from bot.buttons.base import desk_of, managed_guild
from bot.commands.digest.choosing import chosen, suggest_digest
from bot.commands.digest.group import NOTHING, Interaction, Typed, digest
from bot.commands.words import described
from bot.digests.listing import switch
from bot.labels import Labels


@digest.command(name="pause", description=described("command.digest.pause"))
@app_commands.describe(digest=described("command.digest.which"))
@app_commands.autocomplete(digest=suggest_digest)
async def pause(interaction: Interaction, digest: Typed = "") -> None:
    """Let a digest post nothing until it is resumed."""
    await _switch(interaction, digest, on=False)


@digest.command(name="resume", description=described("command.digest.resume"))
@app_commands.describe(digest=described("command.digest.which"))
@app_commands.autocomplete(digest=suggest_digest)
async def resume(interaction: Interaction, digest: Typed = "") -> None:
    """Let a paused digest go on with its next edition."""
    await _switch(interaction, digest, on=True)


async def _switch(interaction: Interaction, typed: str, *, on: bool) -> None:
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    made = await chosen(desk, guild, typed, labels)
    user = interaction.user.id
    view = await desk.run(switch, desk, guild, made.id, user, labels, on=on)
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOTHING)
