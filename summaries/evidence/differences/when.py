"""Whether two sentences may speak of the same day, month or year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from summaries.evidence.differences.reading import Corpus, Line
from summaries.evidence.model import Period
from summaries.evidence.periods import periods
from summaries.text import Span


def periods_of(corpus: Corpus, line: Line) -> list[Period]:
    """Return the periods of a sentence, read once, without the days on which it was said."""
    known = corpus.periods.get(line.place)
    if known is not None:
        return known
    article = corpus.documents[line.document].article
    span = Span(
        line.sentence.span.start, min(line.sentence.span.end, line.sentence.span.start + 2_000)
    )
    found = periods(article.text, span, article.published, language=article.language)
    lexicon = corpus.documents[line.document].lexicon
    if lexicon is not None and found:
        said, text = lexicon.pattern("numbers.said"), article.text
        found = [
            period
            for period in found
            if not said.search(text[max(span.start, period.span.start - 60) : period.span.start])
        ]
    corpus.periods[line.place] = found
    return found


def days_of(period: Period) -> tuple[date, date] | None:
    """Return the first and the last day of a period, or None where they are not known."""
    if period.start is None:
        return None
    first = _ends(period.start)
    if first is None:
        return None
    if period.open:
        return first[0], date.max
    last = _ends(period.end) if period.end else first
    return first[0], (last or first)[1]


def _ends(stamp: str) -> tuple[date, date] | None:
    """Return the first and last day of "2021", "2021-04" or "2021-04-26"."""
    try:
        year, *rest = (int(part) for part in stamp.split("-"))
        if not rest:
            return date(year, 1, 1), date(year, 12, 31)
        if len(rest) == 1:
            return date(year, rest[0], 1), date(year, rest[0], monthrange(year, rest[0])[1])
        day = date(year, rest[0], rest[1])
    except (ValueError, TypeError, OverflowError):
        return None
    return day, day


def apart(one: Period, other: Period) -> bool:
    """Tell whether two periods have no day in common, as far as that can be known."""
    a, b = days_of(one), days_of(other)
    if a is not None and b is not None:
        return a[1] < b[0] or b[1] < a[0]
    if one.weekday is not None and other.weekday is not None:
        return one.weekday != other.weekday
    return one.month is not None and other.month is not None and one.month != other.month


def all_apart(ones: Sequence[Period], others: Sequence[Period]) -> bool:
    """Tell whether two sentences both say when, and no two of their periods meet."""
    return bool(ones and others) and all(apart(a, b) for a in ones for b in others)


def one_closed(ones: Sequence[Period], others: Sequence[Period]) -> bool:
    """Tell whether both sentences name one month, quarter or year that is no day and not open."""
    for a in ones:
        for b in others:
            first, second = days_of(a), days_of(b)
            if first is not None and first == second and first[1] != date.max:
                return first[1] - first[0] > timedelta(days=6)
    return False
