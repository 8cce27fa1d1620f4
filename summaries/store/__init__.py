"""The store: what outlives a restart. Open a `Database`, ask it for a guild's repositories."""

from summaries.store.articles import Rebuild, StoredArticle
from summaries.store.audit import AuditEntry, AuditPage
from summaries.store.briefs import Payload, StoredBrief
from summaries.store.corrections import Correction
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
    TooManyTopics,
    TopicChanged,
)
from summaries.store.feeds import StoredFeed
from summaries.store.guilds import GRACE, Guild
from summaries.store.leases import LEASE, Leased, LeasedRepository, LeasedT, RunState
from summaries.store.library_changes import UNSET, Unset
from summaries.store.library_search import LibraryPage
from summaries.store.previews import Dropped, Preview
from summaries.store.reports import Report, TooSoon
from summaries.store.runs import SKIPPED_BY_HAND, Run
from summaries.store.schedules import Schedule
from summaries.store.settings import GuildSettings
from summaries.store.topics import How, StoredTopic

__all__ = [
    "GRACE",
    "LEASE",
    "SKIPPED_BY_HAND",
    "UNSET",
    "AlreadyInLibrary",
    "AlreadySubscribed",
    "AuditEntry",
    "AuditPage",
    "BadBackup",
    "Correction",
    "Counts",
    "Database",
    "Draft",
    "Dropped",
    "FileExists",
    "FileRefused",
    "Guild",
    "GuildSettings",
    "How",
    "Leased",
    "LeasedRepository",
    "LeasedT",
    "LibraryPage",
    "NotStorable",
    "Payload",
    "Preview",
    "Rebuild",
    "Report",
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
    "StoredTopic",
    "TooManyTopics",
    "TooSoon",
    "TopicChanged",
    "Unset",
]
