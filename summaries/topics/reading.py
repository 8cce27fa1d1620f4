"""A sentence as topic rules read it, and where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from summaries.text import Span, numbered_words, numbers, words
from summaries.topics.pattern import parted, parts

_QUOTATION_MARK: Final = re.compile('[“”"«»„「」『』]')
Places = list[tuple[int, int]]
"""Where something stands in a sentence: the number of its first word, and that after its last."""

_NO_KINDS: Final[Mapping[str, str]] = MappingProxyType({})


class Place(NamedTuple):
    """Where a sentence stands: all that the [position] table of a topic can ask.

    ``sentence`` counts from 1. ``lede`` is true in the article's first paragraph, not counting a
    standfirst. ``heading`` is the cross-heading over the sentence's section, "" if there is none.
    """

    sentence: int = 0
    lede: bool = False
    title: str = ""
    heading: str = ""


NOWHERE: Final = Place()
"""The place of a sentence that is judged by its words alone."""


class Reading(NamedTuple):
    """A sentence as rules read it: made once, then asked by every topic.

    ``words`` are folded; ``kinds`` has the first number of each kind, as it is written.
    ``language`` (ISO 639-1) is that of the stems.
    """

    text: str
    span: Span
    words: list[str]
    kinds: Mapping[str, str]
    language: str
    place: Place

    @classmethod
    def of(
        cls, text: str, span: Span | None = None, *, language: str = "en", place: Place = NOWHERE
    ) -> Reading:
        """Read ``text``, or the part of it that ``span`` covers."""
        sentence = span.of(text) if span else text
        kinds: dict[str, str] = {}
        folded, numbered = numbered_words(sentence)
        for number in numbers(sentence) if numbered else ():
            kinds.setdefault(number.kind.value, number.span.of(sentence))
        if _QUOTATION_MARK.search(sentence):
            kinds["quotation"] = "“”"
        whole = span or Span(0, len(text))
        return cls(text, whole, parted(sentence, folded), kinds or _NO_KINDS, language, place)

    def number_places(self) -> Iterator[tuple[str, tuple[int, int], str]]:
        """Yield each number from left to right: its kind, where it stands among ``words``, itself.

        Worked out when it is asked for, which is only where a rule has a number near a word.
        """
        starts: list[int] = []
        for span, word in words(self.text, self.span):
            starts.extend(span.start for _ in parts(word))
        sentence = self.span.of(self.text)
        for number in numbers(sentence):
            first = bisect_left(starts, self.span.start + number.span.start)
            last = bisect_left(starts, self.span.start + number.span.end)
            if first < last:
                yield number.kind.value, (first, last), number.span.of(sentence)
