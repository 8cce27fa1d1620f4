"""The grammar of addresses that are fetched: strict, without the network, before anything else."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import idna
from yarl import URL

from summaries.corpus.fetching.policy import PUBLIC, Policy
from summaries.corpus.fetching.refused import FetchRefused, Why

MAX_ADDRESS: Final = 2_048
"""The longest address that is fetched, in characters, before and after percent-encoding."""

_SHAPE: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^/?#:@\[\]%]+)(?::(?P<port>[0-9]{0,5}))?"
    r"(?P<rest>(?:[/?][^#]*)?)(?:#.*)?",
    re.IGNORECASE | re.ASCII,
)
_SCHEME: Final = re.compile(r"https?://", re.IGNORECASE | re.ASCII)
_AUTHORITY: Final = re.compile(r"[^:]*://([^/?#]*)")
_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# What comes last in a public name. No address in any spelling ends like this: those end in a digit,
# or in a part that begins with 0x.
_TOP: Final = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
_DOTS: Final = str.maketrans("。．｡", "...")

# RFC 6761 and its registry, RFC 6762 appendix G, RFC 8375, RFC 9476, ICANN's name collisions, and
# names that only mean something inside one network.
_INSIDE: Final = frozenset(
    {
        "alt", "arpa", "corp", "example", "home", "i2p", "internal", "intra", "intranet", "invalid",
        "lan", "local", "localdomain", "localhost", "mail", "onion", "private", "test", "workgroup",
    }
)  # fmt: skip


def check_address(url: str) -> str:
    """Return an address in its normal form, or raise FetchRefused(ADDRESS). No network is asked."""
    return checked(url, PUBLIC)


def checked(url: str, policy: Policy) -> str:
    """Return an address that the policy's grammar allows in its normal form.

    Scheme and host are folded (IDNA, UTS #46), the rest is percent-encoded; a default port, a final
    dot and the fragment are gone. Raises FetchRefused(ADDRESS).
    """
    if len(url) > MAX_ADDRESS:
        raise _refused(f"longer than {MAX_ADDRESS:,} characters", "use a shorter link to the page")
    if any(_strange(character) for character in url):
        raise _refused(
            "with a blank, a backslash or an invisible character in it",
            "copy it again from the browser",
        )
    shape = _SHAPE.fullmatch(url)
    if shape is None:
        raise _misshapen(url)
    scheme = shape["scheme"].lower()
    host = _host(shape["host"], policy)
    default = 443 if scheme == "https" else 80
    port = int(shape["port"] or default)
    if port > 65_535 or port < 1 or (policy.ports is not None and port not in policy.ports):
        raise _refused("with a port other than 80 or 443", "use the site's ordinary address")
    rest = shape["rest"]
    if not rest.startswith("/"):
        rest = "/" + rest
    where = host if port == default else f"{host}:{port}"
    try:
        parsed = URL(f"{scheme}://{where}{rest}")
    except ValueError:
        raise _misshapen(url) from None
    # What is dialled is what yarl reads, so it has to read what was checked here.
    if (parsed.scheme, parsed.raw_host, parsed.port) != (scheme, host, port) or parsed.user:
        raise _misshapen(url)
    normal = str(parsed)
    if len(normal) > MAX_ADDRESS:
        raise _refused(f"longer than {MAX_ADDRESS:,} characters", "use a shorter link to the page")
    return normal


def _strange(character: str) -> bool:
    """Whether a character is a blank, a control, a mark of format, half a pair or a backslash."""
    return (
        character in " \\"
        if " " <= character < "\x7f"
        else unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"}
    )


def _host(given: str, policy: Policy) -> str:
    """Return a host as the DNS knows it, or raise FetchRefused: names of public sites only."""
    name = given.translate(_DOTS).lower() if given.isascii() else _remapped(given)
    if name in policy.hosts:
        return name
    name = name.removesuffix(".")
    labels = [_label(label) for label in name.split(".")]
    host = ".".join(labels)
    if len(host) > 253:
        raise _refused("with a site name that is too long", "check it in the browser")
    if labels[-1].isdigit() or labels[-1].startswith("0x"):
        raise _refused("with numbers in place of a site's name", "use the site's name")
    if len(labels) == 1 or labels[-1] in _INSIDE:
        raise _refused(
            "of something inside a network, not of a public site",
            "use a page that everyone can open, or paste the text",
        )
    if not _TOP.fullmatch(labels[-1]):
        raise _refused("whose site can't exist", "check it in the browser")
    return host


def _remapped(given: str) -> str:
    try:
        return idna.uts46_remap(given, std3_rules=True)
    except UnicodeError:
        raise _refused(
            "with a letter that no site's name can have", "check it in the browser"
        ) from None


def _label(label: str) -> str:
    """Return one part of a name in ASCII; raises FetchRefused for what no name can have."""
    try:
        if not label.isascii():
            label = idna.alabel(label).decode("ascii")
        elif label.startswith("xn--"):
            idna.ulabel(label)
    except UnicodeError:
        label = ""
    if not _LABEL.fullmatch(label):
        raise _refused("whose site's name is not well formed", "check it in the browser")
    return label


def _misshapen(url: str) -> FetchRefused:
    if not _SCHEME.match(url):
        return FetchRefused(
            Why.ADDRESS,
            "An address has to begin with https:// or http://: copy the whole address of the page "
            "from the browser.",
        )
    authority = _AUTHORITY.match(url)
    if authority is not None and "@" in authority[1]:
        return _refused("with a user name in it", "take out what stands before the @")
    if authority is not None and "[" in authority[1]:
        return _refused("with numbers in place of a site's name", "use the site's name")
    return _refused("that is not well formed", "copy it again from the browser")


def _refused(what: str, cure: str) -> FetchRefused:
    return FetchRefused(Why.ADDRESS, f"An address {what} is not fetched: {cure}.")
