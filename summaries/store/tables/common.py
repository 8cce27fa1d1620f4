"""What all tables have in common."""

from __future__ import annotations

import sqlalchemy as sa

# Constraints have names, because a migration can only drop what it can name.
metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def guild_column(*, key: bool = False) -> sa.Column[int]:
    """The column that every row of a guild carries; purging walks the tables that have it."""
    return sa.Column(
        "guild", sa.BigInteger, sa.ForeignKey("guilds.id"), primary_key=key, nullable=False
    )
