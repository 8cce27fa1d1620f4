"""`pullquote export`: what a server's team owns, as files that need no Pullquote to be read."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.add import Guild
from bot.cli.store import keeper
from bot.cli.terminal import progress, say


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", hidden=True)],
    guild: Guild,
) -> None:
    """Write everything that a server's team owns to a new folder.

    Its articles are text files, character for character, those that were withdrawn in a folder of
    their own; manifest.json says what is known of them, and holds the settings, feeds, digests,
    editions, briefs and the log. `pullquote import DIR/articles` adds the articles anywhere.
    The bot may run meanwhile.

    \b
    pullquote export newsroom --guild 123456789012345678
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    with keeper() as kept, progress("Exporting") as report:
        done = kept.export(guild, folder, report=report)
    rest = ", ".join(f"{count:,} {name}" for name, count in done.rows.items() if count)
    say(f"{folder}: {done.articles:,} articles{', ' + rest if rest else ''}.")
