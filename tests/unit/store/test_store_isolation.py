"""One server can't see, change or delete another's rows, whichever method is called."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from summaries.corpus import Article
from summaries.store import Counts, Database, Run, RunState
from summaries.store.repository import GuildRepository

OURS, THEIRS, USER = 100, 200, 7
DAY = date(2021, 6, 7)
SECRET = "Nobody else may read this."
MakeArticle = Callable[..., Article]


class World:
    """What one server has, and the ids by which another might try to get at it."""

    def __init__(self, desk: Database, article: MakeArticle, guild: int, words: str) -> None:
        self.article = article(words)
        library = desk.library(guild)
        library.seed_once([article(f"{words} A starter.")])
        self.article = library.add(self.article, added_by=USER)
        self.withdrawn = library.add(article(f"{words} Withdrawn."), added_by=USER)
        library.withdraw(self.withdrawn.id, by=USER)
        self.brief = desk.briefs(guild).save(
            kind="topic", about=words, payload={"words": words}, shown=Counts(3, 3)
        )
        self.draft = desk.drafts(guild).put(words, file=f"{words}.txt", user=USER)
        self.schedule = desk.schedules(guild).add(
            channel=5,
            local_time=time(7),
            zone="UTC",
            weekdays=[0],
            topics=[words],
            created_by=USER,
        )
        run = desk.runs(guild).claim(self.schedule.id, DAY, nonce=words)
        assert run is not None
        self.run: Run = run
        desk.guilds().add(guild, words)
        desk.guilds().change_settings(guild, {"secret": words}, by=USER)


# How each method is asked for what belongs to `w`, another server. A method that is not
# here fails the test below, so that a new one can't be forgotten.
CALLS: dict[str, dict[str, Callable[[Any, World, MakeArticle], object]]] = {
    "library": {
        "revision": lambda r, w, make: r.revision(),
        "all": lambda r, w, make: r.all(),
        "get": lambda r, w, make: r.get(w.article.id),
        "get_many": lambda r, w, make: r.get_many([w.article.id, w.withdrawn.id]),
        "stored": lambda r, w, make: r.stored(w.article.id),
        "find": lambda r, w, make: r.find(w.article.sha256),
        "count": lambda r, w, make: r.count(),
        "count_samples": lambda r, w, make: r.count_samples(),
        "seeded": lambda r, w, make: r.seeded(),
        "withdraw": lambda r, w, make: r.withdraw(w.article.id, by=USER),
        "restore": lambda r, w, make: r.restore(w.withdrawn.id, by=USER),
        "remove_samples": lambda r, w, make: r.remove_samples(by=USER),
        "add": lambda r, w, make: r.add(make("Ours."), added_by=USER),
        "seed_once": lambda r, w, make: r.seed_once([make("Our starter.")]),
    },
    "briefs": {
        "get": lambda r, w, make: r.get(w.brief),
        "posted": lambda r, w, make: r.posted(w.brief, 666),
        "save": lambda r, w, make: r.save(kind="topic", about="ours", payload={}),
    },
    "drafts": {
        "get": lambda r, w, make: r.get(w.draft),
        "drop": lambda r, w, make: r.drop(w.draft),
        "put": lambda r, w, make: r.put("Ours.", file=None, user=USER),
    },
    "schedules": {
        "list": lambda r, w, make: r.list(),
        "get": lambda r, w, make: r.get(w.schedule.id),
        "remove": lambda r, w, make: r.remove(w.schedule.id, by=USER),
        "add": lambda r, w, make: r.add(
            channel=1, local_time=time(8), zone="UTC", weekdays=[1], topics=[], created_by=USER
        ),
    },
    "runs": {
        "claim": lambda r, w, make: r.claim(w.schedule.id, date(2021, 6, 14), nonce="n"),
        "finish": lambda r, w, make: r.finish(w.run, RunState.FAILED),
        "get": lambda r, w, make: r.get(w.schedule.id, DAY),
        "history": lambda r, w, make: r.history(w.schedule.id),
        "unfinished": lambda r, w, make: r.unfinished(),
    },
    "counters": {
        "read": lambda r, w, make: r.read(),
        "add": lambda r, w, make: r.add(shown=1, verified=1),
    },
    "audit": {
        "read": lambda r, w, make: r.read(),
        "write": lambda r, w, make: r.write("ours", user=USER),
    },
}


def rows_of(path: Path, guild: int) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a server, as SQLite has it."""
    with sqlite3.connect(path) as raw:
        tables = [
            name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        found = {}
        for table in tables:
            columns = [column[1] for column in raw.execute(f"PRAGMA table_info({table})")]
            key = "guild" if "guild" in columns else "id" if table == "guilds" else None
            if key:
                query = f"SELECT * FROM {table} WHERE {key} = ? ORDER BY 1, 2, 3"
                found[table] = raw.execute(query, (guild,)).fetchall()
    raw.close()
    return found


def methods_of(repository: object) -> set[str]:
    return {name for name in dir(repository) if not name.startswith("_")}


def test_the_list_of_calls_is_complete(desk: Database) -> None:
    opened = {
        name: getattr(desk, name)(OURS)
        for name in methods_of(desk) - {"open", "close", "file", "where", "guilds", "state"}
    }

    assert opened.keys() == CALLS.keys()
    for name, repository in opened.items():
        assert isinstance(repository, GuildRepository)
        assert methods_of(repository) == CALLS[name].keys()


@pytest.mark.parametrize(
    ("kind", "method"), [(kind, method) for kind, calls in CALLS.items() for method in calls]
)
def test_no_method_reaches_into_another_server(
    desk: Database, article: MakeArticle, path: Path, kind: str, method: str
) -> None:
    theirs = World(desk, article, THEIRS, SECRET)
    before = rows_of(path, THEIRS)
    assert all(before.values()), "every table must hold something of theirs"

    answer = CALLS[kind][method](getattr(desk, kind)(OURS), theirs, article)

    assert SECRET not in repr(answer)
    if method not in {"add", "seed_once", "save", "put"}:
        assert answer in (None, False, 0, (), {}, Counts()), "there is nothing of ours to see"
    assert rows_of(path, THEIRS) == before


@pytest.mark.parametrize(
    ("kind", "method"), [(kind, method) for kind, calls in CALLS.items() for method in calls]
)
def test_with_the_same_ids_in_both_servers_each_gets_its_own(
    desk: Database, article: MakeArticle, path: Path, kind: str, method: str
) -> None:
    World(desk, article, OURS, "Our own words.")
    theirs = World(desk, article, THEIRS, SECRET)
    before = rows_of(path, THEIRS)

    answer = CALLS[kind][method](getattr(desk, kind)(OURS), theirs, article)

    assert SECRET not in repr(answer)
    assert rows_of(path, THEIRS) == before


def test_purging_a_server_leaves_nothing_of_it_and_all_of_the_others(
    desk: Database, article: MakeArticle, path: Path
) -> None:
    World(desk, article, OURS, "Our own words.")
    World(desk, article, THEIRS, SECRET)
    for number in range(450):
        desk.briefs(THEIRS).save(kind="topic", about=str(number), payload={})
    ours = rows_of(path, OURS)

    assert desk.guilds().purge(THEIRS) > 450

    assert not any(rows_of(path, THEIRS).values())
    assert rows_of(path, OURS) == ours
    assert desk.guilds().purge(THEIRS) == 0
    on_disk = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"Our own words." in on_disk
    assert SECRET.encode() not in on_disk, "deleted words must be overwritten, in every file"
