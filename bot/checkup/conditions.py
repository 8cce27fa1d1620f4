"""A condition that was looked at: its name, what was found, and if it is not met, the cure."""

from __future__ import annotations

from dataclasses import dataclass


class Unmet(Exception):
    """A condition is not met: ``said`` is what was found, ``cure`` what to do about it."""

    def __init__(self, said: str, cure: str) -> None:
        super().__init__(f"{said} {cure}")
        self.said, self.cure = said, cure


@dataclass(frozen=True, slots=True)
class Condition:
    """What one look found. ``cure`` is None where the condition is met."""

    name: str
    said: str
    cure: str | None = None

    @property
    def met(self) -> bool:
        return self.cure is None
