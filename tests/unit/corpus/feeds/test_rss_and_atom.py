"""A feed of a newsroom becomes entries with names, addresses and dates that can be relied on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus.extracted import ExtractRefused, Reason
from summaries.corpus.feeds import Entry, Feed, parse_feed

URL = "https://news.example/feeds/world.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Example &amp; Gazette</title><link>https://news.example/</link>
<item>
  <title>Ministers meet in Lima</title>
  <link>/2024/lima</link>
  <guid isPermaLink="false">lima-1</guid>
  <pubDate>Tue, 05 Mar 2024 10:00:00 +0100</pubDate>
  <dc:creator>Ana Pérez</dc:creator>
  <description>They met.</description>
  <content:encoded
  ><![CDATA[<p style="opacity:0">Hidden.</p><p>They met on Monday.</p>]]></content:encoded>
  <enclosure url="https://news.example/lima.mp3" type="audio/mpeg" length="1"/>
</item>
<item>
  <title>Rain floods the valley</title>
  <link>https://news.example/2024/rain</link>
  <pubDate>Wed, 06 Mar 2024 10:00:00 GMT</pubDate>
  <description>The river rose by 2 &lt;b&gt;metres&lt;/b&gt;.</description>
</item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/">
<title type="html">News &lt;em&gt;today&lt;/em&gt;</title>
<entry><id>tag:news.example,2024:1</id><title>Market opens again</title>
<link rel="self" href="api/1"/><link rel="alternate" href="2024/market"/>
<author><name>Jo Cox</name><email>jo@news.example</email></author>
<author><name>Al Ho</name></author>
<published>2024-03-05T08:00:00Z</published><updated>2024-03-07T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Traders came back.</p></div>
</content>
</entry>
<entry><id>tag:news.example,2024:2</id><title>Only changed</title>
<link href="2024/changed"/><updated>2024-03-06T08:00:00Z</updated>
<summary>First line.

Second &lt; line.</summary></entry>
</feed>"""


def read(feed: str | bytes, content_type: str | None = None) -> Feed:
    data = feed.encode() if isinstance(feed, str) else feed
    return parse_feed(data, url=URL, content_type=content_type)


def refusal(feed: str | bytes) -> tuple[Reason, str]:
    with pytest.raises(ExtractRefused) as refused:
        read(feed)
    return refused.value.reason, str(refused.value)


def rss(items: str, head: str = "") -> str:
    return f'<rss version="2.0"><channel><title>T</title>{head}{items}</channel></rss>'


def item(number: int, day: str = "") -> str:
    date = f"<pubDate>{day}</pubDate>" if day else ""
    return f"<item><title>Story {number}</title><link>/{number}</link>{date}</item>"


def test_an_rss_feed_is_read_newest_first() -> None:
    feed = read(RSS, "application/rss+xml")

    assert (feed.title, feed.format) == ("The Example & Gazette", "RSS 2.0")
    assert feed.entries == (
        Entry(
            id="https://news.example/2024/rain",
            url="https://news.example/2024/rain",
            title="Rain floods the valley",
            published=datetime(2024, 3, 6, 10, tzinfo=UTC),
            author=None,
            html="The river rose by 2 <b>metres</b>.",
            full=False,
        ),
        Entry(
            id="lima-1",
            url="https://news.example/2024/lima",
            title="Ministers meet in Lima",
            published=datetime(2024, 3, 5, 9, tzinfo=UTC),
            author="Ana Pérez",
            html='<p style="opacity:0">Hidden.</p><p>They met on Monday.</p>',
            full=True,
        ),
    )


