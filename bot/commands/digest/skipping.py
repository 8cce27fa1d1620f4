"""/digest skip: the next edition is left out, and may be taken back."""

from __future__ import annotations

from discord import app_commands

from bot.buttons.base import desk_of, managed_guild
from bot.commands.digest.choosing import chosen, suggest_digest
from bot.commands.digest.group import NOTHING, Interaction, Typed, digest
from bot.commands.words import described
from bot.digests.skipping import skip_next
from bot.labels import Labels


@digest.command(name="skip", description=described("command.digest.skip"))
@app_commands.describe(digest=described("command.digest.which"))
@app_commands.autocomplete(digest=suggest_digest)
async def skip(interaction: Interaction, digest: Typed = "") -> None:
    """Leave the next edition out, and say which date that is."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    made = await chosen(desk, guild, digest, labels)
    view = await desk.run(skip_next, desk, made, interaction.user.id, labels)
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOTHING)
