"""The same news from a second paper is noticed, quickly, in a library of any size."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest

from summaries.corpus import Article, LineKind, NearDuplicates, SetAside
from summaries.store import Database
from summaries.store.tables import shingles
from summaries.text import Span

DESK, EDITOR = 100, 7
MakeArticle = Callable[..., Article]
VOWELS, CONSONANTS = "aeiou", "bcdfglmnprstv"


def invented(dice: random.Random) -> str:
    """Make up a word."""
    return "".join(dice.choice(CONSONANTS) + dice.choice(VOWELS) for _ in range(3))


def story(seed: int, words: int = 400) -> list[str]:
    dice = random.Random(seed)
    return [
        invented(dice) if dice.random() < 0.95 else str(dice.randint(2, 9999)) for _ in range(words)
    ]


def printed_again(words: list[str], seed: int, keep: float = 0.9, changed: float = 0.03) -> str:
    """A wire's text as a paper prints it: cut at the end, some words changed, an own headline."""
    dice = random.Random(seed)
    kept = words[: int(len(words) * keep)]
    return "Own headline\n\n" + " ".join(
        invented(dice) if dice.random() < changed else word for word in kept
    )


def near(desk: Database, text: str | Article, **known: date | None) -> list[str]:
    return [found.article for found in desk.library(DESK).near(text, **known)]


def test_a_copy_is_found_among_others_and_so_is_how_much_of_it(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    for seed in range(30):
        library.add(article(" ".join(story(seed))), added_by=EDITOR)

    (found,) = library.near(printed_again(story(7), 1))

    assert found.article == "A8"
    assert 80 < found.share < 100
    assert near(desk, " ".join(story(31))) == []
    assert near(desk, " ".join(story(3))) == ["A4"]
    assert near(desk, "") == []


def test_it_finds_what_a_full_comparison_finds(desk: Database, article: MakeArticle) -> None:
    """Copies cut to anything from a tenth to the whole, with up to a third of the words changed."""
    library, dice = desk.library(DESK), random.Random(5)
    texts = {f"A{n + 1}": " ".join(story(n, dice.choice((60, 150, 400, 900)))) for n in range(60)}
    library.seed_once(article(text) for text in texts.values())
    full = NearDuplicates(texts.items())

    for n in range(60):
        words = texts[f"A{n + 1}"].split()
        asked = printed_again(words, n, keep=dice.uniform(0.1, 1), changed=dice.uniform(0, 0.3))
        assert near(desk, asked) == [found.article for found in full.find(asked)]


def test_articles_given_to_a_library_whichever_way_are_found(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    library.seed_once([article(" ".join(story(1)))])
    library.add(article(" ".join(story(2))), added_by=None)

    assert near(desk, printed_again(story(1), 1)) == ["A1"]
    assert near(desk, printed_again(story(2), 1)) == ["A2"]
    assert desk.library(DESK + 1).near(printed_again(story(1), 1)) == []


def test_a_withdrawn_article_is_no_copy_until_it_is_back(
    desk: Database, article: MakeArticle
) -> None:
    library = desk.library(DESK)
    library.add(article(" ".join(story(1))), added_by=EDITOR)
    library.withdraw("A1", by=EDITOR)
    assert near(desk, printed_again(story(1), 1)) == []

    library.restore("A1", by=EDITOR)
    library.edit("A1", by=EDITOR, title="Another title")
    assert near(desk, printed_again(story(1), 1)) == ["A1"]


def test_other_numbers_are_other_news(desk: Database, article: MakeArticle) -> None:
    words = ["n" if word.isdigit() else word for word in story(1)]
    library = desk.library(DESK)
    library.add(article(" ".join(["It rose 12 to 340 and 7.5", *words])), added_by=EDITOR)

    assert near(desk, " ".join(["It rose 13 to 350 and 8.5", *words])) == []
    assert near(desk, " ".join(["It rose 12 to 340 and 8", *words])) == []
    assert near(desk, " ".join(["It rose 12 to 340 and 7.5 again", *words])) == ["A1"]


def test_news_of_another_week_is_other_news_where_both_dates_are_known(
    desk: Database, article: MakeArticle
) -> None:
    library, again = desk.library(DESK), printed_again(story(1), 1)
    library.add(article(" ".join(story(1)), published=date(2021, 6, 7)), added_by=EDITOR)
    library.add(article(" ".join(story(2))), added_by=EDITOR)

    assert near(desk, again, published=date(2021, 6, 17)) == ["A1"]
    assert near(desk, again, published=date(2021, 6, 18)) == []
    assert near(desk, again, published=date(2021, 5, 27)) == []
    assert near(desk, again) == ["A1"]
    assert near(desk, article(again, published=date(2021, 7, 7))) == []
    assert near(desk, printed_again(story(2), 1), published=date(2031, 1, 1)) == ["A2"]


def test_lines_set_aside_and_titles_make_no_copy(desk: Database, article: MakeArticle) -> None:
    """The same long notice under two short reports does not make them one."""
    notice, library = " ".join(story(99)), desk.library(DESK)

    def report(seed: int) -> Article:
        body = " ".join(story(seed, 60))
        text = f"{body}\n\n{notice}"
        apart = SetAside(Span(len(body) + 2, len(text)), LineKind.NOTICE)
        return article(text, set_aside=(apart,))

    library.add(report(1), added_by=EDITOR)

    assert near(desk, report(2)) == []
    assert near(desk, report(1)) == ["A1"]


def test_a_hundred_copies_of_one_text_do_not_hide_each_other(
    desk: Database, article: MakeArticle
) -> None:
    """Then all that they share is common: what is common is not left out altogether."""
    library = desk.library(DESK)
    library.seed_once(article(printed_again(story(1), n, changed=0.01)) for n in range(100))

    found = near(desk, printed_again(story(1), 1000, changed=0.02))

    assert found
    assert all(int(number[1:]) > 36 for number in found), "the newest are looked at"


def test_what_thousands_have_in_common_makes_no_copy_and_costs_no_time(
    desk: Database, article: MakeArticle
) -> None:
    formula = story(500, 100)
    library = desk.library(DESK)
    library.seed_once(article(" ".join(formula + story(n, 150))) for n in range(200))

    assert near(desk, " ".join(formula + story(900, 150))) == []
    assert near(desk, printed_again(formula + story(3, 150), 1)) == ["A4"]


def test_a_long_text_keeps_a_bounded_number_of_hashes(desk: Database, article: MakeArticle) -> None:
    library, words = desk.library(DESK), story(1, 60_000)
    library.add(article(" ".join(words)), added_by=EDITOR)

    with desk._store.reading() as connection:
        assert len(connection.execute(shingles.select()).all()) == 4096
    assert near(desk, printed_again(words, 1)) == ["A1"]


@pytest.mark.parametrize("url", ["https://example.org/a?b=c", "x" * 9000, "\u202e'; --", ""])
def test_an_address_finds_its_article(desk: Database, article: MakeArticle, url: str) -> None:
    library = desk.library(DESK)
    library.add(article("Words.", url=url), added_by=EDITOR)
    library.add(article("Without."), added_by=EDITOR)

    found = library.find_url(url)

    assert found is not None
    assert (found.id, found.url) == ("A1", url)
    assert library.find_url(f"{url}x") is None
    assert library.find_url("half \ud83d") is None
    library.withdraw("A1", by=EDITOR)
    library.add(article("Words anew.", url=url), added_by=EDITOR)
    again = library.find_url(url)
    assert again is not None
    assert again.id == "A3", "one that is not withdrawn comes first"
