"""Text as it was received: spans, paragraphs, sentences, words, numbers. Knows no articles."""

from summaries.text.model import Sentence, Span, sha256_of
from summaries.text.numbers import Number, NumberKind, numbers
from summaries.text.paragraphs import paragraphs
from summaries.text.splitting import quotation_units, sentences
from summaries.text.terms import (
    carries_meaning,
    content_stems,
    count_words,
    fold,
    folded_words,
    numbered_words,
    stemmer,
    stop_words,
    words,
    written_words,
)

__all__ = [
    "Number",
    "NumberKind",
    "Sentence",
    "Span",
    "carries_meaning",
    "content_stems",
    "count_words",
    "fold",
    "folded_words",
    "numbered_words",
    "numbers",
    "paragraphs",
    "quotation_units",
    "sentences",
    "sha256_of",
    "stemmer",
    "stop_words",
    "words",
    "written_words",
]
