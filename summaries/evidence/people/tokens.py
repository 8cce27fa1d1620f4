"""The words and signs of one sentence, with what each may do there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import accumulate, chain
from operator import add, or_
from typing import Any, Final

from summaries.evidence.hints import hinter
from summaries.evidence.people.words import (
    ADV,
    AUX,
    CONJ,
    MARK,
    OWNS,
    PRONOUN,
    Lexicon,
)
from summaries.text import Span, folded_words
from summaries.text.runs import Runs

# Abbreviated titles and initials keep their full stop; "'s" and its like stand apart.
_TOKEN: Final = re.compile(
    r"""(
      [^\W\d_]{2,}+(?![\w.’'&‑-])  # nearly every word
    | (?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?
    | (?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Prof|Rev|Hon|Maj|Adm|Cmdr|St|Jr|Sr|Sra|Srta
        |Dra|Lic|Ing|Mgr|Mme|Supt|Det|Insp|Messrs|Smt|No|Cpl|Reps|Sens|Gov)\.
    | [^\W\d_](?=\.)(?<=[A-ZÀ-Þ])(?<!\w\w)\.
    | [’'](?:s|re|ve|ll|d|m|t)(?!\w)
    | [^\W_]+(?:(?:[-&.‑]|[’'](?!(?:s|re|ve|ll|d|m|t)(?!\w)))[^\W_]+)*
    | \S
    )""",
    re.VERBOSE,
)


@dataclass(slots=True)
class Tokens:
    """A sentence's tokens, side by side: where they begin and end, how they read, what they do."""

    text: str
    starts: list[int]
    ends: list[int]
    lower: list[str]
    flags: list[int]
    seen: int
    """All flags as the tokens had them by themselves, with the hints of evidence/hints.py."""

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, last: int) -> Span:
        """Return the place of the tokens ``[first, last)``."""
        return Span(self.starts[first], self.ends[last - 1])

    def words(self, first: int, last: int) -> str:
        """Return the words of the tokens ``[first, last)`` as they are written."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def tokens_of(text: str, span: Span, lexicon: Lexicon) -> Tokens:
    """Take a sentence of ``text`` apart."""
    start, written = span.start, text[span.start : span.end]
    known = _apart(lexicon)
    try:
        read = list(chain.from_iterable(map(known.__getitem__, written.split(" "))))
    except TypeError:
        # A run that begins with a blank is None: there are two in a row. It is rare.
        bare = written.lstrip()
        start += len(written) - len(bare)
        read = list(known.read(bare) or ())
    starts = list(accumulate(read[::_FACTS], initial=start))
    starts.pop()
    ends = list(map(add, starts, read[1::_FACTS]))
    lower, flags = read[2::_FACTS], read[3::_FACTS]
    seen = reduce(or_, flags, 0)
    if seen & MARK:
        for at, flag in enumerate(flags):
            if flag & MARK:
                flags[at] = _mark(flag, text, (starts[at], ends[at]), flags[at - 1] if at else 0)
    return Tokens(text, starts, ends, lower, flags, seen)


_FACTS: Final = 4
"""Of each token of a run: its length with the blanks behind it, and without; how it reads; what it
does. In one tuple, for these are many: one look-up and one object for nearly every word."""


@lru_cache(maxsize=32)
def _apart(lexicon: Lexicon) -> Runs[Any]:
    """Return what the runs of a language are made of: all that needs no sentence."""
    hints = hinter(lexicon.language)

    def read(run: str) -> tuple[Any, ...] | None:
        gap, *pieces = _TOKEN.split(run)
        if gap or not pieces:
            return None
        pieces[-1] += " "  # between this run and the next
        facts: list[Any] = []
        for token, blanks in zip(pieces[::2], pieces[1::2], strict=True):
            low = token.lower()
            facts += [len(token) + len(blanks), len(token), low, lexicon.flags(token)]
        facts[_FACTS - 1] |= hints(run)
        return tuple(facts)

    return Runs(read)


def _mark(flag: int, text: str, span: tuple[int, int], before: int) -> int:
    """Return what a mark does: it quotes, or it stands for letters that are left out."""
    start, end = span
    if end - start > 1:
        if text[start + 1] != "s":
            return ADV if text[start + 1] == "t" else AUX
        # "Ruiz's" owns, "she's" is
        return AUX if before & (PRONOUN | CONJ) else OWNS
    return OWNS if _owner_mark(text, start, end) else flag


def _owner_mark(text: str, start: int, end: int) -> bool:
    """Tell whether a lone apostrophe is a plural's or a name's: "James’ visit"."""
    return (
        text[start] in "’'"
        and start > 0
        and text[start - 1] in "sxzSXZ"
        and text[end : end + 1].isspace()
    )


@lru_cache(maxsize=8_192)
def folded_name(words: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared, in order."""
    return tuple(folded_words(words))
