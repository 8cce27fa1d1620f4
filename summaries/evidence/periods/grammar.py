"""The grammar of single dates: "5 March", and lengths of time such as "the last quarter"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from summaries.evidence.periods.calendar import (
    UNKNOWN,
    Days,
    Moment,
    ago,
    days_of,
    past_units,
    relative,
    shifted,
    spanning,
)
from summaries.evidence.periods.dates import DASHES, Dates, Read
from summaries.evidence.periods.tokens import Piece

_LONG: Final = {"quarter": 3, "half": 6}


class Grammar(Dates):
    """Reads the single dates of one sentence."""

    def single(self, i: int) -> Read | None:
        """Read the one date that begins with a piece, the longest there is."""
        piece = self.piece(i)
        if piece.kind == "word":
            return self._word(i, piece)
        if piece.kind == "number":
            return self.day(i) or self._counted(i, piece.number) or self.years(i)
        if piece.kind == "iso":
            return Read(i, i + 1, days=_iso(piece.low))
        if piece.kind == "figures":
            return Read(i, i + 1, days=(piece.low[-4:], None))
        if piece.kind == "decade":
            year = int(piece.low[:4])
            return Read(i, i + 1, days=(str(year), str(year + 9)))
        if piece.kind == "part":
            return self._part(i, i + 1, {"q": 3, "h": 6}[piece.low[0]], int(piece.low[1]))
        return None

    def _word(self, i: int, piece: Piece) -> Read | None:
        words, low = self.words, piece.low
        if low in words.months:
            return self.month(i)
        if low in words.weekdays:
            return self.weekday(i)
        if low in words.days:
            named = self.piece(i + 1).low in ("'", "’")  # "today's Mexico" is no day
            days = relative("day", words.days[low], self.published)
            return None if named else Read(i, i + 1, days=days)
        found = self._relative(i)
        if found is None and low in words.ordinals:
            found = self._ordinal(i)
        if found is None and low in words.numbers:
            found = self._counted(i, words.numbers[low])
        if found is None and low in words.units:
            found = self._unit(i)
        if found is None and self.among(i, "edge"):
            found = self._edge(i)
        if found is None and self.among(i, "same"):
            found = self._same(i)
        if found is None and self.among(i, "fiscal"):
            found = self._fiscal(i)
        return found or self._ago_before(i)

    def _relative(self, i: int) -> Read | None:
        """Read "last month", "this March", "the past 12 months", "el mes pasado"."""
        lists, units = self.words.lists, self.words.units
        low, noun = self.piece(i).low, self.piece(i + 1)
        by = -1 if low in lists["past"] else 0 if low in lists["this"] else 1
        if by == 1 and low not in lists["next"]:
            if low in lists["recent"] and noun.low in units:
                return Read(i, i + 2)
            return self._after(i)
        if self.month_at(i + 1):
            return Read(i, i + 2, Moment(None, self.month_at(i + 1), shift=by))
        if noun.low in self.words.weekdays:
            return Read(i, i + 2, Moment(weekday=self.words.weekdays[noun.low], shift=by))
        if self.among(i + 1, "fiscal") and units.get(self.piece(i + 2).low) == "year":
            return Read(i, i + 3)
        unit = units.get(noun.low)
        if unit is not None:
            return self._last_unit(i, unit, by)
        count = noun.number or self.words.numbers.get(noun.low)
        at = i + 2
        few = self.among(i + 1, "few")
        if (count or few) and self.among(at, "of"):
            at += 1
        unit = units.get(self.piece(at).low)
        if unit is None or not (count or few):
            return None
        if by == -1 and count and unit == "month":
            end, year, _ = self.year_after(at + 1)
            if year is not None and end > at + 1 and count < 12:
                return Read(i, end, Moment(year, 13 - count, months=count))
        days = past_units(count, unit, self.published) if by == -1 and count else UNKNOWN
        return Read(i, at + 1, days=days)

    def _last_unit(self, i: int, unit: str, by: int) -> Read | None:
        low = self.piece(i).low
        if unit in ("day", "hour") and (by == 0 or low not in self.words.lists["rolling"]):
            return None
        if unit in _LONG and by == -1:
            end, year, _ = self.year_after(i + 2)
            if year is not None:
                return Read(i, end, Moment(year, 13 - _LONG[unit], months=_LONG[unit]))
        if unit == "season":
            known = by == 0 and self.published is not None
            return Read(i, i + 2, days=relative("year", 0, self.published) if known else UNKNOWN)
        if low in self.words.lists["previous"] and unit in ("month", "year"):
            back = (1, 0) if unit == "year" else (0, 1)
            return Read(i, i + 2, days=relative(unit, -1, self.published), back=back)
        if by == -1 and low in self.words.lists["rolling"]:
            return Read(i, i + 2, days=past_units(1, unit, self.published))
        return Read(i, i + 2, days=relative(unit, by, self.published))

    def _after(self, i: int) -> Read | None:
        """Read "mes pasado", whose relative word stands behind the noun."""
        unit = self.words.units.get(self.piece(i).low)
        if unit is None or not self.words.relative_after or unit in ("day", "hour"):
            return None
        for name, by in (("past", -1), ("next", 1)):
            if self.among(i + 1, name):
                back = (unit == "year", unit == "month") if self.among(i + 1, "previous") else None
                days = relative(unit, by, self.published)
                return Read(i, i + 2, days=days, back=back if back and any(back) else None)
        return None

    def _ordinal(self, i: int) -> Read | None:
        """Read "first quarter of 2021", "first six months of the year", "first week of June"."""
        number = self.words.ordinals[self.piece(i).low]
        at = i + 2 if self.piece(i + 1).low == "-" else i + 1
        unit = self.words.units.get(self.piece(at).low)
        if unit in _LONG and number * _LONG[unit] <= 12:
            within = self._within(at + 1)
            if within is not None:
                return replace(within, start=i)
            return self._part(i, at + 1, _LONG[unit], number)
        count = self.piece(at).number or self.words.numbers.get(self.piece(at).low)
        if count and number == 1 and self.words.units.get(self.piece(at + 1).low) == "month":
            return self._part(i, at + 2, count, 1, needs_year=True) if count < 12 else None
        if unit in ("week", "day", "weekend"):
            within = self._within(at + 1)
            return within and replace(within, start=i)
        return None

    def _within(self, i: int) -> Read | None:
        """Read the month in "the first week of June"."""
        at = self.skip(i, "of", "in")
        return self.month(at) if at > i and self.month_at(at) else None

    def _part(
        self, start: int, at: int, months: int, number: int, *, needs_year: bool = False
    ) -> Read | None:
        """Read the year behind a quarter or half; "of the year" is this one."""
        if number * months > 12:
            return None
        moment = Moment(None, (number - 1) * months + 1, months=months)
        end, year, shift = self.year_after(at)
        if year is not None or shift is not None:
            return Read(start, end, replace(moment, year=year))
        this = self.skip(self.skip(at, "of", "in"), "the")
        if this > at + 1 and self.words.units.get(self.piece(this).low) == "year":
            return Read(start, this + 1, replace(moment, shift=0))
        return None if needs_year else Read(start, at, moment)

    def _counted(self, i: int, count: int | None) -> Read | None:
        """Read "three days ago", "a year earlier", "the 12 months to March"."""
        if self.among(i + 1, "past") and count:  # "les 12 derniers mois"
            unit = self.words.units.get(self.piece(i + 2).low)
            return Read(i, i + 3, days=past_units(count, unit, self.published)) if unit else None
        unit = self.words.units.get(self.piece(i + 1).low)
        if unit is None or not count:
            return None
        if self.among(i + 2, "ago"):
            return Read(i, i + 3, days=ago(count, unit, self.published))
        if self.among(i + 2, "earlier") and unit in ("year", "month"):
            back = (count, 0) if unit == "year" else (0, count)
            return Read(i, i + 3, days=ago(count, unit, self.published), back=back)
        if unit == "month" and count <= 60:
            return self._up_to(i, i + 2, count)
        return None

    def _up_to(self, start: int, at: int, months: int) -> Read | None:
        """Read "to March" behind "the 12 months": as many months that end with it."""
        if not self.among(at, "ended"):
            return None
        ends = self.skip(self.skip(at + 1, "of", "in"), "the")
        if self.among(ends, "edge"):
            ends = self.skip(self.skip(ends + 1, "of", "in"), "the")
        last = self.day(ends) or (self.month(ends) if self.month_at(ends) else None)
        if last is None or last.moment is None or last.moment.month is None:
            return None
        days = days_of(last.moment, self.published)
        month = (days[0][:7], None) if days[0] else UNKNOWN
        return Read(start, last.end, days=spanning(shifted(month, months=months - 1), month))

    def _unit(self, i: int) -> Read | None:
        """Read "year to March", "spring of 2020"."""
        unit = self.words.units[self.piece(i).low]
        if unit == "year":
            return self._up_to(i, i + 1, 12)
        if unit != "season":
            return None
        end, year, _ = self.year_after(i + 1)
        if year is None or end == i + 1:
            return None
        years = self.years(end - 1)
        if years is not None and years.moment is not None and years.moment.last:
            return Read(i, years.end, days=(str(year), str(years.moment.last)))
        # No month is named, and winter belongs to two years.
        return Read(i, end, days=(str(year), None))

    def _edge(self, i: int) -> Read | None:
        """Read "early March", "mid-2020", "the end of last year": at the grain of what follows."""
        at = i + 1 if self.piece(i + 1).low in DASHES else self.skip(i + 1, "of", "in")
        at = self.skip(at, "the")
        if self.among(at, "edge") or self.among(at, "same"):
            return None
        found = self.single(at)
        if found is None and self.words.units.get(self.piece(at).low) in ("year", "month", "week"):
            # "The end of the year"
            unit = self.words.units[self.piece(at).low]
            return Read(i, at + 1, days=relative(unit, 0, self.published)) if at > i + 2 else None
        return replace(found, start=i, bare=False) if found and not found.back else None

    def _same(self, i: int) -> Read | None:
        """Read "the same period last year", "same month of 2020", "same month a year earlier"."""
        if not self.among(i + 1, "span"):
            return None
        at = self.skip(self.skip(i + 2, "of", "in"), "the")
        found = None if self.among(at, "same") else self.single(at)
        if found is None:
            return None
        year = found.days[0] or (found.moment and found.moment.month is None and found.moment.year)
        if found.back:
            return replace(found, start=i)
        if year and len(str(year)) == 4:
            return Read(i, found.end, days=(str(year), None), same=True)
        return None

    def _fiscal(self, i: int) -> Read | None:
        """Read "fiscal year 2021", which begins in another month in every country."""
        at = i + 1
        is_year = self.words.units.get(self.piece(at).low) == "year"
        at = at + 1 if is_year else at
        years = self.years(at) if self.piece(at).kind == "number" else None
        if years is None or years.moment is None:
            return Read(i, at) if is_year else None
        last = years.moment.last
        days = (str(years.moment.year), str(last)) if last else UNKNOWN
        return Read(i, years.end, days=days)

    def _ago_before(self, i: int) -> Read | None:
        """Read "hace tres años", "vor zwei Wochen"."""
        if not self.among(i, "ago_before"):
            return None
        piece = self.piece(i + 1)
        count = piece.number or self.words.numbers.get(piece.low)
        unit = self.words.units.get(self.piece(i + 2).low)
        if not count or unit is None:
            return None
        return Read(i, i + 3, days=ago(count, unit, self.published))


def _iso(words: str) -> Days:
    parts = [int(part) for part in words.split("-")]
    try:
        date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    except ValueError:
        return UNKNOWN
    return words, None
