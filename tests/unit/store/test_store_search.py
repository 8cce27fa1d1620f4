"""A reader looks through the library: by words, publisher, language; the same on both databases."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summaries.corpus import Article
from summaries.store import Database, LibraryPage
from summaries.store.full_text import INDEXED_ON_POSTGRESQL
from summaries.store.search_words import indexed_words, title_key

DESK, EDITOR = 100, 7
SERVERS = itertools.count(1000)  # a server for each example
MakeArticle = Callable[..., Article]


def ids(page: LibraryPage) -> list[str]:
    return [one.id for one in page.articles]


@pytest.fixture
def shelf(desk: Database, article: MakeArticle) -> Database:
    """Five articles, the newest of which is A3."""
    library = desk.library(DESK)
    for text, known in (
        ("U.S. aid for López Obrador’s government.", {"title": "Aid", "publisher": "AP"}),
        ("The vaccines came; a twenty-year high.", {"publisher": "Reuters", "language": "en"}),
        ("Las vacunas de López.", {"publisher": "AP", "published": date(2021, 9, 1)}),
        ("Nothing of the kind.", {"title": "Vaccine sharing", "publisher": "Reuters"}),
        ("A test of the word under_score, it's 5,000.", {"publisher": None}),
    ):
        known = {"title": None, **known}
        language = str(known.pop("language", "es" if "Las" in text else "en"))
        made = article(text, **known)
        object.__setattr__(made, "language", language)
        library.add(made, added_by=EDITOR)
    desk.library(DESK + 1).add(article("U.S. aid, López, vaccines, of the word."), added_by=EDITOR)
    return desk


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("vaccine", ["A4", "A2"]),  # the title counts, and longer words
        ("VACCINES", ["A2"]),
        ("lopez", ["A3", "A1"]),
        ("López aid", ["A1"]),
        ("u.s.", ["A1"]),
        ("US", []),  # two letters: no beginning of "used"
        ("twenty-year", ["A2"]),
        ("year high", ["A2"]),
        ("obrador's", ["A1"]),
        ("obrador", ["A1"]),
        ("under_score", ["A5"]),
        ("score", ["A5"]),
        ("5,000", ["A5"]),
        ("of the", ["A5", "A4"]),
        ("vaccine nowhere", []),
        ("   ", ["A3", "A5", "A4", "A2", "A1"]),
        ("?!", []),
    ],
)
def test_every_word_must_stand_in_title_or_text(
    shelf: Database, words: str, found: list[str]
) -> None:
    page = shelf.library(DESK).search(words)

    assert ids(page) == found
    assert page.count == len(found)


def test_what_was_found_comes_without_texts_and_with_its_sentences(shelf: Database) -> None:
    page = shelf.library(DESK).search("sharing")

    assert [(one.title, one.publisher, one.text) for one in page.articles] == [
        ("Vaccine sharing", "Reuters", "")
    ]
    assert page.sentences == (1,)
    assert not page.more


def test_publisher_and_language_narrow_it_down(shelf: Database) -> None:
    library = shelf.library(DESK)

    assert ids(library.search(publisher="AP")) == ["A3", "A1"]
    assert ids(library.search("lopez", publisher="AP", language="en")) == ["A1"]
    assert ids(library.search(language="es")) == ["A3"]
    assert ids(library.search(publisher="Nobody")) == []
    assert library.publishers() == ("AP", "Reuters")


def test_pages_follow_each_other(shelf: Database) -> None:
    library = shelf.library(DESK)

    pages = [library.search(offset=offset, limit=2) for offset in (0, 2, 4, 6)]

    assert [ids(page) for page in pages] == [["A3", "A5"], ["A4", "A2"], ["A1"], []]
    assert {page.count for page in pages} == {5}
    assert ids(library.search(offset=-1, limit=-1)) == []


def test_withdrawn_articles_are_found_when_they_are_asked_for(shelf: Database) -> None:
    library = shelf.library(DESK)
    library.withdraw("A1", by=EDITOR, reason="wrong")
    library.withdraw("A3", by=EDITOR)

    assert ids(library.search("lopez")) == []
    assert ids(library.search("lopez", withdrawn=True)) == ["A3", "A1"]
    assert library.search(withdrawn=True).articles[1].withdrawn_reason == "wrong"
    assert library.count() == 3

    library.restore("A3", by=EDITOR)
    assert ids(library.search("lopez")) == ["A3"]


def test_a_new_title_is_found_and_the_old_one_is_not(shelf: Database) -> None:
    library = shelf.library(DESK)

    library.edit("A4", by=EDITOR, title="Doses for neighbours")

    assert ids(library.search("doses neighbours kind")) == ["A4"]
    assert ids(library.search("sharing")) == []
    if shelf._store.file:
        with shelf._store.writing() as connection:
            connection.exec_driver_sql(
                "INSERT INTO article_search(article_search, rank) VALUES ('integrity-check', 1)"
            )


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'",
        "\\",
        "a AND b OR NOT c NEAR(d, 2)",
        "words: ^x {a b} : x*",
        "& | ! ( ) <-> :*",
        "'a':* & \"b\"",
        "%s %(x)s :words ? ; DROP TABLE articles; --",
        "\x00 \ud83d",
        "_200 _100",
        "x" * 5000,
        "word " * 5000,
        "你好 नमस्ते ﷺ ǆ ß İ",
    ],
)
def test_strange_words_are_words(shelf: Database, words: str) -> None:
    page = shelf.library(DESK).search(words)
    assert page.count in range(6)


def test_a_server_s_own_mark_is_no_word(shelf: Database) -> None:
    assert ids(shelf.library(DESK).search(f"_{DESK}")) == []
    assert ids(shelf.library(DESK).search(str(DESK))) == []


def test_of_very_many_only_the_newest_are_counted_and_that_is_said(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    library.seed_once(article(f"Common word{n}.") for n in range(510))

    page = library.search("common")

    assert page.count == 500
    assert page.more
    assert ids(page)[:2] == ["A510", "A509"]
    assert ids(library.search("common word3", limit=1)) == ["A400"]
    assert library.search().count == 510


def test_articles_with_most_of_the_words_and_the_rarest_come_first(shelf: Database) -> None:
    library = shelf.library(DESK)

    assert library.having("the López vaccines of Obrador", 2)[0] == "A1"
    assert set(library.having("the lopez", 10)) == {"A1", "A2", "A3", "A4", "A5"}
    assert library.having("lopez", 10, since=date(2021, 9, 1)) == ("A3",)
    assert library.having("nowhere", 10) == ()
    assert library.having("?", 10) == ()
    library.withdraw("A3", by=EDITOR)
    assert library.having("lopez", 10) == ("A1",)


def test_the_newest_are_those_that_count_from_the_latest_day(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    today = date(2021, 6, 7)  # when the articles of these tests are added
    for days in (3, 1, 2):
        library.add(article(f"{days}", published=today - timedelta(days=days)), added_by=EDITOR)
    library.add(article("Undated."), added_by=EDITOR)

    assert ids(library.search()) == ["A4", "A2", "A3", "A1"]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1),
    typed=st.text(max_size=40),
)
def test_any_text_is_found_by_its_own_words_and_any_search_is_answered(
    desk: Database, article: MakeArticle, text: str, typed: str
) -> None:
    library = desk.library(next(SERVERS))
    library.add(article(text), added_by=EDITOR)

    library.search(typed)

    own = library.search(text[:200])
    assert own.count == 1 or not any(letter.isalnum() for letter in text[:200])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("vaccine sharing", ["A4"]),
        ("Vaccine-sharing ", ["A4"]),
        ("AÍD", ["A1"]),
        ("vaccine", []),
        ("nothing of the kind", []),
        ("", []),
        ("?!", []),
        ("\ud800", []),
    ],
)
def test_an_article_is_found_by_its_title(shelf: Database, words: str, found: list[str]) -> None:
    assert list(shelf.library(DESK).titled(words)) == found


def test_words_and_titles_are_indexed_as_they_always_were() -> None:
    # Whoever changes what is expected here writes a migration that makes the indexes anew: what
    # stands in them could not be found, nor taken out, any more.
    text = "U.S. aid for López Obrador’s government; 5,000 — it's 10.5%."
    assert indexed_words(1, ("Vaccine-sharing", text)) == (
        "_1 vaccine_sharing vaccine sharing u_s u s aid for lopez obrador_s obrador government "
        "5 000 it_s it 10_5 10"
    )
    assert title_key("Vaccine-sharing") == title_key(" vaccine SHARING") == 6050456306621182688


def test_a_title_that_was_corrected_is_found_and_the_old_one_is_not(shelf: Database) -> None:
    library = shelf.library(DESK)
    library.edit("A4", by=EDITOR, title="Sharing vaccines")

    assert library.titled("sharing vaccines") == ("A4",)
    assert library.titled("vaccine sharing") == ()


def test_a_withdrawn_article_has_no_title_to_be_asked_by(shelf: Database) -> None:
    shelf.library(DESK).withdraw("A4", by=EDITOR)

    assert shelf.library(DESK).titled("vaccine sharing") == ()


def test_where_enough_have_all_the_words_they_are_the_newest_of_these(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    for number in range(4):
        library.add(article(f"Vaccines at border {number}."), added_by=EDITOR)
        library.add(article(f"Vaccines {number}."), added_by=EDITOR)
    library.withdraw("A7", by=EDITOR)

    assert library.having("border vaccines", 2) == ("A5", "A3")
    assert library.having("border vaccines", 4) == ("A5", "A3", "A1", "A8")
    assert library.having("border vaccines", 0) == ()


def test_a_word_that_so_many_have_is_looked_for_as_it_was_typed(
    desk: Database, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summaries.store.library_search._KNOWN", 2)
    library = desk.library(DESK)
    for text in ("One vaccine.", "Vaccines for all.", "Another vaccine."):
        library.add(article(text), added_by=EDITOR)
    assert library.having("vaccine", 10) == ("A3", "A1")

    monkeypatch.setattr("summaries.store.library_search._KNOWN", 3)
    assert library.having("vaccine", 10) == ("A3", "A1", "A2")


def test_an_old_article_that_has_all_the_words_comes_before_new_ones_that_have_some(
    desk: Database, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summaries.store.library_search._OF_A_WORD", 3)
    library = desk.library(DESK)
    for text in ("Vaccines at the border.", *(["Vaccines.", "A border."] * 4)):
        number = library.count()
        library.add(article(f"{text} {number}."), added_by=EDITOR)

    assert library.having("border vaccines", 4)[0] == "A1"


def test_no_more_articles_are_looked_up_than_are_asked_for(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    library.seed_once(article(f"Vaccines {number}.") for number in range(60))
    asked: list[str] = []

    def heard(_1: object, _2: object, statement: str, *_: object) -> None:
        asked.append(statement)

    sa.event.listen(desk._store._engine, "before_cursor_execute", heard)
    found = library.finding("vaccines", 48)
    assert [next(found) for _ in range(12)] == [f"A{number}" for number in range(60, 48, -1)]
    first = len(asked)
    assert [next(found) for _ in range(12)] == [f"A{number}" for number in range(48, 36, -1)]
    assert len(asked) == first
    assert len(list(found)) == 36


def test_the_newest_are_found_first_however_far_back_the_others_are(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    for rows in (1, 15, 23, 60):
        for number in range(2):
            text = f"Vaccines {rows} {number}.\nThe era of {rows * 1000}."
            library.add(article(text), added_by=EDITOR)
        skip_rows(desk, rows * 8_192)

    assert library.having("vaccines", 1) == ("A8",)
    assert library.having("vaccines", 20) == tuple(f"A{number}" for number in range(8, 0, -1))
    assert library.having("vaccines 1000", 4)[:2] == ("A2", "A1")
    assert ids(library.search("vaccines")) == [f"A{number}" for number in range(8, 0, -1)]
    library.withdraw("A8", by=EDITOR)
    assert library.having("vaccines", 1) == ("A7",)


@pytest.mark.parametrize("engine", ["postgresql"])
def test_words_are_looked_up_in_postgresql_s_index(
    engine: str, desk: Database, article: MakeArticle
) -> None:
    """An expression that is not the index's, to the letter, is worked out for every row."""
    desk.library(DESK).add(article("Vaccines."), added_by=EDITOR)
    asked = f"SELECT rowid FROM article_search WHERE {INDEXED_ON_POSTGRESQL} @@ 'vaccines'"
    with desk._store.reading() as connection:
        connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
        plan = connection.scalars(sa.text(f"EXPLAIN {asked}")).all()
    assert any("ix_article_search_words" in line for line in plan)


def skip_rows(desk: Database, by: int) -> None:
    """Let the next row of words have a much higher number, as in a large library."""
    with desk._store.writing() as connection:
        if connection.dialect.name == "postgresql":
            last = connection.scalar(sa.text("SELECT last_value FROM article_words_id_seq"))
            ask = sa.text("SELECT setval('article_words_id_seq', :to)")
            connection.execute(ask, {"to": last + by})
