"""`make scaling`: what a million servers and a thousand million articles would need, simulated.

It prints the numbers and writes docs/scaling.md. What an article and an answer cost is taken from
docs/performance.json; how people and servers are spread is assumed, and said.
"""

from __future__ import annotations

import heapq
import json
import random
from bisect import bisect
from collections import Counter
from itertools import accumulate
from typing import Any, Final

from tests.benchmarks.performance import DOCS, RESULTS

PAGE: Final = DOCS / "scaling.md"

GUILDS: Final = 1_000_000
ARTICLES: Final = 1_000_000_000
SAMPLE: Final = 100_000  # servers that are simulated; the others are like them

A_SHARD: Final = 2_500  # servers at most, by Discord
WANTED_A_SHARD: Final = 1_000
AT_ONCE: Final = 16  # shards that may identify in five seconds, of a very large bot
GLOBAL: Final = 50  # requests a second, unless Discord grants more; answers are not counted

WITH_DIGEST: Final = 0.2
ZONES: Final = (
    (-8, 5), (-7, 3), (-6, 9), (-5, 14), (-4, 4), (-3, 9), (0, 9), (1, 14), (2, 7), (3, 6),
    (5.5, 7), (7, 5), (8, 6), (9, 5), (10, 2),
)  # fmt: skip
"""Hours from UTC, and how many servers of a hundred are there, roughly as people are."""
HOURS: Final = ((6, 10), (7, 35), (8, 30), (9, 15), (17, 10))
QUARTERS: Final = ((0, 80), (15, 5), (30, 12), (45, 3))

FEEDS_A_GUILD: Final = 3
FEEDS: Final = 200_000
EVERY: Final = 15 * 60
ASKED_A_DAY: Final = 5  # by a server's readers, mostly about its topics
BUSY: Final = 4  # times the day's mean, in the busiest hour
CHANGES_A_DAY: Final = 24  # hours in which feeds brought something


def main() -> None:
    found = {
        "global_rate": GLOBAL,
        **cost(),
        **gateway(),
        **digests(),
        **feeds(),
        **answers(),
        **libraries(),
    }
    for name, value in found.items():
        print(f"{name:28} {value:,}" if not isinstance(value, str) else f"{name:28} {value}")
    PAGE.write_text(_PAGE.format_map({k: _said(v) for k, v in found.items()}))


def cost() -> dict[str, Any]:
    """Take what was measured of the largest library."""
    known = json.loads(RESULTS.read_text())["libraries"]
    size = max(known, key=int)
    one = known[size].get("SQLite") or next(iter(known[size].values()))
    return {
        "measured_at": int(size),
        "bytes_an_article": one["bytes_an_article"],
        "ingest_ms": one["ingest_ms"],
        "kept_ms": one["topic_20"]["cpu_ms"],
        "anew_ms": one["anew_ms"],
        "words_ms": one["words_ms"],
    }


