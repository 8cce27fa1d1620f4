"""Which articles print much of each other's text; and the hashes by which copies are found, anew.

Of articles that were stored before, none is known to be a copy: they were compared when they were
added, and what was found was told and not kept.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "near_copies",
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("other", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("guild", "number", "other", name="pk_near_copies"),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name="fk_near_copies_guild"),
        sqlite_with_rowid=False,
    )
    _work_out_again()


def downgrade() -> None:
    op.drop_table("near_copies")
    _work_out_again()


def _work_out_again() -> None:
    """Drop what is worked out of articles: `derived.fill_in` makes it when the store is opened."""
    for table in ("shingles", "article_words", "article_facts"):
        op.execute(f"DELETE FROM {table}")
