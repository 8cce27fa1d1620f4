"""An edition: what leads it, what changed since the one before, and what is never in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from config import TOPICS_FOLDER
from summaries.briefs import Brief, BriefKind, SectionKind, Wish, codec, edition_brief
from summaries.briefs.changes import Before
from summaries.briefs.copies import Copies
from summaries.briefs.shown import Print, Shown, ShownSentence
from summaries.corpus import Article, load_folder, prepare
from summaries.evidence import Amount, Evidence, evidence_of
from summaries.store.amounts import amount_hash
from summaries.topics import Topic, load_topics, parse_topic

SEEDS = Path(__file__).parents[3] / "seeds"
NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)
SCHEDULE = "DIGEST"

AID = parse_topic(
    """
    name = "aid"
    threshold = 2
    rows = ["ledger", "quotations"]
    [words]
    "aid" = 2
    "~pledge" = 2
    "said" = 1
    "minister" = 2
    """,
    "aid.toml",
)


@lru_cache(maxsize=1)
def seeds() -> tuple[Article, ...]:
    return load_folder(SEEDS).articles


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    return tuple(load_topics(TOPICS_FOLDER))


def article(text: str, number: int, *, days: int = 0) -> Article:
    return prepare(f"Title {number}\n\n{text}", id=f"A{number}", added=NOON + timedelta(days=days))


class Memory:
    """A library as it was: these articles, read when they are asked for."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = tuple(articles)

    def having(self, amounts: Iterable[Amount]) -> Mapping[Amount, Sequence[Article]]:
        held = {
            one.id: {amount_hash(p.amount) for p in self.rows(one).pledges if p.amount}
            for one in self.articles
        }
        return {
            amount: [one for one in self.articles if amount_hash(amount) in held[one.id]]
            for amount in amounts
        }

    def rows(self, article: Article) -> Evidence:
        return evidence_of(article)


def before(articles: Iterable[Article], shown: Iterable[tuple[str, int]] = ()) -> Before:
    """What an edition is compared with, where edition 1 showed some sentences (from 1)."""
    known = tuple(articles)
    by_id = {one.id: one for one in known}
    said = [
        ShownSentence(a, n, Print.of(by_id[a], n - 1), schedule=SCHEDULE, edition=1)
        for a, n in shown
    ]
    return Before(1, SCHEDULE, Memory(known), known, Shown(said))


def edition(
    new: Sequence[Article], then: Before | None = None, about: Sequence[Topic] = (AID,)
) -> Brief:
    """Make an edition with what is new, and check every slice of it."""
    every = [*new, *(then.articles if then else ())]
    wish = Wish(
        evidence={one.id: evidence_of(one) for one in every},
        seen=then.shown if then else Shown(),
    )
    made = edition_brief(about, new, wish, before=then)
    made.verify({one.id: one for one in every})
    assert codec.load(codec.dump(made)) == made
    return made


def words(brief: Brief, articles: Sequence[Article]) -> list[str]:
    by_id = {one.id: one for one in articles}
    return [quote.words_in(by_id) for quote in brief.quotes()]


class TestWhatLeads:
    def test_is_what_two_sources_quote_in_the_same_words(self) -> None:
        made = edition(seeds(), about=topics())

        first = made.sections[0]
        by_id = {one.id: one for one in seeds()}
        assert made.kind is BriefKind.EDITION
        assert first.kind is SectionKind.TOP_LINE
        assert "Do not come." in first.passages[0].quotes[0].words_in(by_id)
        assert "Harris said" in first.passages[0].quotes[0].words_in(by_id)
        assert len(first.passages[0].also) == 1

    def test_else_is_the_strongest_sentence_which_is_not_shown_twice(self) -> None:
        one = article("Ruritania pledged $7 million in aid. It rained in Sark on Sunday.", 1)

        made = edition([one])

        assert words(made, [one]) == ["Ruritania pledged $7 million in aid."]
        assert [section.kind for section in made.sections] == [SectionKind.TOP_LINE]

    def test_copies_of_an_article_are_no_second_source(self) -> None:
        said = "“We will send every ship we have,” Minister Anna Gow said of the aid on Friday."
        one, other = article(said, 1), article(f"{said} It rained.", 2)
        wish = Wish(
            evidence={a.id: evidence_of(a) for a in (one, other)}, copies=Copies({"A2": "A1"})
        )

        made = edition_brief([AID], [one, other], wish)

        assert made.sections[0].passages[0].also == ()

    def test_a_quotation_that_was_shown_does_not_lead_again(self) -> None:
        said = "“We will send every ship we have,” Minister Anna Gow said of the aid on Friday."
        old = article(said, 1)
        new = [article(f"{said}", n) for n in (2, 3)]

        made = edition(new, before([old], [("A1", 1)]))

        assert made.empty


