"""Whatever text comes in is kept code point for code point, or refused in one sentence."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summaries.corpus import Article
from summaries.store import Database, NotStorable

DESK, EDITOR = 100, 7
SERVERS = itertools.count(1000)  # a server for each example
MakeArticle = Callable[..., Article]

HOSTILE = [
    "'; DROP TABLE articles; --",
    "%s %(x)s :name ? {0} \\",
    "\r\n\r\n\x0b\x0c\x1c\x85\u2028\u2029 lines",
    "e\u0301 is not \u00e9",
    "\u0645\u0631\u062d\u0628\u0627 \u202eabc\u202c नमस्ते 你好 \U0001f469\u200d\U0001f467",
    "\ufeff\ufffe\uffff\U0010ffff",
    "\x01\x07\x1b[31m\x7f",
    "   ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_strange_text_is_kept_as_it_is(desk: Database, article: MakeArticle, text: str) -> None:
    added = desk.library(DESK).add(
        article(text, title=text, publisher=text, byline=text, file=text, url=text),
        added_by=EDITOR,
        features_version=text,
    )

    assert desk.library(DESK).get(added.id) == added
    name = desk.briefs(DESK).save(kind=text, about=text, payload={text: text})
    brief = desk.briefs(DESK).get(name)
    assert brief is not None
    assert (brief.kind, brief.about, brief.payload) == (text, text, {text: text})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("before\x00after", "a zero character at place 6"),
        ("half \ud83d of a face", "half a character \\(a lone surrogate\\) at place 5"),
    ],
)
def test_text_that_no_database_can_hold_is_refused_whole(
    desk: Database, article: MakeArticle, text: str, reason: str
) -> None:
    sentence = f"^This can't be stored, and nothing was changed: its text has {reason}\\.$"
    library = desk.library(DESK)

    with pytest.raises(NotStorable, match=sentence):
        library.add(article(text), added_by=EDITOR)
    with pytest.raises(NotStorable, match=sentence):
        library.add(article("Sound.", title=text), added_by=EDITOR)
    with pytest.raises(NotStorable, match=sentence):
        library.seed_once([article("Sound."), article(text)])
    with pytest.raises(NotStorable, match=sentence):
        desk.briefs(DESK).save(kind="query", about=text, payload={})

    assert library.count() == 0
    assert not library.seeded()
    assert library.add(article("Sound."), added_by=EDITOR).id == "A1"


@pytest.mark.parametrize("text", ["\x00", "\ud83d", "\udc00\ud800"])
def test_inside_json_any_string_is_kept(desk: Database, text: str) -> None:
    name = desk.briefs(DESK).save(kind="query", about="x", payload={"about": text})

    brief = desk.briefs(DESK).get(name)

    assert brief is not None
    assert brief.payload == {"about": text}


def test_a_text_of_a_megabyte_is_kept(desk: Database, article: MakeArticle) -> None:
    text = "Ünïcödé 中文 words, over and over.\n" * 30_000
    added = desk.library(DESK).add(article(text), added_by=EDITOR)

    assert len(text.encode()) > 1_000_000
    assert desk.library(DESK).get(added.id) == added


def test_numbers_too_large_for_any_database_are_refused(
    desk: Database, article: MakeArticle
) -> None:
    with pytest.raises(NotStorable):
        desk.library(DESK).add(article("Words."), added_by=2**64)

    assert desk.library(DESK).count() == 0


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.text(st.characters(), min_size=1), min_size=1, max_size=4, unique=True))
def test_any_text_is_kept_exactly_or_refused(
    desk: Database, article: MakeArticle, texts: list[str]
) -> None:
    library = desk.library(next(SERVERS))
    kept = []
    for text in texts:
        try:
            kept.append(library.add(article(text), added_by=EDITOR))
        except NotStorable:
            assert "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text)
    assert library.all() == tuple(kept)
