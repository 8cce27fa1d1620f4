"""Several rules that hear a sentence together say what each of them says alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summaries.topics import Judge, Panel, Pattern, Reading, Topic, Weighted

WORDS = [
    "the", "river", "dam", "burst", "1,200", "people", "fled", "floods", "bread", "prices",
    "price", "rose", "rising", "20-year",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def rule(name: str, *patterns: str) -> Topic:
    words = tuple(Weighted(Pattern.parse(pattern), 1.0) for pattern in patterns)
    return Topic(name, {}, words, threshold=1.0)


FLOODS = rule("floods", "flood*", "the river dam", "~burst", "dam NEAR/3 people")
BREAD = rule("bread", "bread ~price", "#quantity NEAR/2 people", "~rise")
NOTHING = rule("nothing", "volcano")


def test_a_sentence_is_heard_by_those_whom_it_concerns() -> None:
    (floods,), (bread,), (nothing,) = Panel([Judge(FLOODS), Judge(BREAD), Judge(NOTHING)]).judge(
        [Reading.of("Bread prices were rising when the river dam burst.")]
    )
    assert [found.words for found in floods.found] == ["the river dam", "burst"]
    assert [found.words for found in bread.found] == ["bread prices", "rising"]
    assert not nothing.found


@given(st.lists(SENTENCES, max_size=4))
def test_together_rules_say_what_each_says_alone(sentences: list[str]) -> None:
    judges = [Judge(topic) for topic in (FLOODS, BREAD, NOTHING)]
    readings = [Reading.of(sentence) for sentence in sentences]
    alone = [tuple(map(judge.judge, readings)) for judge in judges]
    assert Panel(judges).judge(readings) == alone


def test_each_language_has_its_own_stems() -> None:
    panel = Panel([Judge(rule("burst", "~presa"))])
    spanish, english = (Reading.of("Las presas", language=code) for code in ("es", "en"))
    ((one, other),) = panel.judge([spanish, english])
    assert one.found
    assert other.threshold == 1.0
