"""The store: what outlives a restart. Open a `Database`, ask it for a guild's repositories."""

from summaries.store.articles import Rebuild, StoredArticle
from summaries.store.audit import AuditEntry, AuditPage
from summaries.store.briefs import Payload, StoredBrief
from summaries.store.counters import Counts
from summaries.store.database import Database
from summaries.store.drafts import Draft
from summaries.store.errors import (
    AlreadyInLibrary,
    AlreadySubscribed,
    BadBackup,
    FileExists,
    FileRefused,
    NotStorable,
    StoreAway,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreInUse,
    StoreMissing,
    StoreNotEmpty,
    StoreReadOnly,
    StoreTaken,
    StoreTooNew,
    StoreUnreachable,
)
from summaries.store.feeds import StoredFeed
from summaries.store.guilds import GRACE, Guild
from summaries.store.library_changes import UNSET, Unset
from summaries.store.library_search import LibraryPage
from summaries.store.runs import LEASE, Run, RunState
from summaries.store.schedules import Schedule
from summaries.store.settings import GuildSettings

__all__ = [
    "GRACE",
    "LEASE",
    "UNSET",
    "AlreadyInLibrary",
    "AlreadySubscribed",
    "AuditEntry",
    "AuditPage",
    "BadBackup",
    "Counts",
    "Database",
    "Draft",
    "FileExists",
    "FileRefused",
    "Guild",
    "GuildSettings",
    "LibraryPage",
    "NotStorable",
    "Payload",
    "Rebuild",
    "Run",
    "RunState",
    "Schedule",
    "StoreAway",
    "StoreBusy",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreInUse",
    "StoreMissing",
    "StoreNotEmpty",
    "StoreReadOnly",
    "StoreTaken",
    "StoreTooNew",
    "StoreUnreachable",
    "StoredArticle",
    "StoredBrief",
    "StoredFeed",
    "Unset",
]
