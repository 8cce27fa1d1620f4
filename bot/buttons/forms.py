"""What every form below a button has in common: whatever happens, its answer comes."""

from __future__ import annotations

from typing import Any

import discord

from bot.errors import answer_error


class Form(discord.ui.Modal):
    """A form whose answer always comes; its own id is random, so two people may have it open."""

    async def on_error(  # type: ignore[override]  # as in discord.py's own Modal
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        await answer_error(interaction, error)
