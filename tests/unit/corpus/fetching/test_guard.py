"""No connection into a network is ever opened, whatever a name server says and when."""

from __future__ import annotations

import asyncio
import socket

import aiohttp
import pytest

from summaries.corpus.fetching import (
    LIMITS,
    PUBLIC,
    Fetcher,
    FetchRefused,
    Limits,
    Policy,
    Wanted,
    Why,
)
from summaries.corpus.fetching.guard import Guard
from tests.unit.corpus.fetching.conftest import QUICK, USER_AGENT
from tests.unit.corpus.fetching.servers import Names, Site, answer, inside_only, moved

INSIDE = [
    ["127.0.0.1"],
    ["0.0.0.0"],
    ["10.0.0.1"],
    ["100.64.0.1"],
    ["169.254.169.254"],
    ["168.63.129.16"],
    ["172.16.0.1"],
    ["192.168.1.1"],
    ["192.0.2.1"],
    ["198.18.0.1"],
    ["224.0.0.1"],
    ["255.255.255.255"],
    ["::"],
    ["::1"],
    ["::ffff:127.0.0.1"],
    ["::127.0.0.1"],
    ["64:ff9b::7f00:1"],
    ["64:ff9b:1::7f00:1"],
    ["2002:7f00:1::1"],
    ["2001:0:7f00:1::1"],
    ["2600::5efe:7f00:1"],
    ["fd00:ec2::254"],
    ["fe80::1"],
    ["fe80::1%lo"],
    ["fec0::1"],
    ["ff02::1"],
    ["2001:db8::1"],
    ["3fff::1"],
    ["5f00::1"],
    ["100::1"],
    ["127.1"],
    ["0x7f.0.0.1"],
    ["2130706433"],
    ["localhost"],
    ["1.1.1.1", "127.0.0.1"],
    ["127.0.0.1", "1.1.1.1"],
    ["1.1.1.1", "2606:4700::1111", "::1"],
    ["1.1.1.1"] * 50 + ["10.0.0.1"],
]


@pytest.mark.parametrize("answers", INSIDE, ids=lambda answers: answers[-1] + f" of {len(answers)}")
@pytest.mark.parametrize("wanted", [Wanted.PAGE, Wanted.FEED])
async def test_a_name_that_leads_inside_is_never_dialled(
    answers: list[str], wanted: Wanted, site: Site, dialled: list[str]
) -> None:
    names = Names(trap_example_org=answers)
    async with Fetcher(user_agent=USER_AGENT, policy=inside_only(names), limits=QUICK) as fetcher:
        with pytest.raises(FetchRefused, match="leads into a private network") as refused:
            await fetcher.get(site.url(host="trap.example.org"), wanted)
    assert refused.value.why is Why.PRIVATE
    assert dialled == []
    assert site.connections == 0


async def test_a_name_that_changes_its_mind_is_asked_and_checked_for_every_request(
    dialled: list[str],
) -> None:
    # TEST-NET-1 stands for the attacker's public server.
    async with asyncio.timeout(30):
        names = Names(rebind_example_org=[])
        names.known["rebind.example.org"] = [["192.0.2.1"], ["127.0.0.1"]]
        policy = inside_only(names, "192.0.2.1/32")
        limits = Limits(connect=0.2, seconds=2)
        async with Fetcher(user_agent=USER_AGENT, policy=policy, limits=limits) as fetcher:
            with pytest.raises(FetchRefused):
                await fetcher.get("http://rebind.example.org/", Wanted.PAGE)
            with pytest.raises(FetchRefused) as refused:
                await fetcher.get("http://rebind.example.org/", Wanted.PAGE)
    assert refused.value.why is Why.PRIVATE
    assert set(dialled) <= {"192.0.2.1"}


async def test_a_name_that_changes_its_mind_between_robots_and_page_is_refused(
    site: Site, dialled: list[str]
) -> None:
    site.routes["/"] = answer()
    names = Names(rebind_example_org=[])
    names.known["rebind.example.org"] = [["127.0.0.1"], ["10.0.0.1"]]
    policy = inside_only(names, "127.0.0.1/32")
    async with Fetcher(user_agent=USER_AGENT, policy=policy, limits=QUICK) as fetcher:
        with pytest.raises(FetchRefused) as refused:
            await fetcher.get(site.url(host="rebind.example.org"), Wanted.PAGE)
    assert refused.value.why is Why.PRIVATE
    assert site.asked == ["/robots.txt"]
    assert dialled == ["127.0.0.1"]


async def test_an_address_is_refused_at_the_moment_of_dialling_too() -> None:
    guard = Guard(Names(), PUBLIC, LIMITS)
    for info in (
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 22)),
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::ffff:127.0.0.1", 80, 0, 0)),
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2606:4700::1111", 80, 0, 3)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("localhost", 80)),
    ):
        guard.private = False
        with pytest.raises(OSError, match="not a public address"):
            guard._socket(info)
        assert guard.private
    guard._socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 443))).close()


async def test_an_address_without_a_name_passes_the_same_guard(
    site: Site, dialled: list[str]
) -> None:
    # As if the grammar had let it through: aiohttp asks no resolver about it.
    guard = Guard(Names(), PUBLIC, LIMITS)
    async with aiohttp.ClientSession(connector=guard.connector()) as session:
        for url in (site.url(), f"http://[::1]:{site.port}/", "http://0.0.0.0/"):
            with pytest.raises(aiohttp.ClientConnectorError):
                await session.get(url)
    assert guard.private
    assert dialled == []
    assert site.connections == 0


