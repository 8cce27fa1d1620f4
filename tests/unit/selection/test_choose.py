"""The best sentences within a budget: nothing twice, nothing out of context, always the same."""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.selection import Budget, Candidate, Pick, Selection, quotable
from summaries.selection.choose import LENGTH_SCALE, SAME, choose
from summaries.selection.objective import Objective, build
from tests.unit.selection.made import article, source

LONG = 10_000


def candidate(
    document: int, index: int, words: str, *, together: tuple[int, ...] = (), prior: float = 0.0
) -> Candidate:
    stems = tuple(words.split())
    return Candidate(document, index, stems, len(stems), together or (index,), prior)


def select(
    candidates: Sequence[Candidate], budget: Budget, quotable: Sequence[int] | None = None
) -> Selection:
    documents = 1 + max((c.document for c in candidates), default=0)
    lengths = [[5] * 200 for _ in range(documents)]
    for c in candidates:
        lengths[c.document][c.index] = c.words
    return choose(candidates, build(candidates), budget, lengths=lengths, quotable=quotable)


def places(selection: Selection) -> list[tuple[int, int]]:
    return [(p.candidate.document, p.candidate.index) for p in selection.picks]


def shown(selection: Selection) -> set[tuple[int, int]]:
    return {(p.candidate.document, k) for p in selection.picks for k in p.candidate.shown_with}


def test_the_strongest_prior_comes_first() -> None:
    one = candidate(0, 0, "river flood valley", prior=5)
    other = candidate(0, 4, "council vote budget", prior=50)
    assert places(select([one, other], Budget(sentences=2))) == [(0, 4), (0, 0)]


def test_what_was_said_counts_no_second_time() -> None:
    # The second sentence has most of the first's words, the third is shorter and new.
    said = candidate(0, 0, "river flood valley bridge road")
    again = candidate(0, 5, "river flood valley bridge train school")
    new = candidate(0, 9, "council vote budget mayor")
    assert places(select([said, again, new], Budget(sentences=2)))[-1] == (0, 9)


def test_context_is_part_of_the_cost() -> None:
    lone = candidate(0, 0, "a b c d e f", prior=1)
    needy = candidate(0, 9, "u v w x y z", together=(8, 9), prior=1)
    assert places(select([lone, needy], Budget(sentences=2))) == [(0, 0)]
    assert len(shown(select([lone, needy], Budget(sentences=3)))) == 3


def test_a_sentence_shown_as_context_costs_nothing_more() -> None:
    needy = candidate(0, 9, "u v w x y z", together=(8, 9), prior=9)
    context = candidate(0, 8, "a b c d e f")
    chosen = select([needy, context], Budget(sentences=2, words=12))
    assert places(chosen) == [(0, 9), (0, 8)]
    assert shown(chosen) == {(0, 8), (0, 9)}


def test_the_same_news_in_another_article_is_noted_and_not_shown() -> None:
    original = candidate(0, 0, "ruritania send five million euro aid flood valley", prior=9)
    copy = candidate(1, 3, "ruritania send five million euro aid flood village", prior=8)
    other = candidate(2, 0, "council vote budget mayor school", prior=1)
    fillers = [candidate(3, n, f"x{n} y{n} z{n} w{n}") for n in range(10)]
    # Noted too where the budget has no room for it.
    for most in (1, 2, 5):
        selection = select([original, copy, other, *fillers], Budget(sentences=most))
        assert selection.picks[0].candidate == original
        assert selection.picks[0].repeated_in == (copy,)
        assert copy not in [p.candidate for p in (*selection.picks, *selection.passed_over)]


def test_a_sentence_like_one_shown_as_context_is_a_repetition_too() -> None:
    needy = candidate(0, 9, "u v w x y z", together=(8, 9), prior=50)
    context = candidate(0, 8, "ruritania send five million euro", prior=0)
    twin = candidate(1, 0, "ruritania send five million euro", prior=8)
    fillers = [candidate(2, n, f"a{n} b{n} c{n} d{n}") for n in range(10)]
    selection = select([needy, context, twin, *fillers], Budget(sentences=4))
    assert (1, 0) not in shown(selection)
    assert selection.picks[0].repeated_in == (twin,)


def test_sentences_of_one_line_never_repeat_each_other() -> None:
    one = candidate(0, 0, "do not come to the border", together=(0, 1), prior=5)
    other = candidate(0, 1, "do not come to the border", together=(0, 1), prior=5)
    fillers = [candidate(2, n, f"a{n} b{n} c{n} d{n}") for n in range(10)]
    selection = select([one, other, *fillers], Budget(sentences=2))
    assert places(selection) == [(0, 0), (0, 1)]


def test_those_just_missed_are_named_best_first() -> None:
    candidates = [candidate(0, n, f"a{n} b{n} c{n} d{n}", prior=float(n)) for n in range(12)]
    selection = select(candidates, Budget(sentences=2))
    assert places(selection) == [(0, 11), (0, 10)]
    assert [p.candidate.index for p in selection.passed_over] == [9, 8, 7, 6, 5]
    assert [p.score for p in selection.passed_over] == sorted(
        (p.score for p in selection.passed_over), reverse=True
    )


def test_nothing_to_choose_from_is_an_empty_choice() -> None:
    assert select([], Budget(sentences=3)) == Selection((), ())
    assert select([candidate(0, 0, "a b c")], Budget(sentences=0)).picks == ()
    assert select([candidate(0, 0, "a b c")], Budget(words=2)).picks == ()


def test_a_message_quotes_a_fifth_of_an_article_and_three_sentences_of_a_short_one() -> None:
    assert quotable(article("Rain fell. " * 50)) == 10
    assert quotable(article("Rain fell. Snow fell.")) == 3
    assert quotable(article("Rain fell. " * 50), 0.5) == 25


