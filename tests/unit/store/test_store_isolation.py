"""One server can't see, change or delete another's rows, whichever method is called."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from summaries.briefs.shown import Print, ShownSentence
from summaries.corpus import Article
from summaries.evidence import Amount, AmountKind, Evidence, Pledge, PledgeStatus
from summaries.store import AuditPage, Counts, Database, How, LibraryPage, Report, Run, RunState
from summaries.store.library_changes import Changed
from summaries.store.repository import GuildRepository
from summaries.store.scores import Extent
from summaries.store.tables import metadata
from summaries.text import Span
from tests.unit.store.conftest import article_from_lines, rebuild_from_lines

OURS, THEIRS, USER = 100, 200, 7
SERVERS = itertools.count(1000)
DAY, LATER = date(2021, 6, 7), date(2021, 6, 8)
LONG_AGO = datetime(1999, 1, 1, tzinfo=UTC)
MUCH_LATER = datetime(2099, 1, 1, tzinfo=UTC)
NOON = datetime(2021, 6, 7, 12, tzinfo=UTC)
SECRET = "Nobody else may read this quincunx."
RULE = "aid-pledges@1"
TOPIC = "aid-pledges"
MADE_BY = "grammar 1"
ADDRESS = "https://example.org/feed"
MakeArticle = Callable[..., Article]


SUM = Amount(Span(0, 2), AmountKind.MONEY, Decimal(5), unit="USD")


def pledging(article: str) -> Evidence:
    """What an article states that pledges a sum."""
    pledge = Pledge(0, Span(0, 2), Span(0, 2), PledgeStatus.PLEDGED, Span(0, 2), amount=SUM)
    return Evidence(article, pledges=(pledge,))


class World:
    """What one server has, and the ids by which another might try to get at it."""

    def __init__(self, desk: Database, article: MakeArticle, guild: int, words: str) -> None:
        self.words = words
        self.article = article(words, url=f"https://example.org/{guild}")
        library = desk.library(guild)
        library.seed_once([article(f"{words} A starter.")])
        self.article = library.add(self.article, added_by=USER)
        gone, near = article(f"{words} Withdrawn."), [self.article.id]
        self.withdrawn = library.add(gone, added_by=USER, near=near)
        quoting = {"sources": [{"article": self.withdrawn.id}], "words": words}
        self.public = desk.briefs(guild).save(kind="topic", about=words, payload=quoting, channel=5)
        desk.briefs(guild).posted(self.public, 55)
        library.withdraw(self.withdrawn.id, by=USER)
        [self.correction] = desk.corrections(guild).of(self.withdrawn.id)
        self.brief = desk.briefs(guild).save(
            kind="topic", about=words, payload={"words": words}, shown=Counts(3, 3)
        )
        filed = desk.reports(guild).file(brief=self.brief, place=0, user=USER, words=words)
        assert isinstance(filed, Report)
        self.report = filed.id
        self.draft = desk.drafts(guild).put(words, file=f"{words}.txt", user=USER)
        desk.drafts(guild).put("", file=None, user=USER, facts={"words": words})
        self.schedule = desk.schedules(guild).add(
            channel=5,
            local_time=time(7),
            zone="UTC",
            weekdays=[0],
            topics=[words],
            created_by=USER,
        )
        self.follow = desk.follows(guild).put(
            USER, channel=6, topics=[words], local_time=time(8), zone="UTC"
        )
        run = desk.runs(guild).claim(self.schedule.id, DAY, nonce=words)
        assert run is not None
        self.run: Run = run
        preview = desk.previews(guild).claim(self.schedule.id, LATER, channel=6, due=NOON)
        assert preview is not None
        self.preview = preview
        feeds = desk.feeds(guild)
        self.feed = feeds.add(f"{ADDRESS}/{guild}", title=words, by=USER, full_text=True)
        feeds.mark_seen(self.feed.id, [words])
        self.paused = feeds.add(f"{ADDRESS}/{guild}/2", title=words, by=USER, full_text=True)
        feeds.pause(self.paused.id, by=USER)
        desk.scores(guild).write(RULE, {self.article.id: [(0, 1.5)]})
        desk.evidence(guild).write(MADE_BY, {self.article.id: pledging(self.article.id)})
        seen = [ShownSentence(self.article.id, 1, Print(1, frozenset({2}), frozenset()))]
        desk.shown(guild).looked(USER, words, NOON, seen)
        desk.topics(guild).save(TOPIC, words, by=USER, seen=0, how=How.CREATE)
        desk.guilds().add(guild, words)
        desk.guilds().change_settings(guild, {"secret": words}, by=USER)


def shown_of(world: World) -> list[ShownSentence]:
    """A sentence of a server's article, as shown to somebody."""
    return [ShownSentence(world.article.id, 1, Print(1, frozenset(), frozenset()))]


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
        "find_url": lambda r, w, make: r.find_url(w.article.url),
        "near": lambda r, w, make: r.near(w.article.text),
        "copies": lambda r, w, make: r.copies([w.article.id, w.withdrawn.id]),
        "search": lambda r, w, make: r.search("quincunx"),
        "having": lambda r, w, make: r.having("quincunx words", 10),
        "finding": lambda r, w, make: tuple(r.finding("quincunx words", 10)),
        "titled": lambda r, w, make: r.titled("quincunx"),
        "publishers": lambda r, w, make: r.publishers(),
        "versions": lambda r, w, make: r.versions(w.article.id),
        "changed": lambda r, w, make: r.changed(LONG_AGO, MUCH_LATER),
        "edit": lambda r, w, make: r.edit(w.article.id, by=USER, title="Ours", byline=None),
        "count": lambda r, w, make: r.count(),
        "count_samples": lambda r, w, make: r.count_samples(),
        "seeded": lambda r, w, make: r.seeded(),
        "withdraw": lambda r, w, make: r.withdraw(w.article.id, by=USER),
        "restore": lambda r, w, make: r.restore(w.withdrawn.id, by=USER),
        "remove_samples": lambda r, w, make: r.remove_samples(by=USER),
        "add": lambda r, w, make: r.add(make("Ours."), added_by=USER),
        "seed_once": lambda r, w, make: r.seed_once([make("Our starter.")]),
    },
    "scores": {
        "extent": lambda r, w, make: r.extent(),
        "newest": lambda r, w, make: r.newest(10),
        "count_unscored": lambda r, w, make: r.count_unscored("another@1"),
        "unscored": lambda r, w, make: r.unscored("another@1", 10),
        "best": lambda r, w, make: r.best(RULE, 10),
        "versions": lambda r, w, make: r.versions([w.article.id]),
        "live": lambda r, w, make: r.live([w.article.id]),
        "write": lambda r, w, make: r.write(RULE, {w.article.id: [(0, 9.0)]}),
        "forget_rules_but": lambda r, w, make: r.forget_rules_but([]),
    },
    "topics": {
        "revision": lambda r, w, make: r.revision(),
        "current": lambda r, w, make: r.current(),
        "latest": lambda r, w, make: r.latest(TOPIC),
        "history": lambda r, w, make: r.history(TOPIC),
        "remove": lambda r, w, make: r.remove(TOPIC, by=USER, seen=1),
        "undo": lambda r, w, make: r.undo(TOPIC, by=USER),
        "save": lambda r, w, make: r.save("ours", "ours", by=USER, seen=0, how=How.CREATE),
    },
    "evidence": {
        "of": lambda r, w, make: r.of([w.article.id], MADE_BY),
        "write": lambda r, w, make: r.write("ours", {w.article.id: Evidence(w.article.id)}),
    },
    "amounts": {
        "seen": lambda r, w, make: r.seen([SUM], until=MUCH_LATER),
    },
    "shown": {
        "of": lambda r, w, make: r.of(USER).places,
        "count": lambda r, w, make: r.count(USER),
        "last_look": lambda r, w, make: r.last_look(USER, w.words),
        "looked": lambda r, w, make: r.looked(USER, w.words, MUCH_LATER, shown_of(w)),
        "forget": lambda r, w, make: r.forget(USER),
    },
    "feeds": {
        "all": lambda r, w, make: r.all(),
        "get": lambda r, w, make: r.get(w.feed.id),
        "claim": lambda r, w, make: r.claim(w.feed.id, now=MUCH_LATER, until=MUCH_LATER),
        "move": lambda r, w, make: r.move(w.feed.id, f"{ADDRESS}/moved"),
        "pause": lambda r, w, make: r.pause(w.feed.id, by=USER),
        "resume": lambda r, w, make: r.resume(w.paused.id, by=USER),
        "remove": lambda r, w, make: r.remove(w.feed.id, by=USER),
        "note_success": lambda r, w, make: r.note_success(
            w.feed.id, etag="e", last_modified=None, entries=1, added=1, next_check=NOON
        ),
        "note_failure": lambda r, w, make: r.note_failure(
            w.feed.id, why="dns", sentence="Ours.", next_check=NOON
        ),
        "seen": lambda r, w, make: r.seen(w.feed.id, [w.words]),
        "mark_seen": lambda r, w, make: r.mark_seen(w.feed.id, ["ours"]),
        "add": lambda r, w, make: r.add(w.feed.url, title=None, by=USER, full_text=False),
    },
    "briefs": {
        "get": lambda r, w, make: r.get(w.brief),
        "quoting": lambda r, w, make: r.quoting(w.article.id, since=NOON),
        "posted": lambda r, w, make: r.posted(w.brief, 666),
        "save": lambda r, w, make: r.save(kind="topic", about="ours", payload={}),
    },
    "reports": {
        "get": lambda r, w, make: r.get(w.report),
        "posted": lambda r, w, make: r.posted(w.report, 1, 2),
        "not_posted": lambda r, w, make: r.not_posted(w.report, 1),
        "handle": lambda r, w, make: r.handle(w.report, USER),
        "file": lambda r, w, make: r.file(brief=w.brief, place=None, user=8, words="Ours."),
    },
    "drafts": {
        "get": lambda r, w, make: r.get(w.draft),
        "stating": lambda r, w, make: r.stating("words", w.words),
        "note": lambda r, w, make: r.note(w.draft, {"title": "Ours"}),
        "drop": lambda r, w, make: r.drop(w.draft),
        "put": lambda r, w, make: r.put("Ours.", file=None, user=USER),
    },
    "schedules": {
        "list": lambda r, w, make: r.list(),
        "get": lambda r, w, make: r.get(w.schedule.id),
        "of_channel": lambda r, w, make: r.of_channel(w.schedule.channel),
        "remove": lambda r, w, make: r.remove(w.schedule.id, by=USER),
        "pause": lambda r, w, make: r.pause(w.schedule.id, by=USER),
        "resume": lambda r, w, make: r.resume(w.schedule.id, by=USER),
        "refused": lambda r, w, make: r.refused(w.schedule.id, "forbidden"),
        "add": lambda r, w, make: r.add(
            channel=1, local_time=time(8), zone="UTC", weekdays=[1], topics=[], created_by=USER
        ),
    },
    "follows": {
        "get": lambda r, w, make: r.get(USER),
        "last_zone": lambda r, w, make: r.last_zone(USER),
        "leave": lambda r, w, make: r.leave(USER, w.words),
        "end": lambda r, w, make: r.end(USER),
        "put": lambda r, w, make: r.put(
            USER, channel=1, topics=["ours"], local_time=time(8), zone="UTC"
        ),
    },
    "runs": {
        "another_under_way": lambda r, w, make: r.another_under_way(
            r.claim(w.schedule.id, date(2021, 6, 21), nonce="m") or w.run
        ),
        "claim": lambda r, w, make: r.claim(w.schedule.id, date(2021, 6, 14), nonce="n"),
        "take_over": lambda r, w, make: r.take_over(w.run, timedelta()),
        "trying": lambda r, w, make: r.trying(w.run, NOON),
        "give_back": lambda r, w, make: r.give_back(w.run, NOON),
        "finish": lambda r, w, make: r.finish(w.run, RunState.FAILED),
        "skip": lambda r, w, make: r.skip(w.schedule.id, date(2021, 6, 14), nonce="n", by=USER),
        "unskip": lambda r, w, make: r.unskip(w.schedule.id, DAY, by=USER),
        "get": lambda r, w, make: r.get(w.schedule.id, DAY),
        "history": lambda r, w, make: r.history(w.schedule.id),
        "unfinished": lambda r, w, make: r.unfinished(),
    },
    "previews": {
        "claim": lambda r, w, make: r.claim(w.schedule.id, DAY, channel=6, due=NOON),
        "take_over": lambda r, w, make: r.take_over(w.preview, timedelta()),
        "trying": lambda r, w, make: r.trying(w.preview, NOON),
        "give_back": lambda r, w, make: r.give_back(w.preview, NOON),
        "finish": lambda r, w, make: r.finish(w.preview, RunState.FAILED),
        "get": lambda r, w, make: r.get(w.schedule.id, LATER),
        "undecided": lambda r, w, make: r.undecided(w.schedule.id, LATER),
        "approve": lambda r, w, make: r.approve(w.schedule.id, LATER, by=USER),
        "skip": lambda r, w, make: r.skip(w.schedule.id, LATER, by=USER),
        "drop": lambda r, w, make: r.drop(w.schedule.id, LATER, "A1", 1, by=USER),
        "put_back": lambda r, w, make: r.put_back(w.schedule.id, LATER, "A1", 1, by=USER),
    },
    "corrections": {
        "take_over": lambda r, w, make: r.take_over(w.correction, timedelta()),
        "trying": lambda r, w, make: r.trying(w.correction, NOON),
        "give_back": lambda r, w, make: r.give_back(w.correction, NOON),
        "finish": lambda r, w, make: r.finish(w.correction, RunState.FAILED),
        "get": lambda r, w, make: r.get(w.correction.id),
        "of": lambda r, w, make: r.of(w.withdrawn.id),
        "unfinished": lambda r, w, make: r.unfinished(),
    },
    "counters": {
        "read": lambda r, w, make: r.read(),
        "add": lambda r, w, make: r.add(shown=1, verified=1),
    },
    "audit": {
        "read": lambda r, w, make: r.read(),
        "page": lambda r, w, make: r.page(),
        "write": lambda r, w, make: r.write("ours", user=USER),
    },
}


