"""What a reader sees of a brief: the pages of the hand-written ideal, as the bot writes them."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest

from bot.labels import Labels
from bot.pages import brief_page
from bot.pages.budget import FIRST_SCREEN, HARD_STOP
from summaries.briefs.model import (
    BriefKind,
    Missed,
    Passage,
    Quote,
    Scope,
    Section,
    SectionKind,
    SourceMismatch,
)
from tests.unit.pages.made import (
    HALF_A_MILLION,
    INCREASE,
    PLEDGED,
    SHE_ALSO,
    STEPS,
    WHITE_HOUSE,
    aid_pledges,
    article,
    brief,
    seed,
)

ENGLISH = Labels.for_locale("en-US")
SPANISH = Labels.for_locale("es-419")
FOOTER = "chosen by rules, no AI text · labels are the bot’s, sentences are the sources’"
ADDED = "<t:1772452800:D>"  # 2 March 2026, noon UTC


def bottom(*passages: Passage) -> Section:
    return Section(SectionKind.BOTTOM_LINE, passages)


def also(*passages: Passage) -> Section:
    return Section(SectionKind.ALSO, passages)


def test_aid_pledges_reads_as_an_editor_would_write_it() -> None:
    made, articles = aid_pledges()

    page = brief_page(made, articles, ENGLISH)

    assert page.text == "\n".join(
        [
            "## Brief: Aid pledges",
            "-# 4 of 5 articles · 6 sentences, word for word · about 1 min",
            "**Bottom line**",
            f"> {WHITE_HOUSE} [1]",
            "**Also reported**",
            f"- {HALF_A_MILLION} [2]",
            f"- {STEPS} {SHE_ALSO} [3]",
            f"- {PLEDGED} [3]",
            f"- {INCREASE} [4] (weekday as written; the article’s date is not known)",
            "**Sources**",
            (
                "[1] A1 Washington Examiner (named in its text) · [2] A2, [3] A4, [4] A5: "
                f"publisher not stated · no text gives its date · added {ADDED}"
            ),
            f"-# aid-pledges v1 · {FOOTER}",
        ]
    )
    assert page.verified == 6
    assert page.omitted == 0
    assert page.size.within(2_000)


def test_a_spanish_reader_gets_spanish_labels_and_the_sentences_as_they_are() -> None:
    made, articles = aid_pledges()

    page = brief_page(made, articles, SPANISH)

    assert page.text.startswith(
        "## Informe: Aid pledges\n"
        "-# 4 de 5 artículos · 6 frases, textuales · 1 min aprox.\n"
        "-# Las frases se citan en su idioma original (inglés); el bot no traduce.\n"
        "**Lo esencial**\n"
        f"> {WHITE_HOUSE} [1]\n"
    )
    assert "**Fuentes**\n[1] A1 Washington Examiner (nombrado en su texto)" in page.text
    assert page.text.count("no traduce") == 1
    assert page.size.within(2_200)


def test_the_same_brief_gives_the_same_page() -> None:
    made, articles = aid_pledges()
    assert brief_page(made, articles, ENGLISH) == brief_page(made, articles, ENGLISH)


def test_a_page_with_one_wrong_slice_is_refused_whole() -> None:
    made, articles = aid_pledges()
    changed = articles["A4"].text.replace("$310m", "$910m")
    articles["A4"] = article("A4", changed, [PLEDGED, STEPS, SHE_ALSO.replace("310", "910")])

    with pytest.raises(SourceMismatch) as refused:
        brief_page(made, articles, ENGLISH)
    assert refused.value.article == "A4"


def test_a_page_is_refused_where_only_a_missed_sentence_is_wrong() -> None:
    made, articles = aid_pledges()
    quote = dataclasses.replace(Quote.of(articles["A5"], 0), sha256="0" * 64)

    with pytest.raises(SourceMismatch):
        brief_page(dataclasses.replace(made, missed=(Missed(quote),)), articles, ENGLISH)


def test_what_does_not_fit_is_left_out_whole_and_counted() -> None:
    made, articles = aid_pledges()

    page = brief_page(dataclasses.replace(made, omitted=3), articles, ENGLISH, characters=1_200)

    assert page.size.characters <= 1_200
    assert f"- {STEPS} {SHE_ALSO} [3]" in page.text
    assert PLEDGED[:20] not in page.text
    assert page.omitted == 3 + 2
    assert "-# 5 more sentences: under More" in page.text
    assert "-# 3 of 5 articles · 4 sentences, word for word" in page.text
    assert "[4]" not in page.text, "a source that nothing shown cites is not listed"


def test_a_sentence_longer_than_a_message_is_named_not_cut() -> None:
    long, short = "word " * 1_000 + "end.", "A short sentence follows."
    text = f"{long}\n\n{short}"
    a1 = article("A1", text, [long, short])
    made = brief(
        [bottom(Passage((Quote.of(a1, 0),), 1)), also(Passage((Quote.of(a1, 1),), 1))], [a1]
    )

    page = brief_page(made, {"A1": a1}, ENGLISH)

    assert "word word" not in page.text
    assert (
        "> This sentence is too long for one message; it is whole under In context and Export. [1]"
        in page.text
    )
    assert f"- {short} [1]" in page.text
    assert page.omitted == 1
    assert page.verified == 1


def test_other_sources_that_report_the_same_are_cited_beside() -> None:
    made, articles = aid_pledges()
    first = dataclasses.replace(made.sections[0].passages[0], also=(2, 4))
    made = dataclasses.replace(made, sections=(bottom(first),))

    page = brief_page(made, articles, ENGLISH)

    assert f"> {WHITE_HOUSE} [1] (also in [2], [4])" in page.text
    assert "[2] A2, [4] A5: publisher not stated" in page.text


def test_known_dates_are_timestamps_and_an_editors_entry_carries_a_star() -> None:
    a1 = article("A1", "One is.", ["One is."], publisher="Reuters", published=date(2021, 6, 7))
    a2 = article(
        "A2",
        "Two is.",
        ["Two is."],
        publisher="The Desk",
        publisher_given=True,
        published=date(2021, 6, 8),
        published_given=True,
    )
    a3 = article("A3", "On Sunday.", ["On Sunday."], added=datetime(2021, 6, 9, 23, tzinfo=UTC))
    lines = [Passage((Quote.of(a, 0),), n) for n, a in enumerate((a1, a2, a3), 1)]
    made = brief([bottom(lines[0]), also(*lines[1:])], [a1, a2, a3])

    page = brief_page(made, {a.id: a for a in (a1, a2, a3)}, ENGLISH)

    assert (
        "[1] A1 Reuters (named in its text), <t:1623067200:D> · "
        r"[2] A2 The Desk\*, <t:1623153600:D>\* · "
        "[3] A3: publisher not stated, no date in its text, added <t:1623240000:D>" in page.text
    )
    assert page.text.endswith(r" · \* set by an editor")


def test_the_weekday_note_stands_once_and_only_for_undated_articles() -> None:
    dated = article("A1", "She spoke Monday.", ["She spoke Monday."], published=date(2021, 6, 7))
    undated = article(
        "A2", "He spoke Friday. They met Sunday.", ["He spoke Friday.", "They met Sunday."]
    )
    lines = (Passage((Quote.of(undated, 0),), 2), Passage((Quote.of(undated, 1),), 2))
    made = brief([bottom(Passage((Quote.of(dated, 0),), 1)), also(*lines)], [dated, undated])

    text = brief_page(made, {"A1": dated, "A2": undated}, ENGLISH).text

    assert "She spoke Monday. [1]\n" in text
    assert "He spoke Friday. [2] (weekday as written; the article’s date is not known)" in text
    assert text.count("weekday as written") == 1


def test_an_article_shows_its_title_its_length_and_sentences_in_order() -> None:
    title = "Kamala Harris Encourages Greater Cooperation With Mexico"
    text = f"{title}\n\nFirst here. Second *there*. Third n ow."
    a3 = article("A3", text, ["First here.", "Second *there*.", "Third n ow."], title=title)
    made = brief(
        [
            bottom(Passage((Quote.of(a3, 0),), 1)),
            Section(
                SectionKind.KEY_SENTENCES,
                (Passage((Quote.of(a3, 1),), 1), Passage((Quote.of(a3, 2),), 1)),
            ),
        ],
        [a3],
        kind=BriefKind.ARTICLE,
        about="A3",
        title=title,
    )

    page = brief_page(dataclasses.replace(made, damaged=True), {"A3": a3}, ENGLISH)

    assert page.text.startswith(
        f"## Brief: article A3\n**{title}**\n"
        "-# 3 of 3 sentences, word for word · article of 7 words (about 5 s) · this brief about "
    )
    assert (
        "-# Text damage found: quoted as received\n**Bottom line**\n> First here. [1]" in page.text
    )
    assert (
        "**Key sentences in source order**\n1. Second \\*there\\*. [1]\n2. Third n ow. [1]"
        in page.text
    )
    assert "[1] A3: publisher not stated · its text gives no date" in page.text


@pytest.mark.parametrize("labels", [ENGLISH, SPANISH])
@pytest.mark.parametrize("length", [20, 200, 3_000])
def test_the_bottom_line_is_on_a_phones_first_screen(labels: Labels, length: int) -> None:
    title = "T" * length
    a3 = article("A3", "First here.", ["First here."], title=title, language="pt")
    made = brief(
        [bottom(Passage((Quote.of(a3, 0),), 1))],
        [a3],
        kind=BriefKind.ARTICLE,
        about="A3",
        title=title,
    )

    page = brief_page(dataclasses.replace(made, damaged=True), {"A3": a3}, labels)

    assert page.text.index("First here.") <= FIRST_SCREEN
    assert title in page.text or "TTT" not in page.text, "a title is never cut"
    assert labels("notice.damaged") in page.text


def test_the_overview_has_a_lower_heading_for_each_topic_and_says_its_window() -> None:
    made, articles = aid_pledges()
    [first], rest = made.sections[0].passages, made.sections[1].passages
    made = brief(
        [
            Section(SectionKind.TOPIC, (first, rest[0]), "aid-pledges", "Aid pledges"),
            Section(SectionKind.TOPIC, rest[1:2], "border-numbers", "Border numbers"),
            Section(SectionKind.TOPIC, (), "other", "Other"),
        ],
        list(articles.values()),
        kind=BriefKind.OVERVIEW,
        about="",
        title=None,
        scope=Scope(5, 134, "24h", newest_only=True),
    )

    page = brief_page(made, articles, ENGLISH)

    assert page.text.startswith(
        "## Brief: all topics\n-# no article in the last 24 hours; these are the newest · "
        "3 of 5 articles · 4 sentences, word for word · about 40 s\n"
        f"### Aid pledges\n- {WHITE_HOUSE} [1]\n"
    )
    assert f"### Border numbers\n- {STEPS} {SHE_ALSO} [3]\n### Other\n-# No sentence" in page.text


def test_words_searched_for_are_quoted_in_the_heading_as_typed() -> None:
    made, articles = aid_pledges()
    made = dataclasses.replace(made, kind=BriefKind.QUERY, about="*half* @everyone", title=None)

    text = brief_page(made, articles, ENGLISH).text

    assert text.startswith(r"## Brief: “\*half\* \@everyone”")
    assert " v1" not in text


def test_nothing_qualifies_is_said_with_the_closest_sentence() -> None:
    a4 = article("A4", seed("003"), [PLEDGED])
    closest = Missed(Quote.of(a4, 0, score=2.0))
    made = brief([], [], about="refugee-quotas", title="Refugee quotas", scope=Scope(5, 134))

    page = brief_page(dataclasses.replace(made, closest=closest), {"A4": a4}, ENGLISH)

    assert page.text == "\n".join(
        [
            "## Brief: Refugee quotas",
            (
                "**No sentence reaches the threshold** (topic v1, threshold 4, 5 articles, 134 "
                "sentences searched)"
            ),
            "Closest, below threshold (score 2):",
            f"> {PLEDGED} (A4)",
            "-# Nothing is shown as a brief because nothing qualifies.",
            f"-# refugee-quotas v1 · {FOOTER}",
        ]
    )
    assert page.verified == 1
    assert page.passages == ()


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (Scope(0, 0), "The library is empty. Someone with Manage Server can add articles"),
        (Scope(0, 0, "7d"), "No article in this window. Try a longer one with since:."),
    ],
)
def test_no_article_at_all_is_said_with_what_to_do(scope: Scope, said: str) -> None:
    page = brief_page(brief([], [], scope=scope), {}, ENGLISH)

    assert "**There is no article to read**" in page.text
    assert said in page.text


def test_a_reader_who_asks_for_more_gets_up_to_the_hard_stop() -> None:
    sentences = [f"Sentence number {n} says a little about the subject at hand." for n in range(99)]
    a1 = article("A1", " ".join(sentences), sentences)
    lines = [Passage((Quote.of(a1, n),), 1) for n in range(99)]
    made = brief([bottom(lines[0]), also(*lines[1:])], [a1])

    page = brief_page(made, {"A1": a1}, ENGLISH, characters=99_999)

    assert HARD_STOP - 100 < page.size.characters <= HARD_STOP
    assert page.verified + page.omitted == 99


def test_right_to_left_sentences_leave_their_marks_in_place() -> None:
    words = "قال الرئيس: «لا تأتوا»."
    a1 = article("A1", words, [words], language="ar")
    made = brief([bottom(Passage((Quote.of(a1, 0),), 1))], [a1])

    page = brief_page(made, {"A1": a1}, ENGLISH)

    assert f"> \u2068{words}\u2069 [1]" in page.text
    assert "original language (Arabic)" in page.text
    assert "For Arabic I have no rules of context" in page.text


def test_sentences_of_a_script_without_spaces_are_joined_without_one() -> None:
    a1 = article(
        "A1", "总统说不要来。他也说了别的。", ["总统说不要来。", "他也说了别的。"], language="zh"
    )
    made = brief([bottom(Passage((Quote.of(a1, 0), Quote.of(a1, 1)), 1))], [a1])

    assert "> 总统说不要来。他也说了别的。 [1]" in brief_page(made, {"A1": a1}, ENGLISH).text


def test_sources_stay_in_the_order_of_their_numbers() -> None:
    a1, a2, a3 = (article(f"A{n}", f"Sentence {n}.", [f"Sentence {n}."]) for n in (1, 2, 3))
    a2 = article("A2", "Sentence 2.", ["Sentence 2."], publisher="Reuters")
    lines = [Passage((Quote.of(a, 0),), n) for n, a in enumerate((a1, a2, a3), 1)]
    made = brief([bottom(lines[0]), also(*lines[1:])], [a1, a2, a3])

    text = brief_page(made, {a.id: a for a in (a1, a2, a3)}, ENGLISH).text

    assert (
        "[1] A1: publisher not stated · [2] A2 Reuters (named in its text) · "
        "[3] A3: publisher not stated · no text gives its date" in text
    )
