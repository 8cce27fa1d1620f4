"""Rules are told where a sentence stands: in the lede, below a title and a cross-heading."""

from __future__ import annotations

from summaries.briefs import topic_brief
from summaries.briefs.reading import places, readings, verdicts
from summaries.corpus import prepare
from summaries.topics import Found, Place, parse_topic

ARTICLE = prepare(
    """Floods drive thousands from Kestrin

The river rose over its banks on Monday and drove out 1,200 people, officials said. It rains still.

The water stood two metres high in the market, and boats took people to the school on the hill.

Aid on its way

The first lorries with tents left the capital for the flooded town on Monday evening, they said.

Nobody could say when the road to the town would be open for the lorries that come after them.
""",
    id="A1",
)
RULE = """
name = "floods"
threshold = 3

[words]
"flood*" = 2
"river" = 2
"lorries" = 1
"aid" = 1

[required]
thing = ["river", "lorries"]

[position]
lede = 1
title = 2
heading = 3
"""
TITLE = "Floods drive thousands from Kestrin"


def test_each_sentence_knows_its_number_its_title_and_the_heading_over_it() -> None:
    assert places(ARTICLE) == (
        Place(1, lede=True, title=TITLE),
        Place(2, lede=True, title=TITLE),
        Place(3, title=TITLE),
        Place(4, title=TITLE, heading="Aid on its way"),
        Place(5, title=TITLE, heading="Aid on its way"),
    )
    assert [reading.place for reading in readings(ARTICLE)] == list(places(ARTICLE))


def test_lines_set_aside_are_no_headings() -> None:
    article = prepare(ARTICLE.text.replace("Aid on its way", "This website uses cookies."), id="A2")
    assert {place.heading for place in places(article)} == {""}


def test_an_article_without_a_title_has_places_too() -> None:
    article = prepare("The river rose over its banks on Monday. It rains still, they say.", id="A3")
    assert [(p.lede, p.title, p.heading) for p in places(article)] == [(True, "", "")] * 2


def test_a_place_adds_to_a_sentence_of_the_topic_and_to_no_other() -> None:
    first, second, _, fourth, _ = verdicts(parse_topic(RULE, "floods.toml"), ARTICLE)
    assert first.score == 2 + 1 + 2
    assert second.score == 0
    assert fourth.found[-2:] == (
        Found("position: title", 2, "floods"),
        Found("position: heading", 3, "aid"),
    )


def test_stems_are_read_in_the_articles_language() -> None:
    article = prepare(
        "Las promesas de ayuda llegaron tarde a los pueblos del norte, dijo la ministra. "
        "Los vecinos esperan todavía las carpas y el agua que el gobierno anunció en mayo.",
        id="A4",
    )
    rule = 'name = "aid"\nthreshold = 1\n[words]\n"~promesa" = 1\n'
    assert [verdict.score for verdict in verdicts(parse_topic(rule, "aid.toml"), article)] == [1, 0]


def test_a_brief_explains_required_lists_and_places_and_its_score_is_their_sum() -> None:
    brief = topic_brief(parse_topic(RULE, "floods.toml"), [ARTICLE])
    quotes = [quote for quote in brief.quotes() if not quote.context]
    assert quotes
    for quote in quotes:
        assert quote.score == sum(match.weight for match in quote.matched)
        assert "position: title" in {match.rule for match in quote.matched}
        assert "thing" in {match.rule for match in quote.matched if match.required}


def test_a_sentence_kept_out_says_by_which_of_its_words() -> None:
    rule = RULE.replace("threshold = 3", 'threshold = 3\nexcluded = ["lorr*"]')
    brief = topic_brief(parse_topic(rule, "floods.toml"), [ARTICLE])
    assert [miss.excluded for miss in brief.missed if miss.excluded] == [("lorries",), ("lorries",)]
