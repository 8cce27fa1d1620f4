"""What a reader asked for beside the subject of a brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from summaries.briefs.copies import Copies
from summaries.briefs.lengths import Length
from summaries.briefs.shown import NOTHING_SHOWN, Shown
from summaries.corpus import Article
from summaries.evidence.model import Difference, Evidence
from summaries.selection import QUOTABLE_SHARE, Budget


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for beside the subject: length, window, method, quoting limit.

    ``since`` is the window's name, for the heading; ``share`` is the share of an article's
    sentences that may be quoted; ``method`` overrides a topic's own.
    ``skip`` are (article, sentence from 1) places that the reader has seen, and ``seen`` what she
    was shown before, of which near twins are not news either. ``copies`` tells which articles are
    one source. ``evidence`` are the rows of the articles at hand, by their ids, and ``differences``
    those between them, the strongest first; without evidence a brief has no rows.
    """

    length: Length = Length.STANDARD
    since: str = "all"
    newest_only: bool = False
    share: float = QUOTABLE_SHARE
    method: str | None = None
    budget: Budget | None = None
    skip: frozenset[tuple[str, int]] = frozenset()
    seen: Shown = NOTHING_SHOWN
    copies: Copies = field(default_factory=Copies)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()

    def knows(self, article: Article, index: int) -> bool:
        """Tell whether the reader has seen a sentence (from 0), or one that says as much."""
        return (article.id, index + 1) in self.skip or self.seen.has(article, index)
