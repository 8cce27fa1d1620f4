"""Audit the dependencies: the lock files are whole, and no release in them is known to be unsafe.

The first needs no network. For the second the public database of advisories at osv.dev is asked,
with the names and versions of the lock files and nothing else; where it can't be reached, that is
said, and the audit passes: a machine without a network must be able to run `make check`. With
`--strict` it fails then.
"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any, Final

from tests.supply.locks import BadLock, Pin, read_locks

_ADVISORIES: Final = "https://api.osv.dev/v1/querybatch"
_PATIENCE: Final = 10.0  # seconds
_MOST: Final = 10_000_000  # bytes of an answer
PASSED, UNSAFE, UNKNOWN = 0, 1, 3


def main(arguments: Sequence[str]) -> int:
    """Return the exit status: 0 passed, 1 something is wrong, 3 (strict only) nobody could tell."""
    try:
        locks = read_locks()
    except (BadLock, OSError) as error:
        print(f"Dependency audit: {error}", file=sys.stderr)
        return UNSAFE
    pins = sorted({pin for lock in locks.values() for pin in lock}, key=lambda pin: pin.name)
    print(f"Dependency audit: {len(pins)} releases, each with its exact version and hashes.")
    try:
        unsafe = advisories(pins)
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        print(f"Dependency audit: the advisories could NOT be looked up ({reason}).")
        return UNKNOWN if "--strict" in arguments else PASSED
    for pin, ids in unsafe.items():
        print(f"Dependency audit: {pin.name} {pin.version}: {', '.join(ids)}", file=sys.stderr)
    if not unsafe:
        print("Dependency audit: no advisory is known for any of them.")
    return UNSAFE if unsafe else PASSED


def advisories(pins: Sequence[Pin]) -> dict[Pin, list[str]]:
    """Ask which releases have known advisories. Raises OSError where there is no answer."""
    asked = [{"package": {"name": p.name, "ecosystem": "PyPI"}, "version": p.version} for p in pins]
    request = urllib.request.Request(
        _ADVISORIES,
        data=json.dumps({"queries": asked}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
        return found_in(pins, json.loads(answer.read(_MOST)))


def found_in(pins: Sequence[Pin], answer: dict[str, Any]) -> dict[Pin, list[str]]:
    """Read an answer: one result for each release, in order. Raises ValueError for any other."""
    results = answer["results"]
    if len(results) != len(pins):
        raise ValueError("the answer is about something else")
    named = {pin: [str(one["id"]) for one in (said or {}).get("vulns", ())]
             for pin, said in zip(pins, results, strict=True)}  # fmt: skip
    return {pin: ids for pin, ids in named.items() if ids}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
