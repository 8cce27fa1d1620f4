"""A person at a terminal: types a command, reads what is answered, sees how it ended."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.app import app

PROJECT = Path(__file__).parents[3]
SEEDS = PROJECT / "seeds"
NEWS = (
    "The ministry said on Monday that it would send 40 trucks of flour to the coastal province. "
    "Two bridges on the main road were washed away during the storm last week. "
    "Engineers from the army expect to open a temporary crossing by Friday. "
    "Fishermen in the port of Lindal lost at least 60 boats, according to the harbour office."
)


@dataclass(frozen=True)
class Answer:
    """What a command wrote, and the code that it ended with."""

    code: int
    out: str
    err: str


Terminal = Callable[..., Answer]


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("PULLQUOTE_", "DISCORD_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PULLQUOTE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PULLQUOTE_STARTER_CORPUS", str(SEEDS))


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """`run` sets the log of this process up; other tests must not write to its closed stream."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def pullquote() -> Terminal:
    """Type a command, in this process."""

    def typed(*arguments: object, stdin: str | bytes = "") -> Answer:
        result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)
        if not isinstance(result.exception, SystemExit | None):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)

    return typed


@pytest.fixture
def in_shell() -> Terminal:
    """Type a command as a shell runs it: another process, `python -m bot`."""

    def typed(*arguments: object, stdin: bytes = b"", **environment: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
            timeout=60,
            check=False,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return typed


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An empty folder for articles."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder
