"""Everything that one server's team owns, as files: articles as texts, the rest as JSON.

What can be worked out of an article is left out, and so is what belongs to single persons: what
they have looked at, and texts that nobody confirmed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from summaries.store.connections import Connections
from summaries.store.errors import FileExists, FileRefused, StoreError, StoreMissing
from summaries.store.migrate import HEAD, revision_of
from summaries.store.tables import articles, guilds, metadata, schedules
from summaries.store.transfer import Progress

FORMAT: Final = "pullquote-export-1"
MANIFEST: Final = "manifest.json"

WORKED_OUT: Final = frozenset(
    {
        "amounts", "article_facts", "article_words", "evidence", "feed_entries", "library_days",
        "near_copies",
        "scored", "shingles", "topic_scores",
    }
)  # fmt: skip
"""Tables that are made from articles and feeds, and made again wherever those are added."""

PERSONAL: Final = frozenset({"drafts", "looks", "shown"})
"""Tables of what single persons, or channels, were shown, and of texts that nobody confirmed."""


_for_all = schedules.c.follower.is_(None)
"""What a member follows is hers, and not her server's."""


class NoSuchServer(StoreError):
    """The database knows no server with this id."""

    sentence = "The database at {where} has no server {reason}: check the id."


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many articles, and how many rows of each other table."""

    articles: int
    rows: dict[str, int]


def export(store: Connections, guild: int, folder: Path, *, report: Progress) -> Exported:
    """Write a server's articles and all that its team set up to an empty or new folder.

    ``articles/A1.txt`` has an article's text, character for character; those that were withdrawn
    are in ``withdrawn/``. What is known of them stands in the manifest.
    """
    if store.file is not None and not store.file.is_file():
        raise StoreMissing(store.where)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileRefused(str(folder), "it is there already and not an empty folder")
    with store.reading() as connection:
        if revision_of(connection) != HEAD:
            raise StoreError(store.where, "its tables are older: run “pullquote migrate” first")
        server = (
            connection.execute(sa.select(guilds).where(guilds.c.id == guild)).mappings().first()
        )
        if server is None:
            raise NoSuchServer(store.where, str(guild))
        try:
            return _written(connection, guild, folder, _plain(server), report)
        except OSError as error:
            raise FileRefused(str(folder), error.strerror or str(error)) from error


def _written(
    connection: sa.Connection, guild: int, folder: Path, server: dict[str, Any], report: Progress
) -> Exported:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("articles", "withdrawn"):
        (folder / name).mkdir(mode=0o700)
    listed = _articles(connection, guild, folder, report)
    tables: dict[str, list[dict[str, Any]]] = {}
    for table in metadata.sorted_tables:
        if "guild" not in table.c or table is articles or table.name in WORKED_OUT | PERSONAL:
            continue
        columns = (column.label(column.key) for column in table.c)
        query = sa.select(*columns).where(table.c.guild == guild)
        query = query.order_by(*table.primary_key.columns)
        if table is schedules:
            query = query.where(_for_all)
        elif "schedule" in table.c:
            query = query.where(table.c.schedule.in_(sa.select(schedules.c.id).where(_for_all)))
        tables[table.name] = [_plain(row) for row in connection.execute(query).mappings()]
    manifest = {
        "format": FORMAT,
        "revision": HEAD,
        "server": server,
        "articles": listed,
        **tables,
    }
    # Last, so that a folder with a manifest is a whole export.
    written = json.dumps(manifest, ensure_ascii=False, indent=1)
    _write(folder / MANIFEST, written.encode("utf-8", "surrogatepass"))
    return Exported(len(listed), {name: len(rows) for name, rows in tables.items()})


def _articles(
    connection: sa.Connection, guild: int, folder: Path, report: Progress
) -> list[dict[str, Any]]:
    """Write the texts, and return what is known of each article, newest version last."""
    ours = articles.c.guild == guild
    total = connection.scalar(sa.select(sa.func.count()).select_from(articles).where(ours))
    known_of = (column for column in articles.c if column is not articles.c.places)
    query = sa.select(*known_of).where(ours).order_by(articles.c.number, articles.c.version)
    listed: dict[int, dict[str, Any]] = {}
    with connection.execute(query, execution_options={"yield_per": 100}) as found:
        for done, row in enumerate(found.mappings(), start=1):
            known = _plain(row)
            text = known.pop("text")
            one = listed.setdefault(row["number"], {"id": f"A{row['number']}", "versions": []})
            one["versions"].append(known)
            if row["replaced_at"] is None:
                place = "withdrawn" if row["withdrawn_at"] is not None else "articles"
                one["text"] = f"{place}/A{row['number']}.txt"
                _write(folder / one["text"], text.encode())
            report(done, total)
    return list(listed.values())


def _write(file: Path, data: bytes) -> None:
    if file.exists():
        raise FileExists(str(file))
    file.write_bytes(data)
    file.chmod(0o600)


def _plain(row: Any) -> dict[str, Any]:
    return {str(name): _value(value) for name, value in row.items() if name != "guild"}


def _value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    # Only what is left out has bytes; something new would have to say what they are.
    assert not isinstance(value, bytes)
    return value
