"""The words and signs of one sentence, with what each may do there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

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

# Abbreviated titles and initials keep their full stop; "'s" and its like stand apart.
_TOKEN: Final = re.compile(
    r"""
      [^\W\d_]{2,}+(?![\w.’'&‑-])  # nearly every word
    | (?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?
    | (?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Prof|Rev|Hon|Maj|Adm|Cmdr|St|Jr|Sr|Sra|Srta
        |Dra|Lic|Ing|Mgr|Mme|Supt|Det|Insp|Messrs|Smt|No|Cpl|Reps|Sens|Gov)\.
    | [^\W\d_](?=\.)(?<=[A-ZÀ-Þ])(?<!\w\w)\.
    | [’'](?:s|re|ve|ll|d|m|t)(?!\w)
    | [^\W_]+(?:(?:[-&.‑]|[’'](?!(?:s|re|ve|ll|d|m|t)(?!\w)))[^\W_]+)*
    | \S
    """,
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
    known = lexicon.known
    spans = [found.span() for found in _TOKEN.finditer(text, span.start, span.end)]
    read = [known[text[start:end]] for start, end in spans]
    lower = [small for small, _ in read]
    flags = [flag for _, flag in read]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    if not lexicon.marks.isdisjoint(lower):
        for at, flag in enumerate(flags):
            if flag & MARK:
                flags[at] = _mark(flag, text, spans[at], flags[at - 1] if at else 0)
    return Tokens(text, starts, ends, lower, flags)


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
