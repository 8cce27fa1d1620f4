"""Articles made of text that may be used: as many as are wanted, the same on every machine."""

from __future__ import annotations

import random
from functools import lru_cache
from itertools import pairwise
from typing import Final

from summaries.corpus import load_folder
from tests.quality.sets import SEEDS, sample

SIZE: Final = 4_500
"""Characters of an article: about 700 words, as news has."""

_SENTENCES_OF_A_PARAGRAPH: Final = 2


@lru_cache(maxsize=1)
def halves() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the first and the second halves of the sentences of the seeds and of GUM's news."""
    found = [
        article.words_of(sentence)
        for article in load_folder(SEEDS).articles
        for sentence in article.sentences
    ]
    for document in sample():
        for paragraph in document.paragraphs:
            starts = (0, *paragraph.ends)
            found += [
                paragraph.text[a:b].strip() for a, b in zip(starts, paragraph.ends, strict=False)
            ]
    words = [sentence.split() for sentence in found]
    firsts = tuple(" ".join(w[: len(w) // 2]) for w in words if len(w) > 3)
    seconds = tuple(" ".join(w[len(w) // 2 :]) for w in words if len(w) > 3)
    return firsts, seconds


def texts(count: int) -> list[str]:
    """Return the texts of so many articles.

    Each sentence is half of one and half of another: there are far too few whole ones for a
    thousand articles, and the same sentence in dozens of them would be no news.
    """
    drawn = random.Random(count)
    firsts, seconds = halves()
    made = []
    for _ in range(count):
        sentences: list[str] = []
        while sum(map(len, sentences)) < SIZE:
            sentences.append(f"{drawn.choice(firsts)} {drawn.choice(seconds)}")
        step = _SENTENCES_OF_A_PARAGRAPH
        blocks = [" ".join(sentences[i : i + step]) for i in range(0, len(sentences), step)]
        made.append("\n\n".join(blocks))
    return made


def news(count: int) -> list[str]:
    """Return as many texts whose runs of three words are as rare as in real news, or rarer.

    Each word follows the one before it as somewhere in the seeds and in GUM's news; three in ten
    are drawn freely instead, or the same few runs would come in every text.
    """
    drawn = random.Random(count)
    followers = _followers()
    every = [word for words in followers.values() for word in words]
    made = []
    for _ in range(count):
        word, size, words = drawn.choice(every), 0, []
        while size < SIZE:
            words.append(word)
            size += len(word) + 1
            word = drawn.choice(every if drawn.random() < 0.3 else followers.get(word, every))
        made.append(" ".join(words))
    return made


@lru_cache(maxsize=1)
def _followers() -> dict[str, list[str]]:
    firsts, seconds = halves()
    found: dict[str, list[str]] = {}
    for half in (*firsts, *seconds):
        words = half.split()
        for one, following in pairwise(words):
            found.setdefault(one, []).append(following)
    return found
