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
    return _gate(article)[index]


@lru_cache(maxsize=2_048)
def _gate(article: Article) -> tuple[Together, ...]:
    """Work out the gate for every sentence of an article, once."""
    asked = _Asked(article)
    return tuple(asked.together(index) for index in range(len(article.sentences)))


class _Asked:
    """One article's sentences, and what each of them was found to need."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._words: Words | None = words_of(article.language)
        self._texts = texts = [article.words_of(sentence) for sentence in article.sentences]
        words = self._words
        starts = [opening_by(words, text) if words else Opening.NOTHING for text in texts]
        self._limits = self._caveats(starts)
        self._firsts, self._lasts = self._units()
        self._needs = self._needed(starts)

    def _caveats(self, starts: list[Opening]) -> frozenset[int]:
        """Return the sentences that limit a figure of the sentence before them."""
        words, texts, sentences = self._words, self._texts, self._article.sentences
        if words is None:
            return frozenset()
        return frozenset(
            i
            for i in range(1, len(texts))
            if sentences[i].paragraph == sentences[i - 1].paragraph
            and limits(words, texts[i - 1], texts[i], starts[i])
        )

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

    def _needed(self, starts: list[Opening]) -> list[Opening]:
        """Return what each unit points back to, at the place of its first sentence."""
        needs = list(starts)
        quotes = may_quote(self._article.text)
        dialogue = habits_of(self._article.language).dialogue
        for i, start in enumerate(starts):
            if start is Opening.NOTHING and i in self._limits:
                needs[i] = Opening.THING
            elif quotes and start is Opening.NOTHING and self._firsts[i] == i:
                block = self._texts[i : self._lasts[i] + 1]
                text = block[0] if len(block) == 1 else " ".join(block)
                if may_quote(text) and lacks_speaker(self._words, text, dialogue=dialogue):
                    needs[i] = Opening.PERSON
        return needs

    def together(self, index: int) -> Together:
        first, last = self._firsts[index], self._lasts[index]
        if last - first + 1 > LONGEST_QUOTATION:
            return None
        caveat = last + 1
        if caveat in self._limits and self._lasts[caveat] - first < LONGEST_QUOTATION:
            last = self._lasts[caveat]
        furthest = last - min(last - first + FURTHEST, LONGEST_QUOTATION) + 1
        while (needs := self._needs[first]) is not Opening.NOTHING:
            if first == 0 or self._article.sentences[first - 1].standfirst:
                return None
            before = self._firsts[first - 1]
            if before < furthest:
                return None
            alone = self._needs[before] is Opening.NOTHING
            if needs is Opening.PERSON and alone and not self._names_someone(before, first):
                return None
            first = before
        return tuple(range(first, last + 1))

    def _names_someone(self, start: int, end: int) -> bool:
        language = self._article.language
        return any(names_someone(self._words, self._texts[i], language) for i in range(start, end))
