"""The commands: one module for each root. Each parses, asks the desk, and lays out a page."""

from typing import Any

from discord import app_commands

from bot.commands.about import about
from bot.commands.article import article
from bot.commands.audit import audit
from bot.commands.brief import brief
from bot.commands.check import check
from bot.commands.digest import digest
from bot.commands.feed import feed
from bot.commands.follow import follow, unfollow
from bot.commands.library import library
from bot.commands.menus import add_to_corpus, brief_this_link
from bot.commands.settings import settings
from bot.commands.topic import topic

ROOTS: tuple[
    app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu, ...
] = (
    about,
    article,
    audit,
    brief,
    check,
    digest,
    feed,
    follow,
    library,
    settings,
    topic,
    unfollow,
    add_to_corpus,
    brief_this_link,
)
"""Every root command, in the order of names, and what can be done with a message."""

__all__ = ["ROOTS"]
