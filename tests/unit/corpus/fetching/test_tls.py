"""Encryption is checked, and a site that begins with it is not left without it."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from summaries.corpus.fetching import Fetcher, FetchRefused, Policy, Wanted, Why
from tests.unit.corpus.fetching.conftest import QUICK, USER_AGENT
from tests.unit.corpus.fetching.servers import PAGE, Names, Site, answer, inside_only, moved, serve

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl command")

NAME = "paper.example.org"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for one site, which nobody else trusts."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
         "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return folder


@pytest.fixture
async def secure(certificate: Path) -> AsyncIterator[Site]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    async with serve(Site(), tls) as site:
        yield site


def trusting(certificate: Path | None) -> Policy:
    names = Names(paper_example_org=["127.0.0.1"], other_example_org=["127.0.0.1"])
    policy = inside_only(names, "127.0.0.1/32")
    if certificate is None:
        return policy
    tls = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    return Policy(ports=None, networks=policy.networks, lookup=names, tls=tls)


def https(site: Site, path: str = "/", host: str = NAME) -> str:
    return f"https://{host}:{site.port}{path}"


async def test_a_page_comes_over_tls(secure: Site, certificate: Path) -> None:
    secure.routes["/"] = moved("/story")
    secure.routes["/story"] = answer()
    policy = trusting(certificate)
    async with Fetcher(user_agent=USER_AGENT, policy=policy, limits=QUICK) as fetcher:
        fetched = await fetcher.get(https(secure), Wanted.PAGE)
    assert fetched.body == PAGE
    assert fetched.url == https(secure, "/story")


async def test_a_site_that_starts_with_encryption_is_not_left_without(
    secure: Site, site: Site, certificate: Path
) -> None:
    secure.routes["/"] = moved(site.url("/story", NAME))
    site.routes["/story"] = answer()
    policy = trusting(certificate)
    async with Fetcher(user_agent=USER_AGENT, policy=policy, limits=QUICK) as fetcher:
        with pytest.raises(FetchRefused, match="without encryption") as refused:
            await fetcher.get(https(secure), Wanted.PAGE)
    assert refused.value.why is Why.REDIRECTS
    assert site.connections == 0


async def test_a_site_may_begin_to_encrypt(secure: Site, site: Site, certificate: Path) -> None:
    site.routes["/"] = moved(https(secure, "/story"))
    secure.routes["/story"] = answer()
    policy = trusting(certificate)
    async with Fetcher(user_agent=USER_AGENT, policy=policy, limits=QUICK) as fetcher:
        assert (await fetcher.get(site.url(host=NAME), Wanted.PAGE)).body == PAGE


async def test_a_site_that_is_not_who_it_says_is_refused(secure: Site, certificate: Path) -> None:
    secure.routes["/"] = answer()
    for policy, url in (
        (trusting(None), https(secure)),
        (trusting(certificate), https(secure, host="other.example.org")),
    ):
        async with Fetcher(user_agent=USER_AGENT, policy=policy, limits=QUICK) as fetcher:
            with pytest.raises(FetchRefused, match="could not prove") as refused:
                await fetcher.get(url, Wanted.PAGE)
        assert refused.value.why is Why.TLS
    assert secure.asked == []


async def test_a_site_without_tls_is_refused(certificate: Path) -> None:
    async def plain(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    site = Site(port=server.sockets[0].getsockname()[1])
    policy = trusting(certificate)
    async with server, Fetcher(user_agent=USER_AGENT, policy=policy, limits=QUICK) as fetcher:
        with pytest.raises(FetchRefused, match="could not prove") as refused:
            await fetcher.get(https(site), Wanted.PAGE)
    assert refused.value.why is Why.TLS


async def test_an_endless_answer_over_tls_is_stopped(secure: Site, certificate: Path) -> None:
    secure.routes["/"] = answer(b"x" * 12_000_000, "Content-Length: none")
    policy = trusting(certificate)
    async with Fetcher(user_agent=USER_AGENT, policy=policy) as fetcher:
        with pytest.raises(FetchRefused) as refused:
            await fetcher.get(https(secure), Wanted.FILE)
    assert refused.value.why is Why.TOO_BIG
