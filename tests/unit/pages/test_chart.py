"""A series is drawn as a picture, and said in words with every number in it."""

from __future__ import annotations

import struct
import zlib
from decimal import Decimal

import pytest

from bot.pages.chart import MOST_ALT, alt_text, chart
from summaries.evidence.figures import Point, Series
from summaries.text import Span


def _series(*points: tuple[str, str | None, str, str], metric: str = "lone children") -> Series:
    made = tuple(
        Point(start, end, Decimal(value), "A1", 0, Span(0, 5), written)
        for start, end, value, written in points
    )
    return Series(metric, ("A1", Span(0, 5)), "US border", made)


_TWO = _series(
    ("2021-02", None, "9400", "more than 9,400"), ("2021-03", None, "19000", "nearly 19,000")
)


def test_the_alternative_text_says_every_number_as_written() -> None:
    assert alt_text(_TWO) == (
        "lone children (US border). February 2021: more than 9,400; March 2021: nearly 19,000."
    )


def test_the_periods_are_named_in_the_readers_language() -> None:
    assert "marzo de 2021: nearly 19,000" in alt_text(_TWO, language="es")
    days = _series(("2021-06-01", "2021-06-07", "3", "three"), ("2020", None, "4", "4"))
    assert alt_text(days).endswith("Jun 1, 2021 – Jun 7, 2021: three; 2020: 4.")


def test_a_long_text_fits_what_discord_takes() -> None:
    assert len(alt_text(_series(("2020", None, "1", "9" * 2_000)))) == MOST_ALT


def test_an_unknown_language_still_names_the_periods() -> None:
    assert "2021-03: nearly 19,000" in alt_text(_TWO, language="xx")


def test_the_picture_is_a_png_as_wide_as_two_phones_and_the_same_twice() -> None:
    pytest.importorskip("matplotlib")
    picture = chart(_TWO)
    assert picture is not None
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, 100 < height < 400) == (720, True)
    assert picture == chart(_TWO)


def test_the_picture_changes_with_the_numbers() -> None:
    pytest.importorskip("matplotlib")
    other = _series(("2021-02", None, "9400", "9,401"), ("2021-03", None, "19000", "19,000"))
    pictures = [chart(_TWO), chart(other)]
    assert pictures[0] is not None
    assert pictures[1] is not None
    assert zlib.crc32(pictures[0]) != zlib.crc32(pictures[1])


@pytest.mark.parametrize(
    "metric", ["$costs$ \\frac{", "x" * 500, "移民 人数", "a\nb", "", "😀 arrivals"]
)
def test_any_words_can_be_drawn(metric: str) -> None:
    pytest.importorskip("matplotlib")
    one = _series(("2020", None, "0", "$0"), ("2021", None, "-5", "$-5_{"), metric=metric)
    assert chart(one) is not None


def test_without_matplotlib_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    assert chart(_TWO) is None
