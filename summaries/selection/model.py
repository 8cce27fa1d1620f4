"""What is chosen from, how much may be chosen, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from summaries.corpus import Article

QUOTABLE_SHARE: Final = 0.2
"""The share of an article's sentences that one message may quote unless a team sets another."""

ALWAYS_QUOTABLE: Final = 3
"""So many sentences of an article may always be quoted, however short it is."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be chosen.

    ``document`` and ``index`` are its article's place in the list and its number in the article
    (from 0). ``shown_with`` are the indexes in the same article that must be shown with it, its
    own among them, adjacent and in order; the context gate finds them. ``prior`` is what a
    topic or a question already says for it (0 where nothing does).
    """

    document: int
    index: int
    shown_with: tuple[int, ...]
    prior: float = 0.0


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be shown: at most so many sentences and so many words. None is no limit."""

    sentences: int | None = None
    words: int | None = None

    def allows(self, sentences: int, words: int) -> bool:
        """Tell whether so many sentences with so many words are within the budget."""
        return (self.sentences is None or sentences <= self.sentences) and (
            self.words is None or words <= self.words
        )


@dataclass(frozen=True, slots=True)
class Pick:
    """A chosen sentence, in the order of choice: the candidate, and the score it was chosen by.

    ``repeated_in`` are candidates that were left out because they say the same.
    """

    candidate: Candidate
    score: float
    repeated_in: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The picks in the order chosen, and the best of those that were not chosen, best first.

    ``too_like`` has the candidates that add too little beside a pick, each with that pick's.
    """

    picks: tuple[Pick, ...]
    passed_over: tuple[Pick, ...] = ()
    too_like: tuple[tuple[Candidate, Candidate], ...] = ()


def quotable(article: Article, share: float = QUOTABLE_SHARE) -> int:
    """Return how many sentences of an article one message may quote."""
    return max(ALWAYS_QUOTABLE, int(len(article.sentences) * share))
