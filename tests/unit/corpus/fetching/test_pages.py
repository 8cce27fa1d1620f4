"""An editor gives a link: what arrives, and what she is told if it can't."""

from __future__ import annotations

import gzip
import zlib

import pytest

from summaries.corpus.fetching import Fetcher, FetchRefused, Wanted, Why
from tests.unit.corpus.fetching.servers import PAGE, Site, answer, moved, packed

RSS = b'<?xml version="1.0"?>\n<!-- ours --><rss version="2.0"><channel/></rss>'
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>'
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
WORD = b"PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml"


async def refused_with(fetcher: Fetcher, site: Site, wanted: Wanted = Wanted.PAGE) -> FetchRefused:
    with pytest.raises(FetchRefused) as refused:
        await fetcher.get(site.url(), wanted)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert ". " not in sentence
    return refused.value


@pytest.mark.parametrize("said", [answer(), packed(), answer(PAGE, "Content-Encoding: identity")])
async def test_a_page_arrives_as_it_was_sent(said: bytes, fetcher: Fetcher, site: Site) -> None:
    site.routes["/"] = said
    fetched = await fetcher.get(site.url("/#part"), Wanted.PAGE)
    assert fetched.body == PAGE
    assert fetched.url == site.url()
    assert fetched.status == 200
    assert fetched.content_type == "text/html"
    assert not fetched.not_modified


async def test_the_site_is_told_who_asks_and_nothing_else(fetcher: Fetcher, site: Site) -> None:
    site.routes["/"] = answer(PAGE, "Set-Cookie: id=1; Path=/")
    await fetcher.get(site.url(), Wanted.PAGE)
    await fetcher.get(site.url(), Wanted.PAGE)
    request = site.requests[-1].decode().lower()
    names = {line.partition(":")[0] for line in request.split("\r\n")[1:] if line}
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert "user-agent: pullquote/1.0 (+https://" in request
    assert "accept-encoding: gzip\r\n" in request


@pytest.mark.parametrize(
    ("status", "why", "cure"),
    [
        ("401 Unauthorized", Why.STATUS, "log in: open it in the browser and paste"),
        ("402 Payment Required", Why.STATUS, "paid for: open it in the browser and paste"),
        ("403 Forbidden", Why.STATUS, "open it in the browser and paste"),
        ("407 Proxy Authentication Required", Why.STATUS, "paste"),
        ("451 Unavailable For Legal Reasons", Why.STATUS, "paste"),
        ("404 Not Found", Why.GONE, "check the address"),
        ("410 Gone", Why.GONE, "no longer there"),
        ("429 Too Many Requests", Why.LATER, "try again in a while"),
        ("503 Service Unavailable", Why.LATER, "try again in a while"),
        ("500 Internal Server Error", Why.STATUS, "try again later"),
        ("502 Bad Gateway", Why.STATUS, "try again later"),
        ("204 No Content", Why.STATUS, "answered 204"),
        ("205 Reset Content", Why.STATUS, "answered 205"),
        ("206 Partial Content", Why.STATUS, "answered 206"),
        ("300 Multiple Choices", Why.STATUS, "answered 300"),
        ("304 Not Modified", Why.STATUS, "answered 304"),
        ("418 I'm a teapot", Why.STATUS, "answered 418"),
        ("999 Go away", Why.STATUS, "answered 999"),
    ],
)
async def test_a_status_is_said_with_what_to_do(
    status: str, why: Why, cure: str, fetcher: Fetcher, site: Site
) -> None:
    body = b"" if status[:3] in {"204", "205", "304"} else PAGE
    site.routes["/"] = answer(body, status=status)
    refused = await refused_with(fetcher, site)
    assert refused.why is why
    assert refused.status == int(status[:3])
    assert cure in str(refused)


