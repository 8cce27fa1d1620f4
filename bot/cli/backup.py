"""`pullquote backup` and `pullquote restore`: everything in one file, and back again."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.store import keeper, megabytes
from bot.cli.terminal import progress, say


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", hidden=True)],
    force: Annotated[
        bool, typer.Option("--force", help="Replace FILE if it is there already.")
    ] = False,
) -> None:
    """Write everything that is stored to one file, checked, while the bot goes on running.

    FILE holds every change that was made before the command began. It is a database in itself and
    can be restored into SQLite and PostgreSQL, whichever it came from. It holds your team's texts:
    only you can read it, and it is not encrypted.

    \b
    pullquote backup /backups/pullquote-2026-05-04.sqlite3
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    with keeper() as kept, progress("Backing up") as report:
        made = kept.back_up(file, force=force, report=report)
    say(f"{made.file}: {megabytes(made.size)}, tables at revision {made.revision}, checked.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", hidden=True)],
    force: Annotated[
        bool, typer.Option("--force", help="Replace what the database holds already.")
    ] = False,
) -> None:
    """Put a backup in the place of the database, and bring it up to this version.

    Stop the bot first. Digests that were due since the backup are looked for in their channels, so
    that none is posted twice. An SQLite file that is replaced stays beside it, with a name that
    ends in .before-restore, until you delete it.

    \b
    pullquote restore /backups/pullquote-2026-05-04.sqlite3
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    from summaries.store.migrate import HEAD

    with keeper() as kept, progress("Restoring") as report:
        done = kept.restore(file, force=force, report=report)
    say(f"Restored {file}: tables at revision {done.revision}, now {HEAD}.")
    if done.kept is not None:
        say(f"What was there before is kept as {done.kept}; delete it when you need it no more.")