def plain(
    candidates: Sequence[Candidate],
    objective: Objective,
    budget: Budget,
    lengths: Sequence[Sequence[int]],
    quotable: Sequence[int] | None,
) -> list[int]:
    """The algorithm as it is described: every round looks at every candidate."""
    covered: set[int] = set()
    seen: set[tuple[int, int]] = set()
    line: dict[int, int] = {}  # a shown sentence that is a candidate → the pick it is shown for
    used: Counter[int] = Counter()
    chosen: list[int] = []
    while True:
        best: tuple[float, int] | None = None
        for i, c in enumerate(candidates):
            if i in chosen:
                continue
            new = [k for k in c.shown_with if (c.document, k) not in seen]
            words = sum(lengths[c.document][k] for k in new)
            total = sum(lengths[d][k] for d, k in seen) + words
            if not budget.allows(len(seen) + len(new), total):
                continue
            if quotable is not None and used[c.document] + len(new) > quotable[c.document]:
                continue
            if any(
                objective.likeness(place, i) > SAME
                and not (
                    candidates[pick].document == c.document
                    and set(candidates[pick].shown_with) & set(c.shown_with)
                )
                for place, pick in line.items()
            ):
                continue
            gain = (
                math.fsum(objective.weights[n] for n in objective.covers[i] - covered)
                + objective.own[i]
                + c.prior
            )
            value = gain / (words or 1) ** LENGTH_SCALE if budget.words is not None else gain
            if best is None or (-value, i) < best:
                best = (-value, i)
        if best is None:
            return chosen
        i = best[1]
        c = candidates[i]
        chosen.append(i)
        covered |= objective.covers[i]
        for k in c.shown_with:
            if (c.document, k) not in seen:
                seen.add((c.document, k))
                used[c.document] += 1
                for j, other in enumerate(candidates):
                    if (other.document, other.index) == (c.document, k):
                        line[j] = i


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Candidate], Budget, list[int] | None]:
    candidates = []
    for document in range(draw(st.integers(1, 3))):
        for index in range(draw(st.integers(0, 7))):
            stems = draw(st.lists(st.sampled_from("abcdefghij"), max_size=6))
            first = max(0, index - draw(st.integers(0, 2)))
            prior = draw(st.sampled_from([0.0, 0.0, 1.0, 8.0]))
            candidates.append(
                Candidate(
                    document,
                    index,
                    tuple(stems),
                    len(stems) + 1,
                    tuple(range(first, index + 1)),
                    prior,
                )
            )
    budget = Budget(
        draw(st.one_of(st.none(), st.integers(0, 8))),
        draw(st.one_of(st.none(), st.integers(0, 40))),
    )
    limits = draw(st.one_of(st.none(), st.lists(st.integers(0, 5), min_size=3, max_size=3)))
    return candidates, budget, limits


@settings(deadline=None, max_examples=300)
@given(problems())
def test_the_quick_way_chooses_what_the_plain_way_chooses(
    problem: tuple[list[Candidate], Budget, list[int] | None],
) -> None:
    candidates, budget, limits = problem
    lengths = [[1 + c.words for c in candidates if c.document == d] for d in range(3)]
    objective = build(candidates)

    selection = choose(candidates, objective, budget, lengths=lengths, quotable=limits)

    expected = plain(candidates, objective, budget, lengths, limits)
    assert [p.candidate for p in selection.picks] == [candidates[i] for i in expected]
    # The budget holds, nothing is chosen twice, and who repeats it is not itself shown as a pick.
    assert len(set(places(selection))) == len(selection.picks)
    total = sum(lengths[d][k] for d, k in shown(selection))
    assert budget.allows(len(shown(selection)), total)
    if limits is not None:
        used = Counter(d for d, _ in shown(selection))
        assert all(used[d] <= limits[d] for d in used)
    repeats = [c for p in selection.picks for c in p.repeated_in]
    missed = [p.candidate for p in selection.passed_over]
    everyone = [*[p.candidate for p in selection.picks], *repeats, *missed]
    assert len({(c.document, c.index) for c in everyone}) == len(everyone)


def big(count: int, distinct: int) -> list[Candidate]:
    dice = random.Random(7)
    return [
        candidate(n % 50, n // 50, " ".join(f"w{dice.randrange(distinct)}" for _ in range(8)))
        for n in range(count)
    ]


def seconds(candidates: Sequence[Candidate], budget: Budget) -> float:
    lengths = [[8] * (len(candidates) // 50 + 1) for _ in range(50)]
    begin = time.process_time()
    choose(candidates, build(candidates), budget, lengths=lengths)
    return time.process_time() - begin


def test_time_grows_with_the_candidates_and_not_with_their_square() -> None:
    small, large = big(3_000, 2_000), big(24_000, 2_000)
    for budget in (Budget(sentences=16), Budget(words=480), Budget(words=4_000)):
        assert seconds(large, budget) < 30 * max(seconds(small, budget), 0.02)


def test_a_thousand_times_the_same_sentence_is_shown_once() -> None:
    read = [
        article("Ruritania sent aid to the valley on Monday.", name=f"A{n}") for n in range(200)
    ]
    document = source(*read)
    selection = choose(
        document.candidates,
        build(document.candidates),
        Budget(sentences=10),
        lengths=document.lengths,
    )
    assert len(selection.picks) == 1
    assert len(selection.picks[0].repeated_in) == 199


def test_scores_are_what_a_reader_may_see() -> None:
    selection = select([candidate(0, 0, "a b c d e f", prior=2)], Budget(sentences=1))
    (pick,) = selection.picks
    assert isinstance(pick, Pick)
    assert pick.score == round(pick.score, 4) > 2
