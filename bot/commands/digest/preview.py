"""/digest preview: the next edition as it would be now, for the manager alone."""

from __future__ import annotations

from discord import app_commands

from bot.buttons.base import desk_of, managed_guild
from bot.commands.digest.choosing import chosen, suggest_digest
from bot.commands.digest.group import NOTHING, Interaction, Typed, digest
from bot.commands.words import described
from bot.digests.edition import compose
from bot.digests.sentences import next_edition, say_next, state_of
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.edition_page import stamp


@digest.command(name="preview", description=described("command.digest.preview"))
@app_commands.describe(digest=described("command.digest.which"))
@app_commands.autocomplete(digest=suggest_digest)
async def preview(interaction: Interaction, digest: Typed = "") -> None:
    """Show the edition as it would be now, to the manager alone."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    made = await chosen(desk, guild, digest, labels)
    await interaction.response.defer(ephemeral=True, thinking=True)
    due = await desk.run(next_edition, desk, made)
    if due is None:
        raise Refused(say_next(None, made, labels))
    state = state_of(made, labels)
    if made.active:
        when, soon = stamp(due.moment), stamp(due.moment, "R")
        state = labels("digest.live", channel=f"<#{made.channel}>", when=when, soon=soon)
    letter = await compose(desk, due, at=desk.now())
    brief = await letter.keep(desk, made, {"preview": True})
    notes = [labels("digest.preview"), state]
    if letter.unsaid:
        notes.insert(1, labels("digest.wish.quiet"))
    view = letter.view(brief, f"-# {' · '.join(notes)}")
    await interaction.edit_original_response(view=view, allowed_mentions=NOTHING)
