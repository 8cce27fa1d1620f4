"""What was stored with the tables of any revision is all there with the newest ones.

``revisions/`` has a file of plain SQL for each revision: rows for the tables and columns that are
new in it. A database of revision 0003 is made by its own migrations and filled by the files up to
0003. Who adds a revision adds a file; without one, the first test says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa
from alembic import command

from summaries.corpus import Article
from summaries.store import Database, RunState, StoredArticle
from summaries.store.derived import fill_in
from summaries.store.migrate import HEAD, config_for
from summaries.store.transfer import tables_in

Rebuild = Callable[[StoredArticle], Article]
Rows = dict[str, list[dict[str, Any]]]

FILES: Final = Path(__file__).with_name("revisions")
VERSIONS: Final = Path(__file__).parents[3] / "summaries/store/migrations/versions"
REVISIONS: Final = sorted(one.name[1:5] for one in VERSIONS.glob("v[0-9]*.py"))
WORKED_OUT: Final = ("article_facts", "article_words", "library_days", "shingles")
CHANGED: Final = {
    # An edition that was under way is given back at once, a digest is looked at at once.
    "0005": {("schedules", "next_due"), ("runs", "lease_until"), ("runs", "token"),
             ("runs", "tried_at")},
    # Sums are worked out of what articles state.
    "0006": {("amounts", "*")},
    # Briefs are packed; below it is read again.
    "0013": {("briefs", "payload")},
    # Texts and rows are packed, and below they are read again; rules go by numbers.
    "0014": {("articles", "text"), ("evidence", "rows"), ("topic_scores", "rule"),
             ("scored", "rule"), ("scored", "at")},
}  # fmt: skip
"""What a migration changes on purpose in tables that were there before it."""


def test_each_revision_has_rows_that_are_migrated_here() -> None:
    assert REVISIONS[-1] == HEAD
    missing = [one for one in REVISIONS if not (FILES / f"{one}.sql").is_file()]
    assert not missing, (
        f"add tests/unit/store/revisions/{missing[0]}.sql: rows for the tables and columns that "
        f"revision {missing[0]} adds, as plain SQL (see the files beside it)"
    )


def made_at(revision: str, address: sa.URL, rebuild: Rebuild) -> Database:
    """Make a database as it was at a revision, with rows in all of its tables."""
    desk = Database(address, rebuild=rebuild)
    desk._store.make_place()
    with desk._store.writing() as connection:
        for one in REVISIONS[: REVISIONS.index(revision) + 1]:
            command.upgrade(config_for(connection), one)
            for statement in statements(FILES / f"{one}.sql", connection.dialect.name):
                connection.exec_driver_sql(statement)
        if revision == HEAD:
            fill_in(connection, rebuild)  # nothing is left to migrate, so opening would not
    return desk


def statements(file: Path, kind: str) -> list[str]:
    """Read the statements of a file; the two databases write bytes differently."""
    text = re.sub(r"^--.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if kind == "postgresql":
        text = re.sub(r"x'([0-9A-Fa-f]*)'", r"'\\x\1'::bytea", text)
    return [one for one in text.split(";\n") if one.strip()]


def rows_in(desk: Database) -> Rows:
    """Every row of every table that is not worked out of others, whatever the revision."""
    found: Rows = {}
    with desk._store.reading() as connection:
        for table in tables_in(connection).sorted_tables:
            if table.name not in WORKED_OUT:
                query = sa.select(table).order_by(*table.primary_key.columns)
                found[table.name] = [dict(row) for row in connection.execute(query).mappings()]
    return found


@pytest.mark.parametrize("revision", REVISIONS)
def test_everything_stored_with_it_is_there_with_the_newest(
    revision: str, new_address: sa.URL, rebuild: Rebuild
) -> None:
    desk = made_at(revision, new_address, rebuild)
    before = rows_in(desk)
    assert all(before.values()), "a table of this revision has no row to be migrated"

    with desk:
        after = rows_in(desk)

        changed = set().union(*(what for since, what in CHANGED.items() if since > revision))
        for table, rows in before.items():
            kept = [name for name in rows[0] if (table, name) not in changed]
            if (table, "*") not in changed:
                assert [{name: row[name] for name in kept} for row in after[table]] == [
                    {name: row[name] for name in kept} for row in rows
                ], table
        the_bot_can_work_with_it(desk)
    desk.close()


def the_bot_can_work_with_it(desk: Database) -> None:
    """Read all of it as the bot does, and add to it."""
    library = desk.library(100)
    assert [(one.id, one.text.partition("\n")[0]) for one in library.all()] == [
        ("A1", "The ministry sent 40 trucks."),
        ("A2", "The council met."),
    ]
    assert [one.version for one in library.versions("A2")] == [1, 2]
    assert [one.id for one in library.search("zurich bridges").articles] == ["A2"]
    assert [one.id for one in library.search("third", withdrawn=True).articles] == ["A3"]
    assert desk.guilds().settings(100).share == 0.3
    [digest] = desk.schedules(100).list()
    assert (digest.id, digest.zone, digest.topics) == (
        "CCCCCCCCCC",
        "Europe/Zurich",
        ("aid-pledges",),
    )
    history = desk.runs(100).history(digest.id)
    assert [(run.edition, run.state) for run in history] == [
        (2, RunState.CLAIMED),
        (1, RunState.SENT),
    ]
    assert [run.edition for _, run in desk.due().abandoned(datetime.now(UTC), 5)] == [2]
    brief = desk.briefs(100).get("AAAAAAAAAA")
    assert brief is not None
    assert brief.message == 987654321098765432
    assert brief.payload == {"kind": "topic", "sources": [{"citation": 1, "article": "A1"}]}
    long_ago = datetime(2021, 1, 1, tzinfo=UTC)
    assert desk.briefs(100).quoting("A1", since=long_ago) == {5: (987654321098765432,)}
    assert desk.counters(100).read().shown == 12
    assert desk.state().get("commands") == "a hash"
    assert [one.id for one in desk.library(200).all()] == ["A1"]
    assert library.withdraw("A1", by=7) is not None
    assert len(desk.audit(100).read()) == 2


@pytest.mark.slow
@pytest.mark.parametrize("revision", REVISIONS)
def test_a_backup_of_it_is_migrated_when_it_is_restored(
    revision: str, new_address: sa.URL, rebuild: Rebuild, tmp_path: Path
) -> None:
    desk = made_at(revision, new_address, rebuild)
    made = desk.keeper().back_up(tmp_path / "backup")
    desk.close()
    assert made.revision == revision

    restored = desk.keeper().restore(made.file, force=True)

    assert restored.revision == revision
    with desk:
        the_bot_can_work_with_it(desk)
    desk.close()