class TestWhatChanged:
    def test_a_first_edition_compares_with_nothing(self) -> None:
        assert not edition(seeds(), about=topics()).rows.changes.articles

    def test_tells_new_amounts_from_those_reported_before(self) -> None:
        old = [seeds()[3], seeds()[4]]
        new = list(seeds()[:3])

        made = edition(new, before(old), topics())

        by_id = {one.id: one for one in seeds()}
        changes = made.rows.changes
        assert [cut.words_in(by_id) for cut, _ in changes.amounts] == [
            "$4 billion",
            "half a million",
            "$26 million",
        ]
        [again] = changes.again
        assert again.now.words_in(by_id) == "$310 million"
        assert again.before.words_in(by_id) == "$310m"
        cited = {source.citation: source.article for source in made.sources}
        assert (cited[again.citation], cited[again.before_citation]) == ("A1", "A4")

    def test_a_sum_of_another_donor_is_new(self) -> None:
        old = article("Sweden pledged $7 million in aid to Sark.", 1)
        new = article("Norway pledged $7 million in aid to Sark.", 2)
        same = article("The Swedish government promised Sark $7m in aid.", 3)

        assert len(edition([new], before([old])).rows.changes.amounts) == 1
        assert not edition([new], before([old])).rows.changes.again
        assert len(edition([same], before([old])).rows.changes.again) == 1

    def test_a_plan_that_was_shown_stands_beside_what_is_reported(self) -> None:
        old, new = seeds()[3], list(seeds()[:3])
        plan = next(
            n
            for n, s in enumerate(old.sentences, 1)
            if "will land in Guatemala on Sunday" in old.words_of(s)
        )

        made = edition(new, before([old], [("A4", plan)]), topics())

        by_id = {one.id: one for one in seeds()}
        [row] = made.rows.changes.planned
        assert row.plan.words_in(by_id).startswith("Harris will land in Guatemala on Sunday")
        assert row.report.words_in(by_id).startswith("On Monday, Vice President Harris departed")
        assert row.edition == 1
        assert row.report.words_in(by_id) not in words(made, seeds())

    def test_names_what_was_corrected_or_withdrawn(self) -> None:
        old = article("Graustark pledged $7 million in aid to Sark.", 1)
        then = replace(before([old]), corrected=("A1",), withdrawn=("A8",))

        made = edition([], then)

        assert made.empty
        assert made.rows.changes.news
        assert (made.rows.changes.corrected, made.rows.changes.withdrawn) == (("A1",), ("A8",))


class TestWhatIsShownAlready:
    def test_is_not_shown_again_nor_is_its_near_twin(self) -> None:
        old = article("Graustark pledged $7 million in aid to the people of Sark on Friday.", 1)
        new = article(
            "Graustark has pledged $7 million in aid to the people of Sark on Friday. "
            "Ruritania pledged $9 million in aid to the people of Herm.",
            2,
        )

        made = edition([new], before([old], [("A1", 1)]))

        assert words(made, [new]) == ["Ruritania pledged $9 million in aid to the people of Herm."]

    def test_comes_back_with_another_number(self) -> None:
        old = article("Graustark pledged $7 million in aid to the people of Sark on Friday.", 1)
        new = article("Graustark pledged $9 million in aid to the people of Sark on Friday.", 2)

        assert len(words(edition([new], before([old], [("A1", 1)])), [new])) == 1

    def test_is_no_context_of_another_sentence_either(self) -> None:
        text = (
            "Minister Anna Gow spoke of aid to Sark. She said the minister would pledge more aid."
        )
        one = article(text, 1)
        first = edition([one])
        assert len(words(first, [one])) == 2

        made = edition([one], before([one], [("A1", 1)]))

        assert words(made, [one]) == []
