"""/digest check: why a digest does not appear, and what to do about it."""

from __future__ import annotations

from discord import app_commands

from bot.buttons.base import desk_of, managed_guild
from bot.commands.digest.choosing import chosen, suggest_digest
from bot.commands.digest.group import NOTHING, Interaction, Typed, digest
from bot.commands.words import described
from bot.digests.check import Case, places_of, report, walk
from bot.digests.sentences import sentence
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.view import text_view


@digest.command(name="check", description=described("command.digest.check"))
@app_commands.describe(digest=described("command.digest.which"))
@app_commands.autocomplete(digest=suggest_digest)
async def check(interaction: Interaction, digest: Typed = "") -> None:
    """Look at one thing after another that a digest needs, and say the first that is wrong."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    made = await chosen(desk, guild, digest, labels)
    if interaction.guild is None:
        raise Refused(labels("digest.check_no_server"))
    await interaction.response.defer(ephemeral=True, thinking=True)
    dispatcher = interaction.client.dispatcher
    case = Case(
        desk,
        interaction.guild,
        made,
        dispatcher.discord_time,
        labels,
        places=await places_of(interaction.guild, made),
        jumped=dispatcher.jumped,
    )
    found = await walk(case)
    said = await desk.run(sentence, desk, made, labels)
    blocks = report(found, f"## {labels('digest.check_heading')}\n{said}", labels)
    await interaction.edit_original_response(view=text_view(blocks), allowed_mentions=NOTHING)
