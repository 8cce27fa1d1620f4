"""One bot on one SQLite file: a second one is refused, because both would answer and post."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from summaries.store.engine import refused_by_the_system
from summaries.store.errors import StoreInUse, StoreTaken


class OnlyBot:
    """A lock beside a database file; it ends with the process, however that ends.

    Where the system has no such locks (Windows), nobody is refused.
    """

    def __init__(self, file: Path) -> None:
        self._path = file.with_name(f"{file.name}.bot")
        self._database = file
        self._held: int | None = None

    def take(self) -> None:
        """Hold the lock until `leave`. Raises StoreTaken if another bot has it."""
        if sys.platform == "win32" or self._held is not None:
            return
        import fcntl

        try:
            held = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise refused_by_the_system(error, str(self._database)) from error
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            raise StoreTaken(str(self._database)) from None
        self._held = held

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep bots away for a while. Raises StoreInUse if one is running."""
        if self.held:
            raise StoreInUse(str(self._database))
        try:
            self.take()
        except StoreTaken:
            raise StoreInUse(str(self._database)) from None
        try:
            yield
        finally:
            self.leave()

    @property
    def held(self) -> bool:
        """Tell whether it is held by this program."""
        return self._held is not None

    def leave(self) -> None:
        """Let another bot have the file. The lock's file stays: removing it could race."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
