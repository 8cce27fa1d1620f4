"""A rule tried out on sentences: what it takes, misses, keeps out, and what each word does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import TOPICS_FOLDER
from summaries.briefs.samples import samples_of
from summaries.corpus import load_folder
from summaries.topics import Form, Reading, Topic, judge, load_topics
from summaries.topics.form import with_words
from summaries.topics.steering import Why, steer
from summaries.topics.trial import Part, Sample, Trial, Warned, compare, try_out
from tests.unit.topics.strategies import topics

NEWS = [
    "The river flooded the village on Monday.",
    "A flood of tears ran down his face.",
    "Officials sent aid to the flooded village.",
    "The village has a school.",
    "Rain fell on the dam.",
]
SEEDS = load_folder(Path(__file__).parents[3] / "seeds").articles


def samples(*texts: str) -> list[Sample]:
    return [Sample(("A1", index), Reading.of(text)) for index, text in enumerate(texts)]


def tried(*, words: str, excluded: str = "", required: str = "", threshold: str = "3") -> Trial:
    form = Form("Floods", words, required, excluded, threshold)
    return try_out(form.topic(), samples(*NEWS))


def places(some: tuple[object, ...]) -> list[int]:
    return [one.place[1] for one in some]  # type: ignore[attr-defined]


def test_sentences_are_matched_just_missed_or_kept_out_the_strongest_first() -> None:
    trial = tried(words="flood* +3, river +1, aid +2, dam +1", excluded="tears")

    assert places(trial.matched) == [2, 0]
    assert places(trial.missed) == [4]
    assert trial.missed[0].short == 2
    assert places(trial.excluded) == [1]
    assert trial.warnings == ()


def test_a_sentence_that_lacks_one_required_list_is_just_missed() -> None:
    trial = tried(words="flood* +3", required="where: village")

    assert places(trial.matched) == [0, 2]
    assert places(trial.missed) == [1]
    assert trial.missed[0].verdict.missing == ("where",)


def test_what_each_word_did_is_counted() -> None:
    trial = tried(words="flood* +3, school +1", required="where: village", excluded="tears")

    assert [(o.part, o.pattern, o.sentences, o.matched, o.given) for o in trial.fired] == [
        (Part.WORDS, "flood*", 3, 2, 9),
        (Part.WORDS, "school", 1, 0, 1),
        (Part.REQUIRED, "village", 3, 2, 0),
        (Part.EXCLUDED, "tears", 1, 0, 0),
    ]


def test_sentences_are_counted_at_each_threshold_around_the_rules_own() -> None:
    trial = tried(words="flood* +3, river +1, aid +2, dam +1")

    assert trial.counts == ((1, 4), (2, 3), (3, 3), (4, 2), (5, 1), (6, 0), (7, 0))


@pytest.mark.parametrize(
    ("words", "threshold", "warned"),
    [
        ("volcano +9", "3", [Warned.NOTHING, Warned.SILENT]),
        ("flood* +1, river +1", "5", [Warned.UNREACHABLE]),
        ("village +3, flood* +3", "3", [Warned.TOO_MANY]),
        ("aid +3, volcano +1", "3", [Warned.SILENT]),
        ("aid +3", "3", []),
    ],
)
def test_what_is_probably_not_meant_is_warned_of(
    words: str, threshold: str, warned: list[Warned]
) -> None:
    assert list(tried(words=words, threshold=threshold).warnings) == warned


def test_two_versions_are_compared_sentence_by_sentence() -> None:
    before = tried(words="flood* +3")
    after = tried(words="river +3, dam +3", excluded="monday")

    difference = compare(before, after)

    assert places(difference.gained) == [4]
    assert places(difference.lost) == [0, 1, 2]
    assert difference.lost[0].verdict.excluded[0].words == "monday"


def test_to_exclude_vaccines_would_lose_the_two_sentences_of_the_starter_corpus() -> None:
    aid = load_topics(TOPICS_FOLDER)[0]
    sentences = samples_of(SEEDS)

    difference = compare(
        try_out(aid, sentences), try_out(with_words(aid, "", "vaccin*"), sentences)
    )

    assert difference.gained == ()
    by_id = {article.id: article for article in SEEDS}
    lost = [by_id[a].sentences[n].span.of(by_id[a].text) for a, n in
            (one.place for one in difference.lost)]  # fmt: skip
    assert len(lost) == 2
    assert "has also committed coronavirus vaccines" in lost[0]
    assert "sending half a million Coronavirus vaccines to Guatemala" in lost[1]


@given(topics(), st.lists(st.text(max_size=60), max_size=5))
@settings(deadline=None)
def test_a_trial_agrees_with_the_rule_on_anything(topic: Topic, texts: list[str]) -> None:
    sentences = samples(*texts)
    trial = try_out(topic, sentences)

    assert [one.verdict for one in trial.judged] == [judge(topic, s.reading) for s in sentences]
    assert dict(trial.counts).get(topic.threshold) is not None
    if topic.threshold > 0:
        assert dict(trial.counts)[topic.threshold] == len(trial.matched)
    assert not {one.place for one in trial.matched} & {one.place for one in trial.missed}
    assert compare(trial, trial) == compare(try_out(topic, sentences), trial)
    for one in trial.judged:
        for more in (True, False):
            steer(trial, one.place, more=more)


class TestSteering:
    def test_more_like_a_sentence_that_is_just_missed_takes_it_in(self) -> None:
        trial = tried(words="flood* +3, dam +1, rain +1, village +1")

        proposal = steer(trial, ("A1", 4), more=True)

        assert proposal.enough
        assert [(c.pattern, c.before, c.after) for c in proposal.changes] == [("dam", 1, 2)]
        assert places(try_out(proposal.topic, samples(*NEWS)).matched)[-1] == 4

    def test_less_like_a_sentence_that_matches_keeps_it_out_and_spares_the_others(self) -> None:
        trial = tried(words="flood* +3, river +1, tears +1")

        proposal = steer(trial, ("A1", 1), more=False)

        assert proposal.enough
        changed = try_out(proposal.topic, samples(*NEWS))
        assert 1 not in places(changed.matched)

    def test_more_like_one_that_matches_already_strengthens_its_rarest_words(self) -> None:
        trial = tried(words="flood* +3, river +1, village +1")

        proposal = steer(trial, ("A1", 0), more=True)

        assert {c.pattern: c.after for c in proposal.changes} == {"river": 2, "flood*": 4}

    def test_weights_go_neither_below_nothing_nor_on_for_ever(self) -> None:
        trial = tried(words="flood* +50", threshold="1")

        proposal = steer(trial, ("A1", 0), more=False)

        assert not proposal.enough
        assert proposal.changes[0].after == 44
        small = steer(tried(words="aid +0.5", threshold="0.2"), ("A1", 2), more=False)
        assert [(c.before, c.after) for c in small.changes] == [(0.5, 0)]

    @pytest.mark.parametrize(
        ("place", "why"),
        [(1, Why.EXCLUDED), (4, Why.MISSING), (3, Why.NO_WORD), (99, Why.GONE)],
    )
    def test_where_weights_can_not_help_that_is_said(self, place: int, why: Why) -> None:
        trial = tried(words="flood* +3, dam +1", excluded="tears", required="where: village, face")

        proposal = steer(trial, ("A1", place), more=True)

        assert (proposal.changes, proposal.why) == ((), why)
