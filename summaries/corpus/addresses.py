"""Addresses of articles, as they are compared: without what only says how a reader came there."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

_TRACKING: Final = re.compile(
    r"(?:utm|at|mtm|pk|piwik|matomo|hsa|stm|itm|oly|vero|ga)_\w+|ga|_ga|_gl|gclid|gclsrc|dclid|"
    r"gbraid|wbraid|fbclid|igshid|igsh|yclid|ysclid|msclkid|twclid|ttclid|li_fat_id|mc_cid|mc_eid|"
    r"mkt_tok|_hsenc|_hsmi|wt_mc|wtrid|cmpid|ocid|ncid|smid|smtyp|cmp|xtor|spm|ref_src|ref_url|"
    r"guccounter|guce_\w+|__twitter_impression|s_cid|icid|rss|partner|feature=share|sr_share|"
    r"share|shared|sharetype|outputtype=amp|amp",
    re.IGNORECASE,
)
_PORTS: Final = {"http": 80, "https": 443}
_LONGEST: Final = 2_048


def canonical(url: str) -> str:
    """Return an address as addresses are compared; what is no web address comes back as it is.

    Scheme and host are in small letters (the host in ASCII); a default port, the fragment and
    parameters that only trace where a reader came from are gone.
    """
    url = url.strip()
    parts = _split(url)
    if parts is None or parts.hostname is None:
        return url
    host = _ascii(parts.hostname.rstrip("."))
    if ":" in host:
        host = f"[{host}]"
    try:
        port = parts.port
    except ValueError:
        return url
    if port is not None and port != _PORTS[parts.scheme]:
        host = f"{host}:{port}"
    query = "&".join(
        one
        for one in parts.query.split("&")
        if one and not _TRACKING.fullmatch(one) and not _TRACKING.fullmatch(one.partition("=")[0])
    )
    return urlunsplit((parts.scheme, host, parts.path or "/", query, ""))


def own_address(stated: list[str], url: str | None) -> str | None:
    """Return the canonical address of a page: the first that it states of its own site, else its.

    A page can't say that it is another site's; one that points to its site's front page is wrong.
    """
    base = _split(url.strip()) if url else None
    for one in stated:
        joined = _joined(url, one) if base is not None else one
        parts = _split(joined) if len(joined) <= _LONGEST else None
        if parts is None or not parts.hostname:
            continue
        if base is None:
            return canonical(joined)
        front = parts.path in {"", "/"} and not parts.query
        if _same_site(parts, base) and not (front and base.path not in {"", "/"}):
            return canonical(joined)
    return canonical(url) if url and base is not None else None


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme in _PORTS else None


def _joined(url: str | None, other: str) -> str:
    try:
        return urljoin(url or "", other.strip())
    except ValueError:
        return ""


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.lower()


def _same_site(one: SplitResult, other: SplitResult) -> bool:
    """Tell whether two addresses are of one site: one registrable name, or the same host."""
    if one.hostname == other.hostname:
        return True
    from tld import get_fld  # reads the list of public suffixes, 60 ms

    first, second = (
        get_fld(f"http://{_ascii(part.hostname or '')}/", fail_silently=True, search_private=True)
        for part in (one, other)
    )
    return first is not None and first == second
