"""/digest status: what became of the last editions."""

from __future__ import annotations

from discord import app_commands

from bot.buttons.base import desk_of, managed_guild
from bot.commands.digest.choosing import chosen, suggest_digest
from bot.commands.digest.group import NOTHING, Interaction, Typed, digest
from bot.commands.words import described
from bot.digests.standing import status_view
from bot.labels import Labels


@digest.command(name="status", description=described("command.digest.status"))
@app_commands.describe(digest=described("command.digest.which_or_all"))
@app_commands.autocomplete(digest=suggest_digest)
async def status(interaction: Interaction, digest: Typed = "") -> None:
    """Show how one digest is doing, or all of them."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    known = await desk.run(desk.database.schedules(guild).list)
    if digest:
        known = (await chosen(desk, guild, digest, labels),)
    view = await desk.run(status_view, desk, known, labels)
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOTHING)
