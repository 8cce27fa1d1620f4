"""The log: lines for a person, or JSON for a machine, without secrets and without anyone's text."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final, Literal, TextIO

from config.log_errors import error_as_logged
from config.log_fields import fields_now

Form = Literal["auto", "text", "json"]

# The shape of a bot token: the id in base 64, a time stamp, a signature. So a token that is not
# this bot's own (in an error message, in a pasted text) is kept out of the log too.
_TOKEN_SHAPE: Final = re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}\b")
# Discord's addresses for answers and webhooks hold a token of their own, for a while or for ever.
_ANSWER_TOKEN: Final = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w-]{20,}")
_HIDDEN: Final = "[secret]"
_QUIET: Final = ("discord", "apscheduler", "alembic", "sqlalchemy", "asyncio")
_TALKATIVE: Final = ("discord.gateway", "discord.http", "discord.webhook", "sqlalchemy")
"""What would log whole messages, requests or rows at level debug."""


class _Redacting(logging.Formatter):
    """Formats a record, then takes every secret out, whichever part of the record held it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        # The longest first: one secret may be part of another.
        self._secrets = sorted({s for s in secrets if s}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, its traceback included, with ``[secret]`` for each secret."""
        record.exc_text = None  # another handler's, with words that this one leaves out
        return self.redact(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # its name in logging
        record.message = _message(record)
        about = " ".join(f"{name}={value}" for name, value in _fields(record).items())
        return super().formatMessage(record) + (f" [{about}]" if about else "")

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return error_as_logged(ei[1]) if ei[1] is not None else ""

    def redact(self, text: str) -> str:
        """Return ``text`` with ``[secret]`` for each secret, and for what looks like a token."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _ANSWER_TOKEN.sub(rf"\1{_HIDDEN}", _TOKEN_SHAPE.sub(_HIDDEN, text))


class _Json(_Redacting):
    """One JSON object a line: time (UTC), level, logger, message, ids, traceback of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
            **_fields(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            fields["traceback"] = self.formatException(record.exc_info)
        # Before they are quoted: a quoted secret may no longer look like itself.
        safe = {k: self.redact(v) if isinstance(v, str) else v for k, v in fields.items()}
        return json.dumps(safe, ensure_ascii=False, default=str)


def _message(record: logging.LogRecord) -> str:
    """Return what is said; of a library only the first line, for the next ones repeat values."""
    said = record.getMessage()
    return said.partition("\n")[0] if record.name.partition(".")[0] in _QUIET else said


def _fields(record: logging.LogRecord) -> dict[str, object]:
    """Return what the line is about: the task's ids, and the code that a person was told."""
    reference = record.__dict__.get("reference")
    return {**fields_now(), **({"reference": reference} if reference else {})}


def set_up_logging(
    level: str,
    form: Form,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send the log to ``stream`` (standard error by default), without any of ``secrets``.

    ``level`` is ``debug``, ``info``, ``warning`` or ``error``. ``form`` of ``auto`` means lines for
    a person on a terminal, and JSON elsewhere. The libraries' own chatter is shown from ``warning``
    on, unless ``level`` is ``debug``, and never where it holds what people wrote. Calling it again
    replaces the set-up.
    """
    out = stream or sys.stderr
    if form == "auto":
        form = "text" if out.isatty() else "json"
    handler = logging.StreamHandler(out)
    handler.setFormatter(_Json(secrets) if form == "json" else _Redacting(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    logging.captureWarnings(True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.NOTSET if level == "debug" else logging.WARNING)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO if level == "debug" else logging.WARNING)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
