"""A figure and its caveat: "They counted 5,000" and "but the numbers do not include children"."""

from __future__ import annotations

import re
from typing import Final

from summaries.context.words import Opening, Words

_DIGIT: Final = re.compile(r"\d")


def limits(words: Words, before: str, sentence: str, start: Opening) -> bool:
    """Tell whether a sentence limits a figure of the one before it.

    It says what limits a figure, and speaks of figures or points back with its first words;
    ``start`` is what those point back to.
    """
    if _DIGIT.search(before) is None:
        return False
    limit = words.limits.search(sentence)
    if limit is None:
        return False
    # "does not count" is a limit, and no figure besides.
    others = f"{sentence[: limit.start()]} {sentence[limit.end() :]}"
    return start is Opening.THING or words.figures.search(others) is not None
