"""What a library holds is added up from days: always what counting its articles gives."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from summaries.store import Database
from summaries.store.tables import article_facts
from tests.unit.store.conftest import MONDAY, article_from_lines

GUILD, EDITOR = 100, 7
DAY = date(2021, 6, 7)


def counted(desk: Database, since: date | None) -> tuple[int, int]:
    recent = sa.true() if since is None else article_facts.c.counts_from >= since
    query = sa.select(sa.func.count(), sa.func.sum(article_facts.c.sentences)).where(
        article_facts.c.guild == GUILD, article_facts.c.withdrawn.is_(False), recent
    )
    with desk._store.reading() as connection:
        articles, sentences = connection.execute(query).one()
    return articles, sentences or 0


def test_every_change_is_counted(desk: Database) -> None:
    library, scores = desk.library(GUILD), desk.scores(GUILD)

    def agree() -> None:
        for since in (None, DAY, DAY + timedelta(days=1), MONDAY.date()):
            extent = scores.extent(since)
            assert (extent.articles, extent.sentences) == counted(desk, since)
        assert library.count() == counted(desk, None)[0]

    library.seed_once([article_from_lines("A seed.\nIt has two."), article_from_lines("B.")])
    agree()
    for number in range(3):
        library.add(article_from_lines(f"News {number}.\nMore of it."), added_by=EDITOR)
    agree()
    library.edit("A3", by=EDITOR, published=DAY)
    library.edit("A4", by=EDITOR, title="Only a title")
    agree()
    library.withdraw("A3", by=EDITOR)
    library.withdraw("A3", by=EDITOR)
    agree()
    library.edit("A3", by=EDITOR, published=DAY + timedelta(days=2))
    agree()
    library.restore("A3", by=EDITOR)
    agree()
    library.remove_samples(by=EDITOR)
    agree()
    desk.guilds().purge(GUILD)
    assert scores.extent().articles == 0


def test_only_what_changed_is_looked_at_for_rules(desk: Database) -> None:
    library, scores = desk.library(GUILD), desk.scores(GUILD)
    for number in range(3):
        library.add(article_from_lines(f"News {number}.\nMore of it."), added_by=EDITOR)
    scores.write("rule", {f"A{n}": ((0, 2.0),) for n in (1, 2, 3)})
    complete = library.revision()
    assert scores.count_unscored("rule", complete) == 0

    library.edit("A2", by=EDITOR, title="Another")
    library.add(article_from_lines("Newer.\nStill."), added_by=EDITOR)
    assert scores.count_unscored("rule", complete) == scores.count_unscored("rule") == 2


def test_the_best_of_a_narrow_window_are_those_of_a_wide_one(desk: Database) -> None:
    library, scores = desk.library(GUILD), desk.scores(GUILD)
    for number in range(6):
        one = library.add(article_from_lines(f"News {number}.\nMore."), added_by=EDITOR)
        library.edit(one.id, by=EDITOR, published=DAY + timedelta(days=number))
    scores.write("rule", {f"A{n}": ((0, n % 3 + 1.0), (1, 1.0)) for n in range(1, 7)})
    assert scores.best("rule", 4) == ("A5", "A2", "A4", "A1")
    assert scores.best("rule", 4, DAY) == ("A5", "A2", "A4", "A1")
    assert scores.best("rule", 4, DAY + timedelta(days=3)) == ("A5", "A4", "A6")
