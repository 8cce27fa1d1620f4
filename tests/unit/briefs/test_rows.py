"""Rows of evidence in briefs: whose they are, in what order, and that they stay verbatim."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest

from config import TOPICS_FOLDER
from summaries.briefs import (
    Brief,
    Cut,
    SourceMismatch,
    Wish,
    article_brief,
    codec,
    overview,
    query_brief,
    topic_brief,
)
from summaries.briefs.copies import copies_among
from summaries.corpus import Article, load_folder, prepare
from summaries.evidence import DifferenceKind, PledgeStatus, QuotationKind, evidence_of
from summaries.evidence.differences import differences
from summaries.selection import Budget
from summaries.topics import Topic, load_topics, parse_topic

SEEDS = Path(__file__).parents[3] / "seeds"
NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)

AID = parse_topic(
    """
    name = "aid"
    threshold = 2
    rows = ["ledger"]
    [words]
    "aid" = 2
    "~pledge" = 2
    """,
    "aid.toml",
)
WORDS = parse_topic(
    """
    name = "words"
    threshold = 1
    rows = ["quotations"]
    [words]
    "minister" = 3
    "treaty" = 1
    """,
    "words.toml",
)


@lru_cache(maxsize=1)
def seeds() -> tuple[Article, ...]:
    return load_folder(SEEDS).articles


def article(text: str, number: int = 1) -> Article:
    return prepare(text, id=f"A{number}", added=NOON)


def reading(articles: Sequence[Article], **more: object) -> Wish:
    """A wish with what the articles state, and where they differ."""
    stated = [evidence_of(one) for one in articles]
    return Wish(
        evidence={rows.article: rows for rows in stated},
        differences=differences(articles, stated),
        **more,  # type: ignore[arg-type]
    )


@lru_cache(maxsize=8)
def brief(name: str) -> Brief:
    topic = next(t for t in load_topics(TOPICS_FOLDER) if t.name == name)
    return topic_brief(topic, seeds(), reading(seeds()))


def words(cut: Cut | None, articles: Sequence[Article] | None = None) -> str | None:
    by_id = {one.id: one for one in articles or seeds()}
    return cut.words_in(by_id) if cut else None


class TestTheLedger:
    def test_has_every_sum_of_the_seeds_with_the_words_next_to_it(self) -> None:
        rows = brief("aid-pledges").rows.ledger

        sums = [(words(row.amount), words(row.words)) for row in rows if row.amount]

        assert sums == [
            ("$4 billion", "in development aid"),
            ("$310 million", "for humanitarian relief"),
            ("$310m", "in US aid to Central America"),
            ("half a million", "Coronavirus vaccines to Guatemala"),
            ("$26 million", "to help fight the pandemic"),
        ]

    def test_says_that_two_sources_report_one_sum_differently(self) -> None:
        rows = {words(row.amount): row for row in brief("aid-pledges").rows.ledger}

        assert [(rows[a].sources, rows[a].differs) for a in ("$310 million", "$310m")] == [
            (2, True),
            (2, True),
        ]
        assert (rows["$4 billion"].sources, rows["$4 billion"].differs) == (1, False)

    def test_help_without_a_sum_comes_after_the_sums(self) -> None:
        rows = brief("aid-pledges").rows.ledger

        assert [row.amount is None for row in rows] == sorted(row.amount is None for row in rows)
        assert "coronavirus vaccines to the Northern Triangle countries" in [
            words(row.words) for row in rows if row.amount is None
        ]

    def test_leaves_out_what_is_only_asked_for(self) -> None:
        one = article(
            "Norway pledged $5 million in aid to Malawi.\n\nMalawi appealed for $80 million in aid."
        )

        rows = topic_brief(AID, [one], reading([one])).rows.ledger

        assert [words(row.amount, [one]) for row in rows] == ["$5 million"]
        assert all(row.status is not PledgeStatus.SOUGHT for row in rows)

    def test_one_pledge_in_the_same_words_is_one_row_that_cites_both(self) -> None:
        both = [
            article("Norway pledged $5 million in aid to Malawi, officials in Oslo announced.", 1),
            article("In Geneva on Friday, Norway pledged $5 million in aid to Malawi.", 2),
        ]

        [row] = topic_brief(AID, both, reading(both)).rows.ledger

        assert {row.citation, *row.also} == {1, 2}
        assert row.sources == 2
        assert not row.differs

    def test_a_copy_of_an_article_is_no_second_source(self) -> None:
        text = "\n\n".join(
            [
                "Norway pledged $5 million in aid to Malawi, officials in Oslo announced.",
                *(
                    f"Paragraph {n} tells of the harvest in district {n} at length."
                    for n in range(9)
                ),
            ]
        )
        both = [article(text, 1), article(f"{text}\n\nMore news follows.", 2)]

        [row] = topic_brief(AID, both, reading(both, copies=copies_among(both))).rows.ledger

        assert row.sources == 1
        assert row.also == ()


class TestTheFigures:
    def test_a_value_comes_with_its_metric_and_period_as_written(self) -> None:
        first = brief("border-numbers").rows.figures[0]

        assert words(first.value) == "nearly 19,000"
        assert words(first.metric) == "unaccompanied children"
        assert words(first.period) == "March"
        assert words(first.phrase) == "unaccompanied children in March"
        assert words(first.comparison) == "the highest number on record"

    def test_a_value_is_never_without_its_caveat(self) -> None:
        rows = {words(row.value): row for row in brief("border-numbers").rows.figures}

        caveat = words(rows["170,000"].caveat)

        assert caveat is not None
        assert "the numbers cannot be directly compared" in caveat

    def test_a_high_without_a_number_is_a_row_too(self) -> None:
        rows = brief("border-numbers").rows.figures

        assert "at least a 20-year high" in [
            words(row.comparison) for row in rows if row.value is None
        ]

    def test_values_of_two_months_can_be_drawn(self) -> None:
        one = article(
            "Border agents counted 12,000 migrants at the border in April 2021.\n\n"
            "Border agents counted 15,500 migrants at the border in May 2021."
        )
        topic = parse_topic(
            'name = "b"\nthreshold = 1\nrows = ["figures"]\n[words]\n"border" = 1\n"migra*" = 1',
            "b.toml",
        )

        [drawn] = topic_brief(topic, [one], reading([one])).rows.charts

        assert [(p.start, words(p.written, [one])) for p in drawn.points] == [
            ("2021-04", "12,000"),
            ("2021-05", "15,500"),
        ]


class TestWhoSaidWhat:
    def test_what_is_not_shown_above_comes_first(self) -> None:
        made = brief("diplomatic-reactions")
        shown = {(quote.article, quote.sentence) for quote in made.quotes()}

        [first, *_] = made.rows.said

        assert (first.words[0].article, first.words[0].sentence) not in shown
        assert (words(first.speaker), words(first.role)) == ("Ricardo Zúñiga", "special envoy")

    def test_indirect_speech_reads_from_its_verb_on(self) -> None:
        rows = brief("diplomatic-reactions").rows.said

        reported = [words(r.words[0]) for r in rows if r.kind is QuotationKind.INDIRECT]

        assert "blamed Biden for the increase in arrivals at the border" in reported

    def test_nobody_unknown_speaks(self) -> None:
        one = article("“We will sign the treaty,” it was said.\n\nHe said “the treaty is dead”.")

        assert topic_brief(WORDS, [one], reading([one])).rows.said == ()

    def test_no_one_speaker_takes_all_the_first_places(self) -> None:
        said = [f"Minister Ada Okoro said the treaty will hold for {n} years." for n in "23456789"]
        one = article("\n\n".join([*said, "Minister Ben Sule said the treaty would fail soon."]))

        rows = topic_brief(WORDS, [one], reading([one], budget=Budget(sentences=1))).rows.said

        assert "Ben Sule" in [words(row.speaker, [one]) for row in rows[:3]]
        assert len(rows) == 9


class TestWhereSourcesDiffer:
    def test_both_wordings_stand_side_by_side_with_their_citations(self) -> None:
        made = brief("aid-pledges")

        [row] = [r for r in made.rows.differences if r.kind is DifferenceKind.DESCRIPTION]

        assert [(words(cut), n) for cut, n in row.sides] == [
            ("$310 million for humanitarian relief", 1),
            ("an additional $310m in US aid to Central America", 3),
        ]

    def test_what_is_about_another_subject_is_not_in_a_topics_brief(self) -> None:
        kinds = [row.kind for row in brief("border-numbers").rows.differences]

        assert kinds == [DifferenceKind.VALUE]

    def test_a_word_that_differs_is_shown_with_the_words_around_it(self) -> None:
        rows = article_brief(seeds()[0], reading(seeds()), others=seeds()[1:]).rows.differences

        wording = next(row for row in rows if row.kind is DifferenceKind.WORDING)

        assert [words(cut) for cut, _ in wording.sides] == [
            "secure our border.",
            "secure our borders.",
        ]

    def test_an_article_that_only_differs_is_cited_and_listed(self) -> None:
        made = article_brief(seeds()[0], reading(seeds()), others=seeds()[1:])

        cited = {n for row in made.rows.differences for _, n in row.sides}

        assert len(cited) > 1
        assert cited <= {source.citation for source in made.sources}


class TestAllOfThem:
    @pytest.mark.parametrize("name", ["aid-pledges", "border-numbers", "diplomatic-reactions"])
    def test_every_part_is_a_slice_of_its_sentence(self, name: str) -> None:
        by_id = {one.id: one for one in seeds()}
        made = brief(name)

        made.verify(by_id)
        for cut in made.rows.cuts():
            sentence = by_id[cut.article].sentences[cut.sentence - 1]
            assert sentence.span.start <= cut.start < sentence.span.end

    def test_a_brief_whose_rows_have_changed_is_refused(self) -> None:
        by_id = {one.id: one for one in seeds()}
        made = brief("aid-pledges")
        first = made.rows.ledger[0]
        assert first.amount is not None
        moved = dataclasses.replace(first.amount, start=first.amount.start + 1)
        other = dataclasses.replace(first, amount=moved)
        rows = dataclasses.replace(made.rows, ledger=(other,))

        with pytest.raises(SourceMismatch):
            dataclasses.replace(made, rows=rows).verify(by_id)

    def test_they_come_back_from_the_store_as_they_were(self) -> None:
        made = brief("border-numbers")

        assert codec.load(codec.dump(made)) == made

    def test_a_brief_stored_before_there_were_rows_has_none(self) -> None:
        stored = codec.dump(brief("border-numbers"))
        del stored["rows"]

        assert not codec.load(stored).rows

    def test_programs_get_the_words_and_places_of_every_row(self) -> None:
        by_id = {one.id: one for one in seeds()}

        made = codec.report(brief("aid-pledges"), by_id)["rows"]

        first = made["ledger"][0]
        amount = first["amount"]
        assert amount["text"] == by_id["A1"].text[amount["start"] : amount["end"]] == "$4 billion"
        assert (first["status"], first["donor"]["text"]) == ("committed", "White House")

    def test_without_evidence_there_are_none(self) -> None:
        topic = next(t for t in load_topics(TOPICS_FOLDER) if t.name == "aid-pledges")

        assert not topic_brief(topic, seeds()).rows

    def test_what_the_reader_has_seen_gives_no_rows_again(self) -> None:
        topic = next(t for t in load_topics(TOPICS_FOLDER) if t.name == "aid-pledges")
        seen = frozenset((q.article, q.sentence) for q in brief("aid-pledges").quotes())

        rows = topic_brief(topic, seeds(), reading(seeds(), skip=seen)).rows

        assert "$4 billion" not in [words(row.amount) for row in rows.ledger]

    def test_all_topics_and_a_search_have_a_ledger_of_what_they_found(self) -> None:
        wish = reading(seeds())

        everything = overview(load_topics(TOPICS_FOLDER), seeds(), wish)
        found = query_brief("half a million vaccines", seeds(), wish)

        assert "$4 billion" in [words(row.amount) for row in everything.rows.ledger]
        assert words(found.rows.ledger[0].amount) == "half a million"

    def test_a_topic_that_wants_no_rows_has_only_differences(self) -> None:
        plain = Topic("plain", {}, AID.words, 2)

        rows = topic_brief(plain, seeds(), reading(seeds())).rows

        assert not rows.ledger
        assert not rows.figures
        assert not rows.said
        assert rows.differences
