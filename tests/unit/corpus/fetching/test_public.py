"""Which addresses are on the public internet."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus.fetching.public import is_public

INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1
127.1.2.3 127.255.255.255 168.63.129.16 169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1
172.31.255.255 192.0.0.1 192.0.0.8 192.0.0.9 192.0.0.10 192.0.0.170 192.0.0.192 192.0.2.1
192.31.196.1 192.52.193.1 192.88.99.1 192.88.99.2 192.168.0.1 192.175.48.1 198.18.0.1
198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 233.252.0.1 239.255.255.255 240.0.0.1
255.255.255.254 255.255.255.255 :: ::1 ::2 ::7f00:1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1
::ffff:7f00:1 ::ffff:8.8.8.8 ::ffff:0:7f00:1 ::ffff:0:8.8.8.8 64:ff9b::7f00:1 64:ff9b::8.8.8.8
64:ff9b:1::1 64:ff9b:1:fffe::a00:1 100::1 100:0:0:1::1 2001::1 2001:0:7f00:1::1 2001:1::1 2001:1::2
2001:2::1 2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1 2001:1ff:ffff::1 2001:db8::1
2001:db8:ffff::1 2002::1 2002:7f00:1:: 2002:808:808::1 2620:4f:8000::1 3ffe::1 3fff::1 3fff:fff::1
4000::1 5f00::1 8000::1 fc00::1 fd00::1 fd00:ec2::254 fd20:ce::254 fdff::1 fe80::1 fe80::1%eth0
fe80::5efe:7f00:1 febf::1 fec0::1 feff::1 ff00::1 ff02::1 ff0e::1 2600::5efe:127.0.0.1
2600::200:5efe:8.8.8.8 2606:4700::1111%1 127.1 0177.0.0.1 0x7f.0.0.1 2130706433 127.0.0.01 8.8.8.08
8.8.8 localhost news.example.com 8.8.8.8/32
"""

OUTSIDE = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
151.101.1.164 168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0
191.255.255.255 192.0.1.1 192.0.3.1 192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0
198.17.255.255 198.20.0.0 203.0.112.255 203.0.114.0 223.255.255.255 2001:200::1
2001:4860:4860::8888 2001:db7::1 2001:db9::1 2003::1 2400:cb00::1 2600:: 2606:4700::1111
2620:4f:7fff::1 2a00:1450:4001::1 3fff:1000::1
"""


@pytest.mark.parametrize("address", INSIDE.split())
def test_an_address_inside_a_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE.split())
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_what_embeds_an_address_is_never_public(address: IPv4Address) -> None:
    for around in (
        f"::{address}", f"::ffff:{address}", f"::ffff:0:{address}", f"64:ff9b::{address}",
        f"64:ff9b:1::{address}", f"2001::{address}", f"2600::5efe:{address}",
        f"2600::200:5efe:{address}", str(IPv6Address(0x2002 << 112 | int(address) << 80 | 1)),
    ):  # fmt: skip
        assert not is_public(around)


@given(st.ip_addresses(v=4))
def test_only_what_python_too_holds_for_global_is_public(address: IPv4Address) -> None:
    if is_public(str(address)):
        assert address.is_global
        assert not address.is_multicast
    else:
        assert not address.is_global or address.is_multicast or _cloud_or_anycast(address)


@given(st.ip_addresses(v=6))
def test_the_same_holds_for_ipv6(address: IPv6Address) -> None:
    if is_public(str(address)):
        assert address.is_global


def _cloud_or_anycast(address: IPv4Address) -> bool:
    return any(
        address in IPv4Network(network)
        for network in (
            "168.63.129.16/32", "192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.175.48.0/24",
        )
    )  # fmt: skip


@given(st.text(max_size=50))
def test_whatever_a_resolver_says_has_an_answer(said: str) -> None:
    assert is_public(said) in {True, False}
