"""Which grammars a sentence is worth asking, by what its words can be the beginning of.

Most sentences hold no amount, no movement and no pledge, and a grammar takes long to find that
out. So what each run of characters between blanks hints at is kept with what its tokens do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from summaries.text import fold

# Above the bits of people/words.py, for they are kept in the same numbers.
DIGITS: Final = 1 << 30
"""There may be an amount in digits."""
NUMERAL: Final = 1 << 35
"""A word that is a number: there may be an amount in words."""
MOVEMENT: Final = 1 << 31
"""A word of rising, falling or a record: there may be a figure without an amount."""
GIVING: Final = 1 << 32
"""A verb or noun of giving: a sum of money may be a pledge."""
GOODS: Final = 1 << 33
"""What may be given that is no sum."""
GIVING_GOODS: Final = 1 << 34
"""A verb that may give what is no sum."""

_DIGIT: Final = re.compile(r"[0-9]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_NUMERAL: Final = re.compile(r"[^\W\d_]{3,}")
_WORD: Final = re.compile(r"[^\W_]+")
_UNKNOWN: Final = "und"


@lru_cache(maxsize=32)
def hinter(language: str) -> Callable[[str], int]:
    """Return what tells the hints of some words of a language: the bits above, all that they give.

    No hint depends on what stands behind a blank: those of a sentence are those of its runs.
    """
    # The rooms of the grammars import this one.
    from summaries.evidence.amounts.lexicon import lexicon
    from summaries.evidence.figures import words as figures
    from summaries.evidence.figures.line import CUES
    from summaries.evidence.pledges import words as pledges

    triggers = lexicon("en" if language == _UNKNOWN else language).triggers
    moving, giving = figures.words_of(language), pledges.words_of(language)

    def read(written: str) -> int:
        low, found = written.lower(), 0
        if _DIGIT.search(written):
            found |= DIGITS
        if not triggers.isdisjoint(_NUMERAL.findall(low)):
            found |= NUMERAL
        if moving is not None and any(moving.roles[word] & CUES for word in _WORD.findall(low)):
            found |= MOVEMENT
        if giving is not None:
            folded = {fold(word) for word in _LETTERS.findall(written)}
            for words, bit in (
                ("gate", GIVING), ("in_kind", GOODS), ("in_kind_gate", GIVING_GOODS),
            ):  # fmt: skip
                if not giving[words].isdisjoint(folded):
                    found |= bit
        return found

    return read