def gateway() -> dict[str, Any]:
    shards = -(-GUILDS // WANTED_A_SHARD)
    shards = -(-shards // AT_ONCE) * AT_ONCE
    return {
        "least_shards": GUILDS // A_SHARD,
        "shards": shards,
        "identify_minutes": round(shards / AT_ONCE * 5 / 60, 1),
        "identifies_a_day": max(2_000, GUILDS // 1_000 * 5),
    }


def digests() -> dict[str, Any]:
    """Let every digest of a day become due, and send so many a second; tell how late they are."""
    drawn = random.Random(1)
    count = round(GUILDS * WITH_DIGEST)
    due = []
    for _ in range(count):
        zone, hour, minute = (_one_of(one, drawn) for one in (ZONES, HOURS, QUARTERS))
        due.append(((hour - zone) % 24 * 60 + minute) * 60)
    due.sort()
    said: dict[str, Any] = {"digests": count, "digests_a_minute": max(Counter(due).values())}
    for rate in (GLOBAL, 500):
        free, late = 0.0, []
        for moment in due:
            free = max(free, moment) + 1 / rate
            late.append(free - moment)
        late.sort()
        said[f"late_p50_{rate}"] = round(late[count // 2] / 60, 1)
        said[f"late_p99_{rate}"] = round(late[int(count * 0.99)] / 60, 1)
    return said


def feeds() -> dict[str, Any]:
    """Draw each server's feeds by Zipf's law, and count the distinct ones."""
    drawn = random.Random(2)
    ends = list(accumulate(1 / rank for rank in range(1, FEEDS + 1)))
    asked = {bisect(ends, drawn.random() * ends[-1]) for _ in range(SAMPLE * 10 * FEEDS_A_GUILD)}
    return {
        "feed_looks": round(GUILDS * FEEDS_A_GUILD / EVERY),
        "distinct_looks": round(len(asked) / EVERY),
    }


def answers() -> dict[str, Any]:
    """Let servers' readers ask through a day; a brief is made anew after its library changed."""
    drawn = random.Random(3)
    kept = every = 0
    for _ in range(SAMPLE // 10):
        busy = drawn.paretovariate(1.2)
        asked = min(500, round(drawn.expovariate(1 / ASKED_A_DAY) * busy / 3))
        events = [(drawn.random(), drawn.randrange(3)) for _ in range(asked)]
        events += [(drawn.random(), -1) for _ in range(round(CHANGES_A_DAY))]
        heapq.heapify(events)
        fresh: set[int] = set()
        while events:
            _, topic = heapq.heappop(events)
            if topic < 0:
                fresh.clear()
                continue
            kept, every = kept + (topic in fresh), every + 1
            fresh.add(topic)
    cost_of = cost()
    share = kept / every
    rate = GUILDS * ASKED_A_DAY / 86_400 * BUSY
    mean = share * cost_of["kept_ms"] + (1 - share) * (cost_of["anew_ms"] + cost_of["kept_ms"])
    editions = GUILDS * WITH_DIGEST * cost_of["anew_ms"] / 1e3 / 3_600
    return {
        "kept_share": round(share * 100),
        "asked_a_second": round(rate),
        "answer_cores": round(rate * mean / 1e3, 1),
        "edition_core_hours": round(editions, 1),
    }


def libraries() -> dict[str, Any]:
    """Spread the articles over servers as sizes usually are: few have most."""
    drawn = random.Random(4)
    sizes = [drawn.paretovariate(1.1) for _ in range(SAMPLE)]
    whole = sum(sizes)
    sizes = sorted((ARTICLES / (GUILDS / SAMPLE) * size / whole for size in sizes), reverse=True)
    small = sum(size <= 200 for size in sizes) / SAMPLE
    cost_of = cost()
    return {
        "small_share": round(small * 100),
        "over_million": round(sum(size > 1_000_000 for size in sizes) * GUILDS / SAMPLE),
        "top_share": round(sum(sizes[: SAMPLE // 100]) / sum(sizes) * 100),
        "terabytes": round(ARTICLES * cost_of["bytes_an_article"] / 1e12, 1),
        "ingest_cores": round(ARTICLES / 365 / 86_400 * cost_of["ingest_ms"] / 1e3, 1),
        "ingest_a_second": round(ARTICLES / 365 / 86_400),
    }


def _one_of(choices: tuple[tuple[float, int], ...], drawn: random.Random) -> float:
    ends = list(accumulate(weight for _, weight in choices))
    return choices[bisect(ends, drawn.random() * ends[-1])][0]


def _said(value: object) -> str:
    return value if isinstance(value, str) else f"{value:,}"


_PAGE: Final = """\
# Scaling, on paper

What a million servers and a thousand million articles would need. The numbers are printed by
`make scaling` (tests/benchmarks/scaling.py), which simulates a day; what one thing costs is what
docs/performance.md measured at {measured_at} articles. Nothing here was run at that size.

## What is there today

One process and one SQLite file; or several processes on one PostgreSQL database, each with its range
of shards (`PULLQUOTE_SHARDS=0-3/16`). Digests, feeds and log lines are claimed in the database, so
any process does them for any server (decision 021). tests/faults/test_several_processes.py kills one.

## Discord's own limits

- A shard has at most 2,500 servers: {least_shards} shards at least. With 1,000 servers each, and a
  multiple of 16 as very large bots need, {shards}. Sixteen may identify every five seconds, so a
  cold start of all takes {identify_minutes} minutes, and {identifies_a_day} sessions a day may begin:
  restart processes one after another, and let discord.py resume.
- Answers to interactions do not count against the limit of {global_rate} requests a second; digests
  do. {digests} digests a day, most of them at full hours and where most people live, put
  {digests_a_minute} into one minute. At {global_rate} a second half of them are later than
  {late_p50_50} minutes, and one in a hundred than {late_p99_50}; at 500 a second, which Discord
  grants on request, {late_p50_500} and {late_p99_500}. The pace (bot/digests/pace.py) is one
  process's: several have to be given their parts of the limit, or a proxy that holds it, such as
  twilight-http-proxy, has to stand before them. That is the first thing to add.

## Answers

- {asked_a_second} briefs a second in the busiest hour (five a server and day, four times the mean).
  {kept_share} of a hundred ask what was made since the library last changed. An answer costs
  {kept_ms} ms of processor time then, {anew_ms} ms more where it is made anew: {answer_cores} cores.
  Free words that nobody asked before cost {words_ms} ms each.
- Editions of one day take {edition_core_hours} core hours, which their waits at Discord's limit spread.
- A process has one event loop and Python's lock: count on half a core's worth of briefs each, so
  about two processes a core's work, each with some tens of shards.

## Articles

- {terabytes} TB at {bytes_an_article} bytes each. Where sizes of libraries follow a Pareto law,
  {small_share} of a hundred servers are read whole (200 articles at most), one server in a hundred has
  {top_share} of a hundred articles, and {over_million} have more than a million.
- One PostgreSQL server is comfortable up to a few terabytes with its indexes partly in memory: some
  200 million articles. Every table's key begins with the guild and no query joins two guilds, so
  the tables can be split by it as they are: first PostgreSQL's own hash partitions (a table of
  32 TB is the hard end, vacuum hurts long before), then Citus with `guild` as its distribution
  column. Nothing in the repositories would change but the address.
- Texts are the largest part and never change: an object store under their SHA-256 takes them over
  first, kept once where many servers have the same article, and the database keeps the hash.
- Full text: PostgreSQL's GIN index is per partition and does. Where libraries of tens of millions
  are searched by free words all day, OpenSearch with `guild` as its routing key takes that over; our
  `having` is one room (summaries/store/full_text.py), and what it returns is only candidates.
- {ingest_a_second} articles a second, if a year brought them, at {ingest_ms} ms: {ingest_cores} cores.

## Feeds

{feed_looks} looks a second if each server's feeds are asked by themselves every 15 minutes;
{distinct_looks} if each distinct address is asked once for all servers (200,000 addresses, by Zipf's
law). Above some thousand servers a table of addresses beside that of subscriptions is worth it, and is
kinder to publishers. A queue is not needed: a claim on `next_check` is one, as far as PostgreSQL goes.

## In which order

| From | What is outgrown | What takes over |
|---|---|---|
| 2,500 servers | one shard | shard ranges, PostgreSQL (there) |
| some ten thousand servers | {global_rate} requests a second at 07:00 | a proxy for the limit; a higher limit from Discord |
| some ten thousand feeds | the same address asked many times | one look for all subscribers |
| 200 million articles | one server's disk and vacuum | partitions, then Citus by guild; texts into an object store |
| tens of millions in one library | GIN as a candidate finder | OpenSearch, routed by guild |
| a million servers | one database for claims | the same, by guild: no claim crosses two |
"""  # noqa: E501

if __name__ == "__main__":
    main()