TAKEN = {
    "a page": (Wanted.PAGE, "text/html; charset=utf-8", PAGE, "text/html; charset=utf-8"),
    "in capitals": (Wanted.PAGE, "Text/HTML ;Charset=ISO-8859-1", PAGE, None),
    "xhtml": (Wanted.PAGE, "application/xhtml+xml", b'<?xml version="1.0"?><html/>', None),
    "a page called text": (Wanted.PAGE, "text/plain; charset=x", PAGE, "text/html; charset=x"),
    "a page called nothing": (Wanted.PAGE, "none", PAGE, "text/html"),
    "a page called bytes": (Wanted.PAGE, "application/octet-stream", PAGE, "text/html"),
    "a page of text": (Wanted.PAGE, "text/html", b"It rained. <p>It stopped.", "text/html"),
    "a wide page": (Wanted.PAGE, "text/html", PAGE.decode().encode("utf-16"), "text/html"),
    "a wide page, named": (
        Wanted.PAGE, "text/html; charset=utf-16le", PAGE.decode().encode("utf-16-le"), None,
    ),
    "a page with a mark": (Wanted.PAGE, "text/html", b"\xef\xbb\xbf\r\n" + PAGE, None),
    "nothing at all": (Wanted.PAGE, "text/html", b"", "text/html"),
    "RSS": (Wanted.FEED, "application/rss+xml", RSS, "application/rss+xml"),
    "RSS called XML": (Wanted.FEED, "text/xml; charset=utf-8", RSS, "text/xml; charset=utf-8"),
    "RSS called a page": (Wanted.FEED, "text/html", RSS, "application/xml"),
    "Atom called nothing": (Wanted.FEED, "none", ATOM, "application/xml"),
    "an odd start": (Wanted.FEED, "application/rss+xml", b"warning\n" + RSS, None),
    "RDF": (Wanted.FEED, "application/rdf+xml", b"<rdf:RDF></rdf:RDF>", None),
    "a JSON feed": (Wanted.FEED, "application/feed+json", b'{"version": 1}', None),
    "a JSON feed as text": (Wanted.FEED, "text/plain", b'{"a": 1}', "application/feed+json"),
    "a PDF": (Wanted.FILE, "application/pdf", PDF, "application/pdf"),
    "a PDF called a page": (Wanted.FILE, "text/html", PDF, "application/pdf"),
    "a PDF called bytes": (Wanted.FILE, "application/octet-stream", PDF, "application/pdf"),
    "a text": (Wanted.FILE, "text/plain", b"It rained on Monday.", "text/plain"),
    "Markdown": (Wanted.FILE, "text/markdown", b"# Rain\n<b>It</b> rained.", "text/markdown"),
    "a page as a file": (Wanted.FILE, "text/html", PAGE, "text/html"),
    "a mail": (Wanted.FILE, "message/rfc822", b"From: a@example.org\r\n\r\nRain", None),
    "a document": (Wanted.FILE, "application/zip", WORD, None),
}  # fmt: skip


@pytest.mark.parametrize("case", TAKEN.values(), ids=TAKEN)
async def test_what_is_wanted_is_taken_by_its_bytes_whatever_it_is_called(
    case: tuple[Wanted, str, bytes, str | None], fetcher: Fetcher, site: Site
) -> None:
    wanted, name, body, settled = case
    site.routes["/"] = answer(body, f"Content-Type: {name}")
    fetched = await fetcher.get(site.url(), wanted)
    assert fetched.body == body
    if settled is not None:
        assert fetched.content_type == settled


NOT_TAKEN = {
    "a PDF called a page": (Wanted.PAGE, "text/html", PDF),
    "a PDF": (Wanted.PAGE, "application/pdf", PDF),
    "a picture": (Wanted.PAGE, "image/png", PNG),
    "a picture called a page": (Wanted.PAGE, "text/html", PNG),
    "a picture called nothing": (Wanted.PAGE, "none", PNG),
    "a JPEG called text": (Wanted.PAGE, "text/plain", b"\xff\xd8\xff\xe0" + b"JFIF" * 9),
    "a film": (Wanted.PAGE, "video/mp4", b"\x00\x00\x00\x18ftypmp42"),
    "a film called a page": (Wanted.PAGE, "text/html", b"\x00\x00\x00\x18ftypmp42"),
    "zero bytes": (Wanted.PAGE, "text/html", b"\x00" * 5000),
    "zero bytes later": (Wanted.PAGE, "text/html", PAGE + b"\x00" * 50_000),
    "noise": (Wanted.PAGE, "text/html", bytes(range(256)) * 40),
    "an archive": (Wanted.PAGE, "text/html", WORD),
    "an archive called a page": (Wanted.FILE, "text/html", WORD),
    "gzip once more": (Wanted.PAGE, "text/html", gzip.compress(PAGE, mtime=0)),
    "a program": (Wanted.FILE, "application/octet-stream", b"\x7fELF\x02\x01"),
    "a script": (Wanted.PAGE, "application/javascript", b"alert(1)"),
    "JSON": (Wanted.PAGE, "application/json", b'{"a": 1}'),
    "JSON called a page": (Wanted.PAGE, "text/html", b'{"error": "no"}'),
    "a feed called a page": (Wanted.PAGE, "text/html", RSS),
    "a feed": (Wanted.PAGE, "text/xml", RSS),
    "a drawing": (Wanted.PAGE, "text/html", b"<svg><script/></svg>"),
    "a text": (Wanted.PAGE, "text/plain", b"It rained on Monday."),
    "a page for a feed": (Wanted.FEED, "text/html", PAGE),
    "a page called a feed": (Wanted.FEED, "application/rss+xml", b"<!DOCTYPE html><p>x"),
    "a text for a feed": (Wanted.FEED, "text/plain", b"It rained."),
    "a picture for a file": (Wanted.FILE, "image/png", PNG),
    "a feed for a file": (Wanted.FILE, "text/xml", ATOM),
    "an odd name": (Wanted.PAGE, "text/html, text/html", PAGE),
}


@pytest.mark.parametrize("case", NOT_TAKEN.values(), ids=NOT_TAKEN)
async def test_what_is_not_wanted_is_refused_with_what_to_give_instead(
    case: tuple[Wanted, str, bytes], fetcher: Fetcher, site: Site
) -> None:
    wanted, name, body = case
    site.routes["/"] = answer(body, f"Content-Type: {name}")
    refused = await refused_with(fetcher, site, wanted)
    assert refused.why is Why.TYPE
    assert ": give the address of" in str(refused)


