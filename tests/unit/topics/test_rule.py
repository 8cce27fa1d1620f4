"""A topic's rule says of a sentence whether it qualifies, and why."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from summaries.topics import Reading, Topic, Verdict, judge, judge_all, parse_topic

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


def verdict(sentence: str) -> Verdict:
    return judge(floods(), Reading.of(sentence))


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
    assert said.excluded == ("floodlight*",)
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


def plain(topic: Topic, reading: Reading) -> Verdict:
    """The rule as its documentation says it, pattern by pattern."""
    found = [(w, reading.find(w.pattern)) for w in topic.words]
    return Verdict(
        score=sum(w.weight for w, words in found if words is not None),
        threshold=topic.threshold,
        found=judge(topic, reading).found,
        missing=tuple(
            g.name for g in topic.required if all(reading.find(p) is None for p in g.patterns)
        ),
        excluded=tuple(p.text for p in topic.excluded if reading.find(p) is not None),
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


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    topic = floods()
    begin = time.process_time()
    for text in ("flood " * 50_000, "flood of flood " * 20_000, "x" * 300_000, "1,200 " * 30_000):
        judge(topic, Reading.of(text))
    assert time.process_time() - begin < 3
