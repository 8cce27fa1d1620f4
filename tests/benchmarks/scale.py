"""`make bench`: what a library of each size costs, in one table, and docs/performance.md from it.

PULLQUOTE_BENCH_SIZES (default "1000,10000") are the numbers of articles, PULLQUOTE_BENCH_DIR is
where the libraries are kept between runs (default: a temporary folder), PULLQUOTE_BENCH_SECONDS how
long people ask at each rate. Ten thousand articles take five minutes of one core to be taken in,
and a hundred thousand twenty more.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from bot.client import TURN
from bot.collector import Collector
from bot.desk import Desk
from bot.requests import Request
from config.settings import load_settings
from summaries.briefs import Wish, topic_brief
from summaries.ingest.scoring import AT_ONCE, qualifying, rule_key
from summaries.store import Database
from summaries.store.full_text import INDEXED_ON_POSTGRESQL
from summaries.store.search_words import scope_of, wanted_words
from summaries.store.transfer import move_rows
from summaries.topics import About
from tests.benchmarks.crowd import Reader, ask, median_cpu, questions
from tests.benchmarks.grown import APART, BEGIN, GUILD, REAL, grow, shipped, take_in
from tests.benchmarks.many_servers import SIZES
from tests.benchmarks.performance import RESULTS, table, write_page
from tests.unit.store.servers import Server, server

RATES: Final = (20, 100)
TAKEN_IN: Final = 100  # articles, to measure how fast they come in
ASKED_BEFORE: Final = 20  # questions, by which what a first one loads is there
RESCORED: Final = 200

Figures = dict[str, Any]


def main() -> None:
    sizes = [int(size) for size in os.environ.get("PULLQUOTE_BENCH_SIZES", "1000,10000").split(",")]
    seconds = float(os.environ.get("PULLQUOTE_BENCH_SECONDS", "15"))
    given = os.environ.get("PULLQUOTE_BENCH_DIR")
    databases = os.environ.get("PULLQUOTE_BENCH_DATABASES", "sqlite,postgresql").split(",")
    known: Figures = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"libraries": {}}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(given or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        known["machine"] = _machine()
        known["start"] = _start(Path(temporary))
        for size in sizes:
            path = library(size, folder)
            if "sqlite" in databases:
                _note(known, size, "SQLite", _of_sqlite(path, Path(temporary), seconds))
            if "postgresql" in databases:
                _note(known, size, "PostgreSQL", _of_postgresql(path, Path(temporary), seconds))
    print(table(known))
    write_page(known)


def library(size: int, folder: Path) -> Path:
    """Return the file of a library of so many articles, made if it is not kept."""
    path = folder / f"recombined-{size}.db"
    if path.exists():
        return path
    making = folder / f"making-{size}.db"
    making.unlink(missing_ok=True)
    if size > REAL:
        shutil.copy(library(REAL, folder), making)
    clock = [BEGIN]
    with Database.file(making, clock=lambda: clock[0]) as database:
        if size > REAL:
            grow(database, size)
        else:
            database.library(GUILD).seed_once(())
            take_in(database, 1, size, clock)
    making.rename(path)
    return path


def _note(known: Figures, size: int, kind: str, figures: Figures) -> None:
    """Keep what is measured at once: a later part may be ended."""
    load = round(os.getloadavg()[1], 1)
    known["libraries"].setdefault(str(size), {})[kind] = {**figures, "load": load}
    RESULTS.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
    print(f"{size:,} articles on {kind}: measured (load {load})", flush=True)


def _of_sqlite(path: Path, folder: Path, seconds: float) -> Figures:
    copy = folder / "measured.db"
    shutil.copy(path, copy)
    os.sync()  # else the first answers wait until a large file is on the disk
    with Database.file(copy) as database:
        with database._store.writing() as connection:
            count = connection.scalar(sa.text("SELECT count(*) FROM article_facts"))
        figures: Figures = {"bytes_an_article": round(copy.stat().st_size / count)}
        figures |= _measured(database, folder, seconds, lambda: Database.file(copy))
    copy.unlink()
    return figures


def _of_postgresql(path: Path, folder: Path, seconds: float) -> Figures:
    with server(f"bench-{os.getpid()}") as address:
        made = Server(address)
        url = made.make()
        with Database(url) as database, Database.file(path) as source:
            _copied(source, database)
            with database._store.reading() as connection:
                size = connection.scalar(sa.text("SELECT pg_database_size(current_database())"))
                count = connection.scalar(sa.text("SELECT count(*) FROM article_facts"))
            figures: Figures = {"bytes_an_article": round(size / count)}
            figures |= _measured(database, folder, seconds, lambda: Database(url))
        made.drop(url)
        made.close()
    return figures


def _copied(source: Database, target: Database) -> None:
    """Copy every row of one database to another, and let PostgreSQL look at what it has."""
    with source._store.reading() as reading, target._store.writing() as writing:
        move_rows(reading, writing, lambda done, of: None)
    engine = target._store._engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def _measured(
    database: Database, folder: Path, seconds: float, opened: Callable[[], Database]
) -> Figures:
    with database._store.reading() as connection:
        last = connection.scalar(sa.text("SELECT max(number) FROM article_facts"))
    moment: datetime = BEGIN + (last + 1) * APART
    desk = Desk(
        opened(),
        load_settings(data_dir=folder, starter_corpus=""),
        topics=shipped(),
        now=lambda: moment,
    )
    try:
        figures = asyncio.run(_answers(desk, seconds))
        figures |= _single(desk, last)
    finally:
        desk.close()
    clock = [moment]
    with opened() as taking:
        # Most words of news were met before, and so are they here.
        take_in(taking, last + 1, last + TAKEN_IN, clock)
        worked = take_in(taking, last + TAKEN_IN + 1, last + 2 * TAKEN_IN, clock)
        figures["ingest_ms"] = round(worked / TAKEN_IN * 1e3, 1)
    return figures


async def _answers(desk: Desk, seconds: float) -> Figures:
    reader, found = Reader(desk), {}
    collector = Collector()
    sys.setswitchinterval(TURN)  # as in the bot, and so is the collector
    collector.start()
    for _ in desk.topics.shipped:
        await reader.topic()
    for _ in range(ASKED_BEFORE):
        await reader.words()
    for rate in RATES:
        for name, answer in (
            ("bare", reader.bare), ("topic", reader.topic),
            ("popular", reader.popular), ("words", reader.words),
        ):  # fmt: skip
            # Where answers come slower than questions, the queue takes many times as long.
            length = seconds / 3 if (name, rate) == ("words", RATES[-1]) else seconds
            found[f"{name}_{rate}"] = (await ask(answer, rate, length)).figures()
    await collector.stop()
    return found


def _single(desk: Desk, last: int) -> Figures:
    """Measure one thing after another, in processor time: a busy machine does not count."""
    database, topic = desk.database, desk.topics.shipped[0]
    request = Request(About(topic.name, topic=topic))

    def anew() -> None:
        desk.briefing.forget(GUILD)
        desk.made(GUILD, request, "en")

    words = iter(questions(20))

    def some_words() -> None:
        desk.made(GUILD, Request(About("", query=next(words))), "en")

    other = replace(topic, threshold=topic.threshold + 0.5)
    scores, shelf = database.scores(GUILD), database.library(GUILD)

    def rescored() -> None:
        # As `score` does, a part of the library.
        for _ in range(RESCORED // AT_ONCE):
            wanted = scores.unscored(rule_key(other), AT_ONCE)
            read = shelf.get_many(wanted)
            scores.write(rule_key(other), {a: qualifying(other, read[a]) for a in wanted})

    shelf_of_topic = desk.shelves.for_topics(GUILD, [topic], "all", desk.now())
    return {
        "anew_ms": _ms(median_cpu(anew, 5)),
        "words_ms": _ms(median_cpu(some_words, 9)),
        "rescore_ms": _ms(median_cpu(rescored, 1) / RESCORED),
        "revision_ms": _wall_ms(lambda: shelf.revision(), 200),
        "having_ms": _wall_ms(lambda: shelf.having("vaccines border", 50), 9),
        "lexrank_ms": _ms(
            median_cpu(
                lambda: topic_brief(topic, shelf_of_topic.articles, Wish(method="lexrank")), 2
            )
        ),
        "peer_ms": _wall_ms(lambda: _peer(database, "vaccines border"), 3),
    }


def _peer(database: Database, words: str) -> None:
    """Ask the database's own ranking for the best articles: FTS5's bm25, or ts_rank."""
    wanted = [word for word, _ in wanted_words(words)]
    with database._store.reading() as connection:
        if connection.dialect.name == "sqlite":
            asked = " OR ".join(f'"{word}"' for word in wanted)
            query = (
                "SELECT rowid FROM article_search WHERE article_search MATCH :words"
                " ORDER BY bm25(article_search) LIMIT 50"
            )
            asked = f'"{scope_of(GUILD)}" AND ({asked})'
        else:
            tokens = INDEXED_ON_POSTGRESQL
            query = (
                f"SELECT rowid FROM article_search WHERE {tokens} @@ CAST(:words AS tsquery)"
                f" ORDER BY ts_rank({tokens}, CAST(:words AS tsquery)) DESC LIMIT 50"
            )
            asked = " | ".join(f"'{word}'" for word in wanted)
        connection.execute(sa.text(query), {"words": asked}).all()


def _ms(seconds: float) -> float:
    return round(seconds * 1e3, 2)


def _wall_ms(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        work()
        taken.append(time.perf_counter() - before)
    return _ms(sorted(taken)[times // 2])


def _start(folder: Path) -> Figures:
    """Start the bot twice on the same data; the second start is what a restart costs."""
    script = [sys.executable, "-m", "tests.benchmarks.start_to_ready", str(folder / "start")]
    for _ in range(2):
        done = subprocess.run(script, capture_output=True, text=True, check=True)
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    servers: Figures = {}
    many = [sys.executable, "-m", "tests.benchmarks.many_servers", str(folder / "many")]
    for size in (next(iter(SIZES)), *SIZES):  # the first of all makes the data
        done = subprocess.run([*many, size], capture_output=True, text=True, check=True)
        grown: Figures = json.loads(done.stdout.splitlines()[-1])
        servers[size] = {name: round(mib) for name, mib in grown.items()}
    return {
        "cpu_s": round(found["cpu_s"], 2), "peak_mib": round(found["peak_mib"]),
        "servers": servers,
    }  # fmt: skip


def _machine() -> Figures:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [x for x in cpuinfo.read_text().splitlines() if x.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    return {
        "model": model, "cores": os.cpu_count(), "gib": round(memory),
        "python": platform.python_version(), "system": platform.system(),
    }  # fmt: skip


if __name__ == "__main__":
    main()
