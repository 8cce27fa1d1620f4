"""Which rows to compare: those that share a rare word, never all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

MOST_SHARED = 30
"""A key that more rows have than this tells nothing, and is passed over."""


def pairs(
    rows: Sequence[Iterable[Hashable]],
    documents: Sequence[int] | None = None,
    asked: Iterable[int] | None = None,
    *,
    least: int = 1,
    most: int = MOST_SHARED,
) -> Iterator[tuple[int, int]]:
    """Yield the numbers of rows that share at least ``least`` keys, in order, each pair once.

    ``documents`` has each row's article, of which two rows of a pair must not be the same;
    ``asked`` are rows of which every pair must have one, None for all.
    """
    having: dict[Hashable, list[int]] = defaultdict(list)
    known = frozenset(asked or ())
    wanted = None if asked is None else {key for number in known for key in rows[number]}
    for number, keys in enumerate(rows):
        for key in set(keys) if wanted is None else wanted.intersection(keys):
            having[key].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in having.values():
        if 1 < len(numbers) <= most:
            for pair in combinations(numbers, 2):
                one, other = pair
                if wanted is not None and one not in known and other not in known:
                    continue
                if documents is None or documents[one] != documents[other]:
                    shared[pair] += 1
    yield from sorted(pair for pair, times in shared.items() if times >= least)