PRIVATE_FORMS = [
    "http://127.0.0.1/", "http://127.1/", "http://0/", "http://2130706433/", "http://0x7f.1/",
    "http://0177.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fd00:ec2::254]/",
    "http://localhost/", "http://localhost.:80/", "http://169.254.169.254/latest/meta-data/",
    "http://１２７.0.0.1/", "http://127。0。0。1/", "http://metadata.google.internal/",
    "//127.0.0.1/", "//localhost/", "http://user@127.0.0.1/", "http://nas.local/", "http://inside.example.org/",
    "https://inside.example.org/", "//inside.example.org/", "http://127.0.0.1:22/",
    "http://inside.example.org:22/", "http://inside.example.org:6379/", "file:///etc/passwd",
    "ftp://inside.example.org/", "gopher://inside.example.org:70/_", "data:text/html,x",
    "javascript:alert(1)", "/\\127.0.0.1/", "\\\\127.0.0.1\\", "http:\\\\127.0.0.1/",
    "http:/127.0.0.1/x", "http:///127.0.0.1/", "http://inside.example.org\\@paper.example.org/",
    "http://paper.example.org@inside.example.org/", "http://paper.example.org:80@127.0.0.1/",
    "HTTP://LOCALHOST/", "http://%6cocalhost/", "http://0xa9fea9fe/", "http://[::]/",
    "///127.0.0.1/", "////localhost/", "http://[fe80::1%25eth0]/", "http://a b/", "http://",
    "http:", "http:x", "x:y", "http://[", "//[", "http://mixed.example.org/", "http://mapped.example.org/",
]  # fmt: skip


@pytest.mark.parametrize("status", ["301 Moved", "307 Temporary Redirect"])
@pytest.mark.parametrize("place", PRIVATE_FORMS)
async def test_no_redirect_leads_inside(
    place: str, status: str, site: Site, dialled: list[str]
) -> None:
    site.routes["/"] = moved(place.encode().decode("latin-1"), status)
    names = Names(
        paper_example_org=["127.0.0.1"],
        inside_example_org=["10.0.0.1"],
        mixed_example_org=["1.1.1.1", "10.0.0.1"],
        mapped_example_org=["::ffff:127.0.0.1"],
    )
    policy = inside_only(names, "127.0.0.1/32")
    async with Fetcher(user_agent=USER_AGENT, policy=policy, limits=QUICK) as fetcher:
        with pytest.raises(FetchRefused) as refused:
            await fetcher.get(site.url(host="paper.example.org"), Wanted.PAGE)
    assert refused.value.why in {Why.ADDRESS, Why.PRIVATE, Why.REDIRECTS, Why.GONE}
    # The robots.txt and the page of the site itself, and at most its own 404.
    assert dialled in (["127.0.0.1"] * 2, ["127.0.0.1"] * 3)
    assert site.connections == len(dialled)


async def test_a_robots_txt_leads_nowhere_inside_either(site: Site, dialled: list[str]) -> None:
    site.routes["/robots.txt"] = moved("http://inside.example.org/robots.txt")
    site.routes["/"] = answer()
    names = Names(paper_example_org=["127.0.0.1"], inside_example_org=["10.0.0.1"])
    policy = inside_only(names, "127.0.0.1/32")
    async with Fetcher(user_agent=USER_AGENT, policy=policy, limits=QUICK) as fetcher:
        await fetcher.get(site.url(host="paper.example.org"), Wanted.PAGE)
    assert dialled == ["127.0.0.1"] * 2


async def test_a_name_that_is_not_known_is_not_there() -> None:
    async def nobody(host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async def later(host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    async def nothing(host: str) -> list[str]:
        return []

    async def asleep(host: str) -> list[str]:
        await asyncio.sleep(60)
        return []

    for lookup, sentence in (
        (nobody, "no site of that name: check the address"),
        (nothing, "no site of that name: check the address"),
        (later, "just now: try again later"),
        (asleep, "in time: try again later"),
    ):
        policy, limits = Policy(lookup=lookup), Limits(lookup=0.1)
        async with Fetcher(user_agent=USER_AGENT, policy=policy, limits=limits) as fetcher:
            with pytest.raises(FetchRefused, match=sentence) as refused:
                await fetcher.get("https://nobody.example.org/", Wanted.PAGE)
        assert refused.value.why is Why.DNS


async def test_the_machine_s_own_resolver_is_asked_in_a_thread(
    site: Site, dialled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolver(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    async with Fetcher(user_agent=USER_AGENT) as fetcher:
        with pytest.raises(FetchRefused) as refused:
            await fetcher.get("http://localtest.example.org/", Wanted.PAGE)
    assert refused.value.why is Why.PRIVATE
    assert dialled == []


async def test_proxies_of_the_environment_are_not_used(
    site: Site, dialled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, site.url())
    names = Names(trap_example_org=["10.0.0.1"])
    async with Fetcher(user_agent=USER_AGENT, policy=inside_only(names), limits=QUICK) as fetcher:
        with pytest.raises(FetchRefused):
            await fetcher.get("http://trap.example.org/", Wanted.PAGE)
    assert site.connections == 0
    assert dialled == []
