"""Tell the Makefile if a Discord token is set: exit status 0 yes, 3 no, 2 wrong settings."""

from __future__ import annotations

import sys

from config.settings import SettingsError, load_settings

WITH_TOKEN, WRONG, WITHOUT_TOKEN = 0, 2, 3


def main() -> int:
    """Return the exit status; a wrong setting is also named on standard error."""
    try:
        return WITHOUT_TOKEN if load_settings().token is None else WITH_TOKEN
    except SettingsError as error:
        print(error, file=sys.stderr)
        return WRONG


if __name__ == "__main__":
    raise SystemExit(main())
