"""What a guild has set for itself, each with its type; a value that can't be is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from summaries.evidence.aliases import Alias

SHARE: Final = 0.2
"""How much of an article's sentences one message may quote, unless a guild says otherwise."""


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """The settings of one guild. None, and what is not set, mean: as for everybody.

    ``manager_role``, ``audit_channel`` and ``reports_channel`` are Discord's ids, ``language`` is
    an ISO 639-1 code, ``share`` lies over 0 and up to 1, ``method`` is a name of a selection
    method. ``aliases`` are
    other names of people, places and bodies: the name each stands for, by the folded other name;
    ``spellings`` are those other names as they were written, by the same. ``private_digests`` tells
    whether members may have digests of their own.
    """

    manager_role: int | None = None
    language: str | None = None
    audit_channel: int | None = None
    reports_channel: int | None = None
    share: float = SHARE
    method: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    private_digests: bool = True

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> GuildSettings:
        """Read what is stored; an unknown name or an impossible value counts as not set."""
        known = {f.name for f in fields(cls)}
        return cls(**{k: v for k, v in stored.items() if k in known and _CHECKS[k](v)})

    def to_json(self) -> dict[str, Any]:
        """Return what is stored: only what differs from the default."""
        default = asdict(GuildSettings())
        return {name: v for name, v in asdict(self).items() if v != default[name]}

    def names(self) -> dict[str, Alias]:
        """Return the list of other names, by the folded other name."""
        return {
            key: Alias(self.spellings.get(key, key), name) for key, name in self.aliases.items()
        }


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_aliases(value: object) -> bool:
    return isinstance(value, dict) and all(_is_name(k) and _is_name(v) for k, v in value.items())


_CHECKS: Final = {
    "manager_role": _is_id,
    "language": _is_name,
    "audit_channel": _is_id,
    "reports_channel": _is_id,
    "share": _is_share,
    "method": _is_name,
    "aliases": _is_aliases,
    "spellings": _is_aliases,
    "private_digests": _is_switch,
}
