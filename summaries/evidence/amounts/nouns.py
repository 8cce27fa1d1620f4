"""The head noun of a count: "companies" in "a dozen small companies and organizations"."""

from __future__ import annotations

import re
from typing import Final

from summaries.evidence.amounts.lexicon import Lexicon

_NEXT: Final = re.compile(r"[ \u00A0\n]([^\W\d_][\w’'.-]*)|( of )|(, )(?=[a-z])")
_OF: Final = re.compile(
    r"\s(?:of|de|von|di)\s(?:the|its|their|his|her|these|those|our|my|los|las|les|der|den|i|gli)\s"
    r"|\sof\s(?!them\b|us\b|you\b|it\b|which\b|whom\b)|\sd[ei]\s|\sd['’]"
)
_MOST: Final = 7
_NOT_PLURAL: Final = re.compile(r"(?:ss|us|is|[’']s|[’'])\Z")


def head_noun(text: str, at: int, end: int, words: Lexicon) -> str | None:
    """Return the plural noun that the number before ``at`` counts, as it is written, or None.

    The last of the first plural nouns in a row; what follows a preposition, a verb, a comma or a
    number is another phrase. "half a million of the city's residents" counts residents.
    """
    of = _OF.match(text, at, end)
    place = of.end() - 1 if of else at
    found: str | None = None
    stops, plurals = words.lists["nouns_stops"], words.lists["nouns_plurals"]
    singular = words.lists["nouns_no_plurals"]
    for _ in range(_MOST):
        word = _NEXT.match(text, place, end)
        if word is None or word[1] is None:
            break
        low = word[1].lower().rstrip(".")
        if (low in stops and not _is_abbreviation(word[1])) or (
            place == at and low in words.lists["and"]
        ):
            break
        plural = (
            _is_noun(word[1], low, words)
            if words.noun != "s"
            else low in plurals
            or (
                low.endswith("s")
                and len(low) > 3
                and low not in singular
                and not _NOT_PLURAL.search(low)
            )
        )
        if found is not None and not plural:
            break
        if plural:
            found = word[1].rstrip(".")
        place = word.end()
        if word[1].endswith("."):
            break
        if text.startswith(", ", place) and found is None:
            place += 1
    return found


def _is_abbreviation(word: str) -> bool:
    """Tell whether a word is written in capitals: "US" is no "us"."""
    return len(word) > 1 and word.isupper()


def _is_noun(word: str, low: str, words: Lexicon) -> bool:
    """Tell whether a word is taken for the noun where a plural can't be told by its s."""
    return word[0].isupper() if words.noun == "capital" else len(low) > 2
