"""What a log line is about: ids that go with the work, so that no message has to repeat them."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType

_NONE: Mapping[str, object] = MappingProxyType({})
_FIELDS: ContextVar[Mapping[str, object]] = ContextVar("log_fields", default=_NONE)


def log_about(**fields: object) -> None:
    """Put ids into every line that the task which calls this logs from now on.

    Only ids and fixed names (``guild``, ``schedule``, ``command``), never words that people wrote.
    A task has a context of its own, so they end with it; None leaves a field as it was.
    """
    _FIELDS.set({**_FIELDS.get(), **{k: v for k, v in fields.items() if v is not None}})


def fields_now() -> Mapping[str, object]:
    """Return the fields of the task that asks."""
    return _FIELDS.get()
