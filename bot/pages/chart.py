"""A chart of a series as a picture, and the same numbers in words for who can't see it.

One hue, a neutral ground that suits dark and light clients, every value written as its article
writes it. The bars begin at nothing, so that their lengths can be compared.
"""

from __future__ import annotations

import io
import textwrap
import warnings
from datetime import date
from typing import Any, Final

from summaries.evidence.figures import Point, Series

MOST_ALT: Final = 1_024
"""Discord takes so many characters of alternative text."""

_MOST_POINTS: Final = 12  # the latest ones; more would not be legible on a phone
_WIDTH: Final = 720  # pixels: twice the 360 of a phone, for sharp letters
_ROW: Final = 64
_HEAD: Final = 22  # pixels over and under the title
_LINE: Final = 34  # pixels for each line of the title
_DPI: Final = 100
_LETTERS: Final = 36  # of a title's line
_LONGEST: Final = 72  # letters of a title
_SIZE: Final = 17.5  # points: 24 pixels, which a phone shows as 12
_GROUND: Final = "#f2f3f5"
_INK: Final = "#1e1f22"
_BAR: Final = "#2f6fb2"
_INSIDE: Final = 0.55  # a bar longer than this share of the longest holds its label


def chart(series: Series, *, language: str = "en") -> bytes | None:
    """Draw a series as a PNG, or return None where matplotlib is not installed.

    ``language`` (ISO 639-1) is that of the periods' names. The same series gives the same bytes.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        return None
    points = series.points[-_MOST_POINTS:]
    title = textwrap.wrap(textwrap.shorten(_title(series), _LONGEST, placeholder="…"), _LETTERS)
    head = _HEAD + _LINE * max(len(title), 1)
    height = head + _ROW * len(points) + 24
    figure = Figure(figsize=(_WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor=_GROUND)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.04, 24 / height, 0.92, (height - head - 24) / height))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(points), 0)
    # A dollar sign is money here, and no formula.
    plain: dict[str, Any] = {"parse_math": False, "family": "DejaVu Sans", "fontsize": _SIZE}
    figure.text(
        0.04, 1 - 14 / height, "\n".join(title), weight="bold", va="top", color=_INK, **plain
    )
    most = max((abs(float(point.value)) for point in points), default=0.0) or 1.0
    for row, point in enumerate(points):
        length = abs(float(point.value)) / most
        axes.text(0, row + 0.24, period_words(point, language), va="center", color=_INK, **plain)
        axes.barh(row + 0.67, max(length, 0.004), height=0.42, color=_BAR)
        inside = length > _INSIDE
        axes.text(
            length - 0.015 if inside else length + 0.015,
            row + 0.67,
            point.written,
            va="center_baseline",
            ha="right" if inside else "left",
            weight="bold",
            color="#ffffff" if inside else _INK,
            **plain,
        )
    picture = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter that the font lacks is drawn as a box
        figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()


def alt_text(series: Series, *, language: str = "en") -> str:
    """Say what a chart shows: the metric, and every period with its value as written."""
    points = series.points[-_MOST_POINTS:]
    values = "; ".join(f"{period_words(point, language)}: {point.written}" for point in points)
    words = f"{_title(series)}. {values}."
    return words if len(words) <= MOST_ALT else words[: MOST_ALT - 1] + "…"


def period_words(point: Point, language: str = "en") -> str:
    """Write a point's period in a language: "March 2021", "1 Jun 2021 – 7 Jun 2021"."""
    first = _day_words(point.start, language)
    return f"{first} – {_day_words(point.end, language)}" if point.end else first


def _day_words(day: str, language: str) -> str:
    from babel.core import UnknownLocaleError
    from babel.dates import format_skeleton

    parts = [int(part) for part in day.split("-")]
    if len(parts) == 1:
        return day
    skeleton = "yMMMM" if len(parts) == 2 else "yMMMd"
    when = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    try:
        return format_skeleton(skeleton, when, locale=language)
    except (UnknownLocaleError, ValueError):
        return day


def _title(series: Series) -> str:
    """Write the metric with its place, as their article does."""
    place = series.place
    if place and place.casefold() not in series.metric.casefold():
        return f"{series.metric} ({place})"
    return series.metric
