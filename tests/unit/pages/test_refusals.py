"""Every reason for a refusal is one sentence in every language, with a way out."""

from __future__ import annotations

import pytest

from bot.labels import Labels, languages
from bot.pages.refusals import OPEN, PASTE, refusal
from summaries.corpus.extracted import ExtractRefused, Reason
from summaries.corpus.fetching import FetchRefused, Why

ENGLISH = Labels.for_locale("en-GB")
CURES = (PASTE, OPEN)
ERRORS: list[ExtractRefused | FetchRefused] = [
    *(ExtractRefused(reason, "…") for reason in Reason),
    *(FetchRefused(why, "…", status=403) for why in Why),
    FetchRefused(Why.LATER, "…", status=429, retry_after=90.0),
]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("cure", CURES)
def test_each_is_one_sentence_that_says_what_to_do(language: str, cure: str) -> None:
    labels = Labels.for_locale(language)
    for error in ERRORS:
        said = refusal(error, labels, cure)
        assert said.endswith(".")
        assert ". " not in said
        assert "; " in said
        assert "{" not in said


def test_a_reader_who_adds_nothing_is_not_sent_to_add_it() -> None:
    assert not any("/article" in refusal(error, ENGLISH, OPEN) for error in ERRORS)


def test_where_a_site_gives_no_article_pasting_is_offered() -> None:
    for error in (
        FetchRefused(Why.STATUS, "…", status=403),
        FetchRefused(Why.ROBOTS, "…"),
        ExtractRefused(Reason.WALL, "…"),
    ):
        assert "paste the article’s text with `/article add`" in refusal(error, ENGLISH)


def test_a_wait_is_said_in_whole_minutes() -> None:
    error = FetchRefused(Why.LATER, "…", status=429, retry_after=61.0)

    assert "try again in 2 min" in refusal(error, ENGLISH)
