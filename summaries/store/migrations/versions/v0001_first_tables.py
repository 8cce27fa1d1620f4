"""The first tables: guilds, articles, briefs, drafts, schedules, runs, counters, audit, state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _guild() -> sa.Column[int]:
    return sa.Column("guild", sa.BigInteger(), nullable=False)


def _of_guild(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["guild"], ["guilds.id"], name=f"fk_{table}_guild")


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "guilds",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("name", sa.Text()),
        _moment("added"),
        sa.Column("library_seeded", sa.Boolean(), nullable=False),
        sa.Column("next_article", sa.Integer(), nullable=False),
        sa.Column("library_revision", sa.BigInteger(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_guilds"),
    )
    op.create_table(
        "state",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_state"),
    )
    op.create_table(
        "articles",
        _guild(),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        _moment("replaced_at", nullable=True),
        sa.Column("file", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("title_start", sa.Integer()),
        sa.Column("title_end", sa.Integer()),
        sa.Column("publisher", sa.Text()),
        sa.Column("publisher_given", sa.Boolean(), nullable=False),
        sa.Column("byline", sa.Text()),
        sa.Column("published", sa.Date()),
        sa.Column("published_given", sa.Boolean(), nullable=False),
        _moment("added"),
        sa.Column("added_by", sa.BigInteger()),
        sa.Column("language", sa.Text(), nullable=False),
        _moment("withdrawn_at", nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("set_aside", sa.Text(), nullable=False),
        sa.Column("features_version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("guild", "number", "version", name="pk_articles"),
        _of_guild("articles"),
    )
    op.create_index("ix_articles_guild_sha256", "articles", ["guild", "sha256"])
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        _guild(),
        _moment("at"),
        sa.Column("user", sa.BigInteger()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        _of_guild("audit"),
    )
    op.create_index("ix_audit_guild_id", "audit", ["guild", "id"])
    op.create_table(
        "briefs",
        sa.Column("id", sa.Text(), nullable=False),
        _guild(),
        sa.Column("channel", sa.BigInteger()),
        sa.Column("user", sa.BigInteger()),
        _moment("created"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("message", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_briefs"),
        _of_guild("briefs"),
    )
    op.create_index("ix_briefs_guild_created", "briefs", ["guild", "created"])
    op.create_table(
        "counters",
        _guild(),
        sa.Column("shown", sa.BigInteger(), nullable=False),
        sa.Column("verified", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild", name="pk_counters"),
        _of_guild("counters"),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), nullable=False),
        _guild(),
        sa.Column("user", sa.BigInteger(), nullable=False),
        _moment("created"),
        sa.Column("file", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        _of_guild("drafts"),
    )
    op.create_index("ix_drafts_created", "drafts", ["created"])
    op.create_table(
        "schedules",
        sa.Column("id", sa.Text(), nullable=False),
        _guild(),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("local_time", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        _moment("created"),
        _moment("removed_at", nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schedules"),
        _of_guild("schedules"),
    )
    op.create_index("ix_schedules_guild", "schedules", ["guild"])
    op.create_table(
        "runs",
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False, autoincrement=False),
        _guild(),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("messages", sa.Text(), nullable=False),
        _moment("claimed_at"),
        _moment("sent_at", nullable=True),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("schedule", "local_date", "part", name="pk_runs"),
        sa.ForeignKeyConstraint(["schedule"], ["schedules.id"], name="fk_runs_schedule"),
        _of_guild("runs"),
    )
    op.create_index("ix_runs_guild_state", "runs", ["guild", "state"])


def downgrade() -> None:
    for table in (
        "runs",
        "schedules",
        "counters",
        "drafts",
        "briefs",
        "audit",
        "articles",
        "state",
        "guilds",
    ):
        op.drop_table(table)
