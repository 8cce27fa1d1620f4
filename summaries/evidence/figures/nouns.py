"""The noun phrase that an amount counts."""

from __future__ import annotations

from typing import Final

from summaries.evidence.figures.line import Line, Range
from summaries.evidence.figures.words import bits
from summaries.evidence.places import is_adjective

_PEOPLE: Final = bits("counting.people")
_ARTICLES: Final = frozenset({"the", "all", "its", "their", "those", "these"})


def nouns_of(line: Line, number: int) -> Range | None:
    """Return what an amount counts, in the words behind it: "19,000 unaccompanied children"."""
    _, last = line.ranges[number]
    if line.low(last) in ("were", "are", "was", "is"):
        nouns = line.nouns_after(last + 1)  # "of those, 640 were children"
        return nouns if nouns and is_people(line, nouns) else None
    if line.low(last) == "of":
        last += 1
        while line.low(last) in _ARTICLES:
            last += 1
        if line.amount_of[last : last + 1] and line.amount_of[last] >= 0:
            last = line.ranges[line.amount_of[last]][1]  # "a third of the 90 beds"
    return line.nouns_after(last)


def is_people(line: Line, nouns: Range) -> bool:
    """Tell whether a noun phrase counts people, also by their nation ("Hondurans")."""
    head = line.head(nouns)
    if line.role(head) & _PEOPLE:
        return True
    written = line.text[line.starts[head] : line.ends[head]]
    return written[:1].isupper() and line.is_plural(head) and is_adjective(written)
