"""Rows of evidence as lines: Ledger, Figures, Who said what, Sources differ.

Words between quotation marks and names are the sources', sliced and checked; labels, counts and
the marks themselves are the bot's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.labels import Labels
from bot.pages.style import Style
from summaries.briefs.model import Cut, DifferRow, FigureRow, LedgerRow, Rows, SaidRow
from summaries.corpus import Article
from summaries.evidence.model import DifferenceKind, QuotationKind
from summaries.text import fold

KINDS: Final = ("ledger", "figures", "said", "differences")

LONGEST_ROW: Final = {"ledger": 200, "figures": 420, "said": 200, "differences": 200}
"""Characters of a row in a message; a longer one is left to the export, never cut."""
LONGEST_ELSEWHERE: Final = 420
LONGEST_CAVEAT: Final = 100  # characters; a longer one is not repeated below its own sentence
LONGEST_ASIDE: Final = 80  # characters of a comparison beside a value


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows of each kind a page has room for."""

    ledger: int = 0
    figures: int = 0
    said: int = 0
    differences: int = 0

    def of(self, kind: str) -> int:
        """Return the number for a kind."""
        return int(getattr(self, kind))

    def more(self, kind: str) -> Taken:
        """Return the same with one more row of a kind."""
        return replace(self, **{kind: self.of(kind) + 1})


ALL: Final = Taken(*[10**9] * 4)
NONE: Final = Taken()
MOST: Final = Taken(ledger=6, figures=6, said=6, differences=4)
"""What a message has at most."""
FEWEST: Final = Taken(ledger=3, figures=3, said=3, differences=1)
"""What a topic's brief keeps: its last sentences go before these do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is written.

    ``sentences`` are the places (article, sentence from 1) that its words lie in. Where a page
    shows these, a row that ``repeats`` them is left out, and ``briefly`` is what is written in
    place of one that would say too much again. Rows of one ``group`` share a line below ``head``.
    """

    text: str
    citations: frozenset[int]
    sentences: frozenset[tuple[str, int]] = frozenset()
    repeats: bool = False
    briefly: str | None = None
    group: str | None = None
    head: str = ""

    def written(self, shown: Set[tuple[str, int]]) -> str:
        """Return what is written on a page that shows the sentences ``shown``."""
        return self.briefly if self.briefly and self.sentences <= shown else self.text


