"""A feed that somebody wrote to stall the bot costs seconds at most, and reads nothing else."""

from __future__ import annotations

import time

import pytest

from summaries.corpus.extracted import ExtractRefused
from summaries.corpus.feeds import parse_feed

OPEN = '<rss version="2.0"><channel><title>T</title>'
CLOSE = "</channel></rss>"
# Broken, so that it is read leniently.
BROKEN = OPEN + "<item><link>/a</link><description><b></description>"


def item(body: str) -> str:
    return f"{OPEN}<item><link>/a</link>{body}</item>{CLOSE}"


def bomb(levels: int) -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels + 1))
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "boom">{entities}]>'
        f"{OPEN}<item><link>/a</link><title>&e{levels};</title></item>{CLOSE}"
    )


HOSTILE = {
    "an entity bomb": bomb(9),
    "one long entity, often": f'<!DOCTYPE x [<!ENTITY a "{"a" * 60_000}">]>'
    + item("<title>" + "&a;" * 50_000 + "</title>"),
    "a DOCTYPE that does not end": "<!DOCTYPE x [" + '<!ENTITY a "b">' * 100_000,
    "a declaration that does not end": "<?" + "encoding='x'" * 200_000,
    "tags that do not end": "<rss><channel><item>" + "<a " * 800_000,
    "quotation marks that do not end": "<rss><channel><item>" + '<a b="' * 500_000,
    "only <": BROKEN + "<" * 2_000_000,
    "only &": item("<description>" + "&" * 1_500_000 + "</description>"),
    "CDATA that does not end": BROKEN + "<![CDATA[" * 300_000,
    "comments that do not end": BROKEN + "<!-- " * 500_000,
    "declarations inside": BROKEN + "<!a " * 600_000,
    "a very deep tree": OPEN + "<a>" * 500_000,
    "very many elements": item("<content>" + "<p/>" * 600_000 + "</content>"),
    "very many entries": OPEN + "<item/>" * 400_000 + CLOSE,
    "very many namespaces": OPEN
    + "".join(f'<n{n}:a xmlns:n{n}="u{n}"/>' for n in range(60_000))
    + CLOSE,
    "very many categories": item("".join(f"<category>{n}</category>" for n in range(100_000))),
    "a category of many": item("<tags>" + ",".join(map(str, range(400_000))) + "</tags>"),
    "very many attributes": item("<a " + " ".join(f'a{n}="x"' for n in range(200_000)) + "/>"),
    "a very long attribute": item(f'<a b="{"x" * 4_000_000}"/>'),
    "an author without end": item(f"<author>{'a' * 1_000_000}</author>"),
    "authors without end": BROKEN + f"<author>{'a.' * 500_000}</author>",
    "a date without end": item(f"<pubDate>{'1-' * 1_000_000}</pubDate>"),
    "line ends": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml"><div>'
    + "\n" * 3_000_000
    + "</div></content></entry></feed>",
    "HTML that never ends": item(
        "<description><![CDATA[" + "<a <b '" * 500_000 + "]]></description>"
    ),
    "nothing closed": BROKEN + "<i>x</i>" * 400_000,
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_feed_costs_seconds_at_most(name: str) -> None:
    data = HOSTILE[name].encode()[:5_000_000]
    started = time.process_time()
    said = ""

    try:
        parse_feed(data, url="https://news.example/feed")
    except ExtractRefused as refused:
        said = str(refused)

    assert time.process_time() - started < 15  # the slowest of them takes 3 s
    assert not said or said.endswith(".")


def test_an_entity_bomb_is_left_as_it_is_written() -> None:
    (entry,) = parse_feed(bomb(9).encode(), url="https://news.example/feed").entries
    assert entry.title == "&e9;"


def test_an_entity_of_another_file_is_not_read() -> None:
    feed = (
        '<!DOCTYPE x [<!ENTITY passwords SYSTEM "file:///etc/passwd">'
        '<!ENTITY % dtd SYSTEM "http://127.0.0.1/x.dtd"> %dtd;]>'
    ) + item("<title>&passwords;</title>")
    (entry,) = parse_feed(feed.encode(), url="https://news.example/feed").entries
    assert entry.title == "&passwords;"


def test_an_encoding_that_runs_or_hides_something_is_not_used() -> None:
    for encoding in ("punycode", "unicode_escape", "utf-7", "idna", "zlib", "rot13", "undefined"):
        feed = f'<?xml version="1.0" encoding="{encoding}"?>' + item("<title>+ADw-b\\x41</title>")
        (entry,) = parse_feed(feed.encode(), url="https://news.example/feed").entries
        assert entry.title == "+ADw-b\\x41"
