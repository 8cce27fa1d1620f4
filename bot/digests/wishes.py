"""What a digest's managers wish of it: read from the options that are stored with its schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.digests.clock import CATCH_UP_HOURS
from summaries.store import GuildSettings, Schedule

CATCH_UP_MOST: Final = 24
EDITOR_MINUTES: Final = range(5, 181)
DEFAULT_EDITOR_MINUTES: Final = 30


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the editions of a digest are posted, beside place, time and topics.

    ``language`` is an ISO 639-1 code, None for the server's. ``quiet`` posts nothing where nothing
    is new. ``editor_minutes`` before an edition its preview goes to ``editor_channel``. ``forum``
    makes of each edition a post of its own; ``thread`` starts a thread under each. ``role`` is
    mentioned, if at all; ``silent`` sends without a notification. ``publish`` lets the channels
    that follow an announcement channel have it. ``catch_up`` is for how many hours a late edition
    is still posted, None for the usual.
    """

    language: str | None = None
    quiet: bool = False
    editor_minutes: int | None = None
    editor_channel: int | None = None
    forum: bool = False
    thread: bool = False
    role: int | None = None
    silent: bool = False
    publish: bool = False
    catch_up: int | None = None

    @classmethod
    def of(cls, schedule: Schedule) -> Wishes:
        """Read the wishes that are stored with a schedule."""
        options = schedule.options
        return cls(
            language=options.get("own_language"),
            quiet=options.get("quiet") == "skip",
            editor_minutes=options.get("editor_minutes"),
            editor_channel=options.get("editor_channel"),
            forum=options.get("forum") is True,
            thread=options.get("thread") is True,
            role=options.get("role"),
            silent=options.get("silent") is True,
            publish=options.get("publish") is True,
            catch_up=options.get(CATCH_UP_HOURS),
        )

    def as_options(self) -> dict[str, Any]:
        """Return what is stored: only what is wished."""
        wished: Mapping[str, Any] = {
            "own_language": self.language,
            "quiet": "skip" if self.quiet else None,
            "editor_minutes": self.editor_minutes,
            "editor_channel": self.editor_channel,
            "forum": self.forum or None,
            "thread": self.thread or None,
            "role": self.role,
            "silent": self.silent or None,
            "publish": self.publish or None,
            CATCH_UP_HOURS: self.catch_up,
        }
        return {name: value for name, value in wished.items() if value is not None}


def language_of(schedule: Schedule, settings: GuildSettings) -> str:
    """Return the language of a digest's editions: its own, else the server's, else English.

    What is stored as "language" is what Discord said of the server (of a private digest: of its
    reader) when the digest was made.
    """
    own, told = Wishes.of(schedule).language, schedule.options.get("language")
    server = settings.language if schedule.follower is None else None
    return str(own or server or told or "en")
