"""Command texts: written once in English, said in the reader's language by Discord's client."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.labels import Labels
from bot.labels.labels import ENGLISH

_ENGLISH = Labels(ENGLISH, ENGLISH)


def described(key: str) -> app_commands.locale_str:
    """Return the words for ``key`` for a command's description, translatable by the key."""
    return app_commands.locale_str(_ENGLISH(key), key=key)


def choice(key: str, value: str) -> app_commands.Choice[str]:
    """Return a choice whose name is the words for ``key``."""
    return app_commands.Choice(name=described(key), value=value)


class LabelTranslator(app_commands.Translator):
    """Gives Discord the command texts of every language that has a label file."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the words in ``locale``, or None where English serves."""
        key: Any = string.extras.get("key")
        labels = Labels.for_locale(str(locale))
        return labels(key) if key and labels.language != ENGLISH else None
