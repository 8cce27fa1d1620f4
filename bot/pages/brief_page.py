"""A brief as one Discord message: every sentence whole and checked, or counted as left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.labels import Labels
from bot.pages.budget import FIRST_SCREEN, HARD_STOP, Size, characters_of, size_of_text, target
from bot.pages.layout import Layout
from bot.pages.masthead import Head, Masthead
from bot.pages.rows import FEWEST, KINDS, MOST, NONE, Taken
from bot.pages.style import discord_style
from summaries.briefs.model import Brief, BriefKind, Passage, Rows
from summaries.briefs.rows import NO_ROWS
from summaries.corpus import Article

LABEL_AND_MARKS = 30  # the bottom line's label and the marks around it


@dataclass(frozen=True, slots=True)
class Page:
    """What one message says, before it is a Discord view.

    ``blocks`` are its text displays in order. ``passages`` are those shown whole; ``omitted``
    counts the qualifying sentences that are not. ``verified`` counts the sentences shown, each
    sliced from the stored text and checked against its hash while this page was made. ``figures``
    is the place of the block of figures, which a chart may follow. ``rows`` are the rows shown.
    """

    blocks: tuple[str, ...]
    passages: tuple[Passage, ...]
    omitted: int
    verified: int
    figures: int | None = None
    rows: Rows = NO_ROWS

    @property
    def text(self) -> str:
        """The page's text in one piece."""
        return "\n".join(self.blocks)

    @property
    def size(self) -> Size:
        """How much of Discord's limits the text uses."""
        return size_of_text(self.blocks)


def brief_page(
    brief: Brief,
    articles: Mapping[str, Article],
    labels: Labels,
    *,
    characters: int | None = None,
    masthead: Masthead | None = None,
) -> Page:
    """Lay a brief out as one message within ``characters`` (by default what its kind may have).

    ``masthead`` is what an edition has in place of a brief's heading.
    Where it does not fit, rows of evidence are left to the export, but for a few of each kind in
    a topic's brief; then whole passages are left out from the end and counted. A passage that
    does not fit even alone is replaced by one sentence that says where to read it. Raises
    SourceMismatch where any slice of the brief is not what was quoted: such a page is refused.
    """
    limit = min(characters or target(brief.kind, labels.language), HARD_STOP)
    layout = Layout(brief, articles, labels, discord_style(), masthead)
    every = frozenset(range(len(layout.written)))

    def fits(blocks: tuple[str, ...]) -> bool:
        # With a line break between two blocks it is also a message of plain text.
        return size_of_text(blocks).within(limit - len(blocks) + 1)

    # Where an edition says which amounts are new, a ledger would say them again.
    most_rows = replace(MOST, ledger=0) if brief.rows.changes.amounts else MOST
    head = _head(layout, every)
    blocks = layout.blocks(every, head=head, rows=most_rows)
    if fits(blocks):
        return _page(layout, blocks, every, MOST)
    # A short passage fits alone beside a head and its sources, so only long ones are tried.
    long = [place for place in every if characters_of(layout.written[place].text) > limit // 4]
    too_long = frozenset(
        place for place in long if not fits(layout.blocks(frozenset({place}), head=head, rows=NONE))
    )

    def first(count: int, rows: Taken) -> tuple[str, ...]:
        kept = frozenset(range(count))
        return layout.blocks(kept - too_long, kept & too_long, head, rows)

    def most(rows: Taken) -> int:
        """Count the passages, from the first, that fit beside ``rows``."""
        fitting, too_many = 0, len(every) + 1
        while too_many - fitting > 1:
            count = (fitting + too_many) // 2
            fits_in = fits(first(count, rows))
            fitting, too_many = (count, too_many) if fits_in else (fitting, count)
        return fitting

    rows = FEWEST if brief.kind is BriefKind.TOPIC else NONE
    count = most(rows)
    if not count:
        rows, count = NONE, most(NONE)
    for kind in KINDS:
        while rows.of(kind) < most_rows.of(kind) and fits(first(count, rows.more(kind))):
            rows = rows.more(kind)
    return _page(layout, first(count, rows), frozenset(range(count)) - too_long, rows)


def _head(layout: Layout, every: frozenset[int]) -> Head:
    """Choose the fullest head that leaves the bottom line on a phone's first screen."""
    for head in (Head.FULL, Head.SHORT):
        if (
            characters_of(layout.blocks(every, head=head, rows=NONE)[0]) + LABEL_AND_MARKS
            <= FIRST_SCREEN
        ):
            return head
    return Head.BARE


def _page(layout: Layout, blocks: tuple[str, ...], shown: frozenset[int], rows: Taken) -> Page:
    passages = tuple(layout.written[place].passage for place in sorted(shown))
    heading = layout.rows.opening("figures")
    figures = (place for place, block in enumerate(blocks) if block.startswith(heading))
    return Page(
        blocks=blocks,
        passages=passages,
        omitted=layout.omitted(shown),
        verified=sum(len(p.quotes) for p in passages)
        + layout.changes.sentences
        + layout.closest_shown,
        figures=next(figures, None),
        rows=layout.rows.taken(rows, layout.places(shown)),
    )
