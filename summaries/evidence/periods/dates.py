"""The grammar of dates that a calendar names: days, months, years, weekdays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from summaries.evidence.periods.calendar import UNKNOWN, Days, Moment
from summaries.evidence.periods.tokens import Piece
from summaries.evidence.periods.words import Words

DASHES: Final = frozenset("-–—‑/")
_END: Final = Piece.nothing()


@dataclass(frozen=True, slots=True)
class Read:
    """A date that was read: the pieces from ``start`` up to ``end``, and what it stands for.

    ``moment`` is set for a date whose year may be missing, ``days`` for what is worked out.
    ``bare`` is a year or month that needs a preposition before it; ``open`` one that goes on.
    ``back`` is what lies years or months before the period that the sentence named last ("a year
    earlier"); ``same`` the same months of the year in ``days`` ("the same period of 2020").
    """

    start: int
    end: int
    moment: Moment | None = None
    days: Days = UNKNOWN
    bare: bool = False
    open: bool = False
    back: tuple[int, int] | None = None
    same: bool = False


class Dates:
    """Reads the days, months, years and weekdays of one sentence."""

    def __init__(self, words: Words, pieces: Sequence[Piece], published: date | None) -> None:
        self.words = words
        self.pieces = pieces
        self.published = published

    def piece(self, i: int) -> Piece:
        return self.pieces[i] if 0 <= i < len(self.pieces) else _END

    def among(self, i: int, name: str) -> bool:
        """Tell whether a piece stands in one of the language's lists."""
        return self.piece(i).low in self.words.lists[name]

    def skip(self, i: int, *names: str) -> int:
        """Return the place after a piece that may stand there and says nothing."""
        return i + 1 if any(self.among(i, name) for name in names) else i

    def month_at(self, i: int) -> int | None:
        """Return the number of the month that a piece names, written as months are."""
        piece = self.piece(i)
        month = self.words.months.get(piece.low)
        case = self.words.case
        if month is None or (case == "capital" and not piece.capital):
            return None
        return None if case == "lower" and piece.capital and i else month

    def year_at(self, i: int) -> int | None:
        """Return the year that a piece is, in four figures."""
        number = self.piece(i).number
        fits = number is not None and 1800 <= number <= 2100 and not self.piece(i).ordinal
        return number if fits else None

    def year_after(self, i: int) -> tuple[int, int | None, int | None]:
        """Return where the year behind a date ends, the year, and the shift of "last year"."""
        for start in (i, i + 1 if self.piece(i).low == "," else self.skip(i, "of", "in")):
            year = self.year_at(start)
            if year is not None:
                return start + 1, year, None
            shift = self._shift(self.skip(start, "the"))
            if shift is not None:
                at, by = shift
                if (
                    self.words.units.get(self.piece(at - 1).low) == "year"
                    and self.piece(i).low != ","
                ):
                    known = self.published.year + by if self.published else None
                    return at, known, by
        return i, None, None

    def _shift(self, i: int) -> tuple[int, int] | None:
        """Return where "last year" ends and how far it lies from now, in either order."""
        noun = i if self.words.relative_after and self.piece(i).low in self.words.units else i + 1
        sign = i + 1 if noun == i else i
        if self.piece(noun).low not in self.words.units:
            return None
        for name, by in (("past", -1), ("this", 0), ("next", 1)):
            if self.among(sign, name):
                return i + 2, by
        return None

    def month(self, i: int) -> Read | None:
        month, piece = self.month_at(i), self.piece(i)
        if month is None:
            return None
        at = i + 1
        short = piece.low in self.words.short
        if short and self.piece(at).low == ".":
            at, short = at + 1, False
        day = self._day_number(at)
        if day is not None and self._is_day(i, at):
            last, end = self._last_day(at + 1, day)
            end, year, _ = self.year_after(end)
            return Read(i, end, Moment(year, month, day, last=last))
        end, year, shift = self.year_after(at)
        if year is None and shift is None:
            bare = short or piece.low in self.words.doubtful
            return None if short else Read(i, at, Moment(None, month), bare=bare)
        return Read(i, end, Moment(year, month))

    def _day_number(self, i: int) -> int | None:
        number = self.piece(i).number
        return number if number is not None and 1 <= number <= 31 else None

    def _is_day(self, month: int, at: int) -> bool:
        """Tell "on March 12 people met" from "in March 12 people died" and "in March 5%"."""
        after = self.piece(at + 1)
        if after.low in ("%", "per", "percent", "million", "billion", "thousand", "-year"):
            return False
        counts = after.kind == "word" and not self.among(at + 1, "to") and after.low != "and"
        return not (counts and self.among(month - 1, "in"))

    def _last_day(self, i: int, first: int) -> tuple[int | None, int]:
        """Return the last of several days ("5-7", "5 to 7"), and where it ends."""
        if self.piece(i).low in DASHES or self.among(i, "to") or self.among(i, "and"):
            last = self._day_number(i + 1)
            if last is not None and last > first and self.piece(i + 2).low not in ("%", "per"):
                return last, i + 2
        return None, i

    def day(self, i: int) -> Read | None:
        """Read "5 March 2021", "the 5th of March", "1 to 7 June"."""
        day = self._day_number(i)
        if day is None:
            return None
        last, at = self._last_day(i + 1, day)
        if last is None and self.piece(at).low == ".":
            at += 1
        at = self.skip(at, "of")
        month = self.month_at(at)
        if month is None:
            return None
        end, year, _ = self.year_after(at + 1)
        return Read(i, end, Moment(year, month, day, last=last))

    def weekday(self, i: int) -> Read | None:
        piece, case = self.piece(i), self.words.case
        if (case == "capital" and not piece.capital) or (case == "lower" and piece.capital and i):
            return None
        # "Monday, 5 March": the day of the month says which Monday.
        at = i + 2 if self.piece(i + 1).low == "," else self.skip(i + 1, "the")
        dated = self.day(at) if self.piece(at).kind == "number" else None
        if self.piece(at).low in self.words.months:
            dated = self.month(at)
        if dated is not None and dated.moment is not None and dated.moment.day is not None:
            return replace(dated, start=i)
        moment = Moment(weekday=self.words.weekdays[piece.low])
        if self.words.relative_after:
            for name, by in (("past", -1), ("next", 1)):
                if self.among(i + 1, name):
                    return Read(i, i + 2, replace(moment, shift=by))
        return Read(i, i + 1, moment)

    def years(self, i: int) -> Read | None:
        """Read "2020", "2019-20", "the 2021 fiscal year"."""
        year = self.year_at(i)
        if year is None:
            return None
        last, end = None, i + 1
        if self.piece(end).low in DASHES and self.piece(end + 1).number is not None:
            number = self.piece(end + 1).number or 0
            number += year // 100 * 100 if number < 100 else 0
            if year < number <= 2100:
                last, end = number, end + 2
        if self.among(end, "fiscal"):
            at = end + 1
            if self.words.units.get(self.piece(at).low) == "year":
                return Read(i, at + 1, days=(str(year), str(last)) if last else UNKNOWN)
        return Read(i, end, Moment(year, last=last), bare=True)
