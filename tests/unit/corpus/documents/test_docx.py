"""A Word file gives the text as it stands: in order, once, without what was deleted or hidden."""

from __future__ import annotations

import io
import zipfile

import pytest

from summaries.corpus.documents import extract_file
from summaries.corpus.extracted import Extracted, ExtractRefused, Reason
from tests.unit.corpus.documents.files import W, docx, zipped

FLOOD = "The river rose over the old bridge on Monday."


def read(body: str) -> Extracted:
    return extract_file(docx(body=body), file="a.docx")


def refusal(data: bytes) -> tuple[Reason, str]:
    with pytest.raises(ExtractRefused) as refused:
        extract_file(data, file="a.docx")
    return refused.value.reason, str(refused.value)


def p(words: str, style: str = "") -> str:
    settings = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{settings}<w:r><w:t>{words}</w:t></w:r></w:p>"


def test_title_headings_and_table_cells_come_in_order() -> None:
    row = f"<w:tr><w:tc>{p('Village')}</w:tc><w:tc>{p('3 m')}</w:tc></w:tr>"
    found = read(
        p("Rain floods the valley", "Title") + p("The night", "Heading1") + p(FLOOD)
        + f"<w:tbl>{row}</w:tbl>" + p("Nobody was hurt.")
    )  # fmt: skip
    assert found.title == "Rain floods the valley"
    assert found.text.split("\n\n") == [
        "Rain floods the valley", "The night", FLOOD, "Village", "3 m", "Nobody was hurt.",
    ]  # fmt: skip


def test_words_in_pieces_tabs_and_line_breaks_are_put_together() -> None:
    tabs = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    body = (
        f"<w:p>{tabs}<w:r><w:t>The ri</w:t></w:r><w:r><w:t xml:space='preserve'>ver </w:t>"
        "<w:t>rose</w:t><w:br/><w:t>by</w:t><w:tab/><w:t>2</w:t><w:noBreakHyphen/><w:t>3 m.</w:t>"
        "</w:r></w:p>"
    )
    assert read(body).text == "The river rose\nby\t2\u20113 m."


def test_tracked_changes_are_as_if_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>The river </w:t></w:r>"
        '<w:del w:id="1"><w:r><w:delText>fell</w:delText></w:r></w:del>'
        '<w:moveFrom w:id="2"><w:r><w:t>away </w:t></w:r></w:moveFrom>'
        '<w:ins w:id="3"><w:r><w:t>rose.</w:t></w:r></w:ins></w:p>'
    )
    assert read(body).text == "The river rose."


def test_field_codes_and_hidden_words_are_not_text() -> None:
    body = (
        "<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>Seen.</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> Seen too.</w:t></w:r></w:p>'
    )
    assert read(body).text == "Seen. Seen too."


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Around it.</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t> And on.</w:t></w:r></w:p>" + p("Next.")
    )
    assert read(body).text == "Around it. And on.\n\nIn the box.\n\nNext."


def test_the_strict_kind_of_word_file_is_read() -> None:
    document = docx(FLOOD)
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        xml = archive.read("word/document.xml").decode()
    strict = xml.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert extract_file(zipped({"word/document.xml": strict}), file="a.docx").text == FLOOD


def test_an_entity_is_refused_and_never_expanded() -> None:
    document = (
        f'<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document {W}><w:body>{p("&a;")}</w:body></w:document>'
    )
    assert refusal(zipped({"word/document.xml": document}))[0] is Reason.DAMAGED


@pytest.mark.parametrize(
    "said_size",
    [40_000_000, 10],  # what the archive says of its part: the truth, and a lie
)
def test_a_bomb_is_not_unpacked(said_size: int) -> None:
    data = bytearray(docx("a" * 40_000_000))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = said_size.to_bytes(4, "little")
    assert refusal(bytes(data))[0] in {Reason.TOO_BIG, Reason.DAMAGED}


def test_a_deep_document_is_refused() -> None:
    assert refusal(docx(body="<w:p>" * 2_000 + "</w:p>" * 2_000))[0] is Reason.TOO_DEEP


def test_a_protected_part_is_refused() -> None:
    data = bytearray(docx(FLOOD))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    assert refusal(bytes(data))[0] is Reason.ENCRYPTED


def test_damaged_or_empty_files_are_refused() -> None:
    assert refusal(docx(FLOOD)[:-30])[0] is Reason.DAMAGED
    assert refusal(docx(body="<w:p>"))[0] is Reason.DAMAGED
    assert refusal(docx(" "))[0] is Reason.NO_TEXT