class RowLines:
    """The rows of a brief, checked and written in a style. Raises SourceMismatch."""

    def __init__(
        self, rows: Rows, articles: Mapping[str, Article], labels: Labels, style: Style
    ) -> None:
        self._articles, self._labels, self._style = articles, labels, style
        self._rows = rows
        self._lines: dict[str, list[Line]] = {
            "ledger": [self._pledge(row) for row in rows.ledger],
            "figures": [self._figure(row) for row in rows.figures],
            "said": [self._said(row) for row in rows.said],
            "differences": [self._differ(row) for row in rows.differences],
        }

    def opening(self, kind: str) -> str:
        """Return the words that a section begins with."""
        return self._style.label.format(self._labels(f"rows.{kind}"))

    def chosen(self, kind: str, taken: Taken, shown: Set[tuple[str, int]]) -> list[Line]:
        """Return the rows of a kind for a page that shows the sentences ``shown``."""
        lines = self._lines[kind]
        if taken is not ALL:
            longest = LONGEST_ROW[kind] if self._style.has_buttons else LONGEST_ELSEWHERE
            lines = [
                line
                for line in lines
                if len(line.written(shown)) <= longest
                and not (line.repeats and line.sentences <= shown)
            ]
            # Beside sums of money, help without a number says little.
            if kind == "ledger" and not all(line.repeats for line in lines):
                lines = [line for line in lines if not line.repeats]
        return lines[: taken.of(kind)]

    def sections(self, taken: Taken, shown: Set[tuple[str, int]]) -> Iterator[list[str]]:
        """Yield the lines of each section that has rows, its label first."""
        for kind in KINDS:
            if chosen := self.chosen(kind, taken, shown):
                shown = frozenset() if taken is ALL else shown
                yield [self._label(kind, len(chosen)), *self._items(chosen, shown)]

    def citations(self, taken: Taken, shown: Set[tuple[str, int]]) -> set[int]:
        """Return the citations of the rows that a page has."""
        return {
            n for kind in KINDS for line in self.chosen(kind, taken, shown) for n in line.citations
        }

    def taken(self, taken: Taken, shown: Set[tuple[str, int]]) -> Rows:
        """Return the rows that a page has, as the brief has them."""
        rows: dict[str, Any] = {}
        for kind in KINDS:
            every, chosen = self._lines[kind], self.chosen(kind, taken, shown)
            kept = {id(line) for line in chosen}
            pairs = zip(getattr(self._rows, kind), every, strict=True)
            rows[kind] = tuple(row for row, line in pairs if id(line) in kept)
        return replace(self._rows, **rows)

    def left_out(self, taken: Taken, shown: Set[tuple[str, int]]) -> bool:
        """Tell whether there are rows that a page does not have."""
        return any(len(self.chosen(k, taken, shown)) < len(self._lines[k]) for k in KINDS)

    def _label(self, kind: str, shown: int) -> str:
        every, labels, style = len(self._lines[kind]), self._labels, self._style
        notes = [labels("rows.ledger_note")] if kind == "ledger" else []
        if shown < every:
            notes.append(labels("rows.part", shown=shown, n=every))
        heading = labels(f"rows.{kind}")
        if not notes:
            return style.label.format(heading)
        return style.noted.format(heading, "; ".join(notes))

    def _items(self, chosen: Sequence[Line], shown: Set[tuple[str, int]]) -> Iterator[str]:
        items: dict[str | int, str] = {}
        for place, line in enumerate(chosen):
            text, key = line.written(shown), line.group or place
            items[key] = f"{items[key]}; {text}" if key in items else line.head + text
        yield from map(self._style.item.format, items.values())

    # Rows

    def _pledge(self, row: LedgerRow) -> Line:
        labels, style = self._labels, self._style
        parts = [style.strong.format(self._words(row.amount))] if row.amount else []
        if row.words:
            parts.append(self._quoted(row.words))
        if row.donor:
            parts.append(self._words(row.donor))
        numbers = " ".join(f"[{n}]" for n in (row.citation, *row.also))
        sources = "rows.sources_differ" if row.differs and row.sources > 1 else "rows.sources"
        facts = [labels(f"rows.status.{row.status}"), labels(sources, n=row.sources)]
        text = f"{' · '.join(parts)} {numbers} · {' · '.join(facts)}"
        cited = frozenset({row.citation, *row.also})
        return Line(text, cited, self._sentences(row.words), repeats=row.amount is None)

    def _figure(self, row: FigureRow) -> Line:
        labels, style = self._labels, self._style
        lead = row.value or row.comparison
        parts = [style.strong.format(self._words(lead))] if lead else []
        phrase = row.phrase or row.metric
        parts.append(self._quoted(phrase))
        aside = row.comparison if row.value else None
        if aside and aside.end - aside.start > LONGEST_ASIDE:
            aside = None
        known = [cut for cut in (phrase, lead, aside) if cut]
        if row.period and not any(cut.span.holds(row.period.span) for cut in known):
            parts.append(self._quoted(row.period))
        if aside:
            parts.append(self._quoted(aside))
        elif row.trend and row.value:
            parts.append(labels(f"rows.trend.{row.trend}"))
        text, cited = f"{' · '.join(parts)} [{row.citation}]", frozenset({row.citation})
        if row.caveat is None:
            return Line(text, cited)
        caveat = labels("rows.caveat", words=self._quoted(row.caveat))
        brief = None
        if row.caveat.end - row.caveat.start > LONGEST_CAVEAT:
            brief = f"{text} · {labels('rows.caveat_above')}"
        return Line(f"{text} · {caveat}", cited, self._sentences(row.caveat), briefly=brief)

    def _said(self, row: SaidRow) -> Line:
        words = " … ".join(map(self._quoted, row.words))
        if row.kind is QuotationKind.INDIRECT:
            words = self._labels("rows.indirect", words=words)
        speaker = self._words(row.speaker)
        head = self._style.strong.format(speaker)
        if row.role:
            head += f", {self._words(row.role)}"
        return Line(
            text=f"{words} [{row.citation}]",
            citations=frozenset({row.citation}),
            sentences=self._sentences(*row.words),
            repeats=True,
            group=fold(speaker),
            head=f"{head}: ",
        )

    def _differ(self, row: DifferRow) -> Line:
        names = [self._words(party) if party else "" for party in row.parties]
        same = len(set(map(fold, names))) == 1
        stance = row.kind is DifferenceKind.STANCE
        sides: list[tuple[str, int]] = []
        for place, (cut, citation) in enumerate(row.sides):
            name = f"{names[place]} " if stance and names and not same else ""
            sides.append((f"{name}{self._quoted(cut)} [{citation}]", citation))
        label = self._labels(f"rows.differ.{row.kind}")
        if stance and same and names[0]:
            label += f", {names[0]}"
        longest = LONGEST_ROW["differences"] if self._style.has_buttons else LONGEST_ELSEWHERE
        if sum(len(words) for words, _ in sides) > longest:
            # A side of each article says in short that they differ.
            first = {citation: words for words, citation in reversed(sides)}
            kept = [side for side in sides if first[side[1]] == side[0]]
            sides = kept if len(kept) > 1 else sides
        text = f"{label}: {'; '.join(words for words, _ in sides)}"
        return Line(text, frozenset(citation for _, citation in sides))

    def _sentences(self, *cuts: Cut | None) -> frozenset[tuple[str, int]]:
        """Return the sentences that cuts lie in, from first to last."""
        return frozenset(
            (cut.article, sentence.index + 1)
            for cut in cuts
            if cut is not None
            for sentence in self._articles[cut.article].sentences[cut.sentence - 1 :]
            if sentence.span.start < cut.end
        )

    # Words

    def _quoted(self, cut: Cut) -> str:
        return self._labels("rows.quoted", words=self._words(cut))

    def _words(self, cut: Cut) -> str:
        return self._style.words(cut.words_in(self._articles))