# What a method answers that finds nothing of ours.
NOTHING: tuple[object, ...] = (
    None,
    False,
    0,
    (),
    [],
    {},
    set(),
    Counts(),
    Extent(0, 0),
    LibraryPage(),
    AuditPage(),
    Changed((), ()),
)


def rows_of(desk: Database, guild: int) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a server, as the database has it."""
    found = {}
    with desk._store.reading() as connection:
        for table in metadata.sorted_tables:
            key = table.c.id if table.name == "guilds" else table.c.get("guild")
            if key is not None:
                query = sa.select(table).where(key == guild).order_by(*table.primary_key.columns)
                found[table.name] = [tuple(row) for row in connection.execute(query)]
    return found


def methods_of(repository: object) -> set[str]:
    return {name for name in dir(repository) if not name.startswith("_")}


def test_the_list_of_calls_is_complete(desk: Database) -> None:
    opened = {
        name: getattr(desk, name)(OURS)
        for name in methods_of(desk)
        - {"open", "as_bot", "close", "file", "where", "alone"}
        - {"guilds", "due", "news", "state", "keeper", "vitals"}
        - {"own_briefs", "looking"}
        - {"there", "newest_revision", "revision", "examine", "try_writing", "try_alone"}
    }

    assert opened.keys() == CALLS.keys()
    for name, repository in opened.items():
        assert isinstance(repository, GuildRepository)
        assert methods_of(repository) == CALLS[name].keys()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def crowd(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, World]]:
    """A database with their server in it; ours is a new one for each method, which is quicker."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("crowd") / "pullquote.db"
        address = sa.URL.create("sqlite", database=str(file))
    else:
        address = request.getfixturevalue("postgresql").make()
    with Database(address, rebuild=rebuild_from_lines) as desk:
        yield desk, World(desk, article_from_lines, THEIRS, SECRET)
    if request.param == "postgresql":
        request.getfixturevalue("postgresql").drop(address)


