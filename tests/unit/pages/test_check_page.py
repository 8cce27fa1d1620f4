"""What a reader sees of `/check`: both wordings, where each stands, and no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.labels import Labels, languages
from bot.pages.budget import size_of_text
from bot.pages.check_page import ON_A_PAGE, Checked, check_pages
from summaries.briefs import SourceMismatch
from summaries.corpus import Article
from summaries.evidence import Difference, DifferenceKind, Party, PartyKind, Said
from summaries.text import Span
from summaries.topics import About
from tests.unit.pages import hostile
from tests.unit.pages.made import SHE_ALSO, WHITE_HOUSE, article, seed

ENGLISH = Labels.for_locale("en-US")
SPANISH = Labels.for_locale("es-419")
BORDER = "The United States will continue to enforce our laws and secure our border."
BORDERS = "The United States will continue to enforce our laws and secure our borders."

A1 = article("A1", seed("000"), [BORDER, WHITE_HOUSE], publisher="Washington Examiner")
A2 = article("A2", seed("001"), [BORDERS])
A4 = article("A4", seed("003"), [SHE_ALSO])


def span_of(of: Article, words: str, part: str | None = None) -> tuple[Span, Span]:
    start = of.text.index(words)
    inner = start + words.index(part or words)
    return Span(start, start + len(words)), Span(inner, inner + len(part or words))


def side(
    of: Article, sentence: int, words: str, part: str | None = None, party: Party | None = None
) -> Said:
    return Said(of.id, sentence, *span_of(of, words, part), party)


def named(of: Article, words: str, *, certain: bool = True, said: str | None = None) -> Party:
    [at, _] = span_of(of, words)
    span = span_of(of, said)[0] if said else None
    return Party(words, PartyKind.PERSON, span, at, certain=certain)


WORDING = Difference(
    DifferenceKind.WORDING,
    (
        side(A1, 0, BORDER, "border", named(A1, "Kamala Harris")),
        side(A2, 0, BORDERS, "borders", named(A2, "Harris")),
    ),
)
DESCRIPTION = Difference(
    DifferenceKind.DESCRIPTION,
    (
        side(A1, 1, "$310 million for humanitarian relief", party=named(A1, "White House")),
        side(A4, 0, "an additional $310m in US aid", party=named(A4, "US")),
    ),
)


def checked(
    differences: Sequence[Difference], *articles: Article, about: About | None = None
) -> Checked:
    return Checked(about or About(), tuple(differences), {a.id: a for a in articles}, len(articles))


def only_page(found: Checked, labels: Labels = ENGLISH) -> str:
    [page] = check_pages(found, labels)
    return "\n".join(page)


def test_both_wordings_stand_side_by_side_with_their_places() -> None:
    assert only_page(checked([WORDING, DESCRIPTION], A1, A2, A4)) == "\n".join(
        [
            "## Sources differ",
            "-# 2 differences · 3 articles compared",
            "-# Side by side as the sources have it, without a verdict.",
            "**1. Quote wording**",
            f"- “{BORDER}” [1] · Kamala Harris · A1, sentence 1",
            f"- “{BORDERS}” [2] · Harris · A2, sentence 1",
            "**2. Same figure, described differently**",
            "- “$310 million for humanitarian relief” [1] · White House · A1, sentence 2",
            "- “an additional $310m in US aid” [3] · A4, sentence 1",
            "**Sources**",
            (
                "[1] A1 Washington Examiner (named in its text) · [2] A2, [3] A4: publisher not "
                "stated · no text gives its date · added <t:1772452800:D>"
            ),
            "-# chosen by rules, no AI text · labels are the bot’s, sentences are the sources’",
        ]
    )


def test_a_reader_in_spanish_reads_the_words_as_they_are() -> None:
    page = only_page(checked([WORDING], A1, A2), SPANISH)

    assert page.startswith("## Las fuentes difieren\n-# 1 diferencia · 2 artículos comparados")
    assert "el bot no traduce" in page
    assert "**1. Palabras citadas**" in page
    assert f"- “{BORDER}” [1] · Kamala Harris · A1, frase 1" in page


def test_what_was_asked_is_named() -> None:
    query = About("our @everyone", query="our @everyone")

    assert "-# “our \\@everyone” · 1 difference" in only_page(
        checked([WORDING], A1, A2, about=query)
    )
    assert "-# A1 · 1 difference" in only_page(checked([WORDING], A1, A2, about=About(article=A1)))


def test_bold_marks_the_part_of_a_long_sentence_and_is_said_to_be_the_bots() -> None:
    long = Difference(
        DifferenceKind.COMMITMENT,
        (side(A1, 1, WHITE_HOUSE, "$4 billion in development aid"), side(A4, 0, SHE_ALSO)),
    )

    page = only_page(checked([long], A1, A4))

    assert "countries, **$4 billion in development aid**, $310 million" in page
    assert "Bold is the bot’s: it marks what differs." in page


def test_a_name_that_is_not_certain_is_not_given() -> None:
    party = named(A4, "Joe Biden" if "Joe Biden" in A4.text else "Biden", certain=False)
    guessed = Difference(
        DifferenceKind.STANCE, (side(A4, 0, SHE_ALSO, party=party), side(A2, 0, BORDERS))
    )

    page = only_page(checked([guessed], A4, A2))

    assert f"- “{SHE_ALSO}” [1] · A4, sentence 1" in page


def test_a_bare_weekday_is_explained_once() -> None:
    plan = "Harris will land in Guatemala on Sunday."
    report = "Harris left on Monday, and was back on Tuesday."
    one = article("A7", plan, [plan])
    two = article("A8", report, [report])
    found = Difference(DifferenceKind.PLAN_AND_REPORT, (side(one, 0, plan), side(two, 0, report)))

    page = only_page(checked([found], one, two))
    dated = only_page(
        checked(
            [found],
            *(article(a.id, a.text, [a.text], published=date(2021, 6, 8)) for a in (one, two)),
        )
    )

    assert page.count("weekday as written") == 1
    assert "weekday as written" not in dated


@pytest.mark.parametrize(
    ("about", "articles", "said"),
    [
        (About(), (A1, A2, A4), "No difference found: 3 articles were compared."),
        (
            About(query="zebra"),
            (A1, A2),
            "No difference found about “zebra”: 2 articles were compared.",
        ),
        (
            About(),
            (A1,),
            "Nothing differs: only 1 article could be compared, and it takes two.",
        ),
        (
            About(query="zebra"),
            (),
            "No article of this library has anything about “zebra”, so none were compared.",
        ),
        (
            About(),
            (),
            "The library is empty. Someone with Manage Server can add articles with /article add.",
        ),
    ],
)
def test_nothing_that_differs_is_said_with_how_many_were_compared(
    about: About, articles: tuple[Article, ...], said: str
) -> None:
    assert only_page(checked([], *articles, about=about)) == said


def test_ten_differences_fill_a_page_and_numbers_go_on() -> None:
    pages = check_pages(checked([DESCRIPTION] * 23, A1, A4), ENGLISH)

    assert [sum("\n- “" in block for block in page) for page in pages] == [10, 10, 3]
    assert "23 differences · 2 articles compared · page 2 of 3" in pages[1][0]
    assert pages[1][1].startswith("**11. Same figure")
    assert pages[2][1].startswith("**21. Same figure")


def test_long_words_make_more_pages_and_are_never_cut() -> None:
    words = " ".join(f"word{n}" for n in range(70)) + "."
    long = article("A9", words, [words])
    found = Difference(DifferenceKind.VALUE, (side(long, 0, words), side(A2, 0, BORDERS)))

    pages = check_pages(checked([found] * 9, long, A2), ENGLISH)

    assert len(pages) > 1
    assert sum(block.count(words) for page in pages for block in page) == 9


def test_words_longer_than_a_message_are_named_by_their_place() -> None:
    words = "word " * 2_000 + "end."
    long = article("A9", words, [words])
    found = Difference(DifferenceKind.VALUE, (side(long, 0, words), side(A2, 0, BORDERS)))

    page = only_page(checked([found], long, A2))

    assert "- These words are too long for one message" in page
    assert "[1] · A9, sentence 1" in page
    assert BORDERS in page


@pytest.mark.parametrize("span", [Span(10**6, 10**6 + 5), Span(3, 3)])
def test_words_that_are_not_in_the_article_are_not_shown(span: Span) -> None:
    wrong = Difference(DifferenceKind.VALUE, (Said("A1", 0, span, span), side(A2, 0, BORDERS)))

    with pytest.raises(SourceMismatch):
        check_pages(checked([wrong], A1, A2), ENGLISH)
    with pytest.raises(SourceMismatch):
        check_pages(checked([WORDING], A2), ENGLISH)


def test_every_kind_has_words_in_every_language() -> None:
    for language in languages():
        labels = Labels.for_locale(language)
        for kind in DifferenceKind:
            assert labels.has(f"rows.differ.{kind}")


@settings(max_examples=40)
@given(
    texts=st.lists(hostile.words.filter(lambda words: words.strip() != ""), min_size=1, max_size=6),
    times=st.integers(1, 40),
    repeated=st.sampled_from([1, 30]),
)
def test_every_page_fits_whatever_the_articles_say(
    texts: list[str], times: int, repeated: int
) -> None:
    articles = [
        article(f"A{n}", words * repeated, [words * repeated], publisher=words, title=words)
        for n, words in enumerate(texts, 1)
    ]
    sides = tuple(
        side(one, 0, one.text, party=Party("x", PartyKind.PERSON, None, Span(0, len(one.text))))
        for one in articles
    )
    found = checked([Difference(DifferenceKind.STANCE, sides)] * times, *articles)

    for labels in (ENGLISH, SPANISH):
        pages = check_pages(found, labels)
        assert len(pages) >= -(-times // ON_A_PAGE)
        for page in pages:
            assert size_of_text(page).within()
            assert len(page) <= ON_A_PAGE + 2
