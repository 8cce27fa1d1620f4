"""What articles state: worked out when they are stored, or when they are first asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from summaries.corpus import Article
from summaries.evidence import GRAMMAR, Aliases, Evidence, evidence_of
from summaries.store import Database


def made_by(aliases: Aliases) -> str:
    """Return a name for what rows rest on: another when the grammar or a team's names change."""
    if not aliases:
        return GRAMMAR
    said = repr(sorted(aliases.items()))
    return f"{GRAMMAR}:{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def stated(
    database: Database, guild: int, articles: Iterable[Article], aliases: Aliases
) -> dict[str, Evidence]:
    """Return what each article of a guild states; what is not kept yet is worked out and kept."""
    asked = {article.id: article for article in articles}
    rows, making = database.evidence(guild), made_by(aliases)
    known = rows.of(asked, making)
    missing = {
        one: evidence_of(article, aliases) for one, article in asked.items() if one not in known
    }
    if missing:
        rows.write(making, missing)
    return known | missing
