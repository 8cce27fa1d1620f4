"""Rows of evidence on a page: short lines, within the page's limits, and never made up."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.labels import Labels
from bot.pages import brief_as_markdown, brief_as_text, brief_page, export_brief
from bot.pages.budget import target
from bot.pages.source_words import escaped, visible
from summaries.briefs import (
    Brief,
    BriefKind,
    Cut,
    DifferRow,
    FigureRow,
    LedgerRow,
    Passage,
    Quote,
    Rows,
    SaidRow,
    Section,
    SectionKind,
)
from summaries.corpus import Article
from summaries.evidence import DifferenceKind, PledgeStatus, QuotationKind, Trend
from summaries.text import Span
from tests.unit.pages import hostile
from tests.unit.pages.made import aid_pledges, article, brief

ENGLISH = Labels.for_locale("en-GB")
SPANISH = Labels.for_locale("es-ES")

BORDER = (
    "US border authorities found nearly 19,000 unaccompanied children in March, the highest number "
    "on record."
)
CAVEAT = (
    "although the numbers cannot be directly compared because the people who are prevented from "
    "crossing do not suffer legal consequences, so that many cross several times"
)
APRIL = f"They found 170,000 people at the border during April, {CAVEAT}."
SAID = "Zúñiga, a special envoy, said the countries have “some of the same problems” and “hopes”."
BLAMED = "He also blamed Biden for the increase in arrivals at the border."


def cut(of: Article, words: str, sentence: int = 0) -> Cut:
    start = of.text.index(words)
    return Cut.at(of, sentence, Span(start, start + len(words)))


def border(rows: Rows, *shown: int) -> tuple[Brief, dict[str, Article]]:
    """A brief of the first sentences of one article, with rows."""
    a3 = reported()
    sections = [Section(SectionKind.BOTTOM_LINE, (Passage((Quote.of(a3, 0),), 1),))]
    if shown:
        lines = tuple(Passage((Quote.of(a3, place),), 1) for place in shown)
        sections.append(Section(SectionKind.ALSO, lines))
    made = brief(sections, [a3], about="border-numbers", title="Border numbers")
    return dataclasses.replace(made, rows=rows), {"A3": a3}


def reported() -> Article:
    sentences = [BORDER, APRIL, SAID, BLAMED]
    return article("A3", "\n\n".join(sentences), sentences)


def april(of: Article) -> FigureRow:
    return FigureRow(
        value=cut(of, "170,000", 1),
        metric=cut(of, "people at the border", 1),
        period=cut(of, "April", 1),
        comparison=None,
        caveat=cut(of, CAVEAT, 1),
        trend=Trend.UP,
        citation=1,
        phrase=cut(of, "people at the border during April", 1),
    )


def envoy(of: Article, kind: QuotationKind = QuotationKind.MIXED) -> SaidRow:
    return SaidRow(
        speaker=cut(of, "Zúñiga", 2),
        role=cut(of, "special envoy", 2),
        kind=kind,
        words=(cut(of, "some of the same problems", 2), cut(of, "hopes", 2)),
        citation=1,
    )


def pledges(count: int = 0) -> tuple[Brief, dict[str, Article]]:
    """The aid-pledges brief with its ledger, or with the first ``count`` rows of it."""
    made, articles = aid_pledges()
    a1, a2, a4 = articles["A1"], articles["A2"], articles["A4"]
    committed, planned = PledgeStatus.COMMITTED, PledgeStatus.PLANNED
    house, united = cut(a1, "White House"), cut(a2, "United States")
    told = [
        (a1, "$4 billion", "in development aid", committed, house, 1),
        (a1, "$310 million", "for humanitarian relief", committed, house, 2),
        (a4, "$310m", "in US aid to Central America", PledgeStatus.PLEDGED, None, 2),
        (a2, "half a million", "Coronavirus vaccines to Guatemala", planned, united, 1),
        (a2, "$26 million", "to help fight the pandemic", planned, united, 1),
    ]
    numbers = {"A1": 1, "A2": 2, "A4": 3}
    rows = [
        LedgerRow(
            cut(of, amount), cut(of, words), numbers[of.id], status, donor,
            sources=sources, differs=sources > 1,
        )
        for of, amount, words, status, donor, sources in told
    ]  # fmt: skip
    sides = (
        (cut(a1, "$310 million for humanitarian relief"), 1),
        (cut(a4, "an additional $310m in US aid to Central America"), 3),
    )
    differ = (DifferRow(DifferenceKind.DESCRIPTION, sides),)
    listed = tuple(rows[:count] if count else rows)
    return dataclasses.replace(made, rows=Rows(ledger=listed, differences=differ)), articles


class TestTheLedger:
    def test_reads_as_an_editor_would_write_it(self) -> None:
        page = brief_page(*pledges(), ENGLISH)

        assert (
            "**Ledger** (as written; not added up)\n"
            "- **$4 billion** · “in development aid” · White House [1] · committed · one source\n"
            "- **$310 million** · “for humanitarian relief” · White House [1] · committed · "
            "2 sources differ\n"
            "- **$310m** · “in US aid to Central America” [3] · pledged · 2 sources differ"
        ) in page.text
        assert (
            "**Sources differ**\n"
            "- Same figure, described differently: “$310 million for humanitarian relief” [1]; "
            "“an additional $310m in US aid to Central America” [3]"
        ) in page.text
        assert len(page.text) <= 2_000

    def test_a_spanish_reader_gets_its_labels_and_the_words_as_they_are(self) -> None:
        page = brief_page(*pledges(), SPANISH)

        assert "**Compromisos** (tal como están escritos; sin sumar" in page.text
        assert (
            "“in development aid” · White House [1] · comprometido · una sola fuente" in page.text
        )
        assert "**Las fuentes difieren**" in page.text
        assert len(page.text) <= 2_200

    def test_stands_after_the_sentences_and_before_the_sources(self) -> None:
        text = brief_page(*pledges(), ENGLISH).text

        places = [text.index(f"**{label}") for label in ("Also", "Ledger", "Sources differ")]
        assert [*places, text.index("**Sources**")] == sorted([*places, text.index("**Sources**")])

    def test_says_where_the_rest_of_it_is(self) -> None:
        whole = brief_page(*pledges(), ENGLISH)
        part = brief_page(*pledges(), ENGLISH, characters=1_300)

        assert "all rows: under Export" not in whole.text
        assert "**Ledger** (as written; not added up; 3 of 5)" in part.text
        assert " more sentences: under More · all rows: under Export" in part.text

    def test_a_refusal_is_labelled_as_one(self) -> None:
        made, articles = pledges(1)
        refused = dataclasses.replace(made.rows.ledger[0], status=PledgeStatus.REFUSED)
        made = dataclasses.replace(made, rows=Rows(ledger=(refused,)))

        assert "[1] · refused · one source" in brief_page(made, articles, ENGLISH).text

    def test_all_of_it_is_in_the_export(self) -> None:
        text = export_brief(*pledges(), ENGLISH).data.decode()

        assert "Ledger (as written; not added up):\n- $4 billion · “in development aid”" in text
        assert "- $26 million · “to help fight the pandemic” · United States [2] · planned" in text

    def test_the_terminal_and_markdown_have_it_too(self) -> None:
        made, articles = pledges()

        assert "- $26 million · “to help" in brief_as_text(made, articles, ENGLISH)
        assert "- **$26 million** · “to help" in brief_as_markdown(made, articles, ENGLISH)


class TestRoom:
    def test_the_last_sentences_go_before_the_first_three_rows(self) -> None:
        made, articles = pledges()

        page = brief_page(made, articles, ENGLISH, characters=1_300)

        assert len(page.text) <= 1_300
        assert "**Ledger** (as written; not added up; 3 of 5)" in page.text
        assert "**Sources differ**" in page.text
        assert 1 <= len(page.passages) < 4

    def test_the_bottom_line_goes_before_no_row(self) -> None:
        made, articles = pledges()

        page = brief_page(made, articles, ENGLISH, characters=700)

        assert len(page.passages) == 1
        assert "**Ledger**" not in page.text

    def test_an_overview_gives_no_sentence_up_for_a_row(self) -> None:
        made, articles = pledges()
        wide = dataclasses.replace(made, kind=BriefKind.OVERVIEW)
        without = dataclasses.replace(wide, rows=Rows())

        for characters in range(1_200, 2_400, 100):
            page = brief_page(wide, articles, ENGLISH, characters=characters)
            bare = brief_page(without, articles, ENGLISH, characters=characters)
            assert page.passages == bare.passages

    def test_there_are_never_more_than_six_rows_of_a_kind(self) -> None:
        made, articles = pledges()
        rows = dataclasses.replace(made.rows, ledger=made.rows.ledger * 3)

        page = brief_page(dataclasses.replace(made, rows=rows), articles, ENGLISH, characters=3_900)

        assert "6 of 15" in page.text
        assert page.text.count("- **") == 6


class TestFigures:
    def test_a_figure_has_its_metric_period_and_caveat(self) -> None:
        made, articles = border(Rows(figures=(april(reported()),)))

        page = brief_page(made, articles, ENGLISH)

        assert (
            "**Figures**\n- **170,000** · “people at the border during April” · rising [1] · "
            f"caveat in source: “{CAVEAT}”"
        ) in page.text

    def test_a_long_caveat_is_not_said_twice(self) -> None:
        made, articles = border(Rows(figures=(april(reported()),)), 1)

        page = brief_page(made, articles, ENGLISH)

        assert page.text.count(CAVEAT) == 1
        assert "· caveat in source: see its sentence above" in page.text
        assert CAVEAT in export_brief(made, articles, ENGLISH).data.decode().split("Figures")[1]

    def test_a_comparison_stands_for_a_figure_without_a_value(self) -> None:
        a3 = reported()
        row = FigureRow(
            value=None,
            metric=cut(a3, "unaccompanied children"),
            period=cut(a3, "March"),
            comparison=cut(a3, "the highest number on record"),
            caveat=None,
            trend=Trend.UP,
            citation=1,
        )
        made, articles = border(Rows(figures=(row,)))

        assert (
            "- **the highest number on record** · “unaccompanied children” · “March” [1]\n"
            in brief_page(made, articles, ENGLISH).text
        )


class TestWhoSaidWhat:
    def test_a_speaker_is_named_once_with_role_and_words(self) -> None:
        a3 = reported()
        made, articles = border(Rows(said=(envoy(a3), envoy(a3))))

        page = brief_page(made, articles, ENGLISH)

        assert (
            "**Who said what**\n- **Zúñiga**, special envoy: "
            "“some of the same problems” … “hopes” [1]; "
            "“some of the same problems” … “hopes” [1]"
        ) in page.text

    def test_indirect_speech_is_not_taken_for_a_quotation(self) -> None:
        made, articles = border(Rows(said=(envoy(reported(), QuotationKind.INDIRECT),)))

        assert "special envoy: as reported, “some" in brief_page(made, articles, ENGLISH).text

    def test_words_that_stand_above_are_not_said_again(self) -> None:
        made, articles = border(Rows(said=(envoy(reported()),)), 2)

        assert "Who said what" not in brief_page(made, articles, ENGLISH).text
        assert "Who said what:" in export_brief(made, articles, ENGLISH).data.decode()


class TestWhereSourcesDiffer:
    def test_a_stance_names_whose_it_is(self) -> None:
        a3 = reported()
        sides = ((cut(a3, "some of the same problems", 2), 1), (cut(a3, "blamed Biden", 3), 1))
        rows = DifferRow(DifferenceKind.STANCE, sides, (cut(a3, "Zúñiga", 2), cut(a3, "He", 3)))
        made, articles = border(Rows(differences=(rows,)))

        assert (
            "- Stance: Zúñiga “some of the same problems” [1]; He “blamed Biden” [1]"
            in brief_page(made, articles, ENGLISH).text
        )

    @pytest.mark.parametrize("kind", DifferenceKind)
    @pytest.mark.parametrize("labels", [ENGLISH, SPANISH])
    def test_every_kind_has_its_label(self, kind: DifferenceKind, labels: Labels) -> None:
        a3 = reported()
        sides = ((cut(a3, "hopes", 2), 1), (cut(a3, "blamed Biden", 3), 1))
        made, articles = border(Rows(differences=(DifferRow(kind, sides),)))

        page = brief_page(made, articles, labels)

        assert re.search(r"- [A-ZÁ-Ú][^:_]+: “hopes” \[1\]; “blamed Biden” \[1\]", page.text)

    def test_it_gives_no_verdict(self) -> None:
        text = brief_page(*pledges(), ENGLISH).text

        assert not re.search(r"wrong|false|contradict|incorrect|true\b", text)


@given(st.data())
def test_whatever_the_words_are_they_are_shown_as_they_are(data: st.DataObject) -> None:
    sentences = data.draw(st.lists(hostile.words.filter(visible), min_size=1, max_size=4))
    made = article("A1", "\n".join(sentences), sentences)

    def cuts() -> st.SearchStrategy[Cut]:
        return st.integers(0, len(sentences) - 1).map(
            lambda place: Cut.at(made, place, made.sentences[place].span)
        )

    maybe = st.none() | cuts()
    trends, kinds = st.sampled_from(Trend), st.sampled_from(QuotationKind)
    statuses = st.sampled_from([s for s in PledgeStatus if s is not PledgeStatus.SOUGHT])
    numbers = st.just(1)
    rows = Rows(
        ledger=tuple(
            data.draw(st.lists(st.builds(
                LedgerRow, maybe, cuts(), numbers, statuses, maybe, maybe, st.integers(1, 9),
                st.booleans(),
            ), max_size=9))
        ),
        figures=tuple(
            data.draw(st.lists(st.builds(
                FigureRow, maybe, cuts(), maybe, maybe, maybe, trends, numbers, maybe,
            ), max_size=9))
        ),
        said=tuple(
            data.draw(st.lists(st.builds(
                SaidRow, cuts(), maybe, kinds, st.tuples(cuts(), cuts()), numbers,
            ), max_size=9))
        ),
        differences=tuple(
            data.draw(st.lists(st.builds(
                DifferRow, st.sampled_from(DifferenceKind),
                st.tuples(st.tuples(cuts(), numbers), st.tuples(cuts(), numbers)),
                st.tuples(maybe, maybe),
            ), max_size=5))
        ),
    )  # fmt: skip
    section = Section(SectionKind.BOTTOM_LINE, (Passage((Quote.of(made, 0),), 1),))
    whole = dataclasses.replace(brief([section], [made]), rows=rows)

    for labels in (ENGLISH, SPANISH):
        page = brief_page(whole, {"A1": made}, labels)
        assert page.size.within(target(BriefKind.TOPIC, labels.language))
        exported = export_brief(whole, {"A1": made}, labels).data.decode()
        for one in rows.differences:
            words = one.sides[0][0].words_in({"A1": made})
            assert words.encode("utf-8", "replace").decode() in exported
    shown = brief_as_markdown(whole, {"A1": made}, ENGLISH)
    for row in rows.ledger[:1]:
        if row.amount and row.words and "**Ledger**" in shown and len(sentences) < 2:
            assert f"“{escaped(row.words.words_in({'A1': made}))}”" in shown
