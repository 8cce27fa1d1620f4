"""The pages of /article show, edit and withdraw: whole, safe and small, whatever is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.labels import Labels
from bot.pages.article_page import article_page, edited_page, withdraw_card, withdrawn_card
from bot.pages.budget import size_of_components
from bot.pages.correction_page import correction_page, message_link
from bot.pages.view import text_view
from summaries.corpus import Article, prepare
from summaries.store import StoredArticle
from tests.unit.pages.discord_model import read_by_preview
from tests.unit.pages.hostile import words

ENGLISH, SPANISH = Labels.for_locale("en-GB"), Labels.for_locale("es-ES")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
OURS = {
    "break",
    "bullet_list",
    "heading",
    "list_item",
    "strong_close",
    "strong_open",
    "subtext",
    "timestamp",
}


def article(name: str = "A title") -> Article:
    text = "A title\n\nThe council met on Monday. It was warm there, people said.\n\nTags: Sark\n"
    plain = prepare(text, id="A1", added=NOW)
    return replace(plain, title=name, publisher=name, byline=name, file=name, url=name)


def stored(one: Article, version: int = 1) -> StoredArticle:
    return StoredArticle(
        number=1,
        version=version,
        text=one.text,
        sha256=one.sha256,
        added=one.added,
        language=one.language,
        title=one.title,
        publisher=one.publisher,
        byline=one.byline,
        published=one.published,
    )


@settings(max_examples=40)
@given(words, words, st.text(max_size=80))
def test_nothing_on_a_page_acts_and_all_fit(name: str, other: str, reason: str) -> None:
    one, two = article(name), article(other)
    kept = replace(stored(one), withdrawn_at=NOW, withdrawn_by=1, withdrawn_reason=reason)
    pages = (
        article_page(one, [kept], [(name, 3)], SPANISH),
        edited_page(stored(one), stored(two, 2), SPANISH),
        withdraw_card(stored(one), 3, 2, reason, SPANISH),
        withdrawn_card(stored(one), reason, NOW, SPANISH, corrections=2),
        correction_page(kept, ["there"] * 30, SPANISH),
    )
    for page in pages:
        text = "\n".join(page)
        for own in ("<@1>", "`/article edit`", "`/article restore`"):
            text = text.replace(own, "")
        _, kinds = read_by_preview(text)
        assert kinds <= OURS
        assert size_of_components(text_view(page).to_components()).within()


def test_the_largest_page_is_sent() -> None:
    for piece in ("x", "*", "ж", "会", "😀", ":a"):
        one = article(piece * 4_000)
        blocks = article_page(one, [stored(one)], [("t" * 60, n) for n in range(1, 40)], ENGLISH)
        assert size_of_components(text_view(blocks).to_components()).within()


def test_an_edit_names_only_what_changed() -> None:
    before = stored(article())
    after = replace(before, version=2, published=date(2021, 6, 8), publisher=None)

    page = "\n".join(edited_page(before, after, ENGLISH))

    assert "- **Date:** not stated → <t:" in page
    assert "- **Publisher:** A title → not stated" in page
    assert "**Title:**" not in page


def test_a_withdrawal_says_how_many_messages_quote_the_article() -> None:
    one = stored(article())

    assert "1 message in 1 channel quoted" in "\n".join(withdraw_card(one, 1, 1, "", ENGLISH))
    assert "3 messages in 2 channels quoted" in "\n".join(withdraw_card(one, 3, 2, "", ENGLISH))
    assert "No message" in "\n".join(withdraw_card(one, 0, 0, "Wrong", ENGLISH))


def test_a_correction_links_twenty_messages_and_counts_the_others() -> None:
    one = replace(stored(article()), withdrawn_reason="Wrong *sum*")
    links = [message_link(1, 2, number) for number in range(23, 0, -1)]

    head, quoted = correction_page(one, links, ENGLISH)

    assert head.splitlines() == [
        "## Correction",
        "**A1** “A title” was withdrawn.",
        "**Reason:** Wrong \\*sum\\*",
    ]
    lines = quoted.splitlines()
    assert lines[0] == "23 messages in this channel quoted it:"
    assert lines[1] == "- https://discord.com/channels/1/2/23"
    assert len(lines) == 22
    assert lines[-1] == "and 3 more messages"


def test_a_link_to_a_direct_message_has_no_server() -> None:
    assert message_link(None, 2, 3) == "https://discord.com/channels/@me/2/3"
