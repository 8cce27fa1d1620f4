"""A topic's rule says of a sentence whether it qualifies, and why."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from summaries.topics import (
    Found,
    Met,
    Pattern,
    Place,
    Reading,
    Topic,
    Verdict,
    judge,
    judge_all,
    parse_topic,
)
from summaries.topics.matching import Matcher

RULE = """
name = "floods"
threshold = 4
excluded = ["flood of tears", "floodlight*"]

[title]
en = "Floods"
es = "Inundaciones"

[words]
"flood*" = 3
"river" = 1
"evacuat*" = 2
"rumour*" = -2
"#quantity" = 2

[required]
water = ["flood*", "river", "dam"]
people = ["people", "villager*", "#quantity"]
"""


def floods() -> Topic:
    return parse_topic(RULE, "floods.toml")


def verdict(sentence: str, place: Place | None = None, rule: str = "") -> Verdict:
    topic = parse_topic(RULE + rule, "floods.toml")
    return judge(topic, Reading.of(sentence, place=place or Place()))


def test_a_sentence_qualifies_by_the_sum_of_its_weights() -> None:
    said = verdict("The flooded river drove out 1,200 villagers.")
    assert said.qualifies
    assert said.score == 3 + 1 + 2
    assert [(f.pattern, f.weight, f.words) for f in said.found] == [
        ("flood*", 3, "flooded"),
        ("river", 1, "river"),
        ("#quantity", 2, "1,200"),
    ]


def test_a_word_counts_once_however_often_it_stands() -> None:
    assert verdict("Flood, flood, flooding: people fled.").score == 3


def test_a_required_list_without_a_word_keeps_it_out_and_is_named() -> None:
    said = verdict("The flood was evacuated by the river.")
    assert said.score == 6
    assert said.missing == ("people",)
    assert not said.qualifies


def test_an_excluded_word_keeps_it_out_whatever_else_it_says() -> None:
    said = verdict("Floodlights lit the flooded river for 1,200 people who were evacuated.")
    assert said.score >= 4
    assert said.excluded == (Found("floodlight*", 0, "floodlights"),)
    assert not said.qualifies


def test_under_the_threshold_it_does_not_qualify() -> None:
    said = verdict("People saw the flood.")
    assert (said.score, said.threshold, said.missing) == (3, 4, ())
    assert not said.qualifies


def test_a_weight_may_count_against() -> None:
    assert verdict("Rumours of a flood drove people away.").score == 1


def test_a_sentence_about_something_else_has_nothing() -> None:
    said = verdict("Bread is cheap.")
    assert said == Verdict(0, 4, (), ("water", "people"), ())


def test_titles_are_in_the_readers_language() -> None:
    assert floods().title("es") == "Inundaciones"
    assert floods().title("fr") == "Floods"


def test_a_required_list_that_is_met_is_explained_by_its_first_words() -> None:
    said = verdict("The river rose over the dam, and villagers left.")
    assert said.met == (Met("water", "river", "river"), Met("people", "villager*", "villagers"))
    assert said.missing == ()


def test_near_may_be_weighted_required_and_excluded() -> None:
    topic = parse_topic(
        """
        name = "floods"
        threshold = 3
        excluded = ["flood* NEAR/3 tears"]
        [words]
        "flood* NEAR/4 #quantity" = 3
        [required]
        flight = ["flood* NEAR/9 evacuat*"]
        """,
        "floods.toml",
    )
    said = judge(topic, Reading.of("The floods hit 1,200 people, who were evacuated."))
    assert said.qualifies
    assert said.found == (Found("flood* NEAR/4 #quantity", 3, "floods … 1,200"),)
    assert said.met == (Met("flight", "flood* NEAR/9 evacuat*", "floods … evacuated"),)
    said = judge(topic, Reading.of("A flood of tears: 1,200 were evacuated."))
    assert said.excluded == (Found("flood* NEAR/3 tears", 0, "flood … tears"),)


PLACED = """
[position]
lede = 2
title = 1
heading = -1
"""


def test_the_lede_is_worth_what_the_rule_says() -> None:
    said = verdict("The flood drove people out.", Place(1, lede=True), PLACED)
    assert said.score == 3 + 2
    assert said.found[-1] == Found("position: lede", 2, "sentence 1")
    assert verdict("The flood drove people out.", Place(9), PLACED).score == 3


def test_a_title_or_heading_with_a_word_of_the_topic_is_explained_by_it() -> None:
    said = verdict(
        "People saw the river.", Place(5, title="Flooding again", heading="Evacuations"), PLACED
    )
    assert said.found[1:] == (
        Found("position: title", 1, "flooding"),
        Found("position: heading", -1, "evacuations"),
    )


def test_a_title_with_only_a_number_or_a_word_that_counts_against_is_worth_nothing() -> None:
    place = Place(5, title="1,200 rumours", heading="Bread")
    assert [f.pattern for f in verdict("People saw the river.", place, PLACED).found] == ["river"]


def test_a_place_alone_says_nothing_of_the_subject() -> None:
    place = Place(1, lede=True, title="Flood")
    assert verdict("People came by the dam.", place, PLACED).found == ()
    assert verdict("Bread is cheap.", place, PLACED).score == 0


def test_where_no_position_is_given_a_place_is_worth_nothing() -> None:
    place = Place(1, lede=True, title="Flood", heading="Flood")
    assert verdict("The flood drove people out.", place).score == 3


def plain(topic: Topic, reading: Reading) -> Verdict:
    """The rule as its documentation says it, pattern by pattern."""

    def words(pattern: Pattern) -> str | None:
        return dict(Matcher([pattern]).look(reading)).get(0)

    said = judge(topic, reading)
    return Verdict(
        score=sum(w.weight for w in topic.words if words(w.pattern) is not None),
        threshold=topic.threshold,
        found=tuple(
            Found(w.pattern.text, w.weight, has)
            for w in topic.words
            if (has := words(w.pattern)) is not None
        ),
        missing=tuple(g.name for g in topic.required if all(words(p) is None for p in g.patterns)),
        excluded=tuple(
            Found(p.text, 0, has) for p in topic.excluded if (has := words(p)) is not None
        ),
        met=said.met,
    )


WORDS = """
    flood flooding Floodlights river dam people villagers 1,200 rumour tears of evacuate “no”
    flood-water Río
