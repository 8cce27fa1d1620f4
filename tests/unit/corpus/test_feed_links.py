"""A page's address is given in place of a feed's: the page says where its feeds are."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus.feeds.links import MOST_LINKS, FeedLink, feed_links

URL = "https://news.example.com/world/index.html"


def links(head: str) -> list[str]:
    return [link.url for link in feed_links(head.encode(), url=URL)]


def test_a_page_names_its_feeds_in_order() -> None:
    head = """<head><LINK href='/feed' type="application/rss+xml" rel=alternate title="A &amp; B">
    <link rel="stylesheet" href="/style.css"><link rel="feed alternate" type="application/atom+xml;
    charset=utf-8" href="atom.xml"></head>"""

    assert feed_links(head.encode(), url=URL) == (
        FeedLink("https://news.example.com/feed", "A & B"),
        FeedLink("https://news.example.com/world/atom.xml", None),
    )


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" hreflang="es" href="/es">',
        '<link rel="alternate" type="application/json" href="/wp-json/">',
        '<link rel="stylesheet" type="application/rss+xml" href="/x">',
        '<link rel="alternate" type="application/rss+xml">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml" href="http://[">',
        '<a rel="alternate" type="application/rss+xml" href="/x">',
        "",
    ],
)
def test_what_is_no_feed_is_left_out(link: str) -> None:
    assert links(link) == []


def test_a_base_moves_them_and_the_same_is_named_once() -> None:
    one = '<link rel=alternate type=application/rss+xml href="feed">'

    assert links(f'<base href="https://cdn.example.org/a/">{one}{one}') == [
        "https://cdn.example.org/a/feed"
    ]


def test_of_very_many_the_first_are_taken() -> None:
    many = "".join(f'<link rel=alternate type=application/rss+xml href="/{n}">' for n in range(50))

    assert len(links(many)) == MOST_LINKS


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read(data: bytes) -> None:
    for link in feed_links(b"<link rel=alternate type=application/rss+xml href=" + data, url=URL):
        assert urlsplit(link.url).scheme in {"http", "https"}


@pytest.mark.parametrize(
    "piece", [b"<link ", b"<link a=", b"<base ", b"<link a='", b"<link " + b"a " * 1_000, b"<"]
)
def test_a_hostile_page_takes_linear_time(piece: bytes) -> None:
    data = piece * (3_000_000 // len(piece))
    begun = time.process_time()

    feed_links(data, url=URL)

    assert time.process_time() - begun < 5
