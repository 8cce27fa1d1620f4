"""/digest list: all digests of the server, with what can be done about each."""

from __future__ import annotations

from bot.buttons.base import desk_of, managed_guild
from bot.commands.digest.group import NOTHING, Interaction, digest
from bot.commands.words import described
from bot.digests.listing import list_view
from bot.labels import Labels


@digest.command(name="list", description=described("command.digest.list"))
async def list_digests(interaction: Interaction) -> None:
    """Show each digest with its state and its next edition."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    view = await desk.run(list_view, desk, guild, labels)
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOTHING)