"""
SENTENCES = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS.split()), max_size=10).map(" ".join),
)


@given(st.lists(SENTENCES, max_size=4))
def test_looking_words_up_finds_what_trying_every_pattern_finds(sentences: list[str]) -> None:
    topic = floods()
    readings = [Reading.of(sentence) for sentence in sentences]
    assert judge_all(topic, readings) == tuple(plain(topic, reading) for reading in readings)


@given(SENTENCES, st.booleans(), st.sampled_from(["", "Flood", "Bread"]))
def test_the_score_is_the_sum_of_what_was_found(sentence: str, lede: bool, over: str) -> None:
    said = verdict(sentence, Place(1, lede, over, over), PLACED)
    assert said.score == sum(found.weight for found in said.found)
    assert {met.name for met in said.met} | set(said.missing) == {"water", "people"}


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    topic = floods()
    begin = time.process_time()
    for text in ("flood " * 50_000, "flood of flood " * 20_000, "x" * 300_000, "1,200 " * 30_000):
        judge(topic, Reading.of(text))
    assert time.process_time() - begin < 3


def hostile(pattern: str) -> Topic:
    """A rule as large as one may be, of patterns that begin alike."""
    words = "".join(f'"{pattern.format(n)}" = 1\n' for n in range(300))
    return parse_topic(f'name = "hostile"\nthreshold = 1\n[words]\n{words}', "hostile.toml")


def test_time_grows_with_the_text_under_the_largest_rules() -> None:
    again = "the " * 18
    readings = [
        *(Reading.of(f"the aid of the {n} the $5 aid to the {n + 1}") for n in range(2_000)),
        Reading.of("the " * 3_000),
        Reading.of("the $5 aid " * 3_000),
    ]
    begin = time.process_time()
    for pattern in (again + "{}", "the NEAR/50 w{}", "the NEAR/50 aid {}", "#money NEAR/9 {}"):
        judge_all(hostile(pattern), readings)
    assert time.process_time() - begin < 6
