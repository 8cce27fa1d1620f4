"""The context gate: what a sentence must be shown with so that it says what its author said.

A sentence that points back ("She also announced …", "However, …", "The two …") is shown with the
sentence before it, or not at all. A quotation is shown with its speaker, and as a whole. A figure
is shown with the sentence that limits it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from summaries.context.figures import limits
from summaries.context.openings import opening_by
from summaries.context.speakers import lacks_speaker, may_quote, names_someone
from summaries.context.words import Opening, Words, words_of
from summaries.corpus import Article
from summaries.text.abbreviations import habits_of

FURTHEST: Final = 3
"""At most so many sentences stand on one line: the sentence, and what it must be shown with."""

LONGEST_QUOTATION: Final = 5
"""A quotation of more sentences than this is not shown: it would fill the message."""

Together = tuple[int, ...] | None


def shown_with(article: Article, index: int) -> Together:
    """Return the sentences that must be shown together with sentence ``index``, itself among them.

    The indexes are adjacent and in order. None means that the sentence is not shown: what it
    needs is too far away, or is not there.
    """
    return _asked(article).together(index)


@lru_cache(maxsize=2_048)
def _asked(article: Article) -> _Asked:
    return _Asked(article)


class _Asked:
    """One article's sentences, and what each of them was found to need.

    Found out sentence by sentence, when it is asked: a brief asks about a few of each article.
    """

    def __init__(self, article: Article) -> None:
        self._article = article
        self._words: Words | None = words_of(article.language)
        self._quotes = may_quote(article.text)
        self._dialogue = habits_of(article.language).dialogue
        self._firsts, self._lasts = self._units()
        self._starts: dict[int, Opening] = {}
        self._caveats: dict[int, bool] = {}
        self._needs: dict[int, Opening] = {}
        self._together: dict[int, Together] = {}

    def together(self, index: int) -> Together:
        """Return the sentences that must be shown with one, as `shown_with` does."""
        if index not in self._together:
            self._together[index] = self._found(index)
        return self._together[index]

    def _units(self) -> tuple[list[int], list[int]]:
        """Return where each sentence's quotation begins and ends: itself, as a rule."""
        firsts: list[int] = []
        lasts: list[int] = []
        for sentence in self._article.sentences:
            i = sentence.index
            joined = i > 0 and self._article.sentences[i - 1].unit == sentence.unit
            firsts.append(firsts[-1] if joined else i)
        for i in reversed(range(len(firsts))):
            ends = i + 1 == len(firsts) or firsts[i + 1] == i + 1
            lasts.append(i if ends else lasts[-1])
        return firsts, lasts[::-1]

    def _text(self, index: int) -> str:
        return self._article.words_of(self._article.sentences[index])

    def _start(self, index: int) -> Opening:
        """Return what the first words of a sentence point back to."""
        start = self._starts.get(index)
        if start is None:
            words = self._words
            start = opening_by(words, self._text(index)) if words else Opening.NOTHING
            self._starts[index] = start
        return start

    def _is_caveat(self, index: int) -> bool:
        """Tell whether a sentence limits a figure of the sentence before it."""
        known = self._caveats.get(index)
        if known is None:
            known = self._caveats[index] = self._limits_the_one_before(index)
        return known

    def _limits_the_one_before(self, index: int) -> bool:
        words, sentences = self._words, self._article.sentences
        if words is None or not 0 < index < len(sentences):
            return False
        if sentences[index].paragraph != sentences[index - 1].paragraph:
            return False
        return limits(words, self._text(index - 1), self._text(index), self._start(index))

    def _need(self, index: int) -> Opening:
        """Return what a unit points back to, at the place of its first sentence."""
        need = self._needs.get(index)
        if need is None:
            need = self._needs[index] = self._needed(index)
        return need

    def _needed(self, index: int) -> Opening:
        start = self._start(index)
        if start is not Opening.NOTHING:
            return start
        if self._is_caveat(index):
            return Opening.THING
        if self._quotes and self._firsts[index] == index:
            text = " ".join(map(self._text, range(index, self._lasts[index] + 1)))
            if may_quote(text) and lacks_speaker(self._words, text, dialogue=self._dialogue):
                return Opening.PERSON
        return Opening.NOTHING

    def _found(self, index: int) -> Together:
        first, last = self._firsts[index], self._lasts[index]
        if last - first + 1 > LONGEST_QUOTATION:
            return None
        caveat = last + 1
        if self._is_caveat(caveat) and self._lasts[caveat] - first < LONGEST_QUOTATION:
            last = self._lasts[caveat]
        furthest = last - min(last - first + FURTHEST, LONGEST_QUOTATION) + 1
        while (needs := self._need(first)) is not Opening.NOTHING:
            if first == 0 or self._article.sentences[first - 1].standfirst:
                return None
            before = self._firsts[first - 1]
            if before < furthest:
                return None
            alone = self._need(before) is Opening.NOTHING
            if needs is Opening.PERSON and alone and not self._names_someone(before, first):
                return None
            first = before
        return tuple(range(first, last + 1))

    def _names_someone(self, start: int, end: int) -> bool:
        language = self._article.language
        return any(names_someone(self._words, self._text(i), language) for i in range(start, end))
