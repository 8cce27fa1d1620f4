"""JSON Feed 1.1: every field of its specification, given rightly and wrongly."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus.extracted import ExtractRefused, Reason
from summaries.corpus.feeds import Feed, parse_feed

VERSION = "https://jsonfeed.org/version/1.1"

# Every field of https://www.jsonfeed.org/version/1.1/, at the top and in an item.
TOP: dict[str, Any] = {
    "version": VERSION,
    "title": "The Example Gazette",
    "home_page_url": "https://news.example/",
    "feed_url": "https://news.example/feed.json",
    "description": "News of the valley",
    "user_comment": "This is a feed; paste its address into a reader.",
    "next_url": "https://news.example/feed.json?page=2",
    "icon": "https://news.example/icon.png",
    "favicon": "https://news.example/favicon.ico",
    "authors": [{"name": "The desk", "url": "https://news.example/desk", "avatar": "a.png"}],
    "author": {"name": "Nobody"},
    "language": "en",
    "expired": False,
    "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
}
ITEM: dict[str, Any] = {
    "id": "rain-1",
    "url": "/2024/rain",
    "external_url": "https://elsewhere.example/rain",
    "title": "Rain floods the valley",
    "content_html": "<p>The river rose by 2 metres.</p>",
    "content_text": "The river rose by 2 metres.",
    "summary": "A flood.",
    "image": "rain.jpg",
    "banner_image": "banner.jpg",
    "date_published": "2024-03-06T10:00:00+01:00",
    "date_modified": "2024-03-08T10:00:00Z",
    "authors": [{"name": "Ana Pérez"}, {"name": "Jo Cox", "url": "https://news.example/jo"}],
    "author": {"name": "Nobody"},
    "tags": ["weather"],
    "language": "en",
    "attachments": [
        {
            "url": "https://news.example/a.mp3",
            "mime_type": "audio/mpeg",
            "title": "Listen",
            "size_in_bytes": 1,
            "duration_in_seconds": 2,
        }
    ],
    "_extension": {"about": "https://example.org/"},
}


def read(*items: object, **top: object) -> Feed:
    data = json.dumps(TOP | {"items": list(items)} | top).encode()
    return parse_feed(data, url="https://news.example/feed.json")


def without(*names: str, **given: object) -> dict[str, Any]:
    return {name: value for name, value in (ITEM | given).items() if name not in names}


def test_a_feed_with_every_field_is_read() -> None:
    feed = read(ITEM)
    (entry,) = feed.entries

    assert (feed.title, feed.format) == ("The Example Gazette", "JSON Feed 1.1")
    assert entry.id == "rain-1"
    assert entry.url == "https://news.example/2024/rain"
    assert entry.title == "Rain floods the valley"
    assert entry.html == "<p>The river rose by 2 metres.</p>"
    assert entry.full
    assert entry.author == "Ana Pérez, Jo Cox"
    assert entry.published == datetime(2024, 3, 6, 9, tzinfo=UTC)


def test_version_1_has_one_author_and_is_read() -> None:
    feed = read(
        without("authors", author={"name": "Al Ho"}), version="https://jsonfeed.org/version/1"
    )
    assert feed.format == "JSON Feed 1"
    assert feed.entries[0].author == "Al Ho"


def test_an_item_without_authors_has_those_of_the_feed() -> None:
    assert read(without("authors", "author")).entries[0].author == "The desk"


def test_a_number_as_id_is_taken_as_text() -> None:
    assert [e.id for e in read(without(id=7), without(id=8.5)).entries] == ["7", "8.5"]


def test_without_an_id_the_address_is_one() -> None:
    assert read(without("id")).entries[0].id == "https://news.example/2024/rain"


def test_an_item_may_point_elsewhere() -> None:
    assert read(without("url")).entries[0].url == "https://elsewhere.example/rain"


def test_plain_text_becomes_paragraphs() -> None:
    (entry,) = read(without("content_html", content_text="One < two.\n\nThree.")).entries
    assert entry.html == "<p>One &lt; two.</p>\n<p>Three.</p>"
    assert entry.full


def test_a_summary_alone_is_not_the_full_text() -> None:
    (entry,) = read(without("content_html", "content_text")).entries
    assert (entry.html, entry.full) == ("<p>A flood.</p>", False)


def test_a_day_of_change_orders_and_is_not_called_published() -> None:
    changed = without("date_published", id="changed")
    feed = read(ITEM, changed)
    assert [(e.id, e.published is None) for e in feed.entries] == [
        ("changed", True),
        ("rain-1", False),
    ]


def test_a_title_may_be_missing() -> None:
    assert read(without("title")).entries[0].title is None


@pytest.mark.parametrize("name", [*TOP, "items"])
@pytest.mark.parametrize("wrong", [None, 7, True, [], [7], {}, {"name": 7}])
def test_a_field_of_a_wrong_type_at_the_top_counts_as_absent(name: str, wrong: object) -> None:
    if name == "version":
        with pytest.raises(ExtractRefused):
            read(ITEM, version=wrong)
        return
    feed = read(ITEM, **{name: wrong})
    assert len(feed.entries) == (0 if name == "items" else 1)


@pytest.mark.parametrize("name", list(ITEM))
@pytest.mark.parametrize("wrong", [None, True, [], [7], {}, {"name": 7}, "\x00", 1e999])
def test_a_field_of_a_wrong_type_in_an_item_counts_as_absent(name: str, wrong: object) -> None:
    assert len(read(without(**{name: wrong})).entries) == 1


def test_the_newest_500_are_kept() -> None:
    items = [
        without(id=n, date_published=f"20{n // 12:02}-{n % 12 + 1:02}-01T00:00:00Z")
        for n in range(700)
    ]
    feed = read(*items)
    assert (len(feed.entries), feed.entries[0].id) == (500, "699")


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (b'{"version": "https://jsonfeed.org/version/1.1", ', Reason.DAMAGED, "not valid JSON"),
        (b'{"items": []}', Reason.UNKNOWN_TYPE, "not a JSON Feed"),
        (b'{"version": "1"}', Reason.UNKNOWN_TYPE, "not a JSON Feed"),
        (b'{"a":' + b"[" * 900_000, Reason.DAMAGED, "not valid JSON"),
        (b'{"a":' + b"1" * 900_000 + b"}", Reason.DAMAGED, "not valid JSON"),
        (b'{"a":"\xe9\xe9\xe9"}', Reason.ENCODING, "fit no encoding that it names (utf-8 tried)"),
    ],
)
def test_json_that_is_no_feed_is_refused_in_a_sentence(
    data: bytes, reason: Reason, words: str
) -> None:
    with pytest.raises(ExtractRefused) as refused:
        parse_feed(data, url="https://news.example/feed.json")
    assert refused.value.reason is reason
    assert words in str(refused.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from([*ITEM, *TOP]), inner, max_size=6)
        ),
    )
)
def test_any_json_is_entries_or_a_sentence(found: object) -> None:
    data = json.dumps({"version": VERSION, "items": [found]}).encode()
    assert len(parse_feed(data, url="https://news.example/").entries) <= 1
