"""`pullquote migrate` and `pullquote vacuum`: the database's tables, and the room they take."""

from typing import Annotated

import typer

from bot.cli.store import keeper, megabytes
from bot.cli.terminal import say


def migrate(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be done.")
    ] = False,
) -> None:
    """Bring the database's tables up to this version, all steps or none.

    The bot does so by itself when it starts; this does it beforehand. Stop the bot and make a
    backup first: an older version can't work with newer tables.

    \b
    pullquote migrate --dry-run
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    with keeper() as kept:
        plan = kept.migration()
        found = plan.found or "none"
        if not plan.steps:
            say(f"The tables are at revision {found}, which is the newest: nothing to do.")
            return
        say(f"From revision {found} to {plan.wanted}:")
        for step in plan.steps:
            say(f"  {step.revision}  {step.brings}")
        if dry_run:
            say("Nothing was changed.")
            return
        kept.migrate()
    say(f"Done: the tables are at revision {plan.wanted}.")


def vacuum() -> None:
    """Give back the disk space of what was deleted, and bring what searching needs up to date.

    An SQLite file can't be written meanwhile, so stop the bot first; on PostgreSQL it may run.
    """
    with keeper() as kept:
        before, after = kept.vacuum()
    say(f"{megabytes(before)} before, {megabytes(after)} now.")