@pytest.mark.parametrize(
    ("kind", "method"), [(kind, method) for kind, calls in CALLS.items() for method in calls]
)
def test_no_method_reaches_into_another_server(
    crowd: tuple[Database, World], article: MakeArticle, kind: str, method: str
) -> None:
    desk, theirs = crowd
    before = rows_of(desk, THEIRS)
    assert all(before.values()), "every table must hold something of theirs"

    answer = CALLS[kind][method](getattr(desk, kind)(next(SERVERS)), theirs, article)

    assert SECRET not in repr(answer)
    if method not in {"add", "seed_once", "save", "put", "file"}:
        assert answer in NOTHING, "there is nothing of ours to see"
    assert rows_of(desk, THEIRS) == before


@pytest.mark.parametrize(
    ("kind", "method"), [(kind, method) for kind, calls in CALLS.items() for method in calls]
)
def test_with_the_same_ids_in_both_servers_each_gets_its_own(
    crowd: tuple[Database, World], article: MakeArticle, kind: str, method: str
) -> None:
    desk, theirs = crowd
    ours = next(SERVERS)
    World(desk, article, ours, "Our own words.")
    before = rows_of(desk, THEIRS)

    answer = CALLS[kind][method](getattr(desk, kind)(ours), theirs, article)

    assert SECRET not in repr(answer)
    assert rows_of(desk, THEIRS) == before


