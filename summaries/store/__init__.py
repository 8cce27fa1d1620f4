"""The store: what outlives a restart. Open a `Database`, ask it for a guild's repositories."""

from summaries.store.articles import Rebuild, StoredArticle
from summaries.store.audit import AuditEntry
from summaries.store.briefs import Payload, StoredBrief
from summaries.store.counters import Counts
from summaries.store.database import Database
from summaries.store.drafts import Draft
from summaries.store.errors import (
    AlreadyInLibrary,
    NotStorable,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
)
from summaries.store.guilds import Guild
from summaries.store.runs import Run, RunState
from summaries.store.schedules import Schedule

__all__ = [
    "AlreadyInLibrary",
    "AuditEntry",
    "Counts",
    "Database",
    "Draft",
    "Guild",
    "NotStorable",
    "Payload",
    "Rebuild",
    "Run",
    "RunState",
    "Schedule",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreReadOnly",
    "StoreTooNew",
    "StoreUnreachable",
    "StoredArticle",
    "StoredBrief",
]
