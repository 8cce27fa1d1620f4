"""Whatever the articles hold: no limit is passed, no sentence is cut, nothing is lost uncounted."""

from __future__ import annotations

from datetime import date
from typing import Any

import discord
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.labels import Labels
from bot.pages import brief_as_markdown, brief_as_text, brief_page, export_brief
from bot.pages.brief_page import Page
from bot.pages.budget import (
    HARD_STOP,
    MAX_BYTES,
    MAX_COMPONENTS,
    size_of_components,
    target,
)
from bot.pages.source_words import escaped, unescaped, visible
from bot.pages.view import PageTooBig, to_view
from summaries.briefs.model import Brief, BriefKind, Passage, Quote, Section, SectionKind
from summaries.corpus import Article
from tests.unit.pages import hostile
from tests.unit.pages.discord_model import read_by_preview
from tests.unit.pages.made import article, brief

LONG = ["word ", "كلمة ", "शब्द ", "汉字", "😀", "*", "a_b <@1> "]
SENTENCES = st.one_of(
    hostile.words.filter(visible),
    st.builds(lambda unit, n: f"{unit * n}.", st.sampled_from(LONG), st.integers(1, 1_500)),
)
NAMES = st.one_of(st.none(), hostile.words.filter(str.strip), st.just("N" * 5_000))


@st.composite
def briefs(draw: st.DrawFn) -> tuple[Brief, dict[str, Article]]:
    """A brief of any kind over up to six articles, with sentences that try everything."""
    articles, passages = [], []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        sentences = draw(st.lists(SENTENCES, min_size=1, max_size=6))
        made = article(
            f"A{number}",
            "\n".join(sentences),
            sentences,
            title=draw(NAMES),
            publisher=draw(NAMES),
            publisher_given=draw(st.booleans()),
            published=draw(st.none() | st.just(date(2021, 6, 7))),
            published_given=draw(st.booleans()),
            language=draw(st.sampled_from(["en", "es", "ar", "hi", "zh", "und", "xx"])),
        )
        articles.append(made)
        index = 0
        while index < len(sentences):
            joined = draw(st.integers(1, 2))
            places = range(index, min(index + joined, len(sentences)))
            also = draw(st.sampled_from([(), (1,), (1, 2)])) if number > 2 else ()
            passages.append(Passage(tuple(Quote.of(made, i) for i in places), number, also))
            index = places.stop
    kind = draw(st.sampled_from(list(BriefKind)))
    if kind is BriefKind.OVERVIEW:
        sections = [
            Section(SectionKind.TOPIC, tuple(passages[i : i + 2]), f"t{i}", draw(NAMES))
            for i in range(0, len(passages), 2)
        ]
    else:
        rest = SectionKind.KEY_SENTENCES if kind is BriefKind.ARTICLE else SectionKind.ALSO
        sections = [
            Section(SectionKind.BOTTOM_LINE, tuple(passages[:1])),
            Section(rest, tuple(passages[1:])),
        ]
    about = "A1" if kind is BriefKind.ARTICLE else draw(hostile.words)
    made_brief = brief(
        sections,
        articles,
        kind=kind,
        about=about,
        title=draw(NAMES),
        omitted=draw(st.integers(0, 3)),
    )
    return made_brief, {a.id: a for a in articles}


def as_sent(page: Page) -> list[dict[str, Any]]:
    buttons = [discord.ui.Button[Any](label=f"Button {n}", custom_id=f"b{n}") for n in range(5)]
    return list(to_view(page, buttons).to_components())


SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(briefs(), st.sampled_from(["en-US", "es-ES", "ar"]), st.sampled_from([None, HARD_STOP]))
async def test_a_message_is_within_every_limit_and_each_sentence_is_whole_or_counted(
    made: tuple[Brief, dict[str, Article]], locale: str, characters: int | None
) -> None:
    asked, articles = made
    labels = Labels.for_locale(locale)

    page = brief_page(asked, articles, labels, characters=characters)

    size = size_of_components(as_sent(page))
    assert size.characters <= (characters or target(asked.kind, labels.language))
    assert size.bytes < MAX_BYTES
    assert size.components <= MAX_COMPONENTS

    shown = [quote for passage in page.passages for quote in passage.quotes]
    for quote in shown:
        words = quote.words_in(articles)
        assert escaped(words) in page.text
        assert unescaped(escaped(words)) == visible(words)
    assert page.verified == len(shown)
    assert page.omitted == asked.omitted + len(list(asked.quotes())) - len(shown)


@SLOW
@given(briefs())
def test_a_reader_of_the_preview_sees_every_shown_sentence_and_no_link_or_ping(
    made: tuple[Brief, dict[str, Article]],
) -> None:
    asked, articles = made

    page = brief_page(asked, articles, Labels.for_locale("en-GB"))

    seen, kinds = "", set[str]()
    for block in page.blocks:
        shown, found = read_by_preview(block)
        seen, kinds = seen + shown, kinds | found
    assert kinds <= {
        "blockquote",
        "break",
        "bullet_list",
        "heading",
        "list_item",
        "ordered_list",
        "strong_close",
        "strong_open",
        "subtext",
        "timestamp",
    }
    for passage in page.passages:
        for quote in passage.quotes:
            words = visible(quote.words_in(articles))
            if not words.startswith("-#"):  # small text in the preview only: see test_source_words
                assert words in seen


@SLOW
@given(briefs(), st.sampled_from(["en-US", "es-419"]))
def test_the_export_holds_every_sentence_exactly_as_stored(
    made: tuple[Brief, dict[str, Article]], locale: str
) -> None:
    asked, articles = made
    labels = Labels.for_locale(locale)

    exported = export_brief(asked, articles, labels)
    text, markdown = (
        brief_as_text(asked, articles, labels),
        brief_as_markdown(asked, articles, labels),
    )

    for quote in asked.quotes():
        words = quote.words_in(articles)
        assert words.encode("utf-8", "replace") in exported.data
        assert quote.sha256.encode() in exported.data
        assert visible(words) in text
        assert escaped(words) in markdown
    assert not set("\x00\x07\x1b") & set(text)


def test_more_buttons_than_a_row_holds_are_refused() -> None:
    page = Page(("text",), (), 0, 0)
    buttons = [discord.ui.Button[Any](label="x", custom_id=str(n)) for n in range(6)]
    with pytest.raises(PageTooBig):
        to_view(page, buttons)


def test_a_page_over_the_limit_is_refused_before_it_is_sent() -> None:
    with pytest.raises(PageTooBig):
        to_view(Page(("x" * (HARD_STOP + 1),), (), 0, 0))


def test_a_view_takes_buttons_that_live_on_their_own() -> None:
    class Kept(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"kept:(?P<id>\d+)"):
        """A button that survives a restart."""

    view = to_view(Page(("text",), (), 0, 0), [Kept(discord.ui.Button(custom_id="kept:1"))])

    assert view.is_persistent()
    assert [c["type"] for c in view.to_components()] == [17, 1]
