"""What belongs to a figure beside its amount: comparison, caveat, place, period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from summaries.evidence.figures.line import Line
from summaries.evidence.figures.words import bits
from summaries.evidence.model import Period
from summaries.evidence.places import is_adjective, places_in
from summaries.text import Span

_SAID: Final = bits("phrases.said")
_BORDERS: Final = bits("phrases.borders")
_ENDS: Final = frozenset(
    {
        "although",
        "though",
        "but",
        "while",
        "according",
        "as",
        "after",
        "who",
        "which",
        "said",
        "and",
    }
)
_QUALIFIERS: Final = ("more", "less", "fewer", "higher", "lower", "up", "down")
_OPENING: Final = 4  # a period within the first words of a sentence holds for all of it
_LONGEST: Final = 160  # characters of a comparison
_BREAK: Final = re.compile(r"[,;:—–()]\s|\s[—–(]|[.!?…]?\Z")


def comparisons(line: Line, times: Sequence[Period], changes: Sequence[int]) -> list[Span]:
    """Return what figures are compared with, in order: "up 5 per cent from March".

    "A record high in 2017" ends before the period: that is the figure's own. ``changes`` are the
    amounts that say by how much something moved.
    """
    after_comma = [
        line.ranges[k][0]
        for k in changes
        if line.low(line.ranges[k][0] - 1) in (",", "a", "an")
        and (line.direction(line.ranges[k][1]) or line.low(line.ranges[k][1]) in ("more", "less"))
    ]
    own = {period.span.start for period in times if not period.open}
    found = [Span(line.starts[at], _end(line, line.ends[at], None)) for at in after_comma]
    done = line.span.start
    for match in line.words.comparison.finditer(line.text, line.span.start, line.span.end):
        inside = line.amount_of[min(line.token_at(match.start()), len(line) - 1)] >= 0
        # "More than 12,000" is one amount; "twice as many" compares.
        inside = inside and match.group().lower().startswith(_QUALIFIERS)
        if match.start() < done or inside or not _is_comparison(line, match):
            continue
        record = line.words.superlative.match(line.text, match.start(), line.span.end)
        end = _end(line, match.end(), own if record else None)
        found.append(Span(match.start(), end))
        done = end
    found.sort()
    return [span for k, span in enumerate(found) if not k or span.start >= found[k - 1].end]


def _is_comparison(line: Line, match: re.Match[str]) -> bool:
    words = match.group().lower().split()
    i = line.token_at(match.start())
    if words[0] in ("up", "down"):
        if line.low(i - 1) in ("make", "makes", "made", "making"):
            return False
        return (
            line.low(i + 1) in ("from", "on", "by")
            or line.amount_of[min(i + 1, len(line) - 1)] >= 0
        )
    if words == ["from"]:
        return line.amount_of[min(i + 1, len(line) - 1)] >= 0 and any(
            line.direction(k) for k in range(max(i - 9, 0), i)
        )
    if words[0] == "against":
        return line.amount_of[min(i + 1, len(line) - 1)] >= 0
    if words[0] == "than":
        return any(
            line.direction(k) or line.low(k) in ("more", "fewer", "higher", "lower")
            for k in range(max(i - 4, 0), i)
        )
    return True


def _end(line: Line, start: int, own: set[int] | None) -> int:
    """Return where a comparison ends: at its clause's end.

    A record ("a record 45,756 people in 2021") has ``own``, where the periods begin that are the
    figure's; it ends before those, and before the value.
    """
    i = line.token_at(start - 1) + 1
    last = line.ends[i - 1] if i else start
    while i < len(line):
        low = line.low(i)
        if (line.is_sign(i) and low != "-") or low in _ENDS or line.role(i) & _SAID:
            break
        if own is not None:
            period = not own.isdisjoint(line.starts[i : i + 3])
            if line.has_value(i) or (period and low in ("in", "on", "during", "last", "this")):
                break
        if low == "to" and i + 1 < len(line) and line.amount_of[i + 1] >= 0:
            break  # "from 9,000 in May to 12,000": the second is the figure
        if line.starts[i] - start > _LONGEST:
            break
        last = line.ends[i]
        i += 1
    return max(last, start)


def caveat(line: Line, limits: re.Pattern[str]) -> Span | None:
    """Return the words that limit the figures of a sentence, from their conjunction on."""
    found = limits.search(line.text, line.span.start, line.span.end) or (
        line.words.limits.search(line.text, line.span.start, line.span.end)
    )
    if found is None:
        return None
    start = found.start()
    for match in line.words.caveats.finditer(line.text, line.span.start, found.end()):
        start = match.start()
        break
    end = line.span.end
    while end > start and line.text[end - 1] in ".!? \u00a0\n":
        end -= 1
    return Span(start, end) if end > start else None


def place(line: Line, near: int, within: Span) -> Span | None:
    """Return where a figure holds: the border or country named nearest to it in its clause."""
    found = [
        span for span, _ in places_in(line.text, within) if not is_adjective(span.of(line.text))
    ]
    first, last = line.token_at(within.start), line.token_at(within.end - 1) + 1
    found += [_with_article(line, i) for i in range(first, last) if line.role(i) & _BORDERS]
    if not found:
        return None
    # Behind the amount rather than before it: "India's neighbours saw 300 cases in Nepal".
    widest = [a for a in found if not any(b != a and b.holds(a) for b in found)]
    return min(widest, key=lambda span: (span.start < near, abs(span.start - near), span))


def _with_article(line: Line, i: int) -> Span:
    """Return a border with the words before it that say which: "the US-Mexico border"."""
    start = i
    while start > 0 and i - start < 5:
        low = line.low(start - 1)
        if low in ("the", "its", "their", "a"):
            start -= 1
            break
        text = line.text[line.starts[start - 1]]
        known = text.isupper() or low in (
            "southern",
            "northern",
            "eastern",
            "western",
            "southwestern",
            "refugee",
        )
        if not known or line.is_sign(start - 1):
            break
        start -= 1
    return line.span_of((start, i + 1))


def period_of(
    line: Line,
    found: Sequence[Period],
    near: Span,
    clause: Span,
    closed: Sequence[Span],
    *,
    apart: bool,
) -> Period | None:
    """Return the period that a figure holds for: the nearest that is not another's.

    ``closed`` are comparisons, whose periods are theirs. A day on which something was said is no
    period of a figure. With ``apart`` one of another clause behind it will do; before it, only
    one that opens the sentence does.
    """
    best: tuple[tuple[bool, bool, int], Period] | None = None
    for period in found:
        if any(span.holds(period.span) for span in closed) or _is_report(line, period):
            continue
        behind = period.span.start >= near.start
        place = line.token_at(period.span.start)
        follows = line.low(line.token_at(period.span.end - 1) + 1)
        first = line.ranges[0][0] if line.ranges else 0
        opens = place < _OPENING or (place < min(2 * _OPENING, first) and follows == ",")
        within = clause.start <= period.span.start < clause.end
        added = line.low(line.token_at(clause.start)) == "with"  # "…, with 161 in May alone"
        if _is_aside(line, place) and not within:
            continue
        if not (within or opens or added or (behind and apart)) or _is_base(line, period, near):
            continue
        distance = min(abs(period.span.start - near.end), abs(near.start - period.span.end))
        key = (not within, not behind, distance)
        if best is None or key < best[0]:
            best = key, period
    return best[1] if best else None


def _is_aside(line: Line, i: int) -> bool:
    """Tell the 1991 of "the camp, which was opened in 1991"."""
    start = line.clause_before(i)
    return line.low(start - 1) in ("which", "who", "whose", "where") and line.low(start - 2) == ","


def _is_base(line: Line, period: Period, near: Span) -> bool:
    """Tell the April of "down 12 per cent in May from April"."""
    before = line.low(line.token_at(period.span.start) - 1)
    if before == "on":  # "down 70 per cent on 2019", but "on 3 May"
        return period.weekday is None and len(period.start or "2019") < len("2019-05-03")
    return before in ("from", "than", "over", "against") and period.span.start >= near.end


def _is_report(line: Line, period: Period) -> bool:
    i = line.token_at(period.span.start)
    return any(
        line.role(k) & _SAID and line.low(k) not in ("reported", "found")
        for k in range(max(i - 3, 0), i)
    )
