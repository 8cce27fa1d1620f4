"""Texts are kept packed: they come back letter for letter, and damage is said, never shown."""

from __future__ import annotations

import hashlib
import logging
import zlib
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st

from summaries.corpus import Article, ArticleDamaged
from summaries.packing import packed, unpacked
from summaries.store import Database
from summaries.store.packed import (
    dictionary,
    pack_rows,
    pack_text,
    unpack_rows,
    unpack_text,
)
from summaries.store.tables import articles

DESK, EDITOR = 100, 7
MakeArticle = Callable[..., Article]
NEWS = (
    "The president said in a statement on Monday that the government of the United States would"
    " send 40 trucks to the border, according to officials. “We are ready,” he told reporters.\n\n"
) * 12


def stored(desk: Database, number: int) -> bytes:
    with desk._store.reading() as connection:
        query = sa.select(sa.type_coerce(articles.c.text, sa.LargeBinary))
        found = connection.scalar(query.where(articles.c.number == number))
    assert isinstance(found, bytes)
    return found


def put(desk: Database, number: int, raw: bytes) -> None:
    """Change what is stored of a text, behind the store's back."""
    with desk._store.writing() as connection:
        change = articles.update().where(articles.c.number == number)
        connection.execute(change.values(text=sa.literal(raw, sa.LargeBinary)))


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("")
@example(NEWS)
@example("Zürich 🏛 “quoted”\u2028\r\n\ttab\x01\ufeff")
def test_any_text_comes_back_letter_for_letter(text: str) -> None:
    assert unpack_text(pack_text(text)) == text


def test_a_text_takes_less_than_half_of_its_room_on_either_database(
    desk: Database, article: MakeArticle
) -> None:
    desk.library(DESK).add(article(NEWS), added_by=EDITOR)

    assert len(stored(desk, 1)) < len(NEWS) / 2
    assert b"president" not in stored(desk, 1)
    kept = desk.library(DESK).get("A1")
    assert kept is not None
    assert kept.text == NEWS


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"not packed at all",
        packed(b"\xff\xfe", dictionary("news")),  # packed, and no text
        packed(b"Other words.", dictionary("news")),  # packed, and another text
        packed(b"The words", b"another dictionary than ours"),
        pack_text("The words of an article.")[:-3],
        packed(bytes(65_000_000), dictionary("news")),
    ],
    ids=["nothing", "letters", "bytes", "other words", "dictionary", "cut off", "a bomb"],
)
def test_a_damaged_text_is_told_and_takes_no_other_down(
    desk: Database, article: MakeArticle, caplog: pytest.LogCaptureFixture, damage: bytes
) -> None:
    library = desk.library(DESK)
    library.add(article("The words of an article."), added_by=EDITOR)
    library.add(article("Sound."), added_by=EDITOR)
    put(desk, 1, damage)

    with caplog.at_level(logging.ERROR):
        assert [one.id for one in library.all()] == ["A2"]

    assert "text of A1 has changed" in caplog.text
    with pytest.raises(ArticleDamaged):
        library.get("A1")
    with pytest.raises(ArticleDamaged):
        library.edit("A1", by=EDITOR, title="A title")
    assert [one.article for one in library.near("The words of an article.")] == []
    assert library.withdraw("A1", by=EDITOR)


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_flipped_bytes_are_a_value_error_and_never_another_text(place: int, more: bytes) -> None:
    whole = pack_text(NEWS)
    at = place % len(whole)
    hurt = whole[:at] + more + whole[at + len(more) :]
    try:
        read = unpack_text(hurt)
    except ValueError:
        return
    assert read == NEWS, "what was added after its end is not read"


def test_a_bomb_is_given_up_before_it_fills_the_memory() -> None:
    bomb = zlib.compress(bytes(10_000_000))
    with pytest.raises(ValueError, match="too large"):
        unpacked(bomb, 1_000_000)


def test_rows_come_back_as_they_were_packed_and_are_shorter_meanwhile() -> None:
    rows = (
        b'{"article":"draft","amounts":[[],[{"span":{"start":750,"end":754},"kind":"count",'
        b'"value":"5","unit":"nationalities"}]],"quotations":[]}'
    )

    stored = pack_rows(zlib.compress(rows))

    assert zlib.decompress(unpack_rows(stored)) == rows
    assert len(stored) < len(zlib.compress(rows))
    for hurt in (b"", stored[:-1], b"y" + stored[1:]):
        with pytest.raises(ValueError, match=r"Error|cut off"):
            unpack_rows(hurt)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("news", "721a8650b8eed6a067946c206ef0fc904fc18981f93fd4d088fb52ee675069b1"),
        ("evidence", "5b5d13156ddf07586afb0f32f1425a5b53e91b985cb169e50425212bff3171d8"),
    ],
)
def test_a_dictionary_is_never_changed(name: str, known: str) -> None:
    """What is stored can't be read without the one that it was packed with."""
    assert hashlib.sha256(dictionary(name)).hexdigest() == known
