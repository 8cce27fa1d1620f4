"""Where an article's sentences stand is kept beside its text, for to split it takes longer.

A hundred bytes an article; a million of them take seven minutes.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from summaries.corpus import LineKind, SetAside, pack_sentences, resplit
from summaries.store.columns import Json, PackedText
from summaries.text import Span

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_AT_ONCE: Final = 500  # articles, some kilobytes each


def upgrade() -> None:
    op.add_column("articles", sa.Column("places", sa.LargeBinary()))
    read = (
        *map(sa.column, ("guild", "number", "version", "language", "title_start", "title_end")),
        sa.column("text", PackedText),
        sa.column("set_aside", Json),
    )
    articles = sa.table("articles", *read, sa.column("places", sa.LargeBinary))
    key = (articles.c.guild, articles.c.number, articles.c.version)
    here = (one == sa.bindparam(f"of_{one.name}") for one in key)
    change = articles.update().where(*here).values(places=sa.bindparam("found"))
    some = sa.select(*(articles.c[one.name] for one in read))
    connection, place = op.get_bind(), sa.tuple_(*key)
    last: tuple[int, int, int] | None = None
    while True:
        later = sa.true() if last is None else place > sa.tuple_(*map(sa.literal, last))
        found = connection.execute(some.where(later).order_by(*key).limit(_AT_ONCE)).all()
        if not found:
            break
        connection.execute(
            change,
            [
                {
                    "of_guild": row.guild,
                    "of_number": row.number,
                    "of_version": row.version,
                    "found": _places(row),
                }
                for row in found
            ],
        )
        last = (found[-1].guild, found[-1].number, found[-1].version)


def downgrade() -> None:
    op.drop_column("articles", "places")


def _places(row: sa.Row[Any]) -> bytes | None:
    title = None if row.title_start is None else Span(row.title_start, row.title_end)
    aside = [SetAside(Span(start, end), LineKind(kind)) for start, end, kind in row.set_aside]
    return pack_sentences(resplit(row.text, row.language, title, aside))
