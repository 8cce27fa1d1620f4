from summaries.evidence.model import DifferenceKind

from .made import article, parts

WORDING = DifferenceKind.WORDING
PORT = "The port of Sarova will close in June, harbour master Ilse Brandt said on Monday."


def quoted(one: str, other: str, speaker: str = "Brandt") -> list[tuple[str, ...]]:
    articles = (
        article("A1", "2024-05-02", PORT, f"“{one}” harbour master Ilse Brandt said in Sarova."),
        article("A2", "2024-05-03", PORT, f"“{other}” {speaker} said in Sarova."),
    )
    return parts(articles, WORDING)


def test_a_word_that_two_papers_quote_differently_is_shown_alone() -> None:
    assert quoted(
        "We will continue to dredge the harbour and secure our border.",
        "We will continue to dredge the harbour and secure our borders.",
    ) == [("border", "borders")]


def test_a_different_word_in_the_middle_is_shown() -> None:
    assert quoted(
        "We have lost entire families to this water,", "We have lost whole families to this water,"
    ) == [("entire", "whole")]


def test_a_word_that_one_paper_leaves_out_is_shown_with_its_neighbours() -> None:
    assert quoted(
        "The people of the coast have voted for change,",
        "The people of the coast have voted for a change,",
    ) == [("for change", "for a change")]


def test_a_different_start_is_shown_where_both_quote_the_sentence_from_its_start() -> None:
    assert quoted(
        "Nobody on the coast should wait at the end of the queue,",
        "No one on the coast should wait at the end of the queue,",
    ) == [("Nobody", "No one")]


def test_the_same_words_in_another_order_are_shown() -> None:
    assert len(quoted("We need water and food badly,", "We badly need food and water,")) == 1


def test_identical_words_are_not_listed() -> None:
    same = "We will continue to dredge the harbour and secure our border,"
    assert quoted(same, same) == []


def test_a_shorter_quotation_of_the_same_words_is_no_difference() -> None:
    assert (
        quoted(
            "We will continue to dredge the harbour and secure our border against floods,",
            "We will continue to dredge the harbour,",
        )
        == []
    )


def test_words_that_an_editor_left_out_or_put_in_are_no_difference() -> None:
    long = "We will continue, whatever Brussels says, to dredge the harbour at Sarova,"
    assert quoted(long, "We will continue … to dredge the harbour at Sarova,") == []
    assert quoted(long, "We will continue, whatever Brussels says, to dredge [it] at Sarova,") == []


def test_contractions_spellings_and_numerals_are_no_difference() -> None:
    assert (
        quoted(
            "We're going to modernise five harbours and we can't wait any longer,",
            "We are going to modernize 5 harbors and we cannot wait any longer,",
        )
        == []
    )


def test_an_opening_word_that_says_nothing_is_no_difference() -> None:
    assert (
        quoted(
            "Well, we will dredge the harbour at Sarova,", "We will dredge the harbour at Sarova,"
        )
        == []
    )


def test_like_words_of_two_speakers_are_not_one_utterance() -> None:
    assert (
        quoted(
            "We have lost entire families to this water,",
            "We have lost whole families to this water,",
            speaker="Governor Paul Otieno",
        )
        == []
    )


def test_a_remark_translated_twice_is_found_by_its_speaker_listener_and_time() -> None:
    articles = (
        article(
            "A1",
            None,
            "President Ana Lopes of Brazil told reporters Monday night that her country has "
            "“a longstanding partnership” with Portugal.",
            "Lopes flew to Lisbon on Sunday.",
        ),
        article(
            "A2",
            None,
            "Brazil’s President Ana Lopes met the government of Portugal in Lisbon.",
            "“We have an agreement, a lasting agreement,” Lopes told reporters Monday night.",
        ),
    )
    assert parts(articles, WORDING) == [
        ("a longstanding partnership", "We have an agreement, a lasting agreement,")
    ]


def test_like_words_on_two_occasions_are_two_remarks() -> None:
    articles = (
        article(
            "A1", None, "Ana Lopes told reporters Monday night that Brazil has “a longstanding "
            "partnership” with Portugal."
        ),
        article(
            "A2", None, "“We have an agreement, a lasting agreement,” Ana Lopes told students in "
            "Lisbon on Friday."
        ),
    )  # fmt: skip
    assert parts(articles, WORDING) == []
