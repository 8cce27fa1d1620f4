"""Which shards a process has: where Discord tells the events of so many servers to several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_RANGE: Final = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?/(\d{1,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards from ``first`` to ``last`` of ``count``; as text "0-3/16", or "5/16" for one."""

    first: int
    last: int
    count: int

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last < self.count:
            raise ValueError(f"not a range of shards: {self.first}-{self.last}/{self.count}")

    @classmethod
    def parse(cls, text: str) -> Shards:
        """Read what `str` writes. Raises ValueError."""
        found = _RANGE.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"not a range of shards: {text}")
        first, last, count = found.groups()
        return cls(int(first), int(last or first), int(count))

    @property
    def ids(self) -> list[int]:
        """The numbers of the shards."""
        return list(range(self.first, self.last + 1))

    def has(self, guild: int) -> bool:
        """Tell whether Discord tells the events of a server to one of these shards."""
        return self.first <= (guild >> 22) % self.count <= self.last
