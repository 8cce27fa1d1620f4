"""A text from anywhere becomes an article: its lines are told apart, its sentences are places."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.corpus import Article, ArticleDamaged, Given, body_text, prepare
from summaries.corpus.damage import damage
from summaries.corpus.prepare import resplit

SCRAPED = """\
News

World

Ferry service across the strait resumes after six weeks

By Mina Haddad and Leo de Vries, Harbour Gazette

Published: 14 March 2019 at 08:15 GMT

We use cookies to improve this site.

The first ferry in six weeks crossed the strait on Thursday with 312 passengers on board. \
It left two hours late.

STORM LEAVES THOUSANDS WITHOUT POWER ON THE ISLANDS

Advertisement

“We have waited long enough. The pumps are new, and the crew knows them,” said Captain Ines \
Moller, who has sailed the route for 20 years.

What happened in January

A pump room caught fire on 29 January. The company paid 4.2 million kroner for the repair.

READ: How the islands lived without a ferry

The next inspection is due in May, the harbour master said.

Share this article

Related stories

Tags: ferries, islands
"""


RAIN = "The river rose over the old bridge on Monday, officials said."


def words(article: Article) -> list[str]:
    return [article.words_of(sentence) for sentence in article.sentences]


def aside(article: Article) -> list[tuple[str, str]]:
    return [(line.kind.value, line.span.of(article.text)) for line in article.set_aside]


def test_a_scraped_page_is_read_as_a_person_reads_it() -> None:
    article = prepare(SCRAPED, id="A1")

    assert article.title == "Ferry service across the strait resumes after six weeks"
    assert article.byline == "Mina Haddad and Leo de Vries"
    assert article.publisher == "Harbour Gazette"
    assert article.published == date(2019, 3, 14)
    assert article.language == "en"
    assert aside(article) == [
        ("section", "News"),
        ("section", "World"),
        ("byline", "By Mina Haddad and Leo de Vries, Harbour Gazette"),
        ("dateline", "Published: 14 March 2019 at 08:15 GMT"),
        ("notice", "We use cookies to improve this site."),
        ("promotion", "STORM LEAVES THOUSANDS WITHOUT POWER ON THE ISLANDS"),
        ("promotion", "Advertisement"),
        ("promotion", "READ: How the islands lived without a ferry"),
        ("promotion", "Share this article"),
        ("related", "Related stories"),
        ("tags", "Tags: ferries, islands"),
    ]
    assert words(article) == [
        "The first ferry in six weeks crossed the strait on Thursday with 312 passengers on board.",
        "It left two hours late.",
        "“We have waited long enough.",
        (
            "The pumps are new, and the crew knows them,” said Captain Ines Moller, who has "
            "sailed the route for 20 years."
        ),
        "A pump room caught fire on 29 January.",
        "The company paid 4.2 million kroner for the repair.",
        "The next inspection is due in May, the harbour master said.",
    ]
    # A cross-heading is no sentence, and is part of the article.
    assert "What happened in January" in body_text(article)


def test_a_quotation_over_two_sentences_is_one_unit() -> None:
    article = prepare(SCRAPED, id="A1")
    units = [s.unit for s in article.sentences]
    assert units[2] == units[3]
    assert len(set(units)) == len(units) - 1


def test_an_editor_takes_a_line_back() -> None:
    start = SCRAPED.index("STORM LEAVES")

    article = prepare(SCRAPED, id="A1", keep=frozenset({start}))

    assert "STORM LEAVES THOUSANDS WITHOUT POWER ON THE ISLANDS" in body_text(article)
    assert start not in {line.span.start for line in article.set_aside}


def test_what_an_editor_says_counts_before_what_the_text_says() -> None:
    given_by_editor = Given("Ferries sail again", "Strait Radio", date(2019, 3, 15), "M. H.", "en")

    article = prepare(SCRAPED, id="A1", given=given_by_editor)

    assert (article.title, article.publisher, article.published, article.byline) == (
        "Ferries sail again",
        "Strait Radio",
        date(2019, 3, 15),
        "M. H.",
    )
    assert article.publisher_given
    assert article.published_given
    # The text's own headline is still no sentence.
    assert not any("resumes after six weeks" in sentence for sentence in words(article))


def test_header_lines_of_an_archive_are_read() -> None:
    article = prepare(
        "Title: Ferry sails again\nAuthor: Mina Haddad\nDate: 2019-03-14\nSource: Harbour Gazette\n"
        "URL: https://example.org/ferry\n\nThe ferry sailed on Thursday. It was late.\n",
        id="A1",
    )
    assert (article.title, article.byline, article.publisher, article.published) == (
        "Ferry sails again",
        "Mina Haddad",
        "Harbour Gazette",
        date(2019, 3, 14),
    )
    assert article.title_span is not None
    assert article.title_span.of(article.text) == "Ferry sails again"
    assert words(article) == ["The ferry sailed on Thursday.", "It was late."]


def test_nothing_is_invented() -> None:
    article = prepare(
        "The ferry sailed on Thursday, the Harbour Gazette reported on 14 March 2019.\n\n"
        "Mina Haddad told the AFP news agency that she was glad.\n",
        id="A1",
    )
    assert article.title is None
    assert article.publisher is None
    assert article.byline is None
    assert article.published is None
    assert len(words(article)) == 2


def test_a_text_all_in_capitals_keeps_its_body() -> None:
    body = (
        "THE FERRY SAILED ON THURSDAY WITH 312 PASSENGERS ON BOARD\n\n"
        "IT LEFT TWO HOURS LATE BECAUSE A PUMP HAD FAILED, THE COMPANY SAID\n\n"
        "THE NEXT INSPECTION IS DUE IN MAY. NOBODY WAS HURT.\n"
    )
    article = prepare("FERRY SAILS AGAIN\n\n" + body, id="A1")
    assert "PROMOTION" not in {line.kind.name for line in article.set_aside}
    assert "THE NEXT INSPECTION IS DUE IN MAY." in words(article)


def test_a_body_in_capitals_lines_is_set_aside_only_where_the_rest_is_not() -> None:
    article = prepare(
        "Ferry sails again\n\nThe ferry sailed on Thursday with 312 passengers on board.\n\n"
        "SIGN UP FOR THE ISLAND LETTER\n\nIt left two hours late because a pump had failed.\n",
        id="A1",
    )
    assert [kind for kind, _ in aside(article)] == ["promotion"]


def test_a_headline_that_ends_in_a_question_mark() -> None:
    article = prepare("Will the ferry sail?\n\nNobody knows. The company is silent.\n", id="A1")
    assert article.title == "Will the ferry sail?"


def test_a_markdown_heading_is_the_title_without_its_signs() -> None:
    article = prepare("## Ferry sails again\n\nThe ferry sailed on Thursday.\n", id="A1")
    assert article.title == "Ferry sails again"
    assert article.title_span is not None
    assert article.title_span.of(article.text) == "Ferry sails again"


def test_one_sentence_is_an_article_without_a_title() -> None:
    article = prepare("The ferry sailed on Thursday.", id="A1")
    assert (article.title, words(article)) == (None, ["The ferry sailed on Thursday."])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El transbordador salió el jueves con 312 pasajeros a bordo y llegó tarde.", "es"),
        ("Le ferry est parti jeudi avec 312 passagers à bord et est arrivé en retard.", "fr"),
        ("Die Fähre fuhr am Donnerstag mit 312 Fahrgästen ab und kam zu spät an.", "de"),
        ("フェリーは木曜日に312人の乗客を乗せて出発し、遅れて到着した。", "ja"),
        ("???", "und"),
        ("12", "und"),
    ],
)
def test_the_language_is_told_from_the_letters(text: str, language: str) -> None:
    assert prepare(text, id="A1").language == language


def test_a_standfirst_is_told_from_the_first_paragraph() -> None:
    text = (
        "Ferry sails again\n"
        "The ferry across the strait sails again with a new pump.\n"
        "The ferry across the strait sailed again on Thursday with a new pump, six weeks after "
        "the old pump caught fire in the harbour.\n"
        "The harbour master said that nobody was hurt.\n"
    )
    assert [s.standfirst for s in prepare(text, id="A1").sentences] == [True, False, False]
    # Without a headline over it the same line is the first sentence.
    assert not any(s.standfirst for s in prepare(text.split("\n", 1)[1], id="A1").sentences)


def test_damage_is_noticed_and_nothing_is_mended() -> None:
    assert damage("a group of n on-governmental helpers") == "n on-governmental"
    assert damage("the talks ended. . They left") is not None
    assert damage("itâ€™s late") is not None
    assert damage("Smith &amp; Sons") is not None
    assert damage("the n-th man, a well-known one") is None
    assert prepare("Talks of n on-governmental helpers went on.", id="A1").text.count("n on-") == 1


def test_a_changed_text_is_refused() -> None:
    article = prepare(SCRAPED, id="A1")
    with pytest.raises(ArticleDamaged, match="The stored text of A1 has changed"):
        Article("A1", SCRAPED + "x", article.sha256, datetime.now(UTC), "en", article.sentences)


PIECES = st.sampled_from(
    [
        *SCRAPED.splitlines(),
        "“Open. Closed,” he said.",
        "\ufeffTitle: x",
        "## ",
        "© 2020",
        "Tags:",
        "A. B. C.",
        "…",
        "\u2028",
        "\r",
        "He",
        "今日は。",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=14).flatmap(
        lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", " "]).map(lambda by: by.join(lines))
    ),
)


def apart(article: Article) -> Iterator[tuple[int, int]]:
    for line in article.set_aside:
        yield line.span.start, line.span.end
    if article.title_span is not None:
        yield article.title_span.start, article.title_span.end


def test_of_two_lines_that_state_a_title_the_first_does() -> None:
    article = prepare(f"Title: Floods\nTitle: Rain\n{RAIN}", id="A1")

    assert article.title == "Floods"
    assert [line.span.of(article.text) for line in article.set_aside] == ["Title: Rain"]
    assert words(article) == [RAIN]


def test_a_line_at_the_top_that_an_editor_took_back_is_part_of_the_article() -> None:
    text = f"Date: nobody knew on what day the flood came, and nobody asked.\n{RAIN}"
    article = prepare(text, id="A1", keep=frozenset({0}))

    assert article.set_aside == ()
    assert words(article) == text.split("\n")


@settings(deadline=None)
@given(TEXTS)
def test_any_text_becomes_an_article_of_places_in_it(text: str) -> None:
    article = prepare(text, id="A1", added=datetime(2026, 1, 1, tzinfo=UTC))

    assert article.text == text
    end = 0
    for number, sentence in enumerate(article.sentences):
        assert sentence.index == number
        assert end <= sentence.span.start < sentence.span.end <= len(text)
        assert article.words_of(sentence).strip()
        end = sentence.span.end
        for start, stop in apart(article):
            assert sentence.span.end <= start or stop <= sentence.span.start
    units = [s.unit for s in article.sentences]
    assert units == sorted(units)
    # A store that splits again gets the same, and so does a second reading.
    assert article == prepare(text, id="A1", added=article.added)
    assert article.sentences == resplit(
        text, article.language, article.title_span, article.set_aside
    )


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement\n\n" * 20_000,
        "Short heading here\n\n" * 15_000,
        '"' * 200_000,
        "“‘" * 50_000,
        "By " + "John " * 80_000,
        "June 5, 2021\n" * 15_000,
        "A. " * 100_000,
        "\n" * 300_000 + "a b c.",
        "word " * 100_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_time_grows_with_the_text_and_not_with_its_square(text: str) -> None:
    begin = time.process_time()
    article = prepare(text, id="A1")
    body_text(article)
    assert time.process_time() - begin < 4


HEADED = (
    "Floods close the coast road\n\n"
    "Two bridges on the main road were washed away during the storm last week, it said.\n\n"
    "Engineers expect to open a temporary crossing by Friday, before the market begins.\n"
)


def test_a_given_title_takes_nothing_else_off_the_text() -> None:
    article = prepare(HEADED, id="A1", given=Given(title="The coast road is closed"))

    assert article.title == "The coast road is closed"
    assert article.title_span is None
    assert body_text(article).startswith("Floods close the coast road\n\n")


@pytest.mark.parametrize("title", ["Floods close the coast road", "FLOODS CLOSE THE COAST ROAD!"])
def test_a_given_title_that_the_text_repeats_is_not_body(title: str) -> None:
    article = prepare(HEADED, id="A1", given=Given(title=title))

    assert article.title == title
    assert article.title_span is not None
    assert article.title_span.of(HEADED) == "Floods close the coast road"
    assert body_text(article).startswith("Two bridges")


def test_a_given_title_leaves_section_labels_where_they_are() -> None:
    article = prepare(f"World news\n\n{HEADED}", id="A1", given=Given(title="The coast road"))

    assert [line.kind for line in article.set_aside] == []
    assert body_text(article).startswith("World news\n\n")
