"""Pages that are no articles, and pages made to do harm: one clear sentence each."""

from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.corpus.extracted import ExtractRefused, Reason
from summaries.corpus.pages import MAX_BYTES, extract_page

from .made import PARAGRAPHS, TEXT, TITLE, page

WORDS = "The bridge was closed on Friday, the ministry said, and traffic went another way. "

SOUP = (
    *(f"<{end}{tag}{more}>" for end in ("", "/") for more in ("", " class=a style='opacity:0'")
      for tag in ("p", "div", "b", "a", "table", "tr", "td", "ul", "li", "h1", "br", "body", "html",
                  "script", "style", "svg", "template", "details", "title", "select", "frameset")),
    "<", ">", "<!--", "-->", "&amp;", "&#0;", "&#xd800;", "&#1114112;", "<![CDATA[", "]]>", "\x00",
    '"', "'", "=", "<?php", WORDS, WORDS * 3, "\u202e", "\ufeff", "<meta charset=utf-7>",
)  # fmt: skip


def refusal(data: bytes, content_type: str | None = None) -> ExtractRefused:
    with pytest.raises(ExtractRefused) as caught:
        extract_page(data, url="https://example.org/a", content_type=content_type)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "aste" in sentence or "Add it as a file" in sentence, "it says what to do"
    return caught.value


class TestWalls:
    @pytest.mark.parametrize(
        ("title", "said"),
        [
            (TITLE, "Subscribe to continue reading. Already a subscriber? Log in."),
            (TITLE, "This article is only available to subscribers of the Courier."),
            (TITLE, "Este contenido es exclusivo para suscriptores del diario."),
            (TITLE, "Cet article est réservé aux abonnés. Il vous reste 80 % à lire."),
            (TITLE, "Nur für Abonnenten. Jetzt mit einem Digitalabo weiterlesen."),
            (
                "Before you continue",
                "We and our 812 partners use and store cookies on your device.",
            ),
            (TITLE, "Please log in to read on. No account yet? It takes a minute."),
            ("Just a moment...", "Checking your browser before you go on to the site."),
            ("Access denied", "You don't have permission to open this page on this server."),
            (TITLE, "You need to enable JavaScript to run this app on your device, please."),
            ("404", "The page was not found. It may have moved, or the link is wrong."),
            ("Página no encontrada", "Lo sentimos, la dirección que busca no existe en el sitio."),
        ],
    )
    def test_a_page_in_an_articles_place_is_not_stored(self, title: str, said: str) -> None:
        made = page(title=f"<title>{title}</title>", h1=f"<h1>{title}</h1>", paragraphs=(said,))

        assert refusal(made).reason is Reason.WALL

    def test_a_teaser_of_a_paid_article_is_not_stored(self) -> None:
        stated = '{"@type":"NewsArticle","isAccessibleForFree":"False"}'
        head = f'<script type="application/ld+json">{stated}</script>'

        assert refusal(page(head=head, paragraphs=PARAGRAPHS[:1])).reason is Reason.WALL

    def test_the_words_of_a_paid_article_are_not_taken_from_its_data(self) -> None:
        whole = " ".join(PARAGRAPHS)
        head = (
            '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false,'
            f'"articleBody":"{whole}"}}</script>'
        )

        assert refusal(page(head=head, paragraphs=("Read on.",))).reason is Reason.WALL

    def test_an_article_about_subscriptions_is_an_article(self) -> None:
        about = "Readers who subscribe to continue reading must log in, and 404 of them did in May."

        assert about in extract_page(page(paragraphs=(*PARAGRAPHS, about))).text

    def test_a_short_report_beside_a_log_in_is_an_article(self) -> None:
        menu = "<div>Log in to your account. We use cookies. Already a subscriber?</div>" + (
            "<ul>" + "<li><a href=/x>One more place to go from here</a></li>" * 80 + "</ul>"
        )
        read = extract_page(page(paragraphs=PARAGRAPHS[:2], after=menu))

        assert read.text == "\n\n".join(PARAGRAPHS[:2])


