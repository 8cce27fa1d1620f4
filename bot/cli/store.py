"""The database that the settings name, for commands that look after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.cli.failures import CannotDo

if TYPE_CHECKING:
    from summaries.store.keeper import Keeper


@contextmanager
def keeper() -> Iterator["Keeper"]:
    """The keeper of the database of the settings; what it refuses ends the command."""
    from config.settings import load_settings
    from summaries.store import Database, StoreError

    settings = load_settings()
    database = None
    try:
        database = Database(settings.database)
        yield database.keeper()
    except StoreError as error:
        raise CannotDo(str(error)) from None
    finally:
        if database is not None:
            database.close()


def megabytes(size: int) -> str:
    """Say how large something is."""
    return f"{size / 1e6:,.1f} MB"
