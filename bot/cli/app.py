"""The command `pullquote`: its subcommands, and how each of them ends.

Every end is 0 (done), 1 (something could not be done) or 2 (the call is wrong), with one sentence
on standard error and no traceback; Ctrl-C ends with 130, as shells expect.
"""

import errno
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.cli.add import add, import_folder
from bot.cli.backup import backup, restore
from bot.cli.brief import brief
from bot.cli.check import check
from bot.cli.evidence import evidence
from bot.cli.export import export
from bot.cli.extract import extract
from bot.cli.failures import Failure
from bot.cli.start import demo, run
from bot.cli.summarize import summarize
from bot.cli.tables import migrate, vacuum
from bot.cli.terminal import complain, say
from bot.cli.topic import app as topic
from config.errors import SettingsError

_NAME = "pullquote"


class _Group(TyperGroup):
    """Turns whatever ends a command into a sentence and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except Failure as failure:
            complain(str(failure))
            raise typer.Exit(failure.exit_code) from None
        except SettingsError as error:
            complain(str(error))
            raise typer.Exit(2) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # who read the answer has gone; typer ends quietly
                raise
            complain(f"It can't be done: {error}.")
            raise typer.Exit(1) from None
        except Exception as error:
            if os.environ.get("PULLQUOTE_LOG_LEVEL", "").lower() == "debug":
                raise
            complain(
                f"Something broke on my side ({type(error).__name__}: {error}). Nothing was "
                "changed. Set PULLQUOTE_LOG_LEVEL=debug to see where."
            )
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=_Group,
    name=_NAME,
    add_completion=False,
    no_args_is_help=True,
    # Plain help: it starts in half the time, and a screen reader reads it in order.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(short_help="Start the bot on Discord.")(run)
app.command(short_help="Try the bot in a browser, without Discord.")(demo)
app.command(short_help="Find out what keeps the bot from working.")(check)
app.command(short_help="Add files or pages to a server's library.")(add)
app.command("import", short_help="Add a folder of articles to a server's library.")(import_folder)
app.command(short_help="Read a brief of a folder of articles.")(brief)
app.command(short_help="Show the sentences that say most.")(summarize)
app.command(short_help="Show pledges, figures, quotations and differences.")(evidence)
app.add_typer(topic, name="topic", short_help="Read, try out and move topics.")
app.command(short_help="Show what is read from pages and files.")(extract)
app.command(short_help="Write everything to one file while the bot runs.")(backup)
app.command(short_help="Put a backup in the database's place.")(restore)
app.command(short_help="Bring the database up to this version.")(migrate)
app.command(short_help="Give back the room of what was deleted.")(vacuum)
app.command(short_help="Write what a server's team owns to a folder.")(export)


def _version(wanted: bool) -> None:
    if wanted:
        from bot import __version__

        say(f"{_NAME} {__version__}")
        raise typer.Exit


@app.callback()
def pullquote(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Brief a team from its own articles: every sentence verbatim, cited, checkable.

    \b
    pullquote demo
    pullquote brief aid-pledges
    pullquote summarize article.txt

    Exit codes: 0 done, 1 something could not be done, 2 the call is wrong.
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace


def main(arguments: list[str] | None = None) -> None:
    """Run the command line with ``arguments``, by default those of this process."""
    app(args=sys.argv[1:] if arguments is None else arguments, prog_name=_NAME)