class TestEncodings:
    @pytest.mark.parametrize(
        ("codec", "named"),
        [("cp1252", "iso-8859-1"), ("cp1251", "windows-1251"), ("koi8-r", "KOI8-R"),
         ("shift_jis", "Shift_JIS"), ("gb18030", "gb2312"), ("euc_kr", "euc-kr")],
    )  # fmt: skip
    def test_a_page_is_read_in_the_encoding_that_it_names(self, codec: str, named: str) -> None:
        words = {
            "cp1252": "Café “Ömür” costs 5 €", "cp1251": "Мост закрыт", "koi8-r": "Мост закрыт",
            "shift_jis": "橋は閉鎖された", "gb18030": "大桥关闭", "euc_kr": "다리가 닫혔다",
        }[codec]  # fmt: skip
        made = page(h1=f"<h1>{words}</h1>", title="").decode("utf-8").replace("“We", '"We')
        made = made.replace("years,”", 'years,"')
        in_page = made.replace("charset=utf-8", f"charset={named}").encode(codec)
        by_server = made.replace("<meta charset=utf-8>", "").encode(codec)

        assert extract_page(in_page).title == words
        assert extract_page(by_server, content_type=f'text/html; charset="{named}"').title == words

    @pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
    def test_a_byte_order_mark_counts_most(self, codec: str) -> None:
        made = page().decode("utf-8").replace("utf-8", "iso-8859-1").encode(codec)

        assert extract_page(made).text == TEXT

    def test_letters_that_are_utf_8_are_read_as_that(self) -> None:
        assert extract_page(page().replace(b"utf-8", b"iso-8859-1")).text == TEXT

    def test_one_stray_byte_is_shown_as_such(self) -> None:
        made = page().replace(b"forty", b"for\xffty") + b" " * 2_000

        assert "for\ufffdty" in extract_page(made).text

    @pytest.mark.parametrize(
        "made",
        [
            page().decode().encode("cp1252").replace(b"<meta charset=utf-8>", b"") + b"\xe9",
            page().decode().encode("cp1252") + b"\xe9" * 30,
            page().replace(b"utf-8", b"utf-7") + b"\xff\xff",
            page().replace(b"utf-8", b"x-made-up") + b"\xff\xff",
            page().decode().encode("utf-32"),
        ],
        ids=["not named", "not what it names", "one that hides markup", "unknown", "utf-32"],
    )
    def test_letters_that_do_not_fit_are_refused(self, made: bytes) -> None:
        assert refusal(made).reason is Reason.ENCODING

    @pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\x00" * 9])
    def test_nothing_is_refused(self, data: bytes) -> None:
        assert refusal(data).reason is Reason.EMPTY

    @pytest.mark.parametrize(
        "data", [b"%PDF-1.7 ...", b"PK\x03\x04 ...", b"\x89PNG\r\n", b"a\x00b" * 99]
    )
    def test_another_kind_of_file_is_refused(self, data: bytes) -> None:
        assert refusal(data).reason is Reason.BINARY

    def test_a_null_byte_does_not_matter(self) -> None:
        assert extract_page(page().replace(b"Engineers", b"Engin\x00eers")).text == TEXT

    def test_a_page_over_three_megabytes_is_refused(self) -> None:
        assert refusal(page() + b" " * MAX_BYTES).reason is Reason.TOO_BIG

    def test_a_page_without_text_is_refused(self) -> None:
        assert refusal(page(paragraphs=("<img src=a.png>",), h1="")).reason is Reason.NO_TEXT


class TestHostile:
    @pytest.mark.parametrize(
        "made",
        [
            "<p " + " ".join(f"a{i}=1" for i in range(20_000)) + ">x",
            "<p " + "a " * 40_000 + ">x",
            "<p>" * 60_001,
            "<br>" * 60_001,
            "<div>" * 1_001,
            "<div></p></b></x>" * 1_001,
            "<b><i>" * 600,
            "<ul><li>" * 600,
            '<p a="' * 20_000,
        ],
        ids=["attributes", "names", "tags", "breaks", "depth", "depth behind false ends",
             "inline depth", "lists", "quotes"],
    )  # fmt: skip
    def test_what_stalls_a_parser_is_refused_before_it_is_parsed(self, made: str) -> None:
        start = time.process_time()

        assert refusal(f"<html><body>{made}".encode()).reason is Reason.TOO_DEEP
        assert time.process_time() - start < 2

    @pytest.mark.parametrize(
        "inside",
        [
            f"<img src='data:image/png;base64,{'A' * 100_000}'>",
            "<p>" * 5_000,
            "<div><span>" * 400,
            "<table><tr><td>" * 200,
            "<i>&lt;</i>" * 3_000,
            "<b><i><u><p></b></i></u>" * 300,
            "<ul>" + "<li>one" * 5_000 + "</ul>",
            "<!--" + "<div>" * 5_000 + "-->",
            "<script>" + "<div>" * 5_000 + "</script>",
            "<a href=x>" * 2_000,
            '<p style="' + "color:red;" * 5_000 + '">red</p>',
            "<style>" + "@media{" * 40_000 + "</style>",
            "<style>" + ".a," * 40_000 + "{display:none}</style>",
            '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        ],
    )
    def test_odd_markup_is_read_in_reasonable_time(self, inside: str) -> None:
        start = time.process_time()

        assert PARAGRAPHS[0] in extract_page(page(inside)).text
        assert time.process_time() - start < 10

    @pytest.mark.parametrize(
        "data",
        ["<" * 500_000, "<!--" * 100_000, "<a " * 20_000, "&" * 500_000, "</p>" * 10_000,
         "<title>" + " | a" * 200_000, "<svg><style><p>" * 300,
         "<!doctype html [<!ENTITY a 'b'>]>&a;",
         '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><html><body>&b;'],
    )  # fmt: skip
    def test_no_markup_ends_in_a_fault(self, data: str) -> None:
        start = time.process_time()
        refusal(data.encode())

        assert time.process_time() - start < 5

    def test_a_refusal_travels_between_processes(self) -> None:
        sent = pickle.loads(pickle.dumps(refusal(b"")))

        assert (sent.reason, str(sent)) == (Reason.EMPTY, str(refusal(b"")))

    @given(st.binary(max_size=400))
    def test_any_bytes_are_read_or_refused(self, data: bytes) -> None:
        _reads_or_refuses(data)
        _reads_or_refuses(page().replace(b"Fishermen", b"Fishermen" + data))

    @settings(deadline=None)
    @given(st.lists(st.sampled_from(SOUP) | st.text(max_size=20), max_size=60))
    def test_any_soup_of_tags_is_read_or_refused(self, parts: list[str]) -> None:
        soup = "".join(parts).encode("utf-8", "surrogatepass")
        _reads_or_refuses(b"<html><body>" + soup)
        _reads_or_refuses(page().replace(b"<p>Fishermen", soup + b"<p>Fishermen"))


def _reads_or_refuses(data: bytes) -> None:
    try:
        read = extract_page(data, url="https://example.org/a")
    except ExtractRefused:
        return
    assert read.text.strip() == read.text
    assert "\n\n\n" not in read.text
    read.text.encode("utf-8")
