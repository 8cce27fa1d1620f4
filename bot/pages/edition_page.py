"""A digest's edition as one message: numbered, dated, the strongest sentences of each topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.labels import Labels
from bot.pages.brief_page import Page, brief_page
from bot.pages.masthead import Masthead
from bot.pages.source_words import escaped, visible
from summaries.briefs import Brief
from summaries.corpus import Article

LONGEST_LINE = 300  # of names of topics; more are counted


@dataclass(frozen=True, slots=True)
class Imprint:
    """What an edition says of itself.

    ``due`` is when it was to appear; ``previous`` is the number of the edition before it. ``quiet``
    are titles of topics with nothing new, ``also`` names of topics that there was no room for.
    ``server`` names the server that a private edition is from.
    """

    number: int
    due: datetime
    late: bool = False
    previous: int | None = None
    quiet: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    following: datetime | None = None
    server: str | None = None


def edition_page(
    brief: Brief, articles: Mapping[str, Article], labels: Labels, imprint: Imprint
) -> Page:
    """Lay an edition out within what a digest may have. Raises SourceMismatch."""
    facts = [_when(imprint, labels)]
    if imprint.previous is not None:
        facts.append(labels("digest.since", n=imprint.previous))
    closing = []
    if imprint.quiet:
        titles = [escaped(title) for title in imprint.quiet]
        closing.append(labels("digest.quiet", topics=_listed(titles, ", ")))
    if imprint.also:
        # Nothing is escaped inside a code span, and only its own mark would end it.
        commands = [f"`/brief {visible(name).replace('`', ' ')}`" for name in imprint.also]
        closing.append(labels("digest.also", commands=_listed(commands, " · ")))
    if imprint.following:
        closing.append(labels("digest.following", when=stamp(imprint.following)))
    title = labels("digest.title", number=imprint.number)
    if imprint.server is not None:
        server = escaped(imprint.server)
        title = labels("digest.title_private", number=imprint.number, server=server)
    return brief_page(
        brief, articles, labels, masthead=Masthead(title, tuple(facts), tuple(closing))
    )


def notice(brief: Brief, labels: Labels, imprint: Imprint) -> str:
    """Say that there is nothing to put into an edition."""
    if imprint.previous is not None:
        said = labels("digest.nothing_new", n=imprint.previous)
    elif brief.scope.articles:
        said = labels("digest.nothing_yet", n=brief.scope.articles)
    else:
        said = labels("empty.corpus")
    name = labels("digest.name")
    if imprint.server is not None:
        name = labels("digest.name_private", server=escaped(imprint.server))
    return f"{said}\n-# {name} · {_when(imprint, labels)}"


def stamp(moment: datetime, style: str = "F") -> str:
    """Write a moment so that Discord shows it in each reader's own time."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def _when(imprint: Imprint, labels: Labels) -> str:
    when = stamp(imprint.due)
    return labels("digest.late", when=when) if imprint.late else when


def _listed(names: Sequence[str], between: str) -> str:
    """List names until there are too many for one small line; the others are counted."""
    shown = len(names)
    while shown and len(between.join(names[:shown])) > LONGEST_LINE:
        shown -= 1
    rest = len(names) - shown
    return between.join([*names[:shown], *([f"+{rest}"] if rest else [])])
