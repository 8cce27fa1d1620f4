"""Which grammars a sentence is worth asking, by what its words can be the beginning of.

Most sentences hold no amount, no movement and no pledge, and a grammar takes long to find that
out. So each run of characters between blanks is looked up once, for all grammars together.
"""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from operator import or_
from typing import Final

from summaries.corpus import Article
from summaries.text import fold
from summaries.text.runs import Runs

NUMBER: Final = 1
"""Digits, or a word that is a number: there may be an amount."""
MOVEMENT: Final = 1 << 1
"""A word of rising, falling or a record: there may be a figure without an amount."""
GIVING: Final = 1 << 2
"""A verb or noun of giving: a sum of money may be a pledge."""
GOODS: Final = 1 << 3
"""What may be given that is no sum."""
GIVING_GOODS: Final = 1 << 4
"""A verb that may give what is no sum."""

_DIGIT: Final = re.compile(r"[0-9]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_NUMERAL: Final = re.compile(r"[^\W\d_]{3,}")
_WORD: Final = re.compile(r"[^\W_]+")
_UNKNOWN: Final = "und"


def hints_of(article: Article) -> list[int]:
    """Return the hints of each sentence: the bits above, all that its words give."""
    known, text = _runs(article.language), article.text
    return [
        reduce(or_, map(known.__getitem__, sentence.span.of(text).split()), 0)
        for sentence in article.sentences
    ]


@lru_cache(maxsize=32)
def _runs(language: str) -> Runs[int]:
    # The rooms of the grammars import this one.
    from summaries.evidence.amounts.lexicon import lexicon
    from summaries.evidence.figures import words as figures
    from summaries.evidence.figures.line import CUES
    from summaries.evidence.pledges import words as pledges

    triggers = lexicon("en" if language == _UNKNOWN else language).triggers
    moving, giving = figures.words_of(language), pledges.words_of(language)

    def read(run: str) -> int:
        low, found = run.lower(), 0
        if _DIGIT.search(run) or not triggers.isdisjoint(_NUMERAL.findall(low)):
            found |= NUMBER
        if moving is not None and any(moving.roles[word] & CUES for word in _WORD.findall(low)):
            found |= MOVEMENT
        if giving is not None:
            written = {fold(word) for word in _LETTERS.findall(run)}
            for words, bit in (
                ("gate", GIVING), ("in_kind", GOODS), ("in_kind_gate", GIVING_GOODS),
            ):  # fmt: skip
                if not giving[words].isdisjoint(written):
                    found |= bit
        return found

    return Runs(read)
