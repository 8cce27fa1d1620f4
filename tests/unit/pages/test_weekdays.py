"""A weekday without a date beside it is noticed, in the article's own language."""

from __future__ import annotations

import pytest

from bot.pages.weekdays import has_bare_weekday


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Harris said Monday that it was so.", "en"),
        ("On Wednesday, he may travel.", "en"),
        ("El lunes anunció ayuda.", "es"),
        ("Am Montag sagte sie das.", "de"),
        ("يوم الاثنين في المدينة", "ar"),
        ("सोमवार को बैठक हुई।", "hi"),
        ("星期一举行会议。", "zh"),
    ],
)
def test_a_bare_weekday_is_found(words: str, language: str) -> None:
    assert has_bare_weekday(words, language)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("They met on Tuesday, June 8.", "en"),
        ("They met on Tuesday 8 June.", "en"),
        ("They meet on Mondays.", "en"),
        ("El lunes 7 de junio anunció ayuda.", "es"),
        ("No day is named.", "en"),
        ("Harris said Monday that it was so.", "und"),
        ("Harris said Monday that it was so.", "no such language"),
    ],
)
def test_a_dated_weekday_or_none_is_not(words: str, language: str) -> None:
    assert not has_bare_weekday(words, language)
