"""What was measured, as a table for the terminal and as docs/performance.md: no figure by hand.

`python -m tests.benchmarks.performance` writes the page again from docs/performance.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.many_servers import SERVERS, SIZES

DOCS: Final = Path(__file__).parents[2] / "docs"
RESULTS: Final = DOCS / "performance.json"
PAGE: Final = DOCS / "performance.md"

Figures = dict[str, Any]

_WANTED: Final = (1_000, 10_000, 100_000, 1_000_000)  # articles

_SINGLE: Final = (
    ("ingest_ms", "taking an article in, everything worked out", "ms CPU"),
    ("anew_ms", "a topic's brief made anew, its articles known", "ms CPU"),
    ("words_ms", "a brief of new free words", "ms CPU"),
    ("rescore_ms", "scoring an article for a changed topic", "ms CPU"),
    ("having_ms", "finding the articles for two words", "ms"),
    ("peer_ms", "the same by FTS5's bm25 / ts_rank", "ms"),
    ("lexrank_ms", "the topic's brief by sumy's LexRank", "ms CPU"),
    ("revision_ms", "asking whether the library changed", "ms"),
    ("bytes_an_article", "database", "bytes an article"),
    ("load", "load of the machine meanwhile", ""),
)
_ASKED: Final = (
    ("bare", "bare command"),
    ("topic", "topic"),
    ("popular", "free words, by Zipf's law"),
    ("words", "new free words"),
)
_RATES: Final = (20, 100)


def rows(known: Figures) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table, the heading first."""
    libraries = [
        (f"{int(size):,} {kind}", figures)
        for size, kinds in sorted(known["libraries"].items(), key=lambda one: int(one[0]))
        for kind, figures in sorted(kinds.items(), reverse=True)
    ]
    yield "", *(name for name, _ in libraries)
    for rate in _RATES:
        for key, name in _ASKED:
            found = [figures[f"{key}_{rate}"] for _, figures in libraries]
            yield (
                f"{name}, {rate} a second: p50 / p95 / p99 ms",
                *(f"{f['p50_ms']:.0f} / {f['p95_ms']:.0f} / {f['p99_ms']:.0f}" for f in found),
            )
            yield "– CPU ms an answer", *(f"{f['cpu_ms']:.1f}" for f in found)
            yield (
                "– longest stop of the loop, by its own work, ms",
                *(f"{f['own_stall_ms']:.0f}" for f in found),
            )
    for key, name, unit in _SINGLE:
        yield (
            f"{name}{f', {unit}' if unit else ''}",
            *(f"{figures[key]:,}" for _, figures in libraries),
        )


def table(known: Figures) -> str:
    """Return the table for a terminal."""
    found = list(rows(known))
    widths = [max(map(len, column)) for column in zip(*found, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(w) if not i else cell.rjust(w) for i, (cell, w) in enumerate(line))
        for line in (tuple(zip(row, widths, strict=True)) for row in found)
    )


def write_page(known: Figures) -> None:
    """Write docs/performance.md."""
    head, *body = rows(known)
    machine, start = known["machine"], known["start"]
    lines = [
        "# Performance",
        "",
        "This page is written by `make bench` from what it measured (docs/performance.json).",
        (
            f"Machine: {machine['model']}, {machine['cores']} cores, {machine['gib']} GiB, "
            f"{machine['system']}, Python {machine['python']}."
        ),
        (
            f"Start to READY: {start['cpu_s']} s CPU, {start['peak_mib']} MiB at most. "
            + " ".join(_in_servers(size, mib) for size, mib in start["servers"].items())
        ),
        "",
        "| " + " | ".join(head) + " |",
        "|---" * len(head) + "|",
        *("| " + " | ".join(row) + " |" for row in body),
        "",
        *_missing(known),
        "",
        *_growth(known),
        "",
        _HOW,
    ]
    PAGE.write_text("\n".join(lines) + "\n")


def _in_servers(size: str, mib: Figures) -> str:
    channels, roles = SIZES[size]
    return (
        f"With what briefs need and {SERVERS:,} servers of {channels} channels and {roles} roles "
        f"{mib['servers_mib']} MiB at READY, {mib['brief_mib']} MiB after a first brief."
    )


def _missing(known: Figures) -> Iterator[str]:
    """Say what was asked for and is not in the table."""
    left = [
        f"{size:,} articles on {kind}"
        for size in _WANTED
        for kind in ("SQLite", "PostgreSQL")
        if kind not in known["libraries"].get(str(size), {})
    ]
    if left:
        yield f"- Not measured: {', '.join(left)}."


def _growth(known: Figures) -> Iterator[str]:
    yield "## How cost grows"
    yield ""
    for kind in ("SQLite", "PostgreSQL"):
        found = {int(s): k[kind] for s, k in known["libraries"].items() if kind in k}
        if len(found) < 2:
            continue
        least, most = min(found), max(found)
        times = most / least
        for key, name, _ in _SINGLE[:5]:
            grew = found[most][key] / found[least][key] if found[least][key] else 0
            yield f"- {kind}: {name}: {grew:.1f} times for {times:.0f} times the articles."


_HOW: Final = """\
## How it is measured

- **Texts** are recombined: paragraphs of the seeds and of GUM's news (`tests/quality/data` has its
  licence) with one plain word in five and every leading digit changed, among sentences of two
  halves each; one word in 25 is a rare one, made up, drawn by Zipf's law from a vocabulary that
  grows as Heaps' law says (44 times the square root of all words). About 4,700 characters each.
- **Libraries up to 10,000** articles are taken in as any article is. **Larger ones** are the one of
  10,000 and articles dealt out of its paragraphs, with what was worked out of each (sentences,
  words, hashes, topic scores, evidence) moved to where it now stands, and a paragraph of new rare
  words (`tests/benchmarks/grown.py`); `disagreeing` there counts those that have other
  sentences or scores than are worked out anew, as where a row reached over a paragraph.
- **Answers**: people ask at a fixed rate, whether answers come or not, in one process. A wait runs
  from when a person asked to when the message's parts are made; Discord and its network are not
  in it. The three topics are asked in turn. Free words are two words: drawn by Zipf's law from a
  thousand questions, as people ask mostly what others asked; and then such as nobody asked before,
  which is the hardest case. Twenty are asked before anything is measured, as of a bot that runs.
  Waits are of the wall clock, so other work on the machine counts: see its load, and the
  CPU time of an answer, which does not depend on it so much.
- **Taking in**: a hundred articles, after a hundred others by which most words are known.
- **Stops of the loop** are counted by a heartbeat of 5 ms; the time that the loop's thread itself
  worked meanwhile is what is told.
- **Peers** do less: FTS5's bm25 and ts_rank find and rank articles only; LexRank ranks the topic's
  candidates in place of ours.
"""

if __name__ == "__main__":
    write_page(json.loads(RESULTS.read_text()))
