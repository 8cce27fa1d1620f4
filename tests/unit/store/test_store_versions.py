"""An editor corrects what is stated about an article; the text, the id and old quotations stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from summaries.corpus import Article, ArticleDamaged
from summaries.store import UNSET, Database, NotStorable
from summaries.text import Span

DESK, EDITOR, CHIEF = 100, 7, 8
MakeArticle = Callable[..., Article]


def test_a_correction_is_a_new_version_with_the_same_id_and_text(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    first = library.add(
        article(
            "Titel\nShe said so.",
            title="Titel",
            title_span=Span(0, 5),
            publisher="Their Paper",
            url="https://example.org/a",
        ),
        added_by=EDITOR,
        original_sha256="ab" * 32,
    )

    edited = library.edit(
        "A1", by=CHIEF, title="Title", publisher="The Paper", published=date(2021, 6, 3)
    )

    assert edited is not None
    assert (edited.id, edited.text, edited.sha256) == ("A1", first.text, first.sha256)
    assert (edited.title, edited.publisher, edited.published) == (
        "Title",
        "The Paper",
        date(2021, 6, 3),
    )
    assert (edited.publisher_given, edited.published_given) == (True, True)
    assert library.get("A1") == edited
    assert library.all() == (edited,)
    assert [edited.words_of(sentence) for sentence in edited.sentences] == ["Titel", "She said so."]
    old, new = library.versions("A1")
    assert (old.version, old.title, old.publisher) == (1, "Titel", "Their Paper")
    assert old.replaced_at is not None
    assert (new.version, new.title, new.replaced_at) == (2, "Title", None)
    assert (new.title_span, new.added_by, new.original_sha256) == (Span(0, 5), EDITOR, "ab" * 32)
    assert library.find_url("https://example.org/a") == new
    line = desk.audit(DESK).read()[0]
    assert (line.user, line.action) == (CHIEF, "article.edit")
    assert line.detail == {
        "article": "A1",
        "version": 2,
        "before": {"title": "Titel", "publisher": "Their Paper", "published": None},
        "after": {"title": "Title", "publisher": "The Paper", "published": "2021-06-03"},
    }


def test_what_a_brief_quoted_can_still_be_sliced(desk: Database, article: MakeArticle) -> None:
    library = desk.library(DESK)
    added = library.add(article("One.\nTwo."), added_by=EDITOR)
    span = added.sentences[1].span

    library.edit("A1", by=EDITOR, title="Numbers")
    library.edit("A1", by=EDITOR, title="More numbers")

    for version in library.versions("A1"):
        assert version.sha256 == added.sha256
        assert span.of(version.text) == "Two."


def test_no_change_makes_no_version(desk: Database, article: MakeArticle) -> None:
    library = desk.library(DESK)
    added = library.add(article("Words.", publisher="The Paper"), added_by=EDITOR)
    before = library.revision()

    assert library.edit("A1", by=EDITOR) == added
    assert library.edit("A1", by=EDITOR, publisher="The Paper", byline=None, title=UNSET) == added

    assert len(library.versions("A1")) == 1
    assert library.revision() == before
    assert len(desk.audit(DESK).read()) == 1


def test_none_removes_what_was_stated(desk: Database, article: MakeArticle) -> None:
    library = desk.library(DESK)
    library.add(
        article(
            "Words.",
            title="T",
            publisher="P",
            publisher_given=True,
            byline="B",
            published=date(2021, 6, 1),
            published_given=True,
        ),
        added_by=EDITOR,
    )

    edited = library.edit("A1", by=EDITOR, title=None, publisher=None, byline=None, published=None)

    assert edited is not None
    assert (edited.title, edited.publisher, edited.byline, edited.published) == (None,) * 4
    assert not edited.publisher_given
    assert not edited.published_given
    assert library.get("A1") == edited


def test_an_article_that_is_not_there_can_not_be_edited(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)

    assert library.edit("A1", by=EDITOR, title="T") is None
    assert library.edit("nonsense", by=EDITOR, title="T") is None
    assert library.versions("A1") == ()
    assert library.versions("nonsense") == ()

    library.add(article("Words."), added_by=EDITOR)
    with desk._store.writing() as behind:
        behind.exec_driver_sql("UPDATE articles SET text = 'forged'")
    with pytest.raises(ArticleDamaged):
        library.edit("A1", by=EDITOR, title="T")
    with pytest.raises(NotStorable):
        desk.library(DESK + 1).add(article("Sound.", title="\x00"), added_by=EDITOR)


def test_a_title_that_no_database_can_hold_changes_nothing(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    added = library.add(article("Words."), added_by=EDITOR)

    with pytest.raises(NotStorable, match="lone surrogate"):
        library.edit("A1", by=EDITOR, title="half \ud83d")

    assert library.get("A1") == added
    assert len(library.versions("A1")) == 1


def test_a_withdrawn_article_says_why_and_can_be_edited_and_restored(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    library.add(article("Words."), added_by=EDITOR)
    library.withdraw("A1", by=CHIEF, reason="wrong sum")

    library.edit("A1", by=EDITOR, title="T")

    stored = library.stored("A1")
    assert stored is not None
    assert (stored.version, stored.title) == (2, "T")
    assert (stored.withdrawn_by, stored.withdrawn_reason) == (CHIEF, "wrong sum")
    assert library.all() == ()
    assert library.restore("A1", by=EDITOR)
    stored = library.stored("A1")
    assert stored is not None
    assert (stored.withdrawn_at, stored.withdrawn_by, stored.withdrawn_reason) == (None,) * 3
    assert (library.count(), library.search().count) == (1, 1)


def test_facts_follow_the_version_that_is_read(desk: Database, article: MakeArticle) -> None:
    library = desk.library(DESK)
    library.add(article("One two three.\nFour five."), added_by=EDITOR)

    def facts() -> tuple[object, ...]:
        query = "SELECT version, sentences, words, publisher, withdrawn FROM article_facts"
        with desk._store.reading() as connection:
            return tuple(connection.exec_driver_sql(query).one())

    assert facts() == (1, 2, 5, None, False)
    library.edit("A1", by=EDITOR, publisher="The Paper")
    assert facts() == (2, 2, 5, "The Paper", False)
    library.withdraw("A1", by=EDITOR)
    assert facts() == (2, 2, 5, "The Paper", True)
