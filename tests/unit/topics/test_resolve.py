"""What a reader types is understood: a topic, an article, a slip of the pen, or a search."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus import prepare
from summaries.topics import About, edits, load_topics, resolve

TOPICS = load_topics(Path(__file__).parents[3] / "config/topics")
ARTICLES = (
    prepare("Ferry sails again\n\nThe ferry sailed on Thursday.\n", id="A1", file="ferry.txt"),
    prepare("Storm warning for the islands\n\nA storm is near, it said.\n", id="A2"),
)


def ask(typed: str) -> About:
    return resolve(typed, TOPICS, ARTICLES)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("aid-pledges", "aid-pledges"),
        ("Aid pledges", "aid-pledges"),
        ("AID_PLEDGES", "aid-pledges"),
        ("  aid   pledges ", "aid-pledges"),
        ("aid", "aid-pledges"),
        ("ayuda", "aid-pledges"),
        ("Promesas de ayuda", "aid-pledges"),
        ("border", "border-numbers"),
        ("Reacciones diplomáticas", "diplomatic-reactions"),
        ("reacciones diplomaticas", "diplomatic-reactions"),
    ],
)
def test_a_topic_by_its_name_a_title_or_an_alias(typed: str, name: str) -> None:
    about = ask(typed)
    assert about.topic is not None
    assert about.topic.name == name
    assert (about.article, about.suggestion, about.query) == (None, None, None)


@pytest.mark.parametrize(
    "typed", ["A1", "a1", "Ferry sails again", "ferry SAILS again", "ferry.txt"]
)
def test_an_article_by_its_number_its_title_or_its_file(typed: str) -> None:
    about = ask(typed)
    assert about.article is ARTICLES[0]
    assert (about.topic, about.suggestion, about.query) == (None, None, None)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("aid-pleges", "aid-pledges"),
        ("aidpledges", "aid-pledges"),
        ("aid-plegdes", "aid-pledges"),
        ("boarder", "border-numbers"),
        ("diplomatic-reaction", "diplomatic-reactions"),
        ("reactoins", "diplomatic-reactions"),
    ],
)
def test_a_slip_of_the_pen_is_asked_about_and_echoed(typed: str, name: str) -> None:
    about = ask(typed)
    if about.topic is None:
        assert about.suggestion is not None
        assert about.suggestion.name == name
        assert about.query is None
    else:  # "diplomatic reaction" is an alias
        assert about.topic.name == name
    assert about.typed == typed


@pytest.mark.parametrize(
    "typed", ["vaccine sharing", "aid pleges", "zebra", "add", "ai", "A3", "who pledged aid?", "的"]
)
def test_all_else_is_a_search(typed: str) -> None:
    about = ask(typed)
    assert about.query == typed
    assert (about.topic, about.article, about.suggestion) == (None, None, None)


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_is_the_overview(typed: str) -> None:
    assert ask(typed) == About()


def test_slips_are_counted() -> None:
    assert edits("aid", "aid", most=2) == 0
    assert edits("pledges", "pleges", most=2) == 1
    assert edits("pledges", "plegdes", most=2) == 1
    assert edits("pledges", "pelgdes", most=2) == 2
    assert edits("pledges", "bread", most=2) is None
    assert edits("", "ab", most=2) == 2


@given(st.text(max_size=60))
def test_anything_typed_means_exactly_one_thing(typed: str) -> None:
    about = ask(typed)
    meant = [about.topic, about.article, about.suggestion, about.query]
    assert sum(one is not None for one in meant) == (1 if typed.split() else 0)


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_slips_are_the_same_both_ways(one: str, other: str) -> None:
    assert edits(one, other, most=2) == edits(other, one, most=2)
