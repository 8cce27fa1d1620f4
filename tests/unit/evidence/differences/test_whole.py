import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.evidence.differences import differences
from summaries.evidence.model import AmountKind, DifferenceKind, Evidence

from .made import article, evidence, found

FLOOD = (
    article(
        "K1",
        "2024-05-02",
        "At least 38 people died near Mai Mahiu in Kenya on Monday night, police said.",
        "President William Ruto will visit Mai Mahiu on Thursday, his spokesman said.",
        "“We have lost entire families to this water,” Governor Susan Kihika said.",
        "The European Union pledged €2.5 million in humanitarian assistance for Kenya.",
        "The Treasury would not say whether it would release emergency funds.",
    ),
    article(
        "K2",
        "2024-05-04",
        "The flood killed 45 people near Mai Mahiu in Kenya on Monday night.",
        "President William Ruto arrived in Mai Mahiu on Friday.",
        "“We have lost whole families to this water,” Susan Kihika told reporters.",
        "The European Union announced €2.5 million to repair water points in Kenya.",
        "The Treasury will release emergency funds to eleven counties.",
        "Opposition leader Raila Odinga said the response in Kenya had been slow and chaotic.",
    ),
    article(
        "K3",
        "2024-05-05",
        "More than 60 people died near Mai Mahiu in Kenya on Monday night, aid groups said.",
        "Government spokesman Isaac Mwaura of Kenya denied that the response had been slow.",
        "“We have lost entire families to this water,” Governor Susan Kihika said.",
    ),
)


def test_every_kind_of_difference_is_found_in_three_reports_of_one_flood() -> None:
    assert {one.kind for one in found(*FLOOD)} == set(DifferenceKind)


def test_three_papers_that_differ_stand_in_one_difference_in_the_order_of_their_days() -> None:
    dead = next(one for one in found(*FLOOD) if one.kind is DifferenceKind.VALUE)
    assert [side.article for side in dead.sides] == ["K1", "K2", "K3"]


def test_the_order_of_the_articles_makes_no_difference() -> None:
    rows = [evidence(read) for read in FLOOD]
    expected = differences(FLOOD, rows)
    for seed in range(4):
        order = random.Random(seed).sample(range(3), 3)
        assert differences([FLOOD[n] for n in order], [rows[n] for n in order]) == expected


def test_the_surest_differences_come_first_and_no_more_of_a_kind_than_asked_for() -> None:
    rows = [evidence(read) for read in FLOOD]
    every = differences(FLOOD, rows)
    assert [one.strength for one in every] == sorted((o.strength for o in every), reverse=True)
    few = differences(FLOOD, rows, most=1)
    assert len(few) == len({one.kind for one in few})


def test_who_asks_about_a_sentence_gets_the_differences_that_it_is_a_side_of() -> None:
    rows = [evidence(read) for read in FLOOD]
    for whole in differences(FLOOD, rows):
        for side in whole.sides:
            asked = {(side.article, side.sentence)}

            some = differences(FLOOD, rows, about=asked)

            assert whole.kind in {one.kind for one in some}
            for one in some:
                assert not asked.isdisjoint((s.article, s.sentence) for s in one.sides)


def test_who_asks_about_nothing_or_about_other_articles_gets_no_difference() -> None:
    rows = [evidence(read) for read in FLOOD]
    assert differences(FLOOD, rows, about=set()) == ()
    assert differences(FLOOD, rows, about={("K9", 0)}) == ()


def test_a_difference_can_be_found_by_its_speaker() -> None:
    (wording,) = (one for one in found(*FLOOD) if one.kind is DifferenceKind.WORDING)
    assert {"kihika", "families"} <= wording.about


def test_one_article_alone_or_none_differs_from_nothing() -> None:
    assert differences([], []) == ()
    assert found(FLOOD[0]) == ()


def test_articles_without_rows_are_still_compared_by_their_words() -> None:
    found_ = differences(FLOOD, [Evidence(read.id) for read in FLOOD])
    assert DifferenceKind.PLAN_AND_REPORT in {one.kind for one in found_}


def test_a_language_without_words_shows_only_what_its_rows_tell() -> None:
    articles = (
        article("A1", None, "Alsbach lova 25 miljoner euro till nya skolor.", lang="sv"),
        article("A2", None, "Alsbach ger 25 miljoner euro till sjukhus.", lang="sv"),
    )
    assert found(*articles) == ()


WORDS = [
    "Ruto", "Kenya", "will", "visit", "visited", "on Monday", "on Friday", "denied that",
    "praised", "criticised", "the", "tunnel", "38", "45", "people", "died", "killed", "“", "”",
    "said", "not", "€2.5 million", "pledged", "for schools", "for roads", "blamed", ".", ",", "…",
    "would not say whether", "a 20-year high", "highest in 20 years", "isn’t accurate", "\n\n",
    "told reporters Monday night", "[is]", "US President Joe Biden", "Biden", "your partner",
    "\u200f", "ß", "İ", "ﬁ", "٣٨",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join),
    st.text(max_size=200),
)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_every_side_lies_in_its_sentence_whatever_the_text(texts: list[str]) -> None:
    articles = [
        article(f"A{number}", None, "Kenya praised William Ruto.", text)
        for number, text in enumerate(texts)
    ]
    by_id = {read.id: read for read in articles}
    for one in found(*articles):
        assert len(one.sides) > 1
        assert 0 <= one.strength <= 1
        for side in one.sides:
            sentence = by_id[side.article].sentences[side.sentence]
            assert sentence.span.holds(side.span)
            assert side.span.holds(side.part)
            assert len(side.part) > 0


def test_a_long_text_of_one_sign_or_word_takes_no_longer_than_others() -> None:
    long = [
        "a" * 1_000_000, "“" * 300_000, "will " * 200_000, "Ruto, " * 150_000, "not " * 250_000,
        "denied that " * 80_000, "praised the " * 80_000, "in Kenya on Monday " * 50_000,
    ]  # fmt: skip
    for text in long:
        articles = [article("A1", None, "Kenya.", text), article("A2", None, "Kenya.", text)]
        rows = [Evidence(read.id) for read in articles]
        start = process_time()
        differences(articles, rows)
        assert process_time() - start < 10


@pytest.mark.slow
def test_a_hundred_thousand_sentences_are_compared_in_seconds() -> None:
    sentence = "Ruto praised the tunnel on Monday and will visit it. Biden criticised the tunnel. "
    articles = [article("A1", None, sentence * 25_000), article("A2", None, sentence * 25_000)]
    rows = [Evidence(read.id) for read in articles]
    start = process_time()
    differences(articles, rows)
    assert process_time() - start < 60


def test_no_amount_of_time_is_taken_for_what_is_counted() -> None:
    read = article("A1", None, "The flood in Kenya lasted three days.")
    assert [a.kind for row in evidence(read).amounts for a in row] == [AmountKind.DURATION]
    assert found(read, article("A2", None, "The flood in Kenya lasted five days.")) == ()
