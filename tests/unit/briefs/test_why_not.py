"""Finding what somebody pastes, and what kept it out: step by step, as the choice was made."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import TOPICS_FOLDER
from summaries.briefs import (
    Brief,
    Length,
    Wish,
    article_brief,
    codec,
    overview,
    query_brief,
    topic_brief,
)
from summaries.briefs.finding import How, find, folded
from summaries.briefs.model import KeptOut
from summaries.briefs.retrial import retrial
from summaries.briefs.why_not import Case, StepKind, WhyNot, report, why_not
from summaries.corpus import Article, LineKind, load_folder, prepare
from summaries.topics import Topic, load_topics, parse_topic

SEEDS = Path(__file__).parents[3] / "seeds"
NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)


@lru_cache(maxsize=1)
def seeds() -> tuple[Article, ...]:
    return tuple(replace(article, added=NOON) for article in load_folder(SEEDS).articles)


def topic(name: str = "aid-pledges") -> Topic:
    return next(one for one in load_topics(TOPICS_FOLDER) if one.name == name)


def article(text: str, id: str = "A1", added: datetime = NOON) -> Article:  # noqa: A002
    return prepare(text, id=id, added=added)


def case_of(
    brief: Brief,
    articles: tuple[Article, ...],
    rules: tuple[Topic, ...] = (),
    wish: Wish | None = None,
) -> Case:
    trials, held = retrial(brief, rules, articles, wish or Wish())
    return Case(brief, trials, held, NOON)


@lru_cache(maxsize=1)
def aid() -> Case:
    return case_of(topic_brief(topic(), seeds()), seeds(), (topic(),))


def last(answer: WhyNot) -> StepKind:
    return answer.steps[-1].kind


class TestFinding:
    def test_a_part_finds_its_sentence_and_so_does_a_text_that_holds_it(self) -> None:
        [article] = [one for one in seeds() if one.id == "A4"]
        words = article.words_of(article.sentences[16])

        for pasted in (words, words[4:40], f"Look at this: {words} Is it right?"):
            found = find(pasted, seeds())
            assert {(one.article.id, one.index) for one in found} == {("A4", 16)}
            assert {one.how for one in found} == {How.EXACT}

    @pytest.mark.parametrize(
        "pasted",
        [
            "> she also ANNOUNCED an additional $310m in US aid\nto Central America. [3]",
            "- She also announced  an additional $310m in US aid",
            "3. She also announced an additional $310m in US aid …",
            "“She also announced an additional $310m in US aid”",
        ],
    )
    def test_what_a_copy_brings_along_is_ignored(self, pasted: str) -> None:
        [place] = find(pasted, seeds())

        assert (place.article.id, place.index, place.how) == ("A4", 16, How.FOLDED)

    def test_accents_dashes_and_quotation_marks_may_differ(self) -> None:
        made = article("Title here\n\nLópez said “the plan–as agreed” wasn’t ready in Málaga.\n")

        [place] = find('LOPEZ said "the plan-as agreed" wasn\'t ready in Malaga', [made])

        assert (place.index, place.how) == (0, How.FOLDED)

    def test_the_nearest_is_found_by_its_words(self) -> None:
        [place] = find("Vice President added US would send half a million vaccines", seeds())

        assert (place.article.id, place.index, place.how) == ("A2", 14, How.NEAREST)

    @pytest.mark.parametrize("pasted", ["", "   ", "the", "of the", "zebra quark nebula", "!!!"])
    def test_too_little_or_nothing_alike_finds_nothing(self, pasted: str) -> None:
        assert find(pasted, seeds()) == ()

    def test_a_whole_sentence_may_be_as_short_as_it_is(self) -> None:
        made = article("Title here\n\nHe refused. The minister then left for the coast by train.\n")

        assert [place.index for place in find("He refused.", [made])] == [0]

    def test_lines_that_are_no_sentences_are_known(self) -> None:
        found = find("This website uses cookies.", seeds())
        [title] = find(seeds()[2].title or "", [seeds()[2]])

        assert {(one.index, one.line) for one in found} == {(None, LineKind.NOTICE)}
        assert (title.index, title.line) == (None, None)

    @given(st.text(max_size=300))
    def test_whatever_is_pasted_folding_ends_where_it_ends(self, pasted: str) -> None:
        assert folded(folded(pasted)) == folded(folded(folded(pasted)))

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=400) | st.binary(max_size=300).map(lambda b: b.decode("latin-1")))
    def test_whatever_is_pasted_there_is_an_answer(self, pasted: str) -> None:
        answer = why_not(pasted, seeds(), aid())

        assert answer.steps
        assert answer.shown_in is not None or answer.kept_out

    @settings(max_examples=40, deadline=None)
    @given(st.data())
    def test_every_sentence_is_found_and_has_a_reason_or_is_shown(
        self, data: st.DataObject
    ) -> None:
        chosen = data.draw(st.sampled_from(seeds()))
        sentence = data.draw(st.sampled_from(chosen.sentences))
        words = chosen.words_of(sentence)

        answer = why_not(words, seeds(), aid())

        assert answer.how is How.EXACT
        assert answer.quote is not None
        shown = {quote.sha256 for quote in aid().brief.quotes()}
        assert (answer.quote.sha256 in shown) == (answer.shown_in is not None)


class TestTheReasons:
    @pytest.mark.parametrize(
        ("pasted", "kinds"),
        [
            ("Harris has yet to visit Central America", {"score", "required", "excluded"}),
            ("driving down corruption, enforcing existing", {"score"}),
            ("I want to be clear to folks in this region", {"matched"}),
            ("the United States plans to increase relief", {"rank"}),
            ("open the first of several centres to provide", {"share"}),
            ("A sentence that nobody ever wrote down anywhere", {"library"}),
        ],
    )
    def test_of_the_seeds(self, pasted: str, kinds: set[str]) -> None:
        answer = why_not(pasted, seeds(), aid())

        assert {step.kind.value for step in answer.kept_out} == kinds

    def test_rank_says_how_many_there_are_and_how_many_are_shown(self) -> None:
        [step] = why_not("the United States plans to increase relief", seeds(), aid()).kept_out

        assert (step.number, step.of, step.shown) == (8, 9, 6)

    def test_an_opening_that_points_nowhere(self) -> None:
        made = article("Title here\n\nHe pledged $3 million in food aid to the island on Friday.\n")
        brief = topic_brief(topic(), [made])

        answer = why_not("He pledged $3 million", [made], case_of(brief, (made,), (topic(),)))

        assert last(answer) is StepKind.CONTEXT
        assert brief.missed[0].reason is KeptOut.CONTEXT

    def test_what_repeats_a_sentence_that_is_shown(self) -> None:
        one = article(
            "First here\n\nRuritania pledged $7 million in food aid to the island of Sark.\n"
        )
        two = article(
            "Second here\n\nRuritania has pledged $7 million in food aid for the island Sark.\n",
            "A2",
        )
        both = (one, two)
        brief = topic_brief(topic(), both)
        [shown] = list(brief.passages())
        out = "has pledged" if shown.article == "A1" else "Ruritania pledged"

        answer = why_not(f"{out} $7 million", both, case_of(brief, both, (topic(),)))

        [step] = answer.kept_out
        assert (step.kind, step.citation) == (StepKind.REPEATS, 1)
        assert [miss.reason for miss in brief.missed] == [KeptOut.REPEATS]
        assert brief.missed[0].repeats == 1

    def test_what_its_reader_has_seen(self) -> None:
        wish = Wish(skip=frozenset({("A4", 17)}))
        brief = topic_brief(topic(), seeds(), wish)

        answer = why_not("She also announced an additional", seeds(), case_of(
            brief, seeds(), (topic(),), wish
        ))  # fmt: skip

        assert last(answer) is StepKind.SEEN

    def test_an_article_of_which_nothing_was_read(self) -> None:
        later = article("Title\n\nNobody pledged any aid to us.\n", "A9", NOON + timedelta(days=1))
        old = article("Title\n\nRuritania pledged aid to Herm.\n", "A8", NOON - timedelta(days=9))
        brief = topic_brief(topic(), seeds(), Wish(since="7d"))
        case = case_of(brief, seeds(), (topic(),), Wish(since="7d"))
        library = (*seeds(), later, old)

        assert last(why_not("Nobody pledged any aid", library, case)) is StepKind.ADDED
        assert last(why_not("Ruritania pledged aid to Herm", library, case)) is StepKind.WINDOW
        gone = replace(case, withdrawn=frozenset({"A8"}))
        answer = why_not("Ruritania pledged aid to Herm", library, gone)
        assert last(answer) is StepKind.LIVE
        assert answer.quote is None

    def test_a_rule_that_changed_since_is_said(self) -> None:
        brief = topic_brief(topic(), seeds())
        another = replace(topic("border-numbers"), name="aid-pledges", version=4)
        answers = [
            why_not(article.words_of(s), seeds(), case_of(brief, seeds(), (another,)))
            for article in seeds()
            for s in article.sentences
        ]

        kinds = {step.kind for answer in answers for step in answer.kept_out}
        assert StepKind.CHANGED in kinds

    def test_a_brief_of_one_article(self) -> None:
        brief = article_brief(seeds()[2])
        case = case_of(brief, seeds())

        assert last(why_not("She also announced an additional", seeds(), case)) is StepKind.ARTICLE
        inside = why_not("Coinciding with the meeting, the Biden", seeds(), case)
        assert last(inside) is StepKind.RANK

    def test_words_that_were_searched_for(self) -> None:
        brief = query_brief("vaccine sharing", seeds())
        case = case_of(brief, seeds())

        shown = why_not("sparking economic development, and sharing", seeds(), case)
        below = why_not("half a million Coronavirus vaccines", seeds(), case)

        assert shown.shown_in == 1
        assert [step.kind for step in below.kept_out] == [StepKind.SCORE]

    def test_an_overview_names_the_topic_that_a_sentence_came_nearest_to(self) -> None:
        rules = tuple(load_topics(TOPICS_FOLDER))
        case = case_of(overview(rules, seeds()), seeds(), rules)

        answer = why_not("She also announced an additional", seeds(), case)

        assert answer.topic == "aid-pledges"
        assert last(answer) in (StepKind.RANK, StepKind.SHARE)

    def test_room_in_the_message_is_told_apart_from_the_brief(self) -> None:
        case = replace(aid(), room=frozenset({("A1", 31)}))

        answer = why_not("She also announced an additional", seeds(), case)

        assert answer.shown_in is None
        assert last(answer) is StepKind.ROOM

    def test_a_report_is_plain_json(self) -> None:
        answer = why_not("Harris has yet to visit Central America", seeds(), aid())

        told = json.loads(json.dumps(report(answer, {one.id: one for one in seeds()})))

        assert told["sentence"]["article"] == "A5"
        assert told["steps"][-1]["condition"] == "excluded"


class TestStandings:
    def test_each_has_its_rank_and_what_it_is_ahead_of(self) -> None:
        brief = topic_brief(topic(), seeds())
        chosen = [quote for quote in brief.quotes() if not quote.context]

        ranks = [quote.standing.rank for quote in chosen if quote.standing]
        assert len(ranks) == len(chosen) == len(set(ranks))
        missed = {(miss.quote.article, miss.quote.sentence) for miss in brief.missed}
        for quote in chosen:
            assert quote.standing is not None
            beaten = quote.standing.ahead_of
            assert beaten is not None
            assert beaten.score <= quote.score
            assert (beaten.article, beaten.sentence) in missed
        assert all(quote.standing is None for quote in brief.quotes() if quote.context)

    @pytest.mark.parametrize("length", list(Length))
    def test_nothing_that_is_shown_is_said_to_be_missed(self, length: Length) -> None:
        rules = load_topics(TOPICS_FOLDER)
        briefs = [topic_brief(rule, seeds(), Wish(length)) for rule in rules]
        briefs += [article_brief(one, Wish(length)) for one in seeds()]
        briefs += [overview(rules, seeds()), query_brief("vaccines border", seeds(), Wish(length))]

        for brief in briefs:
            shown = {(quote.article, quote.sentence) for quote in brief.quotes()}
            missed = [(miss.quote.article, miss.quote.sentence) for miss in brief.missed]
            assert not shown & set(missed)
            assert len(missed) == len(set(missed))

    def test_a_stock_method_ranks_in_its_own_order(self) -> None:
        brief = topic_brief(topic(), seeds(), Wish(method="lexrank"))

        standings = [quote.standing for quote in brief.quotes() if quote.standing]
        assert standings
        assert not any(standing.by_score for standing in standings)

    def test_programs_read_them_too(self) -> None:
        told = codec.report(topic_brief(topic(), seeds()), {one.id: one for one in seeds()})

        assert told["sentences"][0]["rank"] == 1
        assert told["sentences"][0]["of"] == 9
        assert told["sentences"][0]["ahead_of"] == {"article": "A3", "sentence": 9, "score": 6.0}
        assert {miss["kept_out_by"] for miss in told["missed"]} >= {"rank", "excluded", "below"}


STORED = sorted((Path(__file__).parent / "stored").glob("*.json"))


@pytest.mark.parametrize("file", STORED, ids=lambda file: file.stem)
def test_briefs_of_older_versions_are_still_opened(file: Path) -> None:
    brief = codec.load(json.loads(file.read_text("utf-8")))

    assert brief.verify({one.id: one for one in seeds()})
    assert codec.load(codec.dump(brief)) == brief
    assert all(miss.reason in (KeptOut.EXCLUDED, KeptOut.RANK) for miss in brief.missed)


def test_a_rule_without_points_for_a_missing_word_is_no_division_by_nothing() -> None:
    rule = parse_topic('name = "nothing"\nthreshold = 0\n[words]\naid = 0\n', "nothing.toml")
    brief = topic_brief(rule, seeds())

    assert why_not("the US has pledged aid in return", seeds(), case_of(brief, seeds(), (rule,)))
