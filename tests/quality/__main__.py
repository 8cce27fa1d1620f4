"""Print what is measured, beside peers and floors: `make quality`, or `python -m tests.quality`.

`--raise` pins better values as the new floors; only `--lower` lets a floor fall.
"""

from __future__ import annotations

import argparse
import math
import tomllib
from pathlib import Path
from typing import Final

from summaries.topics.rule import METHODS
from tests.quality.compare import print_comparison
from tests.quality.measures import (
    LOWER_IS_BETTER,
    brief_of,
    brief_places,
    gold,
    lead_places,
    measures,
    nuggets,
    topics,
)
from tests.quality.sets import fetched

FLOORS: Final = Path(__file__).with_name("floors.toml")
_HEAD: Final = "# Written by `python -m tests.quality --raise`; lowering a floor takes --lower.\n\n"


def floors() -> dict[str, float]:
    """Return the pinned floors by the names of their measures."""
    return {name: float(value) for name, value in tomllib.loads(FLOORS.read_text("utf-8")).items()}


def holds(name: str, value: float, floor: float) -> bool:
    """Tell whether a value is no worse than its floor."""
    return value <= floor if name in LOWER_IS_BETTER else value >= floor


def main() -> int:
    """Print the tables; exit with 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--raise", dest="up", action="store_true", help="pin what became better")
    parser.add_argument("--lower", action="store_true", help="pin what became worse, too")
    given = parser.parse_args()
    pinned, missed = floors(), 0
    measured = {name: measure() for name, measure in measures().items()}
    print(f"{'measure':36} {'value':>8} {'floor':>8}")
    for name, value in measured.items():
        floor = pinned.get(name)
        kept = floor is None or holds(name, value, floor)
        missed += not kept
        print(f"{name:36} {value:8.3f} {_shown(floor):>8}{'' if kept else '  MISSED'}")
    for absent in ("GUM", "EWT", "SQUALITY"):
        if fetched(absent) is None:
            print(f"not measured: PULLQUOTE_{absent}_DIR names no fetched copy")
    _print_methods()
    print_comparison()
    if given.up or given.lower:
        _pin(measured, pinned, lower=given.lower)
    return 1 if missed and not given.lower else 0


def _print_methods() -> None:
    """Print the vital nuggets of each method on the same candidates, and of the lead."""
    names = [t.name for t in topics() if t.name.replace("-", "_") in gold()["nuggets"]]
    print(f"\n{'vital nuggets, first 8 entries':32}" + "".join(f"{name:>22}" for name in names))
    lead = [nuggets(name, lead_places()) for name in names]
    print(f"{'lead, no rule':32}" + "".join(f"{value:22.3f}" for value in lead))
    for method in METHODS:
        values = [
            nuggets(t.name, brief_places(brief_of(t, method))) for t in topics() if t.name in names
        ]
        print(f"{method:32}" + "".join(f"{value:22.3f}" for value in values))


def _shown(floor: float | None) -> str:
    return "–" if floor is None else f"{floor:.3f}"


def _pin(measured: dict[str, float], pinned: dict[str, float], *, lower: bool) -> None:
    """Write the floors anew: a better value always, a worse one only where that is asked for."""
    for name, value in measured.items():
        floor = pinned.get(name)
        if floor is None or lower or holds(name, value, floor):
            # Rounded to the safe side, so that the last digit of a float never fails a run.
            scale = 1_000
            up = name in LOWER_IS_BETTER
            pinned[name] = (math.ceil if up else math.floor)(value * scale) / scale
    lines = [f'"{name}" = {value}\n' for name, value in sorted(pinned.items())]
    FLOORS.write_text(_HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
