"""What makes a good choice, as numbers: one set for each task, none for a kind of text.

Fitted with tests/quality/fit.py on texts whose licence allows it (docs/decisions/007 says which and
how far each moved); what could not be fitted there is set by judgement, after the publications
that `objective` names.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


class Task(enum.StrEnum):
    """What is asked of the selector."""

    ARTICLE = "article"  # one article
    ARTICLES = "articles"  # many about the same
    QUERY = "query"  # an answer to free words
    UPDATE = "update"  # what is new to a reader who has seen other articles


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers that the objective is made of.

    Concepts: ``pair`` and ``word`` are what two neighbouring words and one word are worth;
    ``depth`` how fast a mention counts less the deeper it stands; ``again`` how much further
    mentions in the same document count beside its best; ``spread`` how much more a concept counts
    that many documents mention; ``stops`` (0 or 1) whether a pair may hold a stop word; ``asked``
    how much more a mention counts in a sentence that answers the question; ``seen`` how much less
    a concept counts that the reader has seen.

    A sentence's own score: ``own`` is its share beside the concepts; in it ``position``,
    ``centroid``, ``title`` and ``answer`` weigh where it stands, how central it is, how much of
    the title it has and how well it answers; ``short`` is what is left of it for a sentence of very
    few or very many words.

    Room: ``scale`` is the power of its words that a gain is divided by under a limit of words,
    ``brevity`` what 25 words cost under a limit of sentences.
    """

    pair: float = 1.0
    word: float = 0.3
    depth: float = 0.5
    again: float = 0.0
    spread: float = 1.5
    stops: float = 1.0
    asked: float = 0.0
    seen: float = 0.0
    own: float = 0.25
    position: float = 0.5
    centroid: float = 1.0
    title: float = 0.3
    answer: float = 0.0
    short: float = 0.5
    scale: float = 0.3
    brevity: float = 0.0


WEIGHTS: Final[Mapping[Task, Weights]] = MappingProxyType(
    {
        Task.ARTICLE: Weights(word=0.6, depth=0.45, again=1.0, own=0.5, title=0.6, brevity=0.4),
        Task.ARTICLES: Weights(),
        Task.QUERY: Weights(again=0.3, asked=6.0, own=0.5, answer=2.0),
        Task.UPDATE: Weights(again=0.3, asked=6.0, own=0.5, answer=2.0, seen=1.0),
    }
)
