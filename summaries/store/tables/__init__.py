"""The tables. Whatever changes here needs a migration; a test compares the two."""

from summaries.store.tables.common import metadata
from summaries.store.tables.digests import corrections, previews, runs, schedules
from summaries.store.tables.feeds import feed_entries, feeds
from summaries.store.tables.library import (
    amounts,
    article_facts,
    article_words,
    articles,
    evidence,
    library_days,
    near_copies,
    scored,
    shingles,
    topic_scores,
    topics,
)
from summaries.store.tables.readers import briefs, drafts, looks, reports, shown
from summaries.store.tables.servers import audit, counters, guilds, state

__all__ = [
    "amounts",
    "article_facts",
    "article_words",
    "articles",
    "audit",
    "briefs",
    "corrections",
    "counters",
    "drafts",
    "evidence",
    "feed_entries",
    "feeds",
    "guilds",
    "library_days",
    "looks",
    "metadata",
    "near_copies",
    "previews",
    "reports",
    "runs",
    "schedules",
    "scored",
    "shingles",
    "shown",
    "state",
    "topic_scores",
    "topics",
]
