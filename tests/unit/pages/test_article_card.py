"""The cards of /article add and the pages of /library: whole, safe and small, whatever comes in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.labels import Labels
from bot.pages.article_card import Near, added_card, draft_card, excerpt
from bot.pages.budget import size_of_components, size_of_text
from bot.pages.library_page import ON_A_PAGE, Listing, Looking, library_page
from bot.pages.source_words import unescaped, visible
from bot.pages.view import text_view
from summaries.corpus import Article, prepare
from summaries.store import LibraryPage, StoredArticle
from tests.unit.pages.discord_model import read_by_client, read_by_preview
from tests.unit.pages.hostile import HOSTILE, words
from tests.unit.pages.made import seed

ENGLISH, SPANISH = Labels.for_locale("en-GB"), Labels.for_locale("es-ES")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TITLE = (
    "Kamala Harris Encourages Greater Cooperation With Mexico To Address The Flow Of Migrants "
    "To The United States"
)
# What the preview makes of the pages' own marks.
OURS = {
    "break",
    "bullet_list",
    "heading",
    "list_item",
    "strong_close",
    "strong_open",
    "subtext",
}


def draft(text: str, **known: Any) -> Article:
    return prepare(text, id="draft", added=NOW, **known)


def card(text: str, **more: Any) -> str:
    return "\n".join(draft_card(draft(text), ENGLISH, **more))


def hostile_article(name: str) -> Article:
    plain = draft("A title\n\nThe council met on Monday. It was warm there, people said.\n")
    return replace(plain, title=name, publisher=name, byline=name, file=name)


def kept(article: Article, number: int = 1) -> StoredArticle:
    """Return an article as a list has it."""
    return StoredArticle(
        number=number,
        version=1,
        text="",
        sha256=article.sha256,
        added=article.added,
        language=article.language,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        file=article.file,
    )


def listing_of(
    articles: list[StoredArticle], *, page: int = 0, words: str = "", total: int | None = None
) -> Listing:
    """Return a page of articles that have two sentences each."""
    shown = tuple(articles[page * ON_A_PAGE : (page + 1) * ON_A_PAGE])
    found = LibraryPage(shown, (2,) * len(shown), len(articles))
    return Listing(found, Looking(words), page, len(articles) if total is None else total)


def test_a_card_states_what_the_text_states_and_no_more() -> None:
    assert card(seed("002")).splitlines() == [
        "## Add this article?",
        "-# This is what will be stored. Nothing is in the library until you confirm.",
        f"**Title:** {TITLE}",
        "**Publisher:** not stated",
        "**Date:** not stated; it counts from when it is added",
        "**Language:** English",
        "**Sentences:** 34 can be quoted",
        "**3 lines set aside, never quoted**",
        "- “Categories: US News” (tags)",
        "- “Tags: Politics” (tags)",
        "- “This website uses cookies.” (notice of the site)",
    ]


@pytest.mark.parametrize("number", ["001", "002", "003", "004"])
def test_no_seed_that_names_no_publisher_gets_one(number: str) -> None:
    assert "**Publisher:** not stated" in card(seed(number))


def test_a_stated_publisher_author_and_date_are_shown() -> None:
    text = (
        "A harbour opens\n\nBy Ada Example\n\nPublished: 3 March 2021\n\n"
        "The harbour of Sark opened on Friday. Many ships came to see it.\n\n"
        "The mayor of the town thanked the crews. They will stay for a week.\n\n"
        "Read more from Sark Daily\n"
    )

    shown = card(text)

    assert "**Publisher:** Sark Daily" in shown
    assert "**By:** Ada Example" in shown
    moment = int(datetime(2021, 3, 3, 12, tzinfo=UTC).timestamp())
    assert f"**Date:** <t:{moment}:D>" in shown


def test_what_is_near_is_said_from_the_side_of_the_shorter_text() -> None:
    near = [
        Near("A3", "A *title*", 90, whole=True),
        Near("A4", None, 80, whole=False),
        *(Near(f"A{n}", "Another", 60, whole=True) for n in range(5, 9)),
    ]

    shown = card(seed("003"), near=near, withdrawn="A2")

    assert "- 90 % of it stands in A3 “A \\*title\\*”" in shown
    assert "- 80 % of A4 stands in it" in shown
    assert "- and in 3 more articles" in shown
    assert "withdrawn before, as A2" in shown


def test_an_added_article_names_the_topics_that_gain() -> None:
    article = replace(draft(seed("000")), id="A6")
    gains = [("aid-pledges", 3), ("border-numbers", 1), ("diplomatic-reactions", 0)]

    shown = "\n".join(added_card(article, gains, ENGLISH, until=NOW))

    assert "## Added as A6" in shown
    assert "- aid-pledges: 3 sentences qualify\n- border-numbers: 1 sentence qualifies" in shown
    assert "diplomatic" not in shown
    assert f"Undo works until <t:{int(NOW.timestamp())}:t>." in shown


def test_an_added_article_that_changes_no_topic_says_so() -> None:
    shown = "\n".join(added_card(draft(seed("000")), [("aid-pledges", 0)], ENGLISH, until=NOW))

    assert "No topic gains a sentence" in shown


@given(words)
def test_an_excerpt_is_plain_text_whatever_it_is_cut_from(source: str) -> None:
    shown = excerpt(source, 25)

    assert read_by_client(shown)[1] == []
    whole = visible(" ".join(source.split()))
    if shown and len(whole) <= 25:
        assert unescaped(shown) == whole
    elif shown:
        assert unescaped(shown).endswith(" …")
    else:
        assert not any(character.isprintable() and not character.isspace() for character in whole)


@settings(max_examples=60)
@given(words, words)
def test_nothing_in_a_card_acts(title: str, line: str) -> None:
    article = hostile_article(title)
    near = [Near("A3", line, 90, whole=True)]

    for labels in (ENGLISH, SPANISH):
        for blocks, more in (
            (draft_card(article, labels, near=near, seam=5), set[str]()),
            (added_card(article, [("aid-pledges", 1)], labels, until=NOW), {"timestamp"}),
        ):
            _, kinds = read_by_preview("\n".join(blocks))
            assert kinds <= OURS | more
            assert size_of_components(text_view(blocks).to_components()).within()


@pytest.mark.parametrize("piece", ["x", "*", "ж", "ا", "会", "😀", "@", "\\", ":a"])
def test_the_largest_card_is_sent(piece: str) -> None:
    line = f"Tags: {(piece * 140)[:140]}"
    text = "\n\n".join([piece * 4_000, seed("003"), *[line] * 200])
    article = hostile_article(piece * 3_000)
    article = replace(draft(text), title=article.title, publisher=piece * 900, file=piece * 900)
    near = [Near(f"A{n}", piece * 500, 90, whole=True) for n in range(20)]

    blocks = draft_card(article, ENGLISH, near=near, withdrawn="A9", seam=3_000)

    assert len(article.set_aside) >= 200
    assert size_of_components(text_view(blocks).to_components()).within()
    gains = [(piece * 90, n) for n in range(60)]
    assert size_of_text(added_card(article, gains, ENGLISH, until=NOW)).within()


class TestLibraryPages:
    def listing(self, titles: list[str], page: int = 0, words: str = "") -> Listing:
        articles = [kept(hostile_article(t), n) for n, t in enumerate(titles, 1)]
        return listing_of(articles, page=page, words=words)

    @pytest.mark.parametrize("piece", ["x", "*", "ж", "ا", "会", "😀", "@", "\\", ":a"])
    def test_the_largest_page_is_sent(self, piece: str) -> None:
        blocks = library_page(self.listing([piece * 4_000] * 30, words=piece[:1] * 60), ENGLISH)

        text = "\n".join(blocks)
        assert size_of_components(text_view(blocks).to_components()).within()
        assert all(f"**A{n}**" in text for n in range(1, ON_A_PAGE + 1))

    @settings(max_examples=40)
    @given(st.lists(words, min_size=1, max_size=8), words)
    def test_nothing_on_a_page_acts(self, titles: list[str], searched: str) -> None:
        blocks = library_page(self.listing(titles, words=searched), SPANISH)

        _, kinds = read_by_preview("\n".join(blocks))
        assert kinds <= OURS
        assert size_of_components(text_view(blocks).to_components()).within()

    def test_every_article_is_on_one_page_and_no_page_is_empty(self) -> None:
        for count in (1, 7, 8, 9, 25, 30):
            titles = [f"Title {n}" for n in range(count)]
            first = self.listing(titles)
            pages = [self.listing(titles, page) for page in range(first.pages)]
            ids = [article.id for listing in pages for article in listing.found.articles]
            assert ids == [f"A{n}" for n in range(1, count + 1)]
            assert all(listing.found.articles for listing in pages)

    def test_a_known_date_and_publisher_are_shown(self) -> None:
        article = replace(
            hostile_article("A title"), id="A1", publisher="Sark Daily", published=date(2021, 3, 3)
        )
        [_, entry, _] = library_page(listing_of([kept(article)]), ENGLISH)

        moment = int(datetime(2021, 3, 3, 12, tzinfo=UTC).timestamp())
        assert entry == f"**A1** A title\n-# Sark Daily · <t:{moment}:D> · 2 sentences"

    def test_an_article_without_a_title_is_named_by_its_file(self) -> None:
        article = replace(hostile_article("x"), id="A1", title=None, file="a_b.txt")

        assert "**A1** title not stated, file a\\_b.txt" in "\n".join(
            library_page(listing_of([kept(article)]), ENGLISH)
        )

    def test_an_empty_library_says_what_to_do(self) -> None:
        [block] = library_page(listing_of([]), ENGLISH)

        assert "The library is empty" in block
        assert "/article add" in block

    @pytest.mark.parametrize("words", HOSTILE)
    def test_a_search_that_finds_nothing_says_what_was_searched(self, words: str) -> None:
        [block] = library_page(listing_of([], words=words, total=5), ENGLISH)

        assert "None of the library’s 5 articles" in block
        assert not read_by_client(block.split("\n", 1)[1])[1]
