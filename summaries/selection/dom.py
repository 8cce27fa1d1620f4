"""sumy's document model over places in articles: each sentence knows where it came from.

sumy's own parser rewrites white space, so its sentences are not in the source any more. These
are cut from it, and two sentences with the same words are still two sentences.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property

from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence

from summaries.selection.model import Candidate
from summaries.selection.selector import DocumentSet
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


class SourceDocument(DocumentSet, ObjectDocumentModel):  # type: ignore[misc]  # sumy has no types
    """A `DocumentSet` as a sumy document: a paragraph for each article that has candidates."""

    @classmethod
    def of(cls, documents: DocumentSet) -> SourceDocument:
        """Return a set of documents as sumy reads it."""
        return cls(**{one.name: getattr(documents, one.name) for one in fields(documents)})

    @cached_property
    def _paragraphs(self) -> tuple[Paragraph, ...]:
        """Made when one of sumy's own methods asks for them: Pullquote's reads numbers."""
        by_document: dict[int, list[SourceSentence]] = {}
        for candidate in self.candidates:
            article = self.articles[candidate.document]
            words = article.words_of(article.sentences[candidate.index])
            sentence = SourceSentence(words, candidate)
            by_document.setdefault(candidate.document, []).append(sentence)
        return tuple(Paragraph(sentences) for sentences in by_document.values())
