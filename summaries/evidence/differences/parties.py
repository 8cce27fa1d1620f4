"""Whether two rows speak of the same person, body or country."""

from __future__ import annotations

from functools import lru_cache

from summaries.evidence.model import Party, PartyKind
from summaries.text import folded_words


@lru_cache(maxsize=16_384)
def _name(name: str) -> tuple[str, ...]:
    return tuple(word.removesuffix("'s") for word in folded_words(name))


def same_name(one: str, other: str) -> bool:
    """Tell whether two names may be one's: all words of the shorter stand in the longer."""
    a, b = _name(one), _name(other)
    if not a or not b:
        return False
    if a == b:
        return True
    if len(a) > 1 and len(b) > 1 and a[-1] == b[-1]:
        # "Joe Miller", "Joseph R. Miller": one family name, and first names that may be one.
        return a[0][0] == b[0][0]
    shorter, longer = sorted((a, b), key=len)
    return set(shorter) <= set(longer) and (len(shorter) > 1 or shorter[0] in longer[-2:])


def same(one: Party | None, other: Party | None) -> bool:
    """Tell whether two parties are known to be one."""
    if one is None or other is None or not (one.certain and other.certain):
        return False
    return PartyKind.GROUP not in (one.kind, other.kind) and same_name(one.name, other.name)


def conflict(one: Party | None, other: Party | None) -> bool:
    """Tell whether two parties are known to be two."""
    return one is not None and other is not None and not same_name(one.name, other.name)
