"""The measures themselves: a measure that is wrong would pin the wrong thing."""

from __future__ import annotations

import pytest

from summaries.corpus import prepare
from summaries.selection.weights import Weights
from summaries.text import count_words
from tests.quality import fit, sample
from tests.quality.compare import Result, measure
from tests.quality.faults import dangling, points_back, repeated
from tests.quality.peers import lead, systems
from tests.quality.rouge import recall
from tests.quality.sets import OPEN_GENRES, SAMPLE, Problem, by_group, problems
from tests.quality.sets import sample as documents

STORY = prepare(
    "The council of Springfield approved a new library on Monday. It will open in May.\n\n"
    "Farmers near Shelbyville lost half of their maize to the storm. However, prices fell.\n\n"
    "On Monday the council of Springfield approved the new library.",
    id="A1",
)
PROBLEM = Problem("story", (STORY,), 22, ("A new library was approved. It opens in May.",))


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        ("“She signed it,” the mayor said.", True),
        ("These two were closed.", True),
        ("It’s late.", True),
        ("However, prices fell.", True),
        ("As a result, prices fell.", True),
        ("Thistles grow there.", False),
        ("The mayor said she signed it.", False),
        ("So-called experts left.", False),
        ("…", False),
    ],
)
def test_an_opening_points_back_by_its_first_words(sentence: str, points: bool) -> None:
    assert points_back(sentence) is points


def test_a_sentence_dangles_unless_the_one_before_it_is_shown() -> None:
    assert dangling((STORY,), [(0, 0), (0, 1)]) == 0
    assert dangling((STORY,), [(0, 1), (0, 3)]) == 2


def test_the_later_of_two_sentences_that_say_the_same_is_a_repetition() -> None:
    assert repeated((STORY,), [(0, 0), (0, 2), (0, 4)]) == 1
    assert repeated((STORY,), [(0, 0), (0, 2)]) == 0


def test_rouge_is_the_mean_recall_over_references_with_stems() -> None:
    one, two = recall("The libraries opened", ["library opens", "nothing of this"])

    assert one == pytest.approx(0.5)
    assert two == pytest.approx(0.5)


@pytest.mark.parametrize("name", [name for name, system in systems().items() if system])
def test_every_system_keeps_to_the_length(name: str) -> None:
    system = systems()[name]
    assert system is not None

    for problem in problems("GUM news")[:3]:
        article = problem.articles[0]
        shown = system(problem)
        words = sum(count_words(article.words_of(article.sentences[i])) for _, i in shown)

        assert shown == tuple(sorted(set(shown)))
        assert 0 < words <= problem.words


def test_the_lead_is_the_first_sentences_that_fit() -> None:
    assert lead(PROBLEM) == ((0, 0), (0, 1), (0, 3))


def test_faults_are_counted_of_the_sentences_and_rouge_of_the_problems() -> None:
    results = measure((PROBLEM,), lead)

    assert (results["dangling"].counted, results["dangling"].of) == ((1.0,), (3.0,))
    assert results["rouge-1"].of == (1.0,)
    assert results["rouge-1"].value > 0.5


def test_an_interval_holds_the_value_and_is_the_same_twice() -> None:
    result = Result((0.1, 0.5, 0.3, 0.2), (1.0, 1.0, 1.0, 1.0))
    low, high = result.interval()

    assert low < result.value < high
    assert result.interval() == (low, high)


def test_a_difference_is_told_from_chance() -> None:
    of = (1.0,) * 8
    some = Result((0.2, 0.9, 0.4, 0.7, 0.1, 0.6, 0.3, 0.8), of)
    better = Result(tuple(value + 0.05 for value in some.counted), of)
    shuffled = Result(tuple(reversed(some.counted)), of)

    assert better.differs(some)
    assert not shuffled.differs(some)


def test_questions_about_one_text_are_drawn_together() -> None:
    asked = tuple(Problem(group, (STORY,), 10) for group in ("b", "a", "b"))

    assert by_group(asked) == [[1], [0, 2]]


def test_the_sample_is_small_and_says_where_each_text_is_from() -> None:
    told = sample.NOTICE.read_text("utf-8")

    assert SAMPLE.stat().st_size < 250_000
    assert OPEN_GENRES["news"] == "CC BY 2.5"
    assert told == sample.notice(documents())
    assert all(document.source.startswith("https://") for document in documents())
    assert SAMPLE.read_text("utf-8") == "".join(map(sample.line, documents()))


def test_the_search_keeps_what_is_better_and_prints_what_it_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fit, "score", lambda weights, sets: 1 - abs(weights.title - 0.6))

    best = fit.search(Weights(title=0.3), ["title", "pair"], {}, seed=1, rounds=2)

    assert best.title == pytest.approx(0.6)
    assert best.pair == Weights().pair
    assert "better" in capsys.readouterr().out
