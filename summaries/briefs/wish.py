"""What a reader asked for beside the subject of a brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from summaries.briefs.copies import Copies
from summaries.briefs.lengths import Length
from summaries.evidence.model import Difference, Evidence
from summaries.selection import QUOTABLE_SHARE, Budget


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for beside the subject: length, window, method, quoting limit.

    ``since`` is the window's name, for the heading; ``share`` is the share of an article's
    sentences that may be quoted; ``method`` overrides a topic's own.
    ``skip`` are (article, sentence from 1) places that the reader has seen. ``copies`` tells
    which articles are one source. ``evidence`` are the rows of the articles at hand, by their ids,
    and ``differences`` those between them, the strongest first; without evidence a brief has no
    rows.
    """

    length: Length = Length.STANDARD
    since: str = "all"
    newest_only: bool = False
    share: float = QUOTABLE_SHARE
    method: str | None = None
    budget: Budget | None = None
    skip: frozenset[tuple[str, int]] = frozenset()
    copies: Copies = field(default_factory=Copies)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
