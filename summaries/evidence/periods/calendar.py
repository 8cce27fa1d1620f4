"""A date as a sentence states it, and the days that it stands for.

What a sentence leaves out is taken from the day the article was published; where that is not
known it stays unknown. Nothing is guessed: a season without a year, a fiscal year (which begins
in another month in every country) and "in recent months" stand for no days.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

Days = tuple[str | None, str | None]
"""The first and last of the days, as ISO 8601 at the grain that is known; the last is None where
it equals the first."""

UNKNOWN: Final[Days] = (None, None)

_NEAR: Final = timedelta(days=45)  # "the summit on 15 June" is to come if it is so near


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as it is written: only what is stated is set.

    ``months`` is the number of months from ``month`` on (3 for a quarter). ``last`` is the last
    of several days, weekdays or years. ``shift`` is -1 for "last", 0 for "this", 1 for "next".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    months: int = 1
    last: int | None = None
    shift: int | None = None


def days_of(moment: Moment, published: date | None, *, to_come: bool = False) -> Days:
    """Return the days that a date stands for.

    A month or weekday without a year is the latest not after the article's day, or, with
    ``to_come``, the earliest not before it.
    """
    if moment.weekday is not None and moment.month is None:
        return _weekday(moment, published, to_come=to_come)
    if moment.month is None:
        return (str(moment.year), str(moment.last) if moment.last else None)
    if moment.year is None:
        if published is None:
            return UNKNOWN
        moment = replace(moment, year=_year(moment, published, to_come=to_come))
    return _stated(moment)


def _stated(moment: Moment) -> Days:
    """Return the days of a date whose year and month are known."""
    year, month = moment.year or 0, moment.month or 0
    if moment.day is None:
        return month_of(year, month), _later(year, month, moment.months - 1)
    most = monthrange(year, month)[1]
    if moment.day > most or (moment.last or 0) > most:
        return UNKNOWN
    first = f"{year:04}-{month:02}-{moment.day:02}"
    return first, f"{year:04}-{month:02}-{moment.last:02}" if moment.last else None


def _later(year: int, month: int, more: int) -> str | None:
    return month_of(*_added(year, month, more)) if more else None


def _added(year: int, month: int, more: int) -> tuple[int, int]:
    count = year * 12 + month - 1 + more
    return count // 12, count % 12 + 1


def month_of(year: int, month: int) -> str:
    """Return a month as ISO 8601 writes it."""
    return f"{year:04}-{month:02}"


def _year(moment: Moment, published: date, *, to_come: bool) -> int:
    """Return the year of a month or day that is stated without one."""
    month, year = moment.month or 1, published.year
    if moment.day is None:
        if moment.shift == 0:
            return year
        now = published.month
        if to_come or moment.shift == 1:
            return year + (month < now or (moment.shift == 1 and month == now))
        # "Last March", said in March, is not this one; a quarter counts once it is over.
        return year - (month + moment.months - 1 > now or (moment.shift == -1 and month == now))
    here = _date(year, month, moment.day)
    if to_come:
        return year + (here is not None and here < published)
    if here is None or here <= published or here - published <= _NEAR:
        after = _date(year + 1, month, moment.day)
        return year + (after is not None and after - published <= _NEAR)
    return year - 1


def _date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _weekday(moment: Moment, published: date | None, *, to_come: bool) -> Days:
    if published is None or moment.weekday is None:
        return UNKNOWN
    back = (published.weekday() - moment.weekday) % 7
    if moment.shift == -1:
        back = back or 7
    if to_come or moment.shift == 1:
        ahead = (moment.weekday - published.weekday()) % 7
        back = -(ahead or (7 if moment.shift == 1 else 0))
    first = published - timedelta(days=back)
    if moment.last is None:
        return first.isoformat(), None
    end = first + timedelta(days=(moment.last - moment.weekday) % 7)
    return first.isoformat(), end.isoformat()


def relative(unit: str, shift: int, published: date | None) -> Days:
    """Return the days of "last month" (shift -1), "this week" (0), "next year" (1)."""
    if published is None:
        return UNKNOWN
    if unit == "year":
        return str(published.year + shift), None
    if unit in ("month", "quarter", "half"):
        length = {"month": 1, "quarter": 3, "half": 6}[unit]
        begin = (published.month - 1) // length * length + 1
        year, month = _added(published.year, begin, shift * length)
        return month_of(year, month), _later(year, month, length - 1)
    if unit in ("week", "weekend"):
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
        first = monday + timedelta(days=5 if unit == "weekend" else 0)
        return first.isoformat(), (monday + timedelta(days=6)).isoformat()
    if unit == "day":
        return (published + timedelta(days=shift)).isoformat(), None
    return UNKNOWN


def past_units(count: int, unit: str, published: date | None) -> Days:
    """Return the days of "the past 12 months": from then to the article's day."""
    if published is None or count > 1_000:
        return UNKNOWN
    if unit in ("hour", "day", "week"):
        days = {"hour": -(-count // 24), "day": count, "week": 7 * count}[unit]
        return (published - timedelta(days=days)).isoformat(), published.isoformat()
    if unit in ("month", "quarter"):
        back = count * (3 if unit == "quarter" else 1)
        return (
            month_of(*_added(published.year, published.month, -back)),
            month_of(published.year, published.month),
        )
    years = {"year": 1, "decade": 10}.get(unit, 0) * count
    if not 0 < years < published.year:
        return UNKNOWN
    return str(published.year - years), str(published.year)


def ago(count: int, unit: str, published: date | None) -> Days:
    """Return the day, week, month or year that lies so many units back."""
    if published is None or count > 1_000:
        return UNKNOWN
    if unit == "decade":
        count, unit = 10 * count, "year"
    if unit == "year" and count >= published.year:
        return UNKNOWN
    return relative(unit, -count, published)


def shifted(days: Days, years: int = 0, months: int = 0) -> Days:
    """Return the same days some years or months earlier, at their own grain."""
    first, last = (_shifted(day, years, months) if day else None for day in days)
    return (first, last) if first else UNKNOWN


def _shifted(day: str, years: int, months: int) -> str | None:
    parts = [int(part) for part in day.split("-")]
    if parts[0] - years < 1:
        return None
    if len(parts) == 1:
        return None if months else f"{parts[0] - years:04}"
    year, month = _added(parts[0] - years, parts[1], -months)
    if len(parts) == 2:
        return month_of(year, month)
    return f"{year:04}-{month:02}-{min(parts[2], monthrange(year, month)[1]):02}"


def spanning(first: Days, last: Days) -> Days:
    """Return the days from the first of one period to the last of another."""
    start, end = first[0], last[1] or last[0]
    if start is None or end is None or end < start[: len(end)]:
        return UNKNOWN
    return start, end if end != start else None
