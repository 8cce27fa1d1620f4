"""Drafts: what was received waits in the database until its card is answered.

A draft holds all that is needed to make the same article again, so that a restart between the card
and the answer loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from bot.desk import Desk
from bot.labels import Labels
from bot.pages.article_card import Near, draft_card
from summaries.corpus import Article, Duplicate, SetAside, body_text
from summaries.corpus.extracted import Extracted, article_of
from summaries.ingest import Candidate, as_facts, from_facts
from summaries.store import AlreadyInLibrary, Draft
from summaries.text import count_words


@dataclass(frozen=True, slots=True)
class Received:
    """Something that may become an article.

    ``keep`` holds the starts of lines that an editor took back from those set aside; ``seam`` is
    where two pasted parts were joined.
    """

    extracted: Extracted
    file: str | None = None
    keep: frozenset[int] = frozenset()
    seam: int | None = None

    @classmethod
    def of(cls, draft: Draft) -> Self:
        """Read what a draft holds."""
        facts = draft.facts
        extracted = from_facts(draft.text, facts)
        return cls(extracted, draft.file, frozenset(facts.get("keep", ())), facts.get("seam"))

    @property
    def facts(self) -> dict[str, Any]:
        """All of it but text and file, as a draft keeps it."""
        return as_facts(self.extracted) | {"keep": sorted(self.keep), "seam": self.seam}

    def article(self) -> Article:
        """Make the article that it is."""
        return article_of(self.extracted, id="draft", file=self.file, keep=self.keep)

    def toggled(self, line: int) -> Self:
        """Take the line that starts at ``line`` back, or set it aside again."""
        return replace(self, keep=self.keep ^ {line})

    def lines(self, article: Article) -> list[tuple[SetAside, bool]]:
        """Return the lines that rules set aside, and which of them were taken back.

        ``article`` is what `article` returned.
        """
        lines = {line.span.start: (line, False) for line in article.set_aside}
        # A large text takes its time, so it is read again only where a line was taken back.
        plain = replace(self, keep=frozenset()).article().set_aside if self.keep else ()
        for line in plain:
            if line.span.start in self.keep:
                lines[line.span.start] = (line, True)
        return [lines[start] for start in sorted(lines)]


def put(desk: Desk, guild: int, received: Received, user: int) -> str:
    """Keep what was received, and return the name that its buttons carry."""
    desk.database.guilds().drop_old_drafts()
    return desk.database.drafts(guild).put(
        received.extracted.text, file=received.file, user=user, facts=received.facts
    )


def card_of(
    desk: Desk, guild: int, candidate: Candidate, received: Received, labels: Labels
) -> tuple[str, ...]:
    """Write the card of a candidate."""
    return draft_card(
        candidate.article,
        labels,
        near=_near(desk, guild, candidate.article, candidate.near or ()),
        withdrawn=candidate.twin,
        seam=received.seam,
        about=candidate.date_uncertain,
    )


def store_draft(desk: Desk, guild: int, draft_id: str, user: int) -> Article | None:
    """Put a draft into the library; None if there is no such draft any more.

    Raises AlreadyInLibrary. The draft is dropped last: of two presses at once the second meets the
    first's article and is refused as its twin, and a crash in between leaves a draft whose article
    is already there.
    """
    drafts = desk.database.drafts(guild)
    draft = drafts.get(draft_id)
    if draft is None:
        return None
    received = Received.of(draft)
    candidate = Candidate(received.extracted, received.article())
    try:
        stored = desk.intake.accept(guild, candidate, by=user)
    except AlreadyInLibrary:
        drafts.drop(draft_id)
        raise
    drafts.drop(draft_id)
    return stored


def _near(desk: Desk, guild: int, article: Article, found: Sequence[Duplicate]) -> list[Near]:
    others = desk.database.library(guild).get_many(one.article for one in found)
    words = count_words(body_text(article))
    return [
        Near(one.article, other.title, one.share, whole=words <= count_words(body_text(other)))
        for one in found
        if (other := others.get(one.article)) is not None
    ]
