"""An editor adds, withdraws and restores articles; nothing is lost and no number comes twice."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from datetime import date

import pytest

from summaries.corpus import Article, ArticleDamaged, LineKind, SetAside
from summaries.store import AlreadyInLibrary, Database
from summaries.text import Span

DESK, EDITOR = 100, 7
MakeArticle = Callable[..., Article]


def test_an_article_comes_back_exactly_as_it_was_added(
    desk: Database, article: MakeArticle
) -> None:
    draft = article(
        "\ufeffTitle\r\nShe said “no” — twice.\r\nBy A. Writer\n",
        title="Title",
        title_span=Span(1, 6),
        publisher="The Paper",
        publisher_given=True,
        byline="A. Writer",
        published=date(2021, 6, 6),
        published_given=True,
        file="000.txt",
        url="https://example.org/a?b=c#d",
        set_aside=(SetAside(Span(32, 44), LineKind.BYLINE),),
    )

    added = desk.library(DESK).add(draft, added_by=EDITOR, features_version="3")

    assert added == dataclasses.replace(draft, id="A1")
    assert desk.library(DESK).get("A1") == added
    assert desk.library(DESK).all() == (added,)
    stored = desk.library(DESK).stored("a1")
    assert stored is not None
    assert (stored.added_by, stored.features_version, stored.sample) == (EDITOR, "3", False)


def test_numbers_go_on_after_the_starters_and_are_never_used_again(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    library.seed_once([article(f"Starter {n}.") for n in range(1, 6)])

    sixth = library.add(article("Sixth."), added_by=EDITOR)
    library.withdraw(sixth.id, by=EDITOR)
    seventh = library.add(article("Seventh."), added_by=EDITOR)

    assert (sixth.id, seventh.id) == ("A6", "A7")
    assert [one.id for one in library.all()] == ["A1", "A2", "A3", "A4", "A5", "A7"]
    assert library.count() == 6


def test_the_same_text_is_refused_and_said_where_it_is(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    first = library.add(article("Words."), added_by=EDITOR)
    before = library.revision()

    with pytest.raises(AlreadyInLibrary, match="already in the library as A1") as refusal:
        library.add(article("Words."), added_by=EDITOR)

    assert refusal.value.article == "A1"
    found = library.find(first.sha256)
    assert found is not None
    assert found.id == "A1"
    assert (library.count(), library.revision()) == (1, before)


def test_a_withdrawn_article_is_out_of_briefs_but_can_still_be_opened(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    library.add(article("Old words."), added_by=EDITOR)

    assert library.withdraw("A1", by=EDITOR, reason="wrong sum")
    assert not library.withdraw("A1", by=EDITOR)

    assert library.all() == ()
    opened = library.get("A1")
    assert opened is not None
    assert opened.text == "Old words."
    assert list(library.get_many(["A1", "A9", "nonsense"])) == ["A1"]
    stored = library.stored("A1")
    assert stored is not None
    assert stored.withdrawn_at is not None

    assert library.restore("A1", by=EDITOR)
    assert not library.restore("A1", by=EDITOR)
    assert library.count() == 1
    assert [entry.action for entry in desk.audit(DESK).read()] == [
        "article.restore",
        "article.withdraw",
        "article.add",
    ]
    assert desk.audit(DESK).read()[1].detail == {"article": "A1", "reason": "wrong sum"}


def test_restoring_beside_the_same_text_is_refused(desk: Database, article: MakeArticle) -> None:
    library = desk.library(DESK)
    library.add(article("Words."), added_by=EDITOR)
    library.withdraw("A1", by=EDITOR)
    library.add(article("Words."), added_by=EDITOR)

    with pytest.raises(AlreadyInLibrary, match="A2"):
        library.restore("A1", by=EDITOR)

    found = library.find(article("Words.").sha256)
    assert found is not None
    assert found.id == "A2"


def test_the_samples_come_once_and_go_together(desk: Database, article: MakeArticle) -> None:
    library = desk.library(DESK)
    starters = [article("One."), article("Two."), article("One.", title="The same again")]

    assert not library.seeded()
    assert library.seed_once(starters)
    assert library.seeded()
    assert not library.seed_once([article("Three.")])
    own = library.add(article("Ours."), added_by=EDITOR)

    assert (library.count(), library.count_samples()) == (3, 2)
    assert library.remove_samples(by=EDITOR) == 2
    assert library.remove_samples(by=EDITOR) == 0
    assert library.all() == (own,)
    assert not library.seed_once(starters), "removed samples must not come back"


def test_the_revision_changes_with_every_change_and_with_no_reading(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    seen = [library.revision()]

    def changed() -> bool:
        seen.append(library.revision())
        return seen[-1] not in seen[:-1]

    library.seed_once([article("One.")])
    assert changed()
    library.add(article("Two."), added_by=EDITOR)
    assert changed()
    library.withdraw("A2", by=EDITOR)
    assert changed()
    library.restore("A2", by=EDITOR)
    assert changed()
    library.remove_samples(by=EDITOR)
    assert changed()
    library.all(), library.get("A1"), library.withdraw("A99", by=EDITOR)
    desk.library(DESK + 1).add(article("Elsewhere."), added_by=EDITOR)
    assert not changed()
    desk.guilds().purge(DESK)
    assert library.revision() == 0, "empty and unknown, as before the first article"
    library.seed_once([article("One.")])
    assert changed()


def test_one_damaged_text_does_not_take_the_others_down(
    desk: Database, article: MakeArticle, caplog: pytest.LogCaptureFixture
) -> None:
    library = desk.library(DESK)
    library.add(article("Sound."), added_by=EDITOR)
    library.add(article("Changed behind our back."), added_by=EDITOR)
    with desk._store.writing() as behind:
        behind.exec_driver_sql("UPDATE articles SET text = 'forged' WHERE number = 2")

    with caplog.at_level(logging.ERROR):
        assert [one.id for one in library.all()] == ["A1"]

    assert "text of A2 has changed" in caplog.text
    with pytest.raises(ArticleDamaged):
        library.get("A2")
    assert library.withdraw("A2", by=EDITOR)


@pytest.mark.parametrize(
    "id_", ["", "A", "A0", "A-1", "A1 ", "B1", "A1'--", "A\u0663", "A" + "9" * 30]
)
def test_what_is_no_article_id_finds_nothing(
    desk: Database, article: MakeArticle, id_: str
) -> None:
    library = desk.library(DESK)
    library.add(article("Words."), added_by=EDITOR)

    assert library.get(id_) is None
    assert not library.withdraw(id_, by=EDITOR)
    assert not library.restore(id_, by=EDITOR)
    assert library.count() == 1