def test_purging_a_server_leaves_nothing_of_it_and_all_of_the_others(
    desk: Database, article: MakeArticle
) -> None:
    World(desk, article, OURS, "Our own words.")
    World(desk, article, THEIRS, SECRET)
    for number in range(450):
        desk.briefs(THEIRS).save(kind="topic", about=str(number), payload={})
    desk.scores(THEIRS).write(RULE, {"A1": [(n, 1.0) for n in range(9_000)]})
    ours = rows_of(desk, OURS)

    assert desk.guilds().purge(THEIRS) > 9_450

    assert not any(rows_of(desk, THEIRS).values())
    assert rows_of(desk, OURS) == ours
    assert desk.guilds().purge(THEIRS) == 0
    assert desk.library(OURS).search("words").count == 2


def test_words_of_a_purged_server_are_in_no_file_any_more(
    file_desk: Database, article: MakeArticle, path: Path
) -> None:
    World(file_desk, article, OURS, "Our own words.")
    World(file_desk, article, THEIRS, SECRET)
    for number in range(60):
        words = " ".join(f"{chr(97 + number % 26)}{number * n}x" for n in range(60))
        file_desk.library(OURS).add(article(words), added_by=USER)
        file_desk.library(THEIRS).add(article(f"{words} quincunx{number}"), added_by=USER)

    file_desk.guilds().purge(THEIRS)

    on_disk = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"Our own words." in on_disk
    assert SECRET.encode() not in on_disk, "deleted words must be overwritten, in every file"
    assert b"quincunx" not in on_disk.lower(), "in the full-text index too"
    with file_desk._store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO article_search(article_search, rank) VALUES ('integrity-check', 1)"
        )