DEFLATED = zlib.compress(PAGE)


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("deflate", DEFLATED),
        ("br", b"\x0b\x02\x80rain\x03"),
        ("zstd", b"\x28\xb5\x2f\xfd"),
        ("compress", b"\x1f\x9d\x90"),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0)),
        ("gzip, br", gzip.compress(PAGE, mtime=0)),
        ("x", PAGE),
        ("gzip", PAGE),
        ("gzip", DEFLATED),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-9]),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-1]),
        ("gzip", gzip.compress(PAGE, mtime=0)[:5]),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-8] + b"\x00" * 8),
        ("gzip", gzip.compress(b"", mtime=0) * 1_500),
    ],
)
async def test_a_packing_that_is_not_read_or_is_damaged_is_refused(
    packing: str, body: bytes, fetcher: Fetcher, site: Site
) -> None:
    site.routes["/"] = answer(body, f"Content-Encoding: {packing}")
    refused = await refused_with(fetcher, site)
    assert refused.why is Why.ENCODING
    assert "open it in the browser and paste" in str(refused)


async def test_a_packed_page_in_pieces_or_with_padding_is_whole(
    fetcher: Fetcher, site: Site
) -> None:
    site.routes["/"] = answer(
        gzip.compress(PAGE, mtime=0) + gzip.compress(b"<p>More.", mtime=0) + b"\x00" * 100,
        "Content-Encoding: x-gzip",
    )
    assert (await fetcher.get(site.url(), Wanted.PAGE)).body == PAGE + b"<p>More."
    site.routes["/"] = answer(b"", "Content-Encoding: gzip")
    assert (await fetcher.get(site.url(), Wanted.PAGE)).body == b""


async def test_a_page_that_has_not_changed_is_not_sent_again(fetcher: Fetcher, site: Site) -> None:
    when = "Mon, 07 Jun 2021 12:00:00 GMT"
    site.routes["/"] = answer(PAGE, 'ETag: W/"7"', f"Last-Modified: {when}")
    first = await fetcher.get(site.url(), Wanted.PAGE)
    assert (first.etag, first.last_modified) == ('W/"7"', when)

    site.routes["/"] = answer(b"", 'ETag: W/"7"', status="304 Not Modified")
    again = await fetcher.get(
        site.url(), Wanted.PAGE, etag=first.etag, last_modified=first.last_modified
    )
    assert again.not_modified
    assert again.body == b""
    assert again.etag == 'W/"7"'
    request = site.requests[-1].decode()
    assert 'If-None-Match: W/"7"\r\n' in request
    assert f"If-Modified-Since: {when}\r\n" in request


async def test_what_could_not_be_sent_back_is_not_kept(fetcher: Fetcher, site: Site) -> None:
    site.routes["/"] = answer(PAGE, "ETag: " + "x" * 5_000)
    assert (await fetcher.get(site.url(), Wanted.PAGE)).etag is None
    await fetcher.get(site.url(), Wanted.PAGE, etag="a\r\nHost: b", last_modified="")
    assert b"If-" not in site.requests[-1]


async def test_a_link_that_moved_is_followed_to_where_it_ends(fetcher: Fetcher, site: Site) -> None:
    site.routes["/"] = moved("/two?x=1", "301 Moved Permanently")
    site.routes["/two?x=1"] = moved("three", "303 See Other")
    site.routes["/three"] = moved("//127.0.0.1:" + str(site.port) + "/f/o/u/r", "307 Temporary")
    site.routes["/f/o/u/r"] = moved("../../five#here", "308 Permanent")
    site.routes["/f/five"] = moved(site.url("/a%C3%B1o"))
    site.routes["/a%C3%B1o"] = answer()
    fetched = await fetcher.get(site.url(), Wanted.PAGE)
    assert fetched.body == PAGE
    assert fetched.url == site.url("/a%C3%B1o")
    assert fetched.moved == site.url("/two?x=1"), "what comes after a passing move is passing"
    assert site.pages_asked() == ["/", "/two?x=1", "/three", "/f/o/u/r", "/f/five", "/a%C3%B1o"]


async def test_a_link_that_moves_for_ever_is_left_after_five_steps(
    fetcher: Fetcher, site: Site
) -> None:
    site.routes["/"] = moved("/")
    refused = await refused_with(fetcher, site)
    assert refused.why is Why.REDIRECTS
    assert "more than 5 times" in str(refused)
    assert len(site.pages_asked()) == 6


@pytest.mark.parametrize(
    "said",
    [
        answer(b"", status="302 Found"),
        moved(""),
        answer(b"", "Location: /a", "location: /b", status="302 Found"),
        moved("/" + "a" * 9_000),
        moved("/caf\xe9"),  # not UTF-8
        moved("/a\x7fb"),
    ],
)
async def test_a_link_that_moves_nowhere_is_refused(
    said: bytes, fetcher: Fetcher, site: Site
) -> None:
    site.routes["/"] = said
    assert (await refused_with(fetcher, site)).why in {Why.REDIRECTS, Why.CONNECT}
    assert len(site.pages_asked()) == 1
