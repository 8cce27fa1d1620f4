"""Bring a database's tables to the form that this version of Pullquote works with."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import sqlalchemy as sa

from summaries.store.articles import Rebuild
from summaries.store.derived import fill_in
from summaries.store.engine import alone
from summaries.store.errors import StoreTooNew

if TYPE_CHECKING:
    from alembic.config import Config

# The newest revision, known without importing Alembic (0.2 s of a start); a test compares.
HEAD = "0018"

_FOLDER = Path(__file__).parent / "migrations"


class _Opened(Protocol):
    where: str

    def reading(self) -> AbstractContextManager[sa.Connection]: ...

    def writing(self) -> AbstractContextManager[sa.Connection]: ...


def bring_up_to_date(database: _Opened, rebuild: Rebuild) -> None:
    """Run the migrations that are missing, all of them or none. Raises StoreTooNew.

    What the new tables hold of articles is worked out in the same transaction.
    """
    with database.reading() as connection:
        if revision_of(connection) == HEAD:
            return
    from alembic import command

    with database.writing() as connection:
        alone(connection)
        # Looked at again under the write lock: another process may have been first.
        found = revision_of(connection)
        if found == HEAD:
            return
        refuse_unknown(database.where, found, known_revisions(connection))
        command.upgrade(config_for(connection), "head")
        fill_in(connection, rebuild)


def revision_of(connection: sa.Connection) -> str | None:
    """Return the revision that the tables are at; None for a new database."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def known_revisions(connection: sa.Connection) -> dict[str, str]:
    """Return every revision that this version knows, oldest first, and what it brought."""
    from alembic.script import ScriptDirectory

    scripts = list(ScriptDirectory.from_config(config_for(connection)).walk_revisions())
    return {one.revision: (one.doc or "").partition("\n")[0] for one in reversed(scripts)}


def refuse_unknown(where: str, found: str | None, known: Mapping[str, str]) -> None:
    """Raise StoreTooNew for a revision that only a later version knows."""
    if found is not None and found not in known:
        raise StoreTooNew(where, found)


def config_for(connection: sa.Connection) -> Config:
    """Return Alembic's settings for migrating inside ``connection``'s transaction."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
