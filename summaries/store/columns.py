"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from summaries.packing import unpacked
from summaries.store.errors import NotStorable
from summaries.store.packed import pack_rows, pack_text, unpack_rows, unpack_text

_MOST: Final = 16_000_000  # bytes; a long brief of a large library has 100,000
_FAST: Final = 1  # a fifth longer than at its best, in a third of the time


class Words(sa.types.TypeDecorator[str]):
    """Text that is stored code point for code point, or refused.

    A lone surrogate has no UTF-8 form, and PostgreSQL has no zero character: dropping
    either would move every offset after it, so the whole value is refused.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else _storable(value)


class PackedText(sa.types.TypeDecorator[str]):
    """A long text, refused as `Words` refuses it, that is kept packed.

    A damaged one is read as "", so that a query for many rows still gives the others: it has not
    the hash that was stored with it, and whoever makes an article of it is told so.
    """

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else pack_text(_storable(value))

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> str | None:
        try:
            return None if value is None else unpack_text(value)
        except (ValueError, TypeError):
            return ""  # SQLite may even hold letters in a column of bytes


class PackedRows(sa.types.TypeDecorator[bytes]):
    """What an article states, as `summaries.evidence.codec` gives it; damaged rows are no bytes."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else pack_rows(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> bytes | None:
        try:
            return None if value is None else unpack_rows(value)
        except (ValueError, TypeError):
            return b""


class Moment(sa.types.TypeDecorator[datetime]):
    """A point in time: aware in, aware in UTC out.

    SQLite forgets the zone, so everything is turned to UTC before it is written.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise NotStorable(reason="a time came without its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Json(sa.types.TypeDecorator[Any]):
    """JSON, kept as text so that both databases keep the same letters.

    Everything outside ASCII is escaped, so it carries any string that Python can hold.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        if value is None:
            return None
        return _as_json(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        return None if value is None else json.loads(value)


class PackedJson(bytes):
    """JSON as it is kept in a `Packed` column: many rows may hold what was packed once."""


class Packed(sa.types.TypeDecorator[Any]):
    """JSON that is long and seldom read: packed with zlib, to a seventh or so of its length.

    Reading raises ValueError where it is damaged.
    """

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> bytes | None:
        if value is None:
            return None
        return bytes(value if isinstance(value, PackedJson) else pack(value))

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> Any:
        return None if value is None else json.loads(unpacked(value, _MOST))


def pack(value: Any) -> PackedJson:
    """Pack what a `Packed` column is to hold. Raises NotStorable for what is no JSON."""
    return PackedJson(zlib.compress(_as_json(value).encode(), _FAST))


def _storable(text: str) -> str:
    place = text.find("\x00")
    if place >= 0:
        raise NotStorable(reason=f"its text has a zero character at place {place}")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotStorable(
            reason=f"its text has half a character (a lone surrogate) at place {error.start}"
        ) from error
    return text


def _as_json(value: Any) -> str:
    try:
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise NotStorable(reason=str(error)) from error


# SQLite counts rows by itself only in a column whose type is exactly INTEGER.
RowNumber = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
