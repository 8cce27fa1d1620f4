"""Articles that print each other's text are one source in a brief."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.labels import Labels
from bot.pages.brief_page import brief_page
from config import TOPICS_FOLDER
from summaries.briefs import Wish, topic_brief
from summaries.briefs.copies import Copies, copies_among
from summaries.corpus import Article, groups, prepare
from summaries.topics import load_topics

AID = next(topic for topic in load_topics(TOPICS_FOLDER) if topic.name == "aid-pledges")
WIRE = (
    "The ministry pledged $40 million in aid to the flooded valley on Monday. "
    "Officials said that the money would be sent within a week. "
    "Roads in the north of the valley were still under water, and three bridges had fallen. "
    "Farmers said that most of the maize was lost and that seed would be needed by spring."
)
OWN = "Norway also pledged $5 million in relief to the same towns, its embassy announced on Friday."


def made(text: str, number: int) -> Article:
    article = prepare(text, id=f"A{number}", added=datetime(2026, 5, 1, tzinfo=UTC))
    return replace(article, title=f"Flood {number}")


def test_a_copy_is_named_beside_the_source_and_not_counted_as_another() -> None:
    one, copy = made(WIRE, 1), made(f"{WIRE} {OWN}", 2)
    articles = [one, copy]

    brief = topic_brief(AID, articles, Wish(copies=copies_among(articles)))

    said = [quote.words_in({a.id: a for a in articles}) for quote in brief.quotes()]
    assert len(said) == len(set(said)), "no sentence is shown twice"
    assert OWN in said, "what only the copy has is shown, from the copy"
    assert not any(passage.also for passage in brief.passages()), "a copy confirms nothing"
    page = brief_page(brief, {a.id: a for a in articles}, Labels.for_locale("en"))
    assert "A1 (also in A2)" in page.text


def test_two_papers_that_report_the_same_in_their_own_words_are_two_sources() -> None:
    one = made(WIRE, 1)
    other = made(
        "The flooded valley will get $40 million in aid, the ministry announced on Monday. "
        "Bridges fell and roads to the north stayed closed while farmers counted lost maize.",
        2,
    )

    assert not copies_among([one, other])


def test_the_first_of_a_group_is_quoted_wherever_it_stands() -> None:
    first, copy = made(WIRE, 9), made(WIRE + " " + OWN, 10)
    copies = Copies({"A10": "A9"})

    assert copies.repeated([copy, first]) == {(0, 0), (0, 1), (0, 2), (0, 3)}
    assert copies.others("A9") == ("A10",)
    assert copies.others("A3") == ()


def test_a_copy_of_a_copy_is_in_the_group() -> None:
    assert groups([("A2", "A1"), ("A10", "A2"), ("A7", "A8"), ("A1", "A10")]) == {
        "A2": "A1",
        "A10": "A1",
        "A8": "A7",
    }
