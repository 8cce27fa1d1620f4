"""What a site asks programs not to read is not read."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus.fetching import Fetcher, FetchRefused, Wanted, Why
from summaries.corpus.fetching.robots import KEPT, RobotsCache, Rules, parse_robots
from tests.unit.corpus.fetching.servers import PAGE, Site, answer, moved, packed


def robots(text: str) -> bytes:
    return answer(text.encode(), "Content-Type: text/plain")


async def test_a_page_that_is_not_for_programs_is_not_asked_for(
    fetcher: Fetcher, site: Site
) -> None:
    site.routes["/robots.txt"] = robots("User-agent: *\nDisallow: /private\n")
    site.routes["/story"] = answer()
    site.routes["/moved"] = moved("/private/story")
    with pytest.raises(
        FetchRefused, match=r"robots\.txt\): open it in the browser and paste"
    ) as no:
        await fetcher.get(site.url("/private/story"), Wanted.PAGE)
    assert no.value.why is Why.ROBOTS
    with pytest.raises(FetchRefused):
        await fetcher.get(site.url("/moved"), Wanted.PAGE)
    assert (await fetcher.get(site.url("/story"), Wanted.PAGE)).body == PAGE
    assert site.asked == ["/robots.txt", "/moved", "/story"]


@pytest.mark.parametrize(
    "said",
    [
        answer(b"", status="404 Not Found"),
        answer(b"", status="403 Forbidden"),
        answer(b"User-agent: *\nDisallow: /", status="401 Unauthorized"),
        answer(b"", status="204 No Content"),
        answer(PAGE),
        answer(b"\x00" * 100),
        answer(b"x", "Content-Encoding: br"),
        answer(b"not gzip", "Content-Encoding: gzip"),
        moved("/robots.txt"),
        moved("http://localhost/"),
        moved("http://10.0.0.1/robots.txt"),
        packed(b"User-agent: *\nDisallow: /other"),
    ],
)
async def test_a_site_without_rules_may_be_read(said: bytes, fetcher: Fetcher, site: Site) -> None:
    site.routes["/robots.txt"] = said
    site.routes["/"] = answer()
    assert (await fetcher.get(site.url(), Wanted.PAGE)).body == PAGE


@pytest.mark.parametrize(
    "said",
    [
        robots("User-agent: *\nDisallow: /"),
        packed(b"User-agent: *\nDisallow: /"),
        answer(b"User-agent: *\nDisallow: /\n" + b"#" * 9_000_000, "Content-Length: none"),
        answer(b"User-agent: *\nDisallow: /\n" + b"#" * 9_000_000),
    ],
)
async def test_rules_count_however_they_are_sent(said: bytes, fetcher: Fetcher, site: Site) -> None:
    site.routes["/robots.txt"] = said
    with pytest.raises(FetchRefused) as refused:
        await fetcher.get(site.url(), Wanted.PAGE)
    assert refused.value.why is Why.ROBOTS


async def test_rules_that_moved_are_found(fetcher: Fetcher, site: Site) -> None:
    site.routes["/robots.txt"] = moved("/rules")
    site.routes["/rules"] = robots("User-agent: pullquote\nDisallow: /")
    with pytest.raises(FetchRefused) as refused:
        await fetcher.get(site.url(), Wanted.PAGE)
    assert refused.value.why is Why.ROBOTS


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        (answer(b"", status="500 Internal Server Error"), None),
        (answer(b"", "Retry-After: 120", status="503 Service Unavailable"), 120.0),
        (answer(b"", "Retry-After: 60", status="429 Too Many Requests"), 60.0),
    ],
)
async def test_a_site_that_can_not_say_now_is_asked_later(
    said: bytes, wait: float | None, fetcher: Fetcher, site: Site
) -> None:
    site.routes["/robots.txt"] = said
    with pytest.raises(FetchRefused, match="try again later, or paste") as refused:
        await fetcher.get(site.url(), Wanted.PAGE)
    assert refused.value.why is Why.LATER
    assert refused.value.retry_after == wait
    # Such an answer is not kept.
    site.routes["/robots.txt"] = robots("")
    site.routes["/"] = answer()
    await fetcher.get(site.url(), Wanted.PAGE)


RULES = [
    ("User-agent: *\nDisallow: /a", "/a/b", False),
    ("User-agent: *\nDisallow: /a", "/b", True),
    ("User-agent: *\nDisallow:", "/a", True),
    ("", "/a", True),
    ("Disallow: /", "/a", True),
    ("User-agent: *\nDisallow: /\nAllow: /a", "/a", True),
    ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
    ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
    ("User-agent: other\nDisallow: /", "/a", True),
    ("User-agent: Pullquote\nDisallow: /", "/a", False),
    ("User-agent: pullQUOTE/9.1 (x)\nDisallow: /", "/a", False),
    ("User-agent: Pullquoter\nDisallow: /", "/a", True),
    ("User-agent: pullquote\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
    ("User-agent: *\nDisallow: /\n\nUser-agent: pullquote\nDisallow:", "/a", True),
    ("User-agent: a\nUser-agent: pullquote\nUser-agent: b\nDisallow: /", "/a", False),
    ("User-agent: pullquote\nDisallow: /a\nUser-agent: *\nUser-agent: pullquote\nDisallow: /b",
     "/b", False),
    ("User-agent: *\nCrawl-delay: 9\nDisallow: /a", "/a", False),
    ("User-agent: *\nSitemap: https://x.org/s\nDisallow: /a", "/a", False),
    ("\ufeffuser-AGENT : *\r\nDISALLOW: /a # why\r\n", "/a", False),
    ("User-agent: *\rDisallow: /a", "/a", False),
    ("# note\n\n  User-agent: *\n\n  Disallow: /a\n", "/a", False),
    ("User-agent: *\nDisallow: *.pdf$", "/x.pdf", False),
    ("User-agent: *\nDisallow: *.pdf$", "/x.pdf?a", True),
    ("User-agent: *\nDisallow: /*?print", "/a/b?print=1", False),
    ("User-agent: *\nDisallow: /a*b*c", "/axxbxxcxx", False),
    ("User-agent: *\nDisallow: /a*b*c", "/axxcxxb", True),
    ("User-agent: *\nDisallow: /a$", "/a", False),
    ("User-agent: *\nDisallow: /a$", "/ab", True),
    ("User-agent: *\nDisallow: /a*a$", "/a", True),
    ("User-agent: *\nDisallow: /a*a$", "/aa", False),
    ("User-agent: *\nDisallow: /a*$", "/abc", False),
    ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ("User-agent: *\nDisallow: /año", "/a%C3%B1o", False),
    ("User-agent: *\nDisallow: /a%c3%b1o", "/a%C3%B1o", False),
    ("User-agent: *\nDisallow: /%7Eme", "/~me", False),
    ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
    ("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", False),
    ("User-agent: *\nDisallow: /A", "/a", True),
    ("<html><body>Disallow: /</body></html>", "/a", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "allowed"), RULES)
def test_rules_are_read_as_the_standard_says(text: str, path: str, allowed: bool) -> None:
    rules = parse_robots(text.encode(), "Pullquote")
    assert rules.allow("https://news.example.com" + path) is allowed


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_rules_can_break_the_reader(data: bytes, path: str) -> None:
    prefix = b"User-agent: *\nDisallow: "
    for text in (data, prefix + data, prefix + b"/" + data.replace(b"a", b"*")):
        assert parse_robots(text, "Pullquote").allow(f"https://x.org/{path}") in {True, False}


@pytest.mark.parametrize(
    "line",
    ["Disallow: /*a*a*a*a*a*a*a*b$\n", "Disallow: " + "*a" * 1000 + "$\n", "Disallow: /\n", "\n",
     "User-agent: *\n", "Disallow:" + " " * 1000 + "#\n", "a" * 499_000 + ":\n"],
)  # fmt: skip
def test_hostile_rules_cost_no_second(line: str) -> None:
    data = ("User-agent: *\n" + line * (512_000 // len(line))).encode()
    begin = time.process_time()
    parse_robots(data, "Pullquote").allow("https://x.org/" + "a" * 2_000)
    assert time.process_time() - begin < 2


def test_rules_are_kept_for_an_hour_and_not_for_every_site() -> None:
    now = 0.0
    cache = RobotsCache(lambda: now)
    rules = parse_robots(b"User-agent: *\nDisallow: /", "Pullquote")
    cache.keep("https://a.example.org", rules)
    assert cache.get("https://a.example.org") == rules
    assert cache.get("http://a.example.org") is None
    now = KEPT - 1
    assert cache.get("https://a.example.org") == rules
    now = KEPT
    assert cache.get("https://a.example.org") is None
    for number in range(300):
        cache.keep(f"https://{number}.example.org", Rules())
    assert cache.get("https://0.example.org") is None
    assert cache.get("https://299.example.org") == Rules()
