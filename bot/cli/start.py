"""`pullquote run` and `pullquote demo`: the bot on Discord, and the bot in a browser page."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.failures import CannotDo
from bot.cli.terminal import say
from bot.collector import loading

if TYPE_CHECKING:
    from config.settings import Settings


def run() -> None:
    """Start the bot on Discord and print the link that adds it to a server.

    The token is read from DISCORD_TOKEN, from the file that DISCORD_TOKEN_FILE names, or from .env.
    Ctrl-C stops the bot. `python -m bot` does the same.
    """
    settings = _settings()
    with loading():
        from aiohttp import ClientError
        from discord import DiscordException

        from bot.client import run as run_bot
        from summaries.store import StoreError

    try:
        asyncio.run(run_bot(settings, say=say))
    except StoreError as error:
        raise CannotDo(str(error)) from None
    except (DiscordException, ClientError, OSError) as error:
        raise CannotDo(
            f"Discord can't be reached ({error or type(error).__name__}). "
            "Check the network and start again; nothing is lost."
        ) from None


def demo(
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, help="Port of the page; 0 takes a free one."),
    ] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address; open no browser.")
    ] = False,
) -> None:
    """Open a page that looks like Discord, with the real bot in it: no token, no network.

    Nothing that happens there is kept. Ctrl-C stops it.
    """
    settings = _settings()
    with loading():
        from bot.client import create_bot
        from bot.preview import PreviewError, preview

    try:
        asyncio.run(preview(create_bot, settings, port=port, browser=not no_browser, say=say))
    except PreviewError as error:
        raise CannotDo(str(error)) from None


def _settings() -> "Settings":
    """Read the settings and set the log up by them."""
    from config.logging import set_up_logging
    from config.settings import load_settings

    settings = load_settings()
    set_up_logging(settings.log_level, settings.log_format, settings.secrets)
    return settings
