"""The best sentences within a budget: nothing twice, nothing out of context, always the same."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.selection import Budget, Candidate, Pick, Selection, quotable
from summaries.selection.choose import SHORT_LIST, TOO_LIKE, choose
from summaries.selection.features import Features
from summaries.selection.objective import UNIT, Objective, build
from summaries.selection.weights import WEIGHTS, Task
from tests.unit.selection.made import article, source


@dataclass(frozen=True)
class Said:
    """A sentence of a document: its words, what it is shown with, and what a rule says for it."""

    document: int
    index: int
    words: str
    together: tuple[int, ...] = ()
    prior: float = 0.0

    @property
    def candidate(self) -> Candidate:
        together = self.together or (self.index,)
        return Candidate(self.document, self.index, together, self.prior)


def documents(said: Sequence[Said]) -> list[Features]:
    """The documents that these sentences stand in; what is between them is silence."""
    return [
        Features.of(
            next((s.words for s in said if (s.document, s.index) == (document, index)), "")
            for index in range(1 + max(s.index for s in said if s.document == document))
        )
        if any(s.document == document for s in said)
        else Features.of(())
        for document in range(1 + max((s.document for s in said), default=-1))
    ]


def objective_of(said: Sequence[Said], seen: Sequence[str] = ()) -> Objective:
    task = Task.UPDATE if seen else Task.ARTICLES
    return build(
        [s.candidate for s in said],
        documents(said),
        task=task,
        seen=[Features.of(seen)] if seen else [],
    )


def select(
    said: Sequence[Said],
    budget: Budget,
    quotable: Sequence[int] | None = None,
    seen: Sequence[str] = (),
) -> Selection:
    if not said:
        return choose([], objective_of(said), budget)
    return choose([s.candidate for s in said], objective_of(said, seen), budget, quotable)


def places(selection: Selection) -> list[tuple[int, int]]:
    return [(p.candidate.document, p.candidate.index) for p in selection.picks]


def shown(selection: Selection) -> set[tuple[int, int]]:
    return {(p.candidate.document, k) for p in selection.picks for k in p.candidate.shown_with}


def fillers(document: int) -> list[Said]:
    return [Said(document, n, f"x{n} y{n} z{n} w{n}") for n in range(10)]


def test_the_strongest_prior_comes_first() -> None:
    one = Said(0, 0, "river flood valley", prior=1)
    other = Said(0, 4, "council vote budget", prior=50)
    assert places(select([one, other], Budget(sentences=2))) == [(0, 4), (0, 0)]


def test_what_was_said_counts_no_second_time() -> None:
    # The second sentence has some of the first's words and stands higher than the third, which
    # is all new.
    said = Said(0, 4, "river flood valley bridge road harbour market", prior=1)
    again = Said(0, 5, "river flood valley train school castle")
    new = Said(0, 6, "council vote budget mayor tower garden")
    assert places(select([said, again, new], Budget(sentences=2)))[-1] == (0, 6)


def test_context_is_part_of_the_cost() -> None:
    lone = Said(0, 0, "river flood valley bridge road harbour", prior=1)
    needy = Said(0, 9, "council vote budget mayor tower garden", together=(8, 9), prior=1)
    assert places(select([lone, needy], Budget(sentences=2))) == [(0, 0)]
    assert len(shown(select([lone, needy], Budget(sentences=3)))) == 3


def test_a_sentence_shown_as_context_costs_nothing_more() -> None:
    needy = Said(0, 9, "council vote budget mayor tower garden", together=(8, 9), prior=9)
    context = Said(0, 8, "river flood valley bridge road harbour")
    chosen = select([needy, context], Budget(sentences=2, words=12))
    assert places(chosen) == [(0, 9), (0, 8)]
    assert shown(chosen) == {(0, 8), (0, 9)}


def test_the_same_news_in_another_article_is_noted_and_not_shown() -> None:
    original = Said(0, 0, "ruritania sends five million euro aid flood valley", prior=9)
    copy = Said(1, 3, "ruritania sends five million euro aid flood village", prior=8)
    other = Said(2, 0, "council vote budget mayor school", prior=1)
    # Noted too where the budget has no room for it.
    for most in (1, 2, 5):
        selection = select([original, copy, other, *fillers(3)], Budget(sentences=most))
        assert selection.picks[0].candidate == original.candidate
        assert selection.picks[0].repeated_in == (copy.candidate,)
        missed = [p.candidate for p in (*selection.picks, *selection.passed_over)]
        assert copy.candidate not in missed


def test_a_sentence_like_one_shown_as_context_is_a_repetition_too() -> None:
    needy = Said(0, 9, "council vote budget mayor", together=(8, 9), prior=50)
    context = Said(0, 8, "ruritania sends five million euro", prior=0)
    twin = Said(1, 0, "ruritania sends five million euro", prior=8)
    selection = select([needy, context, twin, *fillers(2)], Budget(sentences=4))
    assert (1, 0) not in shown(selection)
    assert selection.picks[0].repeated_in == (twin.candidate,)


def test_a_sentence_is_not_shown_if_its_context_was_said_already() -> None:
    first = Said(0, 0, "ruritania sends five million euro", prior=50)
    again = Said(1, 4, "ruritania sends five million euro")
    needy = Said(1, 5, "council vote budget mayor", together=(4, 5), prior=8)
    selection = select([first, again, needy, *fillers(2)], Budget(sentences=4))
    assert (1, 5) not in shown(selection)


def test_sentences_of_one_line_never_repeat_each_other() -> None:
    one = Said(0, 0, "come border harbour village", together=(0, 1), prior=5)
    other = Said(0, 1, "come border harbour village", together=(0, 1), prior=5)
    selection = select([one, other, *fillers(2)], Budget(sentences=2))
    assert places(selection) == [(0, 0), (0, 1)]


def test_a_swap_takes_back_what_looked_best_at_first() -> None:
    # The long sentence says most for a start, and leaves no room for two that say more together.
    long = Said(0, 0, "river flood valley bridge road harbour market train school castle")
    left = Said(0, 1, "river flood valley bridge road town")
    right = Said(0, 2, "harbour market train school castle city")
    objective = objective_of([long, left, right])
    objective = replace(objective, own=np.array([2 * UNIT, UNIT, UNIT], np.int64))
    chosen = choose([s.candidate for s in (long, left, right)], objective, Budget(words=12))
    assert sorted(places(chosen)) == [(0, 1), (0, 2)]


def test_what_a_reader_has_seen_is_not_shown_again() -> None:
    told = Said(0, 0, "ruritania sends five million euro aid flood valley")
    nearly = Said(0, 1, "ruritania sends five million euro aid flooded valley town")
    new = Said(0, 2, "council vote budget mayor school")
    before = ["Ruritania sends five million euro aid flood valley."]
    selection = select([told, nearly, new], Budget(sentences=3), seen=before)
    assert places(selection) == [(0, 2)]


def test_those_just_missed_are_named_best_first() -> None:
    said = [Said(0, n, f"a{n} b{n} c{n} d{n}", prior=float(n)) for n in range(12)]
    selection = select(said, Budget(sentences=2))
    assert places(selection) == [(0, 11), (0, 10)]
    assert [p.candidate.index for p in selection.passed_over] == [9, 8, 7, 6, 5]
    assert [p.score for p in selection.passed_over] == sorted(
        (p.score for p in selection.passed_over), reverse=True
    )


def test_nothing_to_choose_from_is_an_empty_choice() -> None:
    assert select([], Budget(sentences=3)) == Selection((), ())
    assert select([Said(0, 0, "river flood valley")], Budget(sentences=0)).picks == ()
    assert select([Said(0, 0, "river flood valley")], Budget(words=2)).picks == ()


def test_a_message_quotes_a_fifth_of_an_article_and_three_sentences_of_a_short_one() -> None:
    assert quotable(article("Rain fell. " * 50)) == 10
    assert quotable(article("Rain fell. Snow fell.")) == 3
    assert quotable(article("Rain fell. " * 50), 0.5) == 25


def greedy(
    candidates: Sequence[Candidate],
    objective: Objective,
    budget: Budget,
    quotable: Sequence[int] | None,
    lead: Sequence[int] = (),
    among: Sequence[int] | None = None,
) -> list[int]:
    """The first half of the algorithm as it is described: every round looks at every candidate.

    ``lead`` are chosen first, whatever they add; ``among`` are all that may be chosen.
    """
    first, lengths = objective.text.first, objective.text.lengths
    rows = [[int(first[c.document]) + k for k in c.shown_with] for c in candidates]
    covers = [set(objective.covers.row(i).tolist()) for i in range(len(candidates))]
    likeness = {row: objective.likeness.to(row) for group in rows for row in group}
    covered: set[int] = set()
    seen: set[int] = set()
    used: Counter[int] = Counter()
    chosen: list[int] = []
    while True:
        best: tuple[float, int] | None = None
        for i, c in enumerate(candidates):
            new = [row for row in rows[i] if row not in seen]
            words = int(sum(lengths[row] for row in new))
            total = int(sum(lengths[row] for row in seen)) + words
            repeats = any(
                not set(rows[i]) & set(rows[pick])
                and any(likeness[a][b] > TOO_LIKE for a in rows[pick] for b in rows[i])
                for pick in chosen
            )
            if among is not None and i not in among:
                continue
            if i in chosen or repeats or not budget.allows(len(seen) + len(new), total):
                continue
            if quotable is not None and used[c.document] + len(new) > quotable[c.document]:
                continue
            gain = sum(int(objective.weights[n]) for n in covers[i] - covered)
            gain += int(objective.own[i])
            value = gain / max(words, 1) ** objective.scale if budget.words is not None else gain
            if len(chosen) < len(lead):
                value = float("inf") if i == lead[len(chosen)] else -1.0
            if best is None or (-value, i) < best:
                best = (-value, i)
        if best is None:
            return chosen
        i = best[1]
        chosen.append(i)
        covered |= covers[i]
        used[candidates[i].document] += sum(row not in seen for row in rows[i])
        seen.update(rows[i])


LEXICON = [
    "river",
    "flood",
    "valley",
    "bridge",
    "road",
    "harbour",
    "market",
    "train",
    "school",
    "castle",
]


@st.composite
def problems(
    draw: st.DrawFn, priors: Sequence[float]
) -> tuple[list[Said], Budget, list[int] | None]:
    said = []
    for document in range(draw(st.integers(1, 3))):
        for index in range(draw(st.integers(0, 7))):
            words = draw(st.lists(st.sampled_from(LEXICON), max_size=6))
            first = max(0, index - draw(st.integers(0, 2)))
            prior = draw(st.sampled_from(priors))
            together = tuple(range(first, index + 1))
            said.append(Said(document, index, " ".join(words), together, prior))
    budget = Budget(
        draw(st.one_of(st.none(), st.integers(0, 8))),
        draw(st.one_of(st.none(), st.integers(0, 40))),
    )
    limits = draw(st.one_of(st.none(), st.lists(st.integers(0, 5), min_size=3, max_size=3)))
    return said, budget, limits


@settings(deadline=None, max_examples=300)
@given(problems(priors=[1.0, 2.0, 8.0]))
def test_the_quick_way_chooses_what_the_plain_way_chooses(
    problem: tuple[list[Said], Budget, list[int] | None],
) -> None:
    said, budget, limits = problem
    candidates = [s.candidate for s in said]
    objective = objective_of(said)

    selection = choose(candidates, objective, budget, limits)

    chosen = greedy(candidates, objective, budget, limits)
    strongest = sorted(chosen, key=lambda i: (-candidates[i].prior, i))[:1]
    expected = greedy(candidates, objective, budget, limits, strongest, among=chosen)
    assert [p.candidate for p in selection.picks] == [candidates[i] for i in expected]


@settings(deadline=None, max_examples=300)
@given(problems(priors=[0.0]))
def test_swaps_only_improve_and_every_limit_holds(
    problem: tuple[list[Said], Budget, list[int] | None],
) -> None:
    said, budget, limits = problem
    candidates = [s.candidate for s in said]
    objective = objective_of(said)

    selection = choose(candidates, objective, budget, limits)

    def worth(chosen: Sequence[int]) -> int:
        covered = objective.weights - objective.uncovered(chosen)
        return int(covered.sum()) + int(objective.own[list(chosen)].sum())

    chosen = [candidates.index(p.candidate) for p in selection.picks]
    assert worth(chosen) >= worth(greedy(candidates, objective, budget, limits))
    # The budget holds, nothing is chosen twice, and who repeats it is not itself shown as a pick.
    assert len(set(places(selection))) == len(selection.picks)
    rows = [int(objective.text.first[d]) + k for d, k in shown(selection)]
    total = int(objective.text.lengths[rows].sum())
    assert budget.allows(len(rows), total)
    if limits is not None:
        used = Counter(d for d, _ in shown(selection))
        assert all(used[d] <= limits[d] for d in used)
    repeats = [c for p in selection.picks for c in p.repeated_in]
    missed = [p.candidate for p in selection.passed_over]
    everyone = [*[p.candidate for p in selection.picks], *repeats, *missed]
    assert len({(c.document, c.index) for c in everyone}) == len(everyone)


def big(count: int, distinct: int) -> tuple[list[Candidate], list[Features]]:
    dice = random.Random(7)
    texts = [
        [" ".join(f"w{dice.randrange(distinct)}" for _ in range(8)) for _ in range(count // 50)]
        for _ in range(50)
    ]
    read = [Features.of(sentences) for sentences in texts]
    return [Candidate(d, i, (i,)) for d in range(50) for i in range(count // 50)], read


def seconds(problem: tuple[list[Candidate], list[Features]], budget: Budget) -> float:
    candidates, read = problem
    begin = time.process_time()
    choose(candidates, build(candidates, read, task=Task.ARTICLES), budget)
    return time.process_time() - begin


@pytest.mark.parametrize("budget", [Budget(sentences=16), Budget(words=480), Budget(words=4_000)])
def test_time_grows_with_the_candidates_and_not_with_their_square(budget: Budget) -> None:
    small, large = big(3_000, 2_000), big(24_000, 2_000)
    assert len(large[0]) > 3 * SHORT_LIST
    assert seconds(large, budget) < 30 * max(seconds(small, budget), 0.05)


def test_a_thousand_times_the_same_sentence_is_shown_once() -> None:
    read = [
        article("Ruritania sent aid to the valley on Monday.", name=f"A{n}") for n in range(200)
    ]
    document = source(*read)
    objective = build(
        document.candidates,
        [Features.of(["Ruritania sent aid to the valley on Monday."]) for _ in read],
        task=Task.ARTICLES,
    )
    selection = choose(document.candidates, objective, Budget(sentences=10))
    assert len(selection.picks) == 1
    assert len(selection.picks[0].repeated_in) == 199


def test_scores_are_what_a_reader_may_see() -> None:
    said = Said(0, 0, "river flood valley bridge road harbour", prior=2)
    (pick,) = select([said], Budget(sentences=1)).picks
    assert isinstance(pick, Pick)
    assert pick.score == round(pick.score, 4) > 2


def test_there_are_weights_for_every_task() -> None:
    assert set(WEIGHTS) == set(Task)