def test_an_atom_feed_has_authors_and_its_own_base_and_no_date_from_a_change() -> None:
    feed = read(ATOM)

    assert (feed.title, feed.format) == ("News today", "Atom 1.0")
    changed, market = feed.entries
    assert changed.published is None  # it orders the list and says nothing of the first day
    assert changed.url == "https://news.example/2024/changed"
    assert changed.html == "<p>First line.</p>\n<p>Second &lt; line.</p>"
    assert market.url == "https://news.example/2024/market"
    assert market.author == "Jo Cox, Al Ho"
    assert market.published == datetime(2024, 3, 5, 8, tzinfo=UTC)
    assert market.html is not None
    assert "<p>Traders came back.</p>" in market.html


def test_rss_1_counts_dublin_cores_date_as_published() -> None:
    feed = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>T</title></channel><item><title>A</title><link>http://e.org/a</link>"
        "<dc:date>2024-03-05</dc:date></item></rdf:RDF>"
    )
    assert feed.format == "RSS 1.0"
    assert feed.entries[0].published == datetime(2024, 3, 5, tzinfo=UTC)


def test_the_newest_500_of_many_are_kept_wherever_they_stand() -> None:
    items = "".join(item(n, f"2024-01-01T{n // 60 % 24:02}:{n % 60:02}:00Z") for n in range(900))
    feed = read(rss(items))

    assert len(feed.entries) == 500
    assert (feed.entries[0].title, feed.entries[-1].title) == ("Story 899", "Story 400")


def test_without_dates_the_feeds_own_order_stands() -> None:
    feed = read(rss("".join(item(n) for n in range(600))))
    assert [e.title for e in feed.entries[:2]] == ["Story 0", "Story 1"]
    assert len(feed.entries) == 500


def test_an_entry_is_known_by_its_id_else_its_address_else_its_title_and_date() -> None:
    ids = "<item><guid isPermaLink='false'>7</guid><title>A</title><link>/a</link></item>"
    words = "<item><title>B</title><description>Words.</description></item>"
    feed = read(rss(ids + item(1) + words + words))

    assert [e.id[:7] for e in feed.entries] == ["7", "https:/", "sha256:"]
    assert len(feed.entries) == 3  # what comes twice is one


def test_an_address_that_is_no_web_page_is_none() -> None:
    links = (
        "javascript:alert(1)",
        "ftp://e.org/x",
        "mailto:a@e.org",
        "file:///etc/passwd",
        "http://[",
    )
    items = "".join(
        f"<item><link>{link}</link><description>Some words.</description><title>{n}</title></item>"
        for n, link in enumerate(links)
    )
    feed = read(rss(items))
    assert [e.url for e in feed.entries] == [None] * len(links)


def test_tags_and_entities_of_a_title_are_read() -> None:
    title = "<title>Tom &amp;amp; Jerry win &lt;i&gt;again&lt;/i&gt;</title>"
    feed = read(rss(f"<item>{title}<link>/a</link></item>"))
    assert feed.entries[0].title == "Tom & Jerry win again"


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("Ana Pérez", "Ana Pérez"),
        ("desk@news.example", None),
        ("desk@news.example (Ana Pérez)", "Ana Pérez"),
        ("Ana Pérez &lt;desk@news.example&gt;", "Ana Pérez"),
    ],
)
def test_an_address_is_no_author(written: str, author: str | None) -> None:
    feed = read(rss(f"<item><link>/a</link><author>{written}</author></item>"))
    assert feed.entries[0].author == author


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<title>AT&T & sons</title>", "AT&T & sons"),
        ("<title>Caf&eacute;&nbsp;open</title>", "Café open"),
        ("<title>A\x0b\x1fB</title>", "AB"),
        ("<title>A</title><description>1 < 2 <b>bold<br>text</description>", "A"),
        ("<title>A</title><dc:creator>X</dc:creator>", "A"),
        ("<title>A</title><link>/a</link><category a=b c='d'>x</category></nothing>", "A"),
    ],
)
def test_a_feed_that_is_not_well_formed_is_read_all_the_same(body: str, title: str) -> None:
    feed = read(rss(f"<item>{body}<link>/first</link></item>{item(2)}"))
    assert [e.title for e in feed.entries] == [title, "Story 2"]


