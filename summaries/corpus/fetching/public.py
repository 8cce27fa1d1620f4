"""Which addresses are on the public internet, from a table of our own.

``ipaddress.is_global`` is not asked: on Python 3.11 it passes addresses that embed a private one
and several blocks that were reserved since. The table follows IANA's special-purpose registries
for IPv4 and IPv6 (RFC 6890) and adds what clouds keep for themselves inside public space.
"""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final

_NOT_PUBLIC_4: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # carrier-grade NAT, and Alibaba's metadata
            "127.0.0.0/8",  # loopback
            "168.63.129.16/32",  # Azure's platform, inside public space
            "169.254.0.0/16",  # link-local, and the clouds' metadata
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments, and Oracle's metadata
            "192.0.2.0/24",  # TEST-NET-1
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarking
            "198.51.100.0/24",  # TEST-NET-2
            "203.0.113.0/24",  # TEST-NET-3
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)

# All that is allocated for the public internet. It leaves out loopback, mapped (::ffff:0:0/96),
# compatible (::/96), translated (::ffff:0:0:0/96) and NAT64 addresses (64:ff9b::/96 and
# 64:ff9b:1::/48), discard-only (100::/64), SRv6 (5f00::/16), unique local (fc00::/7, with
# fd00:ec2::254), link-local, site-local (fec0::/10) and multicast.
_PUBLIC_6: Final = IPv6Network("2000::/3")

_NOT_PUBLIC_6: Final = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking …
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4 embeds an IPv4 address
            "2620:4f:8000::/48",  # AS112
            "3ffe::/16",  # the former 6bone
            "3fff::/20",  # documentation
        ),
    )
)

# An interface identifier of ISATAP (RFC 5214) embeds an IPv4 address below any prefix.
_ISATAP: Final = frozenset({0x0000_5EFE, 0x0200_5EFE})


def is_public(address: str) -> bool:
    """Whether an address, as a resolver gives it, is on the public internet.

    Anything but one full spelling of an IPv4 or IPv6 address is not: no short, octal or hexadecimal
    form, and no zone.
    """
    try:
        return _is_public_4(IPv4Address(address))
    except AddressValueError:
        pass
    try:
        return _is_public_6(IPv6Address(address))
    except AddressValueError:
        return False


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _NOT_PUBLIC_4)


def _is_public_6(address: IPv6Address) -> bool:
    return (
        address.scope_id is None
        and address in _PUBLIC_6
        and not any(address in network for network in _NOT_PUBLIC_6)
        and int(address) >> 32 & 0xFFFF_FFFF not in _ISATAP
    )
