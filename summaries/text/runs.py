"""Runs of characters between blanks, each read once: almost every run of a text was met before.

What a run is read as can't depend on what stands around it. Words, signs and numbers are such
things, for none of them goes on over a blank; so one look-up a run takes the place of a pattern
that is matched and of what is then done with each word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

MOST: Final = 16_384
"""Runs that are remembered: those of a thousand articles. A hostile text can't make them more."""

LONGEST: Final = 40
"""Characters of a run that is remembered. Longer ones are addresses, or scripts without blanks."""

WIDE_BLANK: Final = "\u3000"
Read = TypeVar("Read")


def runs_of(text: str) -> list[str]:
    """Return the runs of a text; one with a wide blank, a sign in Chinese, is a single run."""
    return [text] if WIDE_BLANK in text else text.split()


class Runs(dict[str, Read]):
    """Runs as they are written → what each is read as, filled as they come."""

    def __init__(self, read: Callable[[str], Read]) -> None:
        super().__init__()
        self.read = read
        """Reads a run, and remembers nothing."""

    def __missing__(self, run: str) -> Read:
        found = self.read(run)
        if len(run) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[run] = found
        return found
