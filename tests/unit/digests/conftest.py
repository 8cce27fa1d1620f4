"""A schedule made by hand: what the digests' tests start from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest

from summaries.store import Schedule

LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def schedule() -> Callable[..., Schedule]:
    """Make a schedule, by default daily at 07:00 in New York, since ever."""

    def make(
        at: time = time(7),
        zone: str = "America/New_York",
        weekdays: tuple[int, ...] = tuple(range(7)),
        created: datetime = LONG_AGO,
    ) -> Schedule:
        return Schedule(
            id="0123456789",
            guild=1,
            channel=2,
            local_time=at,
            zone=zone,
            weekdays=weekdays,
            topics=(),
            created_by=3,
            created=created,
        )

    return make
