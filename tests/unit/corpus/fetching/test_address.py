"""Which addresses are fetched at all: those of public sites, in one spelling."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summaries.corpus.fetching import MAX_ADDRESS, FetchRefused, Why, check_address

REFUSED = """
ftp://news.example.com/
file:///etc/passwd
file://localhost/etc/passwd
gopher://news.example.com:70/_x
dict://news.example.com:11211/stat
ldap://news.example.com/
data:text/html,<p>x
javascript:alert(1)
view-source:https://news.example.com/
about:blank
jar:https://news.example.com!/x
ws://news.example.com/
unix:///var/run/docker.sock
//news.example.com/story
news.example.com/story
www.example.com
http:/news.example.com/
http:news.example.com/
http:///news.example.com/
http:////news.example.com/
https://
http://?x
http:///
http://#x
http://:80/
http://./
http://../
http://.example.com/
http://news..example.com/
http://news.example.com../
hſttp://news.example.com/
httpſ://news.example.com/
http://news.example.com:22/
http://news.example.com:8080/
http://news.example.com:81/
http://news.example.com:6379/
http://news.example.com:0/
http://news.example.com:65536/
http://news.example.com:99999/
http://news.example.com:-80/
http://news.example.com:+80/
http://news.example.com:80a/
http://news.example.com:８０/
http://news.example.com:٨٠/
http://news.example.com:80:80/
http://news.example.com:000000080/
http://user@news.example.com/
http://user:secret@news.example.com/
http://@news.example.com/
http://:@news.example.com/
http://news.example.com@127.0.0.1/
http://127.0.0.1@news.example.com/
http://news.example.com:80@169.254.169.254/
http://a@b@news.example.com/
http://news.example.com%40127.0.0.1/
http://news.example.com＠127.0.0.1/
http://news.example.com%2f@127.0.0.1/
http://127.0.0.1/
http://127.0.0.1:80/
http://127.0.0.1./
http://127.0.0.1.:80/
https://127.0.0.1/
http://127.1/
http://127.0.1/
http://127/
http://0/
http://0./
http://0.0.0.0/
http://2130706433/
http://2130706433./
http://017700000001/
http://0177.0.0.1/
http://0177.0.0.01/
http://00000177.1/
http://0x7f000001/
http://0x7f.1/
http://0x7f.0x0.0x0.0x1/
http://0X7F.0.0.1/
http://0x/
http://127.0x1/
http://127.0.0.0x1/
http://1.0x/
http://a.0x/
http://127.0.0.1.1/
http://256.256.256.256/
http://news.example.1/
http://news.example.0x7f/
http://8.8.8.8/
http://10.0.0.1/
http://169.254.169.254/latest/meta-data/
http://2852039166/
http://0xa9fea9fe/
http://0251.0376.0251.0376/
http://169.16689662/
http://100.100.100.200/
http://168.63.129.16/
http://１２７.０.０.１/
http://127。0。0。1/
http://127．0．0．1/
http://127｡0｡0｡1/
http://①②⑦.⓪.⓪.①/
http://１６９。２５４｡１６９．２５４/
http://𝟏𝟐𝟕.𝟎.𝟎.𝟏/
http://²¹³⁰⁷⁰⁶⁴³³/
http://0ｘ7f.1/
http://١٢٧.٠.٠.١/
http://%31%32%37.0.0.1/
http://127%2e0%2e0%2e1/
http://%6c%6f%63alhost/
http://news.example.com%00.evil.org/
http://[::1]/
http://[::1]:80/
http://[::]/
http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/
http://[::127.0.0.1]/
http://[0:0:0:0:0:0:0:1]/
http://[64:ff9b::127.0.0.1]/
http://[2002:7f00:1::]/
http://[fe80::1%25eth0]/
http://[fe80::1%eth0]/
http://[fd00:ec2::254]/
http://[2606:4700::1111]/
http://[v1.x]/
http://[127.0.0.1]/
http://[news.example.com]/
http://[::1/
http://::1]/
http://::1/
http://［::1］/
http://localhost/
http://LOCALHOST/
http://localhost./
http://ｌｏｃａｌｈｏｓｔ/
http://loc︀alhost/
http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/
http://news.localhost/
http://localhost.localdomain/
http://printer/
http://intranet/
http://com/
http://wiki.intranet/
http://wiki.corp/
http://nas.home/
http://nas.lan/
http://nas.local/
http://nas.local./
http://NAS.LOCAL/
http://router.home.arpa/
http://1.0.0.127.in-addr.arpa/
http://metadata.google.internal/
http://host.docker.internal/
http://site.test/
http://site.example/
http://site.invalid/
http://abcdefghijklmnop.onion/
http://site.i2p/
http://site.alt/
http://db.private/
http://mail.mail/
http://news_site.example.com/
http://-news.example.com/
http://news-.example.com/
http://news!.example.com/
http://news,example.com/
http://news"example.com/
http://<news>.example.com/
http://*.example.com/
http://news.example.c/
http://xn--.com/
http://xn--a.com/
http://xn--zzzzzzzz999.com/
http://a․b․com/
http://news.example.com\u2044path.evil
http://☃\u0338.example.com/
http://news.exam\u00adple.com/
http://news.exam\u200bple.com/
http://news.exam\u202eple.com/
http://news.example.com/\u202egpj.exe
http://news.example.com\\@127.0.0.1/
http://news.example.com\\.evil.org/
http:\\\\news.example.com\\
http://news.example.com/a\\b
http://news.example.com/a b
\x20http://news.example.com/
http://news.example.com/\x20
http://news.example.com /
http:// news.example.com/
http://news.example.com/\u3000
http://news.example.com/\u00a0x
http://news.example.com/\tx
http://news.example.com/\x00
http://news.example.com\x00.evil.org/
http://news.example.com/\x7f
http://news.example.com/\x85
http://news.example.com/\u2028
http://news.example.com/\r\\nHost: localhost
http://news.example.com/\ud800
ht\ttp://news.example.com/
http://127.0.0.1\t/
http://local\u00adhost/
"""

VECTORS = [line.replace("\\n", "\n") for line in REFUSED.split("\n")[1:-1]] + [
    "",
    "http://" + "a" * 64 + ".com/",
    "http://" + "a." * 127 + "com/",
    "http://" + "ü" * 60 + ".com/",
    "http://" + "ä." * 500 + "com/",
    "http://news.example.com/" + "a" * MAX_ADDRESS,
    "http://news.example.com/" + "ю" * 400,
    "h" * 100_000,
]


@pytest.mark.parametrize("url", VECTORS, ids=lambda url: ascii(url[:60]))
def test_an_address_that_leads_anywhere_else_is_refused_before_the_network(url: str) -> None:
    with pytest.raises(FetchRefused) as refused:
        check_address(url)
    assert refused.value.why is Why.ADDRESS
    assert str(refused.value).endswith(".")
    assert str(refused.value).count(". ") == 0


ACCEPTED = {
    "https://news.example.com/story": "https://news.example.com/story",
    "HTTPS://News.Example.COM/Story": "https://news.example.com/Story",
    "http://news.example.com": "http://news.example.com/",
    "http://news.example.com:80/": "http://news.example.com/",
    "https://news.example.com:443/a": "https://news.example.com/a",
    "http://news.example.com:443/": "http://news.example.com:443/",
    "http://news.example.com:/": "http://news.example.com/",
    "http://news.example.com?a=1": "http://news.example.com/?a=1",
    "http://news.example.com./a": "http://news.example.com/a",
    "http://news.example.com/#part": "http://news.example.com/",
    "http://news.example.com#@127.0.0.1/": "http://news.example.com/",
    "http://news.example.com/?u=http://127.0.0.1/": "http://news.example.com/?u=http://127.0.0.1/",
    "http://news.example.com/@user/1": "http://news.example.com/@user/1",
    "http://news.example.com/a/../b": "http://news.example.com/b",
    "http://news.example.com/%00%0d%0a": "http://news.example.com/%00%0D%0A",
    "http://news.example.com/año?q=ü": "http://news.example.com/a%C3%B1o?q=%C3%BC",
    "http://news.example.com/100%": "http://news.example.com/100%25",
    "http://bücher.example.com/": "http://xn--bcher-kva.example.com/",
    "http://BÜCHER.example.com/": "http://xn--bcher-kva.example.com/",
    "http://faß.de/": "http://xn--fa-hia.de/",
    "http://новости.рф/": "http://xn--b1amnebsh.xn--p1ai/",
    "http://xn--b1amnebsh.xn--p1ai/": "http://xn--b1amnebsh.xn--p1ai/",
    "http://新聞。com/": "http://xn--efvv70d.com/",
    "http://ｎｅｗｓ.example.com/": "http://news.example.com/",
    "http://r3---sn-4g5e.example.com/": "http://r3---sn-4g5e.example.com/",
    "http://127.0.0.1.nip.io/": "http://127.0.0.1.nip.io/",  # its address is checked when known
    "http://0x7f.example.com/": "http://0x7f.example.com/",
    "http://localhost.example.com/": "http://localhost.example.com/",
    "http://1.example.com/": "http://1.example.com/",
}


@pytest.mark.parametrize(("url", "normal"), ACCEPTED.items())
def test_an_address_of_a_public_site_has_one_spelling(url: str, normal: str) -> None:
    assert check_address(url) == normal
    assert check_address(normal) == normal


def test_a_person_is_told_what_to_do() -> None:
    with pytest.raises(FetchRefused, match="begin with https:// or http://: copy the whole"):
        check_address("www.example.com/story")
    with pytest.raises(
        FetchRefused, match="a user name in it is not fetched: take out what stands before the @"
    ):
        check_address("https://editor:secret@news.example.com/story")
    with pytest.raises(FetchRefused, match="a port other than 80 or 443"):
        check_address("https://news.example.com:8443/story")
    with pytest.raises(FetchRefused, match="numbers in place of a site's name"):
        check_address("http://2130706433/")
    with pytest.raises(FetchRefused, match="inside a network, not of a public site"):
        check_address("http://wiki.local/story")
    with pytest.raises(FetchRefused, match="a blank, a backslash or an invisible character"):
        check_address("https://news.example.com/a story")


def test_there_are_as_many_vectors_as_ways_to_write_an_address() -> None:
    assert len(set(VECTORS)) >= 200


PIECES = st.sampled_from(
    ["http", "https", "ftp", ":", "/", "//", "://", "@", "[", "]", ".", "。", "%", "%2e", "0x7f",
     "127", "0", "1", "2130706433", "localhost", "com", "org", "example", "xn--", "-", "_", "ü",
     "ß", "①", "１", "\u00ad", "\u200d", "\ud800", "\x00", " ", "\\", "#", "?", "80", "443",
     "8080", "::1", "ſ", "İ"]
)  # fmt: skip
ADDRESSES = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=10).map(lambda pieces: "http://" + "".join(pieces)),
    st.text(max_size=30).map(lambda host: f"https://{host}.com/"),
    st.ip_addresses().map(lambda address: f"http://{address}/"),
    st.ip_addresses(v=4).map(lambda address: f"http://{int(address)}/"),
    st.ip_addresses(v=6).map(lambda address: f"http://[{address}]/"),
)


@given(ADDRESSES)
@example("http://0x7f.1.com/")
@example("http://１.1.1.1/")
def test_whatever_is_typed_is_refused_or_names_a_public_site(url: str) -> None:
    try:
        normal = check_address(url)
    except FetchRefused:
        return
    parts = urlsplit(normal)
    host = parts.hostname
    assert host is not None
    assert host.isascii()
    assert "." in host
    assert parts.username is None
    assert parts.port in {None, 80, 443}
    with pytest.raises(ValueError, match="does not appear to be"):
        ipaddress.ip_address(host)
    assert check_address(normal) == normal
