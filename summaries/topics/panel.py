"""Several rules at once: a sentence is looked through one time, whoever asks about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Final

from summaries.topics.reading import Reading
from summaries.topics.rule import Judge, Verdict

_MOST_WORDS: Final = 16_384  # remembered for a language; a hostile text can't make them more


class Panel:
    """Judges that hear a sentence together. Each word is looked up once, for all of them."""

    def __init__(self, judges: Sequence[Judge]) -> None:
        self._judges = tuple(judges)
        self._openings: dict[str, _Openings] = {}

    def judge(self, readings: Sequence[Reading]) -> list[tuple[Verdict, ...]]:
        """Return what each rule says of sentences, in the order of the judges."""
        said: list[list[Verdict]] = [[] for _ in self._judges]
        for reading in readings:
            openings = self._openings.get(reading.language)
            if openings is None:
                openings = _Openings(self._judges, reading.language)
                self._openings[reading.language] = openings
            opening = list(map(openings.__getitem__, reading.words))
            heard = reduce(or_, opening, 0)
            for place, judge in enumerate(self._judges):
                bit = 1 << place
                if heard & bit:
                    starts = [at for at, one in enumerate(opening) if one & bit]
                    said[place].append(judge.judge(reading, starts))
                elif reading.kinds:
                    said[place].append(judge.judge(reading, ()))
                else:
                    said[place].append(judge.nothing)
        return list(map(tuple, said))


class _Openings(dict[str, int]):
    """Folded words of one language → the judges who listen when they hear one, as bits."""

    def __init__(self, judges: Sequence[Judge], language: str) -> None:
        super().__init__()
        self._judges, self._language = judges, language

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        found = 0
        for place, judge in enumerate(self._judges):
            found |= judge.opens(word, self._language) << place
        self[word] = found
        return found
