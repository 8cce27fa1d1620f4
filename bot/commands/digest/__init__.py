"""/digest: when a channel gets its editions. For managers, checked here whatever Discord shows."""

from bot.commands.digest import (
    checking,
    listing,
    pausing,
    preview,
    removing,
    schedule,
    skipping,
    status,
)
from bot.commands.digest.group import digest

__all__ = [
    "checking",
    "digest",
    "listing",
    "pausing",
    "preview",
    "removing",
    "schedule",
    "skipping",
    "status",
]
