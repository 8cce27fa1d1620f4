"""Articles are found by their titles with one look into an index, however large the library.

What `title_key` makes of a title must not change without a migration that makes the keys anew.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from summaries.store.search_words import title_key

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_AT_ONCE: Final = 2_000  # articles, some hundred bytes each


def upgrade() -> None:
    op.add_column("article_facts", sa.Column("title_key", sa.BigInteger()))
    facts = sa.table("article_facts", *map(sa.column, ("guild", "number", "title", "title_key")))
    here = (facts.c.guild == sa.bindparam("g"), facts.c.number == sa.bindparam("n"))
    change = facts.update().where(*here).values(title_key=sa.bindparam("k"))
    connection, place = op.get_bind(), sa.tuple_(facts.c.guild, facts.c.number)
    last: tuple[int, int] | None = None
    while True:
        later = sa.true() if last is None else place > sa.tuple_(*map(sa.literal, last))
        query = sa.select(facts.c.guild, facts.c.number, facts.c.title).where(later)
        found = connection.execute(
            query.order_by(facts.c.guild, facts.c.number).limit(_AT_ONCE)
        ).all()
        if not found:
            break
        connection.execute(
            change, [{"g": row.guild, "n": row.number, "k": title_key(row.title)} for row in found]
        )
        last = (found[-1].guild, found[-1].number)
    op.create_index("ix_article_facts_guild_title_key", "article_facts", ["guild", "title_key"])


def downgrade() -> None:
    op.drop_index("ix_article_facts_guild_title_key", "article_facts")
    op.drop_column("article_facts", "title_key")
