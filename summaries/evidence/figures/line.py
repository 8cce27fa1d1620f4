"""A sentence as figures are read from it: its words with their roles, its amounts and clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from summaries.evidence.figures.words import Words, bits
from summaries.evidence.model import Amount, AmountKind
from summaries.text import Span

_TOKEN: Final = re.compile(
    r"((?:[^\W\d_]\.){2,}(?:-[^\W_]+)?|[^\W_]+(?:[’'.\-‑,][^\W_]+)*|[^\w\s])"
)
PUNCTUATION: Final = frozenset(',;:—–()[]“”"«».!?…')

_UP: Final = bits("up.strong", "up.weak", "up.nouns")
_DOWN: Final = bits("down.strong", "down.weak", "down.nouns")
MOVES: Final = _UP | _DOWN
CUES: Final = MOVES | bits("level.words", "phrases.records_high")
"""A sentence without one of these, and without an amount, has no figure."""

_STOP: Final = bits("grammar.stops")
_JOIN: Final = bits("grammar.joins", "grammar.determiners")
_VERBS: Final = bits(
    "grammar.auxiliaries", "grammar.modals", "counting.movement", "counting.records", "phrases.said"
)
_BREAK: Final = bits("grammar.breaks")
_PLURAL: Final = bits("grammar.plurals")
_NOT_PLURAL: Final = bits("grammar.not_plurals")
_LEADING: Final = bits("grammar.determiners", "grammar.openers", "grammar.adverbs")
_AROUND_VERB: Final = bits(
    "grammar.auxiliaries", "grammar.adverbs", "grammar.begun", "grammar.modals"
)
_METRIC: Final = bits("counting.metrics")
_SAID: Final = bits("phrases.said")
_NEGATED: Final = bits("grammar.auxiliaries", "grammar.not_words")
_ADJECTIVES: Final = frozenset(
    {
        "monthly",
        "weekly",
        "daily",
        "yearly",
        "early",
        "quarterly",
        "family",
        "supply",
        "elderly",
        "italy",
    }
)
_LONGEST: Final = 12  # words of a metric
Range = tuple[int, int]
"""A run of tokens, by number: the first, and the one after the last."""


def _is_adverb(low: str) -> bool:
    return low.endswith("ly") and len(low) > 4 and low not in _ADJECTIVES


class Line:
    """One sentence in tokens. ``amount_of[i]`` is the number of the amount over token i, or -1."""

    def __init__(self, words: Words, text: str, span: Span, amounts: Sequence[Amount]) -> None:
        self.words = words
        self.text = text
        self.span = span
        self.amounts = amounts
        pieces = _TOKEN.split(text[span.start : span.end])  # a gap, a token, a gap …, a gap
        places = list(accumulate(map(len, pieces), initial=span.start))
        self.starts, self.ends = places[1:-1:2], places[2::2]
        self.lows = [token.lower().replace("’", "'") for token in pieces[1::2]]
        self.roles = list(map(words.roles.__getitem__, self.lows))
        for i, low in enumerate(self.lows):
            if low.endswith("n't"):
                self.roles[i] |= _NEGATED
        self.amount_of = [-1] * len(self.lows)
        self.ranges: list[Range] = []
        for number, amount in enumerate(amounts):
            first = bisect_left(self.ends, amount.span.start + 1)
            last = bisect_left(self.starts, amount.span.end)
            self.ranges.append((first, last))
            self.amount_of[first:last] = [number] * (last - first)

    def __len__(self) -> int:
        return len(self.lows)

    def low(self, i: int) -> str:
        return self.lows[i] if 0 <= i < len(self.lows) else ""

    def role(self, i: int) -> int:
        return self.roles[i] if 0 <= i < len(self.roles) else 0

    def has_value(self, i: int) -> bool:
        """Tell whether a token is part of an amount that is no length of time."""
        number = self.amount_of[i] if 0 <= i < len(self.amount_of) else -1
        return number >= 0 and self.amounts[number].kind is not AmountKind.DURATION

    def token_at(self, offset: int) -> int:
        """Return the number of the first token that ends behind ``offset``."""
        return bisect_left(self.ends, offset + 1)

    def span_of(self, run: Range) -> Span:
        return Span(self.starts[run[0]], self.ends[run[1] - 1])

    def is_sign(self, i: int) -> bool:
        return self.low(i) in PUNCTUATION

    def clause_before(self, i: int) -> int:
        """Return the first token of the clause that token ``i`` stands in."""
        while i > 0 and not self.is_sign(i - 1) and not self.roles[i - 1] & _BREAK:
            i -= 1
        return i

    def clause_after(self, i: int) -> int:
        """Return the end of the clause that token ``i`` stands in."""
        while i < len(self.lows) and not self.is_sign(i) and not self.roles[i] & _BREAK:
            i += 1
        return i

    def clause(self, i: int) -> Range:
        return self.clause_before(i), max(self.clause_after(i), i + 1)

    def any_role(self, run: Range, wanted: int) -> int | None:
        """Return the first token of a run that has one of the roles, or None."""
        return next((i for i in range(*run) if self.roles[i] & wanted), None)

    # Noun phrases

    def is_plural(self, i: int) -> bool:
        low, role = self.lows[i], self.roles[i]
        if role & _PLURAL:
            return True
        return (
            low.endswith("s")
            and len(low) > 3
            and not low.endswith(("ss", "'s", "us"))
            and not role & _NOT_PLURAL
        )

    def nouns_after(self, i: int) -> Range | None:
        """Return the noun phrase that begins with token ``i``: up to its first plural noun."""
        end = i
        while end < len(self) and end < i + 7 and self._may_be_noun(end):
            end += 1
            if self.is_plural(end - 1):
                while end < len(self) and self._goes_on(end):
                    end += 1
                return i, end
        while end > i and self.lows[end - 1].endswith(("ed", "ing", "ly")):
            end -= 1
        return (i, end) if end > i else None

    def _goes_on(self, i: int) -> bool:
        """Tell "police officers" and "homeless children" from "people killed"."""
        low = self.lows[i]
        adjective = self.roles[i - 1] & _PLURAL and self.roles[i] & _PLURAL
        return self.is_plural(i) and (low.endswith("s") or bool(adjective)) and low[-2:] != "ed"

    def _may_be_noun(self, i: int) -> bool:
        low, role = self.lows[i], self.roles[i]
        if low in PUNCTUATION or self.amount_of[i] >= 0 or low == "%":
            return False
        return bool(role & _PLURAL) or not role & _STOP

    def extended(self, run: Range, closed: frozenset[int]) -> Range:
        """Return a noun phrase with what is tied to it: "crossings along the border".

        ``closed`` are tokens that do not belong to it (periods).
        """
        end = run[1]
        first = self.role(end)
        if not (first & bits("grammar.joins") or self.low(end).endswith("ing")):
            return run
        while end < len(self) and end < run[0] + _LONGEST:
            role = self.roles[end]
            if self.is_sign(end) or self.amount_of[end] >= 0 or end in closed or role & _BREAK:
                break
            if role & (MOVES | _VERBS) and not role & _JOIN and not role & _METRIC:
                break
            if role & _STOP and not role & _JOIN:
                break
            end += 1
        while end > run[1] and self.roles[end - 1] & (_JOIN | bits("grammar.stops")):
            end -= 1
        return run[0], end

    def nouns_before(self, end: int, closed: frozenset[int] = frozenset()) -> Range | None:
        """Return the noun phrase that ends before token ``end``, without its article."""
        start = end
        while start > max(end - 5, 0) and self._may_be_noun(start - 1) and start - 1 not in closed:
            start -= 1
        return self.trimmed(start, end)

    def subject_before(self, i: int) -> Range | None:
        """Return the noun phrase before a verb, without its article and auxiliaries."""
        end = i
        while end > 0 and self._around_verb(end - 1):
            end -= 1
        if end > 0 and self.lows[end - 1] == ",":
            # "The camp, built for 3,000, holds …": the subject stands before the first comma.
            opening = next((k for k in range(end - 2, -1, -1) if self.lows[k] == ","), None)
            if opening is None:
                return None
            end = opening
        start = end
        while start > 0 and not self._ends_subject(start - 1):
            start -= 1
        return self.trimmed(start, end)

    def _around_verb(self, i: int) -> bool:
        low, role = self.lows[i], self.roles[i]
        return bool(role & _AROUND_VERB) or _is_adverb(low)

    def _ends_subject(self, i: int) -> bool:
        role = self.roles[i]
        if role & _SAID and not self.role(i - 1) & _JOIN:  # but "the reported cases"
            return True
        return self.is_sign(i) or bool(role & _BREAK) or self.amount_of[i] >= 0

    def trimmed(self, start: int, end: int) -> Range | None:
        """Return a noun phrase without its article, adverbs and "the number of"."""
        start = max(start, end - 2 * _LONGEST)
        while start < end and (self.roles[start] & _LEADING or _is_adverb(self.lows[start])):
            start += 1
        if self.low(start) in ("number", "numbers", "total") and self.low(start + 1) == "of":
            start += 2
            while start < end and self.roles[start] & _LEADING:
                start += 1
        end = min(end, start + _LONGEST)
        return (start, end) if start < end else None

    def head(self, run: Range) -> int:
        """Return the last noun of a phrase before its first preposition."""
        for i in range(run[0] + 1, run[1]):
            if self.roles[i] & bits("grammar.joins") or (
                self.lows[i].endswith("ing") and self.is_plural(i - 1)
            ):
                return i - 1
        return run[1] - 1

    def direction(self, i: int) -> int:
        """Return 1 for a word of rising, -1 for one of falling, 0 for another."""
        role = self.role(i)
        return 1 if role & _UP else -1 if role & _DOWN else 0
