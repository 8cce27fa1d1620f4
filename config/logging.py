"""The log: lines for a person, or JSON for a machine, without secrets."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal, TextIO

# The shape of a bot token: the id in base 64, a time stamp, a signature. So a token that is not
# this bot's own (in an error message, in a pasted text) is kept out of the log too.
_TOKEN_SHAPE = re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}\b")
_HIDDEN = "[secret]"
_QUIET = ("discord", "apscheduler", "alembic", "sqlalchemy", "asyncio")


class _Redacting(logging.Formatter):
    """Formats a record, then takes every secret out, whichever part of the record held it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        # The longest first: one secret may be part of another.
        self._secrets = sorted({s for s in secrets if s}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, its traceback included, with ``[secret]`` for each secret."""
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        """Return ``text`` with ``[secret]`` for each secret, and for what looks like a token."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _TOKEN_SHAPE.sub(_HIDDEN, text)


class _Json(_Redacting):
    """One JSON object a line: time (UTC), level, logger, message and, for an error, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        # Before they are quoted: a quoted secret may no longer look like itself.
        return json.dumps({k: self.redact(v) for k, v in fields.items()}, ensure_ascii=False)


def set_up_logging(
    level: str,
    form: Literal["text", "json"],
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send the log to ``stream`` (standard error by default), without any of ``secrets``.

    ``level`` is ``debug``, ``info``, ``warning`` or ``error``. The libraries' own chatter is shown
    from ``warning`` on, unless ``level`` is ``debug``. Calling it again replaces the set-up.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Json(secrets) if form == "json" else _Redacting(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.NOTSET if level == "debug" else logging.WARNING)
