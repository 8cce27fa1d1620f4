"""The periods of a sentence: single dates, and those that run from one to another or go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from summaries.evidence.model import Period
from summaries.evidence.periods.calendar import (
    UNKNOWN,
    Days,
    days_of,
    shifted,
    spanning,
)
from summaries.evidence.periods.dates import DASHES, Read
from summaries.evidence.periods.grammar import Grammar
from summaries.evidence.periods.tokens import has_cue, pieces
from summaries.evidence.periods.words import Words, words_of
from summaries.text import Span

_FARTHEST: Final = 7  # words between "since" and its date: "since taking office in January"
_CLAUSE: Final = 14  # pieces that are searched for a verb
_STOPS: Final = frozenset(',;:—–()“”"')


def periods(text: str, span: Span, published: date | None, *, language: str = "en") -> list[Period]:
    """Return the periods of one sentence, in order, none overlapping.

    ``span`` is the sentence within ``text``; ``published`` the article's day, or None where it is
    not known. ``language`` is an ISO 639-1 code; a language without a word list has no periods.
    """
    words = words_of(language)
    if words is None or not has_cue(words, text, span):
        return []
    return _Sentence(words, text, span, published).periods()


class _Sentence:
    """One sentence in pieces, read from left to right."""

    def __init__(self, words: Words, text: str, span: Span, published: date | None) -> None:
        self._words = words
        self._published = published
        self._grammar = Grammar(words, pieces(text, span), published)
        self._text = text
        self._anchor: Days = UNKNOWN

    def periods(self) -> list[Period]:
        found: list[Period] = []
        count, i = len(self._grammar.pieces), 0
        since_until = 0  # no "since" before this piece has a date: each is asked for once
        starters = self._words.starters
        while i < count:
            piece = self._grammar.pieces[i]
            if piece.kind == "sign" or (piece.kind == "word" and piece.low not in starters):
                i += 1
                continue
            read = None
            if i >= since_until and self._grammar.among(i, "since"):
                read, since_until = self._since(i)
            read = read or self._so_far(i) or self._pair(i) or self._one(i) or self._tenure(i)
            if read is None:
                i += 1
                continue
            found.append(self._period(read))
            i = read.end
        return found

    def _one(self, i: int) -> Read | None:
        """Read one date where it may stand: a bare year needs a preposition before it."""
        read = self._grammar.single(i)
        if read is None or (read.bare and not self._introduced(read)):
            return None
        return self._settled(read)

    def _introduced(self, read: Read) -> bool:
        grammar = self._grammar
        before, after = grammar.piece(read.start - 1), grammar.piece(read.end)
        # "The 2020 election", "(2019)"; but "2020 people" is a number.
        year = read.moment is not None and read.moment.month is None
        if year and (before.low == "(" or grammar.among(read.start - 1, "the")):
            return True
        return grammar.among(read.start - 1, "around") and after.low not in DASHES | {"%", "per"}

    def _pair(self, i: int) -> Read | None:
        """Read "between October and April", "from 2015 to 2019", "March–May"."""
        grammar = self._grammar
        between = grammar.among(i, "between")
        opened = between or grammar.among(i, "from")
        at = grammar.skip(i + 1, "the") if opened else i
        first = grammar.single(at)
        if first is None or first.open or first.back or (first.bare and not opened):
            return None
        if opened and not between and first.moment is not None and first.moment.last:
            return self._settled(replace(first, start=i))  # "from 1 to 7 June"
        joined = first.end
        names: tuple[str, ...] = ("and",) if between else ("to",)
        if first.moment is not None and first.moment.weekday is not None:
            names = ("and", "to")  # "on Monday and Tuesday"
        dash = not between and grammar.piece(joined).low in DASHES
        if not dash and not any(grammar.among(joined, name) for name in names):
            return None
        last = grammar.single(grammar.skip(joined + 1, "the"))
        if last is None or last.back or not _alike(first, last):
            return None
        return self._joined(replace(first, start=i), last)

    def _joined(self, first: Read, last: Read) -> Read:
        one, other = first.moment, last.moment
        to_come = self._to_come(first.start, last.end)
        ends = self._days(last, to_come=to_come)
        if one is None or other is None:
            return Read(first.start, last.end, days=spanning(self._days(first), ends))
        if one.weekday is not None and other.weekday is not None and one.month is None:
            start = replace(one, last=other.weekday)
            return Read(
                first.start, last.end, days=days_of(start, self._published, to_come=to_come)
            )
        if one.month and one.year is None and ends[0]:
            year = int(ends[0][:4])
            later = (one.month, one.day or 0) > (other.month or 12, other.day or 99)
            one = replace(one, year=year - later)
        elif one.year and other.year is None and other.month and one.month:
            earlier = (other.month, other.day or 99) < (one.month, one.day or 0)
            ends = days_of(replace(other, year=one.year + earlier), self._published)
        starts = days_of(one, self._published) if one.year else UNKNOWN
        return Read(first.start, last.end, days=spanning(starts, ends))

    def _since(self, i: int) -> tuple[Read | None, int]:
        """Read "since April", "since taking office in January"; and how far it was looked."""
        grammar = self._grammar
        for at in range(i + 1, min(i + 2 + _FARTHEST, len(grammar.pieces))):
            piece = grammar.piece(at)
            if piece.kind == "sign" and piece.low not in ("'", "’", ".", "-"):
                return None, at
            if at > i + 1 and grammar.among(at, "since"):
                return None, at
            read = grammar.single(at)
            if read is None or (read.bare and at > i + 1 and not self._introduced(read)):
                continue
            days = self._days(read)
            moment = read.moment if days == UNKNOWN else None
            return Read(i, read.end, moment, (days[0], None), open=True), read.end
        return None, i + 1

    def _so_far(self, i: int) -> Read | None:
        """Read "so far this year", "so far in 2021"."""
        grammar = self._grammar
        for phrase in grammar.words.lists["so_far"]:
            words = phrase.split()
            if all(grammar.piece(i + k).low == word for k, word in enumerate(words)):
                at = i + len(words)
                read = grammar.single(grammar.skip(at, "of", "in"))
                if read is not None:
                    return Read(i, read.end, days=(self._days(read)[0], None), open=True)
        return None

    def _tenure(self, i: int) -> Read | None:
        """Read "under her presidency", "under Diaz's tenure": its days are not known here."""
        grammar = self._grammar
        if not grammar.among(i, "unsaid"):
            return None
        for at in range(i + 2, i + 6):
            if grammar.among(at, "tenure"):
                owned = any(grammar.piece(k).low in _OWNERS for k in range(i + 1, at))
                return Read(i, at + 1) if owned else None
        return None

    def _settled(self, read: Read) -> Read:
        """Work out what depends on the rest of the sentence."""
        if read.back is not None:
            anchor = shifted(self._anchor, *read.back) if self._anchor[0] else UNKNOWN
            return replace(read, days=anchor if anchor[0] else read.days)
        if read.same:
            named, year = self._anchor[0], read.days[0]
            if named is None or year is None:
                return replace(read, days=UNKNOWN)
            return replace(read, days=shifted(self._anchor, int(named[:4]) - int(year)))
        return replace(read, days=self._days(read, to_come=self._to_come(read.start, read.end)))

    def _days(self, read: Read, *, to_come: bool = False) -> Days:
        if read.moment is None:
            return read.days
        return days_of(read.moment, self._published, to_come=to_come)

    def _to_come(self, start: int, end: int) -> bool:
        """Tell whether the clause around a date speaks of what is still to come."""
        for i in range(start - 1, max(start - _CLAUSE, -1), -1):
            verb = self._tense(i)
            if verb is not None:
                return verb
            if self._grammar.piece(i).low in _STOPS:
                break
        at_the_head = (
            all(
                self._grammar.piece(i).kind != "word"
                or self._grammar.among(i, "around")
                or self._grammar.among(i, "the")
                for i in range(max(start - 3, 0), start)
            )
            and start < 4
        )
        if at_the_head:
            for i in range(end, min(end + _CLAUSE, len(self._grammar.pieces))):
                verb = self._tense(i)
                if verb is not None:
                    return verb
        return False

    def _tense(self, i: int) -> bool | None:
        """Tell whether a piece is a verb of the future (True), of the past (False) or neither."""
        words, low = self._words, self._grammar.piece(i).low
        future = words.future
        if low in future["words"]:
            return True
        if low in future["before_to"]:
            return True if self._grammar.piece(i + 1).low in ("to", "for") else None
        if words.future_endings and low.endswith(words.future_endings) and len(low) > 4:
            return True
        ends = bool(words.past_endings) and low.endswith(words.past_endings) and len(low) > 3
        if low in future["past"] or ends:
            helped = self._grammar.piece(i - 1).low in future["passive"]
            return None if helped or self._before_to(i) else False
        return None

    def _before_to(self, i: int) -> bool:
        return self._grammar.piece(i - 1).low == "to"

    def _period(self, read: Read) -> Period:
        grammar = self._grammar
        first, last = grammar.piece(read.start).span, grammar.piece(read.end - 1).span
        start, end = read.days
        if start is not None:
            self._anchor = (start, end)
        moment = read.moment if start is None else None
        single = moment is not None and moment.months == 1 and moment.last is None
        return Period(
            span=Span(first.start, last.end),
            start=start,
            end=end if end != start else None,
            open=read.open,
            month=moment.month if moment and single and moment.day is None else None,
            weekday=moment.weekday if moment and single else None,
        )


_OWNERS: Final = frozenset({"'", "’", "his", "her", "their", "its"})


def _alike(first: Read, last: Read) -> bool:
    """Tell whether two dates can be the ends of one period: both days, both months, both years."""
    one, other = first.moment, last.moment
    if one is None or other is None:
        return one is None and other is None and len(first.days[0] or "") == len(last.days[0] or "")
    return (one.month is None, one.weekday is None, one.day is None) == (
        other.month is None, other.weekday is None, other.day is None
    )  # fmt: skip
