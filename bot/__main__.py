"""The door: `pullquote …` is the command line, `python -m bot` alone starts the bot."""

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; Ctrl-C ends it without a traceback, even while it starts."""
    try:
        from bot.cli.app import main as run_command
        from bot.cli.terminal import prepare_streams

        prepare_streams()
        run_command(arguments)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[1:] or ["run"])
