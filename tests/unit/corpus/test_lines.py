"""Lines of a scraped page that are not the article are told from those that are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus.article import LineKind
from summaries.corpus.lines import (
    agency,
    boilerplate_kind,
    byline,
    ends_sentence,
    is_capitals,
    looks_like_heading,
    stated_publisher,
)

BOILERPLATE = {
    LineKind.TAGS: [
        "Tags: floods, valley",
        "Categories: World, Weather",
        "Filed under: Weather",
        "Etiquetas: lluvia",
        "Mots-clés : pluie",
    ],
    LineKind.PROMOTION: [
        "Click here to join our channel",
        "Read more: The last flood",
        "READ: How the river rose",
        "Read more about the valley »",
        "WATCH | The mayor speaks",
        "Sign up for our newsletter",
        "Subscribe today for 1 euro a week",
        "Download our app for alerts",
        "Story continues below",
        "Advertisement",
        "Scroll to continue",
        "Share",
        "Share this article",
        "Follow us on Mastodon",
    ],
    LineKind.RELATED: [
        "Related articles",
        "Most read",
        "Trending now",
        "Top stories",
        "You may also like",
        "Read next",
        "Editor's picks",
        "Te puede interesar",
        "Lesen Sie auch",
    ],
    LineKind.NOTICE: [
        "We use cookies to make this site better.",
        "Our website uses cookies. By continuing you agree.",
        "By continuing to use this site you accept our use of cookies.",
        "Accept all cookies",
        "Spotted an error? Write to us.",
        "Have a news tip?",
        "Please email us at news@example.org",
        "All rights reserved.",
        "© 2021 The Valley Post",
        "Copyright 2021 Valley Post. All rights reserved.",
        "(c) 2020 Valley Post",
        "Privacy policy | Terms of use",
        "Photo: A. Smith/Valley Post",
        "This material may not be published, broadcast or rewritten.",
    ],
}


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, lines in BOILERPLATE.items() for line in lines]
)
def test_boilerplate_is_told(kind: LineKind, line: str) -> None:
    assert boilerplate_kind(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The river rose by two metres on Monday.",
        "Related costs rose to 5 million euros, the ministry said.",
        "Copyright law will change next year, the minister said on Monday.",
        "(c) the budget of the council.",
        "More than 200 people read the tags and categories that the council had put up.",
        "Topics of the meeting were floods and roads.",
        "Share prices fell by 3 percent.",
        "Comment is free, but facts are sacred, the editor wrote.",
        "Read the letter that the mayor wrote to the council.",
        "Sources at the ministry said that the bridge is safe.",
        "Cookies were baked by the school for the market.",
        "The site uses cookies, the court found, and must ask for consent first. " * 4,
        "Follow the money, she said.",
        "Photos of the flood were shown to the court.",
        "Click farms are a growing trade, the report says.",
    ],
)
def test_the_authors_own_lines_are_not(line: str) -> None:
    assert boilerplate_kind(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("CLICK HERE TO READ MORE FROM THE VALLEY POST", "Valley Post"),
        ("READ MORE FROM AP", "AP"),
        ("Read more from Valley Post", "Valley Post"),
        ("READ MORE FROM NPR", "NPR"),
        ("READ MORE FROM BBC NEWS", "BBC News"),
        ("READ MORE FROM THE VOICE OF THE VALLEY", "Voice of the Valley"),
        ("© 2021 Valley Post. All rights reserved.", "Valley Post"),
        ("Copyright © 2020-2021 The Valley Post", "The Valley Post"),
        ("Copyright 2021 by Valley Post", "Valley Post"),
        ("This article was originally published by Valley Post.", "Valley Post"),
        ("This story first appeared in Valley Post", "Valley Post"),
        ("Publisher: Valley Post", "Valley Post"),
        ("Fuente: La Voz del Valle", "La Voz del Valle"),
    ],
)
def test_a_publisher_is_taken_from_a_line_that_states_it(line: str, name: str) -> None:
    assert stated_publisher(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "Read more from this author",
        "READ MORE FROM US",
        "Click here to read more",
        "© 2021. All rights reserved.",
        "The Valley Post first reported the flood.",
        "“I read more from the Valley Post than from my own ministers,” the mayor said.",
        "She told the Valley Post that nobody was hurt.",
        "Source: https://example.org/flood",
    ],
)
def test_and_from_no_other(line: str) -> None:
    assert stated_publisher(line) is None


@pytest.mark.parametrize(
    ("paragraph", "name"),
    [
        ("LIMA (Reuters) - Rain fell.", "Reuters"),
        ("LIMA, June 8 (AFP) — Rain fell.", "AFP"),
        ("Lima, 8 jun (EFE).- Llovió.", None),
        ("Lima, 8 jun (EFE) - Llovió.", "EFE"),
        ("TRIPOLI (Lebanon) - Rain fell.", None),
        ("SPRINGFIELD (US) — Rain fell.", None),
        ("The ministry of health (which is in Lima) - said no.", None),
        ("Rain fell (a lot) - in Lima.", None),
        ("Rain fell in Lima, Reuters reported.", None),
    ],
)
def test_an_agency_signs_in_the_dateline(paragraph: str, name: str | None) -> None:
    assert agency(paragraph) == name


@pytest.mark.parametrize(
    ("line", "who", "outlet"),
    [
        ("By Jane Smith", "Jane Smith", None),
        ("BY JANE SMITH", "JANE SMITH", None),
        ("By Jane Smith and José de la Cruz", "Jane Smith and José de la Cruz", None),
        ("By Jane Smith, Valley Post", "Jane Smith", "Valley Post"),
        ("Written by Jane Smith | Valley Post", "Jane Smith", "Valley Post"),
        ("Por Ana María López", "Ana María López", None),
        ("Von Klaus von Berg", "Klaus von Berg", None),
    ],
)
def test_a_byline_names_its_author(line: str, who: str, outlet: str | None) -> None:
    assert byline(line) == (who, outlet)


@pytest.mark.parametrize(
    "line",
    [
        "By the River Thames",
        "By Monday the river had risen.",
        "By then Jane Smith had left the house and the village, the court was told",
        "Jane Smith",
        "by",
    ],
)
def test_other_lines_name_none(line: str) -> None:
    assert byline(line) is None


def test_capitals_are_links_and_shouted_sentences_are_the_authors() -> None:
    assert is_capitals("MAYOR TAUNTS COUNCIL IN SPEECH")
    assert not is_capitals("STOP THE RAIN NOW!")
    assert not is_capitals("BREAKING NEWS")
    assert not is_capitals("Mayor taunts council")
    assert not is_capitals("今日は天気がいい")


def test_headlines_and_sentences() -> None:
    assert looks_like_heading("Rain floods the valley")
    assert looks_like_heading("Will it rain again?")
    assert looks_like_heading("Mayor: ‘Nobody was hurt’")
    assert not looks_like_heading("The river rose by two metres.")
    assert not looks_like_heading("")
    assert not looks_like_heading("word " * 31)
    assert ends_sentence("“Nobody was hurt.”")
    assert not ends_sentence("Rain floods the valley")


@given(st.text(max_size=250))
def test_any_line_can_be_asked(line: str) -> None:
    for ask in (
        boilerplate_kind,
        stated_publisher,
        byline,
        agency,
        is_capitals,
        looks_like_heading,
        ends_sentence,
    ):
        ask(line)
