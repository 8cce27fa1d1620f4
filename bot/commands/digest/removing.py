"""/digest remove: a digest ends."""

from __future__ import annotations

from discord import app_commands

from bot.buttons.base import desk_of, managed_guild
from bot.commands.digest.choosing import chosen, suggest_digest
from bot.commands.digest.group import NOTHING, Interaction, Typed, digest
from bot.commands.words import described
from bot.digests.sentences import sentence
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.view import text_view


@digest.command(name="remove", description=described("command.digest.remove"))
@app_commands.describe(digest=described("command.digest.which"))
@app_commands.autocomplete(digest=suggest_digest)
async def remove(interaction: Interaction, digest: Typed = "") -> None:
    """End a schedule and say which it was."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    made = await chosen(desk, guild, digest, labels)
    ended = desk.database.schedules(guild).remove
    if not await desk.run(ended, made.id, by=interaction.user.id):
        raise Refused(labels("digest.gone"))
    said = await desk.run(sentence, desk, made, labels)
    view = text_view([f"## {labels('digest.removed')}\n{said}\n{labels('digest.removed_note')}"])
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOTHING)
