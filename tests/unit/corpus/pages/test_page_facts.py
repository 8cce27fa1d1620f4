"""What a page states about itself: title, date, byline, publisher, address."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus.addresses import canonical
from summaries.corpus.pages import extract_page

from .made import TITLE, page

URL = "https://www.courier.example.org/region/floods-close-the-coast-road"


def data(**stated: object) -> str:
    written = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle"} | stated)
    return f'<script type="application/ld+json">{written}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


class TestTitles:
    @pytest.mark.parametrize(
        "made",
        [
            page(),
            page(title=""),
            page(h1=""),
            page(
                h1="", title=f"<title>Coast Courier - {TITLE}</title>", head=meta("og:title", TITLE)
            ),
            page(h1="", title=f"<title>{TITLE} — Region · Coast Courier</title>"),
            page(h1=f"<h1><a href=/>Coast Courier</a></h1><h1 class=headline>{TITLE}</h1>"),
            page(h1=f"<h1>Menu</h1><h1>{TITLE}</h1><h1>Newsletter</h1>"),
            page(h1="<h1>\n  Floods close\n the <em>coast</em> road\n</h1>"),
            page(h1=f"<h1>{TITLE}</h1>", head=meta("og:title", f"{TITLE} and what comes next")),
            page(h1="<h1>News</h1>", head=data(headline=TITLE)),
            page(h1="<h1 hidden>Buy a boat</h1>"),
        ],
    )
    def test_the_title_is_the_one_that_the_others_bear_out(self, made: bytes) -> None:
        assert extract_page(made, url=URL).title == TITLE

    def test_a_colon_or_a_hyphen_inside_a_title_stays(self) -> None:
        title = "Elections: North - South divide over the 20-year plan"
        made = page(h1=f"<h1>{title}</h1>", title=f"<title>{title} - Coast Courier</title>")

        assert extract_page(made).title == title

    def test_entities_in_the_head_are_read_once(self) -> None:
        made = page(
            h1="", title="<title>Tea &amp; trade</title>", head=meta("og:title", "Tea &amp; trade")
        )

        assert extract_page(made).title == "Tea & trade"

    def test_no_title_is_made_up(self) -> None:
        assert extract_page(page(h1="", title="")).title is None


class TestDates:
    def test_two_places_that_agree_are_certain(self) -> None:
        head = meta("article:published_time", "2021-06-08T09:00:00+00:00")
        read = extract_page(page("<time datetime=2021-06-08>8 June</time>", head=head))

        assert (read.published, read.published_certain) == (date(2021, 6, 8), True)

    def test_one_place_alone_is_about(self) -> None:
        read = extract_page(page(head=meta("article:published_time", "2021-06-08T09:00:00Z")))

        assert (read.published, read.published_certain) == (date(2021, 6, 8), False)

    def test_places_that_disagree_are_not_certain(self) -> None:
        head = meta("article:published_time", "2021-06-08") + data(datePublished="2020-01-02")

        assert not extract_page(page(head=head)).published_certain

    def test_the_address_counts_as_a_place(self) -> None:
        head = data(datePublished="2021-06-08T23:50:00-06:00")
        read = extract_page(page(head=head), url="https://example.org/2021/06/08/floods")

        assert (read.published, read.published_certain) == (date(2021, 6, 8), True)

    def test_the_day_of_the_newsroom_is_kept_where_greenwich_has_the_next(self) -> None:
        head = meta("article:published_time", "2021-06-09T02:00:00Z")
        read = extract_page(page(head=head), url="https://example.org/2021/06/08/floods")

        assert (read.published, read.published_certain) == (date(2021, 6, 8), True)

    def test_the_day_that_a_reader_sees_counts_more_than_one_in_the_head(self) -> None:
        head = meta("article:published_time", "2020-01-02")
        read = extract_page(page("<p class=date>8 June 2021</p>", head=head))

        assert (read.published, read.published_certain) == (date(2021, 6, 8), False)

    def test_a_date_in_words_is_read(self) -> None:
        read = extract_page(page("<p class=date>Published: 8 June 2021</p>"))

        assert read.published == date(2021, 6, 8)

    @pytest.mark.parametrize("day", ["9999-12-31", "2021-02-30", "0001-01-01", "tomorrow", "½"])
    def test_an_impossible_day_is_no_date(self, day: str) -> None:
        head = meta("article:published_time", day) + data(datePublished=day)

        assert extract_page(page(head=head)).published is None

    def test_a_page_that_begins_like_an_address_is_not_fetched(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fetched: list[str] = []
        monkeypatch.setattr("htmldate.utils.fetch_url", fetched.append)
        words = "&nbsp;".join(["The&nbsp;bridge&nbsp;was&nbsp;closed,&nbsp;it&nbsp;said."] * 9)

        extract_page(f"http://127.0.0.1/x<p>{words}</p>".encode())

        assert fetched == []

    def test_a_page_without_a_date_has_none(self) -> None:
        assert extract_page(page()).published is None


class TestPeople:
    @pytest.mark.parametrize(
        ("head", "byline"),
        [
            (data(author={"@type": "Person", "name": "Ana Torres"}), "Ana Torres"),
            (data(author=[{"name": "Ana Torres"}, {"name": "Ben Okri"}]), "Ana Torres, Ben Okri"),
            (data(author="By Ana Torres"), "Ana Torres"),
            ('<meta name=author content="Ana Torres">', "Ana Torres"),
            ('<meta name=author content="admin">', None),
            ('<meta name=author content="https://example.org/ana">', None),
            ('<meta name=author content="ana@example.org">', None),
            (data(author=[[[[{"name": 7}]]]]), None),
            (
                meta("og:site_name", "Coast Courier") + data(author={"name": "Coast Courier"}),
                None,
            ),
            ("", None),
        ],
    )
    def test_an_author_is_read_and_never_made_up(self, head: str, byline: str | None) -> None:
        assert extract_page(page(head=head)).byline == byline

    @pytest.mark.parametrize(
        ("head", "publisher"),
        [
            (meta("og:site_name", "Coast Courier"), "Coast Courier"),
            (data(publisher={"@type": "Organization", "name": "Coast Courier"}), "Coast Courier"),
            (meta("og:site_name", "https://example.org"), None),
            ("", None),
        ],
    )
    def test_a_publisher_is_read_and_never_made_up(self, head: str, publisher: str | None) -> None:
        assert extract_page(page(head=head), url=URL).publisher == publisher

    def test_the_articles_own_data_counts_not_that_of_a_related_one(self) -> None:
        graph = {
            "@graph": [
                {"@type": "WebPage", "author": {"name": "The System"}},
                {
                    "@type": ["NewsArticle"],
                    "headline": TITLE,
                    "author": {"name": "Ana Torres"},
                    "mentions": {"@type": "Article", "headline": "Other", "author": "Ben Okri"},
                },
            ]
        }
        head = f'<script type="application/ld+json">{json.dumps(graph)};</script>'

        assert extract_page(page(head=head)).byline == "Ana Torres"

    def test_damaged_data_states_nothing(self) -> None:
        head = '<script type="application/ld+json">{"@type":"NewsArticle","author":"Ana</script>'

        assert extract_page(page(head=head)).byline is None


class TestAddresses:
    @pytest.mark.parametrize(
        ("stated", "kept"),
        [
            (f'<link rel=canonical href="{URL}?utm_source=x#top">', URL),
            (
                '<link rel="Canonical" href="/region/other">',
                "https://www.courier.example.org/region/other",
            ),
            (meta("og:url", "https://m.example.org/floods"), "https://m.example.org/floods"),
            ('<link rel=canonical href="https://elsewhere.example.com/a">', URL),
            ('<link rel=canonical href="javascript:alert(1)">', URL),
            ('<link rel=canonical href="https://www.courier.example.org/">', URL),
            ('<link rel=canonical href="http://[::1">', URL),
            ("", URL),
        ],
    )
    def test_a_page_speaks_only_for_its_own_site(self, stated: str, kept: str) -> None:
        read = extract_page(page(head=stated), url=f"{URL}?utm_medium=mail&fbclid=1")

        assert read.url == kept

    def test_two_blogs_of_one_host_are_two_sites(self) -> None:
        stated = '<link rel=canonical href="https://mine.blogspot.com/a">'

        assert extract_page(page(head=stated), url="https://yours.blogspot.com/b").url == (
            "https://yours.blogspot.com/b"
        )

    def test_a_saved_page_is_where_it_says(self) -> None:
        assert extract_page(page(head=f'<link rel=canonical href="{URL}">')).url == URL

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("HTTPS://Example.ORG:443/a?utm_source=x&id=7#part", "https://example.org/a?id=7"),
            ("http://example.org:80", "http://example.org/"),
            ("https://example.org./a?", "https://example.org/a"),
            ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
            ("https://example.org/a?id=7&gclid=2&fbclid=3&mc_cid=4", "https://example.org/a?id=7"),
        ],
    )
    def test_addresses_of_one_article_are_compared_as_one(self, one: str, other: str) -> None:
        assert canonical(one) == canonical(other) == other

    @pytest.mark.parametrize(
        "url",
        ["https://example.org/a?page=2", "https://example.org/A", "https://example.org:8080/a"],
    )
    def test_what_tells_articles_apart_stays(self, url: str) -> None:
        assert canonical(url) == url

    @given(st.text() | st.from_regex(r"https?://[^\s]{1,40}", fullmatch=True))
    def test_any_address_is_compared_without_a_fault(self, url: str) -> None:
        assert canonical(canonical(url)) == canonical(url)
