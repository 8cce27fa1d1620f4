"""Briefs are kept packed, an eighth as long, and beside each the articles that it quotes.

So a withdrawal finds the messages that quote an article without reading a brief.
"""

from __future__ import annotations

import json
import zlib

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_AT_ONCE = 200  # some 100 kB each


def upgrade() -> None:
    op.add_column("briefs", sa.Column("cites", sa.Text()))
    op.add_column("briefs", sa.Column("packed", sa.LargeBinary()))
    briefs = sa.table("briefs", *map(sa.column, ("id", "payload", "cites", "packed")))
    connection, last = op.get_bind(), ""
    while True:
        query = sa.select(briefs.c.id, briefs.c.payload).where(briefs.c.id > last)
        found = connection.execute(query.order_by(briefs.c.id).limit(_AT_ONCE)).all()
        if not found:
            break
        change = briefs.update().where(briefs.c.id == sa.bindparam("brief"))
        connection.execute(
            change.values(cites=sa.bindparam("quoted"), packed=sa.bindparam("short")),
            [
                {"brief": row.id, "quoted": _cites(row.payload), "short": _packed(row.payload)}
                for row in found
            ],
        )
        last = found[-1].id
    op.drop_column("briefs", "payload")


def _packed(payload: str) -> bytes:
    return zlib.compress(payload.encode())


def _cites(payload: str) -> str:
    """Name the sources of a brief by their numbers; a damaged one has none."""
    try:
        sources = json.loads(payload)["sources"]
        numbers = {int(source["article"].removeprefix("A")) for source in sources}
    except (ValueError, TypeError, KeyError, AttributeError):
        return " "
    return " ".join(["", *map(str, sorted(numbers)), ""])


def downgrade() -> None:
    op.add_column("briefs", sa.Column("payload", sa.Text()))
    briefs = sa.table("briefs", *map(sa.column, ("id", "payload", "packed")))
    connection = op.get_bind()
    for row in connection.execute(sa.select(briefs.c.id, briefs.c.packed)).all():
        change = briefs.update().where(briefs.c.id == row.id)
        connection.execute(change.values(payload=zlib.decompress(row.packed).decode()))
    op.drop_column("briefs", "packed")
    op.drop_column("briefs", "cites")
