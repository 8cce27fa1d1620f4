"""sumy's document model over places in articles: each sentence knows where it came from.

sumy's own parser rewrites white space, so its sentences are not in the source any more. These
are cut from it, and two sentences with the same words are still two sentences.
"""

from __future__ import annotations

from collections.abc import Sequence

from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence

from summaries.selection.model import Candidate
from summaries.text import folded_words


class Tokenizer:
    """The words of a sentence as sumy asks for them; needs no data from the network."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(folded_words(text))


class SourceSentence(SumySentence):  # type: ignore[misc]  # sumy ships no types
    """A sentence of sumy's model that carries its candidate, and is equal only to itself."""

    __slots__ = ("candidate",)

    def __init__(self, words: str, candidate: Candidate) -> None:
        super().__init__(words, Tokenizer())
        self.candidate = candidate

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SourceSentence) and self.candidate is other.candidate

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self.candidate.document, self.candidate.index))


class SourceDocument(ObjectDocumentModel):  # type: ignore[misc]  # sumy ships no types
    """Candidates as a sumy document: a paragraph for each article that has some.

    ``words[i]`` are the words of ``candidates[i]``; ``lengths[d][k]`` is the number of words of
    sentence ``k`` of article ``d``; ``titles[d]`` are the stems of its title; ``seen`` are the
    stems of sentences that the reader has seen elsewhere.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        words: Sequence[str],
        lengths: Sequence[Sequence[int]],
        titles: Sequence[Sequence[str]] = (),
        quotable: Sequence[int] | None = None,
        seen: Sequence[Sequence[str]] = (),
    ) -> None:
        self.candidates = tuple(candidates)
        self.texts = tuple(words)
        self.lengths, self.titles, self.quotable, self.seen = lengths, titles, quotable, seen
        by_document: dict[int, list[SourceSentence]] = {}
        for candidate, text in zip(candidates, words, strict=True):
            by_document.setdefault(candidate.document, []).append(SourceSentence(text, candidate))
        super().__init__(Paragraph(sentences) for sentences in by_document.values())

    def first(self, most: int) -> SourceDocument:
        """Return this document with only the ``most`` likeliest candidates, by prior and place."""
        ranked = sorted(
            range(len(self.candidates)),
            key=lambda i: (-self.candidates[i].prior, self.candidates[i].index, i),
        )
        kept = sorted(ranked[:most])
        return SourceDocument(
            [self.candidates[i] for i in kept],
            [self.texts[i] for i in kept],
            self.lengths,
            self.titles,
            self.quotable,
            self.seen,
        )
