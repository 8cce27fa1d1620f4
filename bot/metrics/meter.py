"""The meter: what is counted and timed, in one place. This one counts nothing."""

from __future__ import annotations

import enum


class Fate(enum.StrEnum):
    """What becomes of an edition. One that was posted late is counted as both."""

    DUE = "due"
    POSTED = "posted"
    LATE = "late"
    FAILED = "failed"
    PUT_OFF = "put_off"


class Meter:
    """Is told what happens, wherever it happens; from any thread. No name of a server or person."""

    def edition(self, fate: Fate) -> None:
        """Count an edition."""

    def ingested(self, seconds: float) -> None:
        """Count an article that was added, and how long it took to read and store."""

    def verified(self, slices: int) -> None:
        """Count sentences that were cut from stored texts, and were what had been quoted."""

    def failed(self, error: Exception) -> None:
        """Count what could not be done; a slice that was refused is counted as that, too."""

    def answered(self, what: str, seconds: float, *, ok: bool) -> None:
        """Count a command or a button by its name, and how long it took."""

    def lagged(self, seconds: float) -> None:
        """Note how much later than asked for the event loop came back."""
