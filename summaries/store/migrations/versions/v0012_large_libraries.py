"""What a very large library is asked without being read: how much a day holds, what changed last.

The days are added up from what is known of the articles. Scores get an index, best first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "library_days",
        sa.Column("guild", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("sentences", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild", "day", name="pk_library_days"),
        sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name="fk_library_days_guild"),
    )
    op.add_column("article_facts", sa.Column("revision", sa.BigInteger()))
    op.create_index("ix_article_facts_guild_revision", "article_facts", ["guild", "revision"])
    op.create_index("ix_topic_scores_guild_rule_score", "topic_scores", ["guild", "rule", "score"])
    facts = sa.table(
        "article_facts",
        sa.column("guild"),
        sa.column("counts_from"),
        sa.column("sentences"),
        sa.column("withdrawn", sa.Boolean()),
    )
    columns = ["guild", "day", "articles", "sentences"]
    days = sa.table("library_days", *map(sa.column, columns))
    op.execute(
        days.insert().from_select(
            columns,
            sa.select(
                facts.c.guild, facts.c.counts_from, sa.func.count(), sa.func.sum(facts.c.sentences)
            )
            .where(facts.c.withdrawn.is_(False))
            .group_by(facts.c.guild, facts.c.counts_from),
        )
    )


def downgrade() -> None:
    op.drop_index("ix_topic_scores_guild_rule_score", "topic_scores")
    op.drop_index("ix_article_facts_guild_revision", "article_facts")
    op.drop_column("article_facts", "revision")
    op.drop_table("library_days")
