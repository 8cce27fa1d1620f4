"""The lock files: which release of what, and the hashes that its files must have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[2] / "requirements"
NAMES: Final = ("build.lock", "dev.lock", "run.lock")

_PIN: Final = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;\\]+)\s*(?:;.*)?")
_HASH: Final = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pin:
    """One release of one package."""

    name: str
    version: str


class BadLock(Exception):
    """A lock file lets something in that it does not name exactly; prints as a sentence."""


def pins_of(text: str, name: str) -> tuple[Pin, ...]:
    """Read a lock file. Raises BadLock where a package has no exact version or no hash."""
    found = []
    logical = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    for line in filter(None, map(str.strip, logical.splitlines())):
        wanted, *hashes = re.split(r"\s+(?=--)", line)
        pin = _PIN.fullmatch(wanted.strip())
        if pin is None:
            raise BadLock(f"{name}: “{wanted}” names no exact version: run `make lock`.")
        if not hashes or not all(_HASH.fullmatch(one) for one in hashes):
            raise BadLock(f"{name}: {pin['name']} has no hash, or an odd one: run `make lock`.")
        found.append(Pin(pin["name"], pin["version"]))
    return tuple(found)


def read_locks(folder: Path = FOLDER) -> dict[str, tuple[Pin, ...]]:
    """Read all lock files; what runs must be what was tested. Raises BadLock."""
    locks = {name: pins_of((folder / name).read_text("utf-8"), name) for name in NAMES}
    untested = set(locks["run.lock"]) - set(locks["dev.lock"])
    if untested:
        one = min(untested, key=lambda pin: pin.name)
        raise BadLock(f"run.lock: {one.name} {one.version} is not in dev.lock: run `make lock`.")
    return locks
