"""Articles of a large library: whole paragraphs of real news, and sentences recombined from it.

Article ``n`` is the same on every machine, whichever others are made. Its text is from the seeds
and from GUM's news (tests/quality/data says under which licence), its rare words are made up.
"""

from __future__ import annotations

import random
from functools import lru_cache
from math import exp, log, sqrt
from typing import Final

from summaries.corpus import load_folder
from summaries.text import paragraphs
from tests.benchmarks.made import SIZE, halves
from tests.quality.sets import SEEDS, sample

WHOLE: Final = 0.06
"""So many of the paragraphs are whole real ones: they hold what topics ask for, and evidence."""

VARIED: Final = 1 / 5
"""So many words of a whole paragraph change each time: no two papers print the same."""

RARE: Final = 1 / 25
"""So many words are replaced by rare ones, or the vocabulary would not grow with the library."""

_SENTENCES_OF_A_PARAGRAPH: Final = 2
_WORDS_OF_AN_ARTICLE: Final = 700
_SYLLABLES: Final = ("ba", "dor", "ke", "lim", "mu", "nas", "po", "rel", "su", "tav", "wi", "zon")


def recombined(number: int) -> str:
    """Return the text of an article."""
    drawn = random.Random(f"article {number}")
    firsts, seconds = halves()
    known = vocabulary(number)
    blocks: list[str] = []
    while sum(map(len, blocks)) < SIZE:
        if drawn.random() < WHOLE:
            blocks.append(_varied(drawn.choice(whole()), drawn, known))
            continue
        made = [
            f"{drawn.choice(firsts)} {drawn.choice(seconds)}"
            for _ in range(_SENTENCES_OF_A_PARAGRAPH)
        ]
        blocks.append(" ".join(_some_rare(word, drawn, known) for word in " ".join(made).split()))
    return "\n\n".join(blocks)


def vocabulary(articles: int) -> int:
    """Return how many rare words there are in so many articles: by Heaps' law, V = 44 √words."""
    return max(1_000, round(44 * sqrt(_WORDS_OF_AN_ARTICLE * articles)))


def rare_word(rank: int) -> str:
    """Return a word that is in no topic: the shorter, the lower its rank."""
    made = ""
    while rank >= 0:
        rank, syllable = divmod(rank, len(_SYLLABLES))
        made += _SYLLABLES[syllable]
        rank -= 1
    return f"{made}ish"


@lru_cache(maxsize=1)
def whole() -> tuple[str, ...]:
    """Return the paragraphs of the seeds and of GUM's news."""
    found = [
        block.of(article.text)
        for article in load_folder(SEEDS).articles
        for block in paragraphs(article.text)
    ]
    found += [paragraph.text for document in sample() for paragraph in document.paragraphs]
    return tuple(one for one in found if len(one) > 80)


def _varied(paragraph: str, drawn: random.Random, known: int) -> str:
    """Return a real paragraph with other amounts, and here and there another word."""
    words = []
    for word in paragraph.split(" "):
        if word[:1].isdigit():
            word = str(drawn.randint(1, 9)) + word[1:]
        elif drawn.random() < VARIED and _plain(word):
            word = drawn.choice(_plain_words())
        words.append(_some_rare(word, drawn, known))
    return " ".join(words)


def _some_rare(word: str, drawn: random.Random, known: int) -> str:
    if drawn.random() >= RARE or not _plain(word):
        return word
    # Of Zipf's law: each rank comes as often as one divided by it.
    return rare_word(round(exp(drawn.random() * log(known))))


def _plain(word: str) -> bool:
    return word.isalpha() and word.islower() and len(word) > 3


@lru_cache(maxsize=1)
def _plain_words() -> tuple[str, ...]:
    return tuple(word for half in halves()[0] for word in half.split() if _plain(word))
