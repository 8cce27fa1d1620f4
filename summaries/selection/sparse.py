"""Rows of numbers of different lengths, laid end to end: what sparse counts need, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_Number = TypeVar("_Number", np.int64, np.float64, np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Row ``i`` is ``values[starts[i]:starts[i + 1]]``; the last of ``starts`` is the end."""

    values: Ints
    starts: Ints

    @classmethod
    def of(cls, row: Ints, values: Ints, count: int) -> Rows:
        """Make ``count`` rows of values whose row numbers, in ascending order, are ``row``."""
        return cls(values, np.searchsorted(row, np.arange(count + 1)))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, number: int) -> Ints:
        """Return one row's values."""
        return self.values[self.starts[number] : self.starts[number + 1]]

    def row_numbers(self) -> Ints:
        """Return the row that each value stands in."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def sums(self, of: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
        """Return for each row the sum of ``of``, which has a number for each value."""
        summed = np.zeros(len(of) + 1, of.dtype)
        np.cumsum(of, out=summed[1:])
        return summed[self.starts[1:]] - summed[self.starts[:-1]]

    def any(self, of: Flags) -> Flags:
        """Return for each row whether any of its values is flagged in ``of``."""
        flagged: Flags = self.sums(of.astype(np.int64)) > 0
        return flagged

    def take(self, rows: Ints) -> Rows:
        """Return only these rows, in this order."""
        sizes = np.diff(self.starts)[rows]
        starts = np.concatenate(([0], np.cumsum(sizes)))
        places = np.arange(starts[-1]) + np.repeat(self.starts[:-1][rows] - starts[:-1], sizes)
        return Rows(self.values[places], starts)