def test_a_feed_that_broke_off_gives_the_entries_that_came() -> None:
    feed = read(RSS[: RSS.index("The river rose")])
    assert {e.title for e in feed.entries} == {"Ministers meet in Lima", "Rain floods the valley"}


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (rss(item(1)).replace("Story", "Señor").encode("utf-16"), None),
        (b"\xef\xbb\xbf" + rss(item(1)).replace("Story", "Señor").encode(), None),
        (rss(item(1)).replace("Story", "Señor").encode("latin-1"), "text/xml; charset=ISO-8859-1"),
        (
            b'<?xml version="1.0" encoding="windows-1252"?>'
            + rss(item(1)).replace("Story", "Señor").encode("cp1252"),
            "application/xml",
        ),
        # A server that is wrong about it, and the feed is right.
        (rss(item(1)).replace("Story", "Señor").encode(), "text/xml; charset=us-ascii"),
    ],
)
def test_encodings_are_taken_from_mark_server_or_declaration(
    data: bytes, content_type: str | None
) -> None:
    assert read(data, content_type).entries[0].title == "Señor 1"


def test_an_encoding_is_never_guessed() -> None:
    reason, words = refusal(rss(item(1)).replace("Story", "Señorña").encode("latin-1"))
    assert reason is Reason.ENCODING
    assert "fit no encoding that it names (utf-8 tried)" in words


def test_one_lost_byte_in_a_long_feed_is_shown_as_lost() -> None:
    data = rss("".join(map(item, range(60)))).encode().replace(b"Story 7<", b"Story \xff<")
    assert "Story \ufffd" in {e.title for e in read(data).entries}


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (b"  \n", Reason.EMPTY, "The feed is empty"),
        (
            "<!DOCTYPE html><html><body>Hi</body></html>",
            Reason.UNKNOWN_TYPE,
            "a web page, not a feed",
        ),
        ("just words", Reason.UNKNOWN_TYPE, "It is not a feed."),
        ("<note><to>you</to></note>", Reason.UNKNOWN_TYPE, "It is XML, but not a feed."),
        (b"a" * 5_000_001, Reason.TOO_BIG, "The feed is 5.0 MB; the most is 5 MB."),
    ],
)
def test_what_is_no_feed_is_refused_in_a_sentence(
    data: str | bytes, reason: Reason, words: str
) -> None:
    found, said = refusal(data)
    assert found is reason
    assert words in said


def test_a_feed_under_a_pages_doctype_is_a_feed() -> None:
    assert read("<!DOCTYPE html>" + rss(item(1))).entries[0].title == "Story 1"


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(rss("")) == Feed("T", (), "RSS 2.0")


@pytest.mark.parametrize(
    "date",
    ["Fri, 31 Dec 9999 23:59:59 -1200", "9999-12-31T23:59:59-12:00", "0000-00-00", "9" * 5000],
)
def test_a_date_that_no_newspaper_means_is_none(date: str) -> None:
    (entry,) = read(rss(item(1, date))).entries
    assert entry.published is None


def said_of(feed: str) -> str:
    """Return what a person is told where a feed is refused, else nothing."""
    try:
        read(feed.encode("utf-8", "replace"))
    except ExtractRefused as refused:
        return str(refused)
    return ""


@given(st.text(max_size=120))
def test_any_words_in_a_feed_are_entries_or_a_sentence(words: str) -> None:
    said = said_of(rss(f"<item><title>{words}</title><link>/a</link></item>"))
    assert not said or said.endswith(".")


@given(st.text(alphabet="<>&;/!?-[]'\"= ab:\n", max_size=200))
def test_any_markup_is_entries_or_a_sentence(markup: str) -> None:
    said = said_of(rss(f"<item><title>A</title>{markup}</item>"))
    assert not said or said.endswith(".")
