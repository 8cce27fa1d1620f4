"""The commands: one module for each root. Each parses, asks the desk, and lays out a page."""

from typing import Any

from discord import app_commands

from bot.commands.about import about
from bot.commands.article import article
from bot.commands.brief import brief
from bot.commands.digest import digest
from bot.commands.library import library

ROOTS: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group, ...] = (
    about,
    article,
    brief,
    digest,
    library,
)
"""Every root command, in the order of names."""

__all__ = ["ROOTS"]
