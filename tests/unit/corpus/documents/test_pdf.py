"""A PDF becomes paragraphs again: lines joined, hyphens undone with care, page heads left out."""

from __future__ import annotations

from random import Random

import pytest

from summaries.corpus.documents import extract_file
from summaries.corpus.extracted import Extracted, ExtractRefused, Reason
from tests.unit.corpus.documents.files import At, column, pdf

LINES = (
    "The river rose over the old bridge on Monday, and the lower town of the valley was under",
    "water before anybody could leave it, the mayor said on Tuesday in an interview with us.",
)


def read(*pages: list[At], title: str | None = None) -> Extracted:
    return extract_file(pdf(*pages, title=title), file="a.pdf")


def paragraphs(*pages: list[At]) -> list[str]:
    return read(*pages).text.split("\n\n")


def refusal(data: bytes) -> tuple[Reason, str]:
    with pytest.raises(ExtractRefused) as refused:
        extract_file(data, file="a.pdf")
    return refused.value.reason, str(refused.value)


def test_lines_of_a_paragraph_are_joined_and_a_space_parts_paragraphs() -> None:
    assert paragraphs(column(*LINES, "", *LINES)) == [" ".join(LINES)] * 2


def test_without_a_space_a_short_last_line_or_an_indent_parts_paragraphs() -> None:
    short = column(*LINES, "Nobody was hurt.", *LINES)
    assert paragraphs(short) == [" ".join((*LINES, "Nobody was hurt.")), " ".join(LINES)]

    indented = [
        At(LINES[0], 72, 700),
        At(LINES[1], 60, 686),
        At(LINES[0], 72, 672),
        At(LINES[1], 60, 658),
    ]
    assert paragraphs(indented) == [" ".join(LINES)] * 2


def test_a_paragraph_goes_on_over_the_page() -> None:
    assert paragraphs(column(LINES[0]), column(LINES[1])) == [" ".join(LINES)]
    assert paragraphs(column(*LINES), column(*LINES)) == [" ".join(LINES)] * 2


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("the govern-", "ment of the valley", "the government of the valley"),
        ("a follow-", "up to the talks", "a follow-up to the talks"),
        ("the long-", "term plan", "the long-term plan"),
        ("the Anglo-", "American talks", "the Anglo-American talks"),
        ("a Covid-", "19 clinic", "a Covid-19 clinic"),
        ("in 2020-", "21 and after", "in 2020-21 and after"),
        ("its vice-", "president, vice-president", "its vice-president, vice-president"),
        ("he waited -", "and left", "he waited - and left"),
    ],
)  # fmt: skip
def test_a_hyphen_is_undone_only_where_it_parts_a_word(above: str, below: str, joined: str) -> None:
    start = "On Monday, when the river rose over the bridge and nobody knew, it was about "
    assert paragraphs(column(start + above, below + ".")) == [f"{start}{joined}."]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            At("The Example Gazette", 60, 760, 9),
            *column(f"On day {word} the water rose again in the valley."),
            At(f"Page {n} of 3", 280, 40, 9),
        ]
        for n, word in enumerate(("one", "two", "three"), 1)
    ]
    text = read(*pages).text
    assert "Gazette" not in text
    assert "Page" not in text
    assert "On day two the water rose again in the valley." in text


def test_a_line_on_two_pages_stays() -> None:
    pages = [[At("Letters", 60, 760, 9), *column(LINES[n])] for n in range(2)]
    assert read(*pages).text.count("Letters") == 2


def test_a_title_that_is_a_running_head_later_stays_on_its_page() -> None:
    pages = [[At("Flood Report", 60, 760, 24), *column(*LINES)]]
    pages += [[At("Flood Report", 60, 760, 9), *column(*LINES)] for _ in range(4)]
    found = read(*pages)
    assert found.title == "Flood Report"
    assert found.text.count("Flood Report") == 1


def test_the_largest_line_of_page_1_is_the_title() -> None:
    page = [At("Rain floods", 60, 750, 22), At("the valley", 60, 724, 22), *column(*LINES)]
    assert read(page).title == "Rain floods the valley"


def test_a_stated_title_counts_only_where_page_1_shows_it() -> None:
    page = column("Rain floods the valley", "", *LINES)
    assert read(page, title="Rain floods the valley").title == "Rain floods the valley"
    assert read(page, title="Microsoft Word - draft7.docx").title is None


def test_nothing_is_said_of_who_wrote_it_and_when() -> None:
    found = read(column(*LINES))
    assert (found.byline, found.published, found.publisher, found.url) == (None, None, None, None)


def test_pictures_of_pages_are_said_to_hold_no_text() -> None:
    reason, said = refusal(pdf([]))
    assert reason is Reason.NO_TEXT
    assert said.startswith("It holds pictures of pages, no text")


def test_a_password_is_said_to_be_in_the_way() -> None:
    encrypted = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <{}> /U <{}> >> /ID [<00> <00>]"
    data = pdf(column(*LINES), trailer=encrypted.format("41" * 32, "42" * 32))
    reason, said = refusal(data)
    assert reason is Reason.ENCRYPTED
    assert "Save it without one" in said


def test_a_book_is_too_much() -> None:
    reason, said = refusal(pdf(*[[] for _ in range(301)]))
    assert reason is Reason.TOO_BIG
    assert "It has 301 pages; the most is 300." in said


def test_a_damaged_file_is_said_to_be_damaged() -> None:
    assert refusal(b"%PDF-1.4\nnothing else")[0] is Reason.DAMAGED
    assert refusal(pdf(column(*LINES))[:60])[0] is Reason.DAMAGED


def test_a_file_with_broken_bytes_is_read_or_refused() -> None:
    good, random = pdf(column(*LINES, "", *LINES), title="A"), Random(7)
    for _ in range(150):
        data = bytearray(good)
        for _ in range(random.randrange(1, 8)):
            data[random.randrange(9, len(data))] = random.randrange(256)
        try:
            extract_file(bytes(data), file="a.pdf")
        except ExtractRefused as refused:
            said = str(refused)
            assert said.endswith(".")  # most of them are read
