"""Words in marks that nobody says: terms, titles of works, nicknames, "so-called" things."""

from __future__ import annotations

from typing import Final

from summaries.evidence.people.words import SMALL, Lexicon
from summaries.evidence.quotations.marks import Stretch
from summaries.evidence.quotations.words import Cues

_STOPS: Final = ".,!?…;—–"
_TERM_WORDS: Final = 4
_MOST_COUNTED: Final = 200
_TITLE_WORDS: Final = 9
_LOOK_BACK: Final = 40  # code points before a mark
_SHORT: Final = 5  # letters of a word that a title may print small


def is_named(text: str, stretch: Stretch, cues: Cues) -> bool:
    """Tell whether words in marks are what something is called: "so-called", "a robot named"."""
    before = text[max(0, stretch.opens - _LOOK_BACK) : stretch.opens].rstrip().rstrip(",")
    words = [word.lower() for word in before.rsplit(None, 2)[-2:]]
    return bool(words) and (words[-1] in cues.naming or " ".join(words) in cues.naming)


def is_term(text: str, stretch: Stretch, lexicon: Lexicon, counted: Counted) -> bool:
    """Tell whether words in marks are a term, a title or a nickname rather than someone's words."""
    inner = text[stretch.start : stretch.end]
    words = inner.split()
    if len(words) > _TITLE_WORDS:
        return False
    capital = sum(word[:1].isupper() for word in words)
    short = sum(len(word) < _SHORT and not word[:1].isupper() for word in words)
    if (
        capital >= 2
        and capital >= len(words) - short
        and not inner.rstrip(",").endswith((".", "!", "?"))
    ):
        return True
    key = inner.strip(_STOPS).casefold()
    if len(words) > _TERM_WORDS or not key or lexicon.flags(words[0]) & SMALL:
        return False
    return counted.repeats(key, len(words))


class Counted:
    """How often a text has some words, counted when asked and then remembered."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: str | None = None
        self._known: dict[str, bool] = {}

    def repeats(self, key: str, words: int) -> bool:
        """Tell whether a text has several words twice, or one word twice in marks."""
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_COUNTED:
                return False
            if self._folded is None:
                self._folded = self._text.casefold()
            folded = self._folded
            known = sum(folded.count(mark + key) for mark in '“"‘«„') > 1
            known = known or (words > 1 and folded.count(key) > 1)
            self._known[key] = known
        return known
