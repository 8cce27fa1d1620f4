"""A message gives its own words: plain text before HTML, nothing of what is attached."""

from __future__ import annotations

from datetime import date

import pytest

from summaries.corpus.documents import extract_file
from summaries.corpus.extracted import Extracted, ExtractRefused, Reason
from tests.unit.corpus.documents.files import eml, parts

FLOOD = "The river rose over the old bridge on Monday."
PLAIN = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{FLOOD}"
HTML = (
    "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><article><h1>Rain</h1>"
    + "".join(f"<p>{FLOOD} It was the {n} flood of the year in the valley.</p>" for n in range(9))
    + "</article></body></html>"
)


def read(data: bytes) -> Extracted:
    return extract_file(data, file="a.eml")


def refusal(data: bytes) -> tuple[Reason, str]:
    with pytest.raises(ExtractRefused) as refused:
        read(data)
    return refused.value.reason, str(refused.value)


def test_the_subject_is_the_title_and_the_day_of_sending_is_about_when() -> None:
    found = read(eml(FLOOD, "Date: Mon, 07 Jun 2021 23:30:00 -0500"))
    assert (found.text, found.kind) == (FLOOD, "eml")
    assert found.title == "Rain floods the valley"
    assert (found.published, found.published_certain) == (date(2021, 6, 7), False)
    assert found.byline is None  # who sends it has not always written it


def test_a_coded_subject_is_decoded() -> None:
    data = eml(FLOOD).replace(b"Rain floods the valley", b"=?utf-8?q?Crecida_en_M=C3=A9xico?=")
    assert read(data).title == "Crecida en México"


def test_plain_text_is_preferred_to_html() -> None:
    data = eml(parts(PLAIN, HTML), kind='multipart/alternative; boundary="b"')
    assert read(data).text == FLOOD


def test_html_alone_is_read_as_a_page() -> None:
    found = read(eml(parts(HTML), kind='multipart/alternative; boundary="b"'))
    assert FLOOD in found.text
    assert "<p>" not in found.text
    assert found.kind == "eml"


def test_attached_and_forwarded_messages_are_not_followed() -> None:
    attached = (
        "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nNo."
    )
    forwarded = "Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nNor this."
    kind = 'multipart/mixed; boundary="b"'

    assert read(eml(parts(attached, PLAIN, forwarded), kind=kind)).text == FLOOD
    assert refusal(eml(parts(attached, forwarded), kind=kind))[0] is Reason.NO_TEXT


def test_encodings_and_transfer_encodings_are_undone() -> None:
    quoted = eml("The r=C3=ADo rose.", "Content-Transfer-Encoding: quoted-printable")
    assert read(quoted).text == "The río rose."
    latin = eml("The r\u00edo rose.", kind="text/plain; charset=iso-8859-1")
    assert read(latin.decode().encode("latin-1")).text == "The río rose."
    unknown = eml("The r\u00edo rose.", kind="text/plain").decode().encode("latin-1")
    assert refusal(unknown)[0] is Reason.ENCODING


def test_softly_wrapped_lines_are_joined() -> None:
    flowed = "The river rose over the \r\nold bridge on Monday.\r\n\r\nNobody was hurt."
    data = eml(flowed, kind="text/plain; charset=utf-8; format=flowed")
    assert read(data).text == f"{FLOOD}\n\nNobody was hurt."


def test_deep_and_many_parts_are_refused() -> None:
    body = "\r\n".join(
        f'--b{n}\r\nContent-Type: multipart/mixed; boundary="b{n + 1}"\r\n' for n in range(60)
    )
    assert refusal(eml(body, kind='multipart/mixed; boundary="b0"'))[0] is Reason.TOO_DEEP
    many = parts(*["Content-Type: image/png\r\n\r\nx"] * 400)
    assert refusal(eml(many, kind='multipart/mixed; boundary="b"'))[0] is Reason.TOO_DEEP
    assert refusal(eml(FLOOD, f"To: {'a@b.example, ' * 20_000}"))[0] is Reason.TOO_DEEP


def test_a_big_message_says_what_to_leave_out() -> None:
    reason, said = refusal(eml("a" * 5_000_001))
    assert reason is Reason.TOO_BIG
    assert "without its attachments" in said


def test_what_has_no_header_is_no_message() -> None:
    assert refusal(b"\n\nOnly words.")[0] is Reason.UNKNOWN_TYPE
