"""What was shown to a channel or a person, and the sums that articles have: so that news is new.

The sums of articles whose rows are kept are read from these; of other articles they are written
when their rows are worked out. What earlier editions showed is read from their stored briefs when
the channel's next edition is made.
"""

from __future__ import annotations

import logging

import sqlalchemy as sa
from alembic import op

from summaries.evidence.codec import load
from summaries.store.amounts import amount_hashes

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

log = logging.getLogger(__name__)

_AT_ONCE = 500


def upgrade() -> None:
    op.create_table(
        "amounts",
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("guild", "amount", "number", name="pk_amounts"),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name="fk_amounts_guild"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_amounts_guild_number", "amounts", ["guild", "number"])
    op.create_table(
        "shown",
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("reader", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("sentence", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("words", sa.BigInteger(), nullable=False),
        sa.Column("stems", sa.LargeBinary(), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("schedule", sa.Text()),
        sa.Column("edition", sa.Integer()),
        sa.PrimaryKeyConstraint("guild", "reader", "number", "sentence", name="pk_shown"),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name="fk_shown_guild"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "looks",
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild", "user", "about", name="pk_looks"),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name="fk_looks_guild"),
    )
    _read_sums()


def _read_sums() -> None:
    connection = op.get_bind()
    evidence = sa.table(
        "evidence",
        sa.column("guild", sa.BigInteger),
        sa.column("number", sa.Integer),
        sa.column("rows", sa.LargeBinary),
    )
    amounts = sa.table("amounts", sa.column("guild"), sa.column("amount"), sa.column("number"))
    key = sa.tuple_(evidence.c.guild, evidence.c.number)
    query = sa.select(evidence).order_by(evidence.c.guild, evidence.c.number).limit(_AT_ONCE)
    last: tuple[int, int] | None = None
    while True:
        found = connection.execute(query if last is None else query.where(key > last)).all()
        if not found:
            return
        last = (found[-1].guild, found[-1].number)
        rows = []
        for guild, number, stored in found:
            try:
                hashes = amount_hashes(load(stored))
            except ValueError as error:
                log.warning("The rows of A%s are damaged: %s", number, type(error).__name__)
                continue
            rows += [{"guild": guild, "amount": one, "number": number} for one in hashes]
        if rows:
            connection.execute(amounts.insert(), rows)


def downgrade() -> None:
    for name in ("looks", "shown"):
        op.drop_table(name)
    op.drop_index("ix_amounts_guild_number", "amounts")
    op.drop_table("amounts")
