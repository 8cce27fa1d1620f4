"""The pages of `/feed`: the card before one is followed, the list with its health, a check."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from bot.labels import Labels
from bot.pages.article_card import LONGEST_NAME, LONGEST_TITLE, excerpt
from bot.pages.budget import HARD_STOP, size_of_text
from summaries.corpus.feeds import Entry, Feed
from summaries.store import StoredFeed

ON_A_PAGE: Final = 6
SHOWN_TITLES: Final = 5

_LONGEST_ADDRESS: Final = 300


class Condition(enum.StrEnum):
    """What must hold for a feed to bring articles, in the order in which it is looked at."""

    PAUSED = "paused"
    ADDRESS = "address"
    FETCH = "fetch"
    PARSE = "parse"
    EMPTY = "empty"
    NOTHING_NEW = "nothing_new"
    NO_LINKS = "no_links"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that is wrong with a feed; None where nothing is.

    ``why`` names what refused the feed, or most of its articles. ``entries`` are those of the feed,
    ``tried`` articles were read and ``refused`` of them refused, ``new`` wait to be taken.
    """

    condition: Condition | None
    why: str | None = None
    since: datetime | None = None
    entries: int = 0
    new: int = 0
    tried: int = 0
    refused: int = 0


def feed_card(
    feed: Feed,
    url: str,
    labels: Labels,
    *,
    full_text: bool,
    page: str | None = None,
    others: Sequence[str] = (),
) -> tuple[str, ...]:
    """Write what would be followed: title, format, entries, newest titles.

    ``page`` is the address that was given, where it is a page that names this feed; ``others`` are
    the other feeds that it names.
    """
    notes = [f"-# {labels('feed.not_yet')}"]
    if page is not None:
        notes.append(labels("feed.found_on_page", page=_address(page)))
    if others:
        notes.append(labels("feed.others", feeds=", ".join(map(_address, others))))
    whole = sum(entry.full and entry.html is not None for entry in feed.entries)
    held = "feed.holds_all" if whole == len(feed.entries) else "feed.holds_none"
    facts = [
        f"**{labels('feed.fact_title')}** {name_of(feed.title, url)}",
        f"**{labels('feed.fact_address')}** {_address(url)}",
        f"**{labels('feed.fact_format')}** {excerpt(feed.format, LONGEST_NAME)}",
        f"**{labels('feed.fact_entries')}** {labels('feed.entries', n=len(feed.entries))}",
        labels(held if whole in (0, len(feed.entries)) else "feed.holds_some"),
    ]
    if full_text or whole < len(feed.entries):
        facts.append(labels("feed.reads_pages"))
    head = "\n".join((f"## {labels('feed.heading')}", *notes))
    blocks = (head, "\n".join(facts))
    newest = _newest(feed.entries, labels)
    both = (*blocks, newest) if newest else blocks
    return both if size_of_text(both).within(HARD_STOP) else blocks


def feeds_page(
    feeds: Sequence[StoredFeed], labels: Labels, *, page: int, pages: int, total: int
) -> tuple[str, ...]:
    """Write a page of the list: each feed with its health."""
    heading = f"## {labels('feed.list_heading')}"
    if not feeds:
        return (f"{heading}\n{labels('feed.none')}",)
    facts = [labels("feed.count", n=total)]
    if pages > 1:
        facts.append(labels("library.page", page=page + 1, pages=pages))
    entries = "\n".join(_health(feed, labels) for feed in feeds)
    return f"{heading}\n-# {' · '.join(facts)}", entries, f"-# {labels('feed.list_note')}"


def finding_page(feed: StoredFeed, finding: Finding, labels: Labels) -> tuple[str, ...]:
    """Write the first thing that is wrong, and its cure; before it what was found in order."""
    lines = [f"## {labels('feed.check_heading')}", f"**{name_of(feed.title, feed.url)}**"]
    passed = list(Condition)
    if finding.condition is not None:
        passed = passed[: passed.index(finding.condition)]
    if passed:
        fine = " · ".join(labels(f"feed.step.{step.value}") for step in passed)
        lines.append(f"-# {labels('feed.in_order', steps=fine)}")
    if finding.condition is None:
        lines.append(labels("feed.well", n=finding.new))
        return ("\n".join(lines),)
    cause = labels(
        f"feed.wrong.{finding.condition.value}",
        cause=why_words(finding.why, labels),
        since=stamp(finding.since) if finding.since else "–",
        refused=finding.refused,
        tried=finding.tried,
        next=stamp(feed.next_check, "R"),
    )
    lines += [
        f"**{labels('feed.first_wrong')}** {cause}",
        f"**{labels('feed.to_do')}** {_cure(finding, labels)}",
    ]
    return ("\n".join(lines),)


def why_words(why: str | None, labels: Labels) -> str:
    """Say what a stored name of a refusal means ("fetch_status:500")."""
    name, _, status = (why or "").partition(":")
    for key in (f"refusal.{name}", f"feed.why.{name}"):
        if labels.has(key):
            return labels(key, status=status or "?")
    return labels("feed.why.broken")


def name_of(title: str | None, url: str) -> str:
    """Name a feed by its title, else by its site."""
    return excerpt(title or "", LONGEST_TITLE) or excerpt(site_of(url), LONGEST_NAME)


def site_of(url: str) -> str:
    """Return the name of the site that an address is of."""
    return urlsplit(url).hostname or url


def stamp(at: datetime, style: str = "f") -> str:
    """Write a moment as Discord shows it in each reader's own time and language."""
    return f"<t:{int(at.timestamp())}:{style}>"


def _cure(finding: Finding, labels: Labels) -> str:
    name = (finding.why or "").partition(":")[0]
    if finding.condition is Condition.PAUSED and name:
        return labels("feed.cure.paused_failing")
    assert finding.condition is not None
    for key in (f"feed.cure.{finding.condition.value}_{name}", f"feed.cure.{name}"):
        if name and finding.condition is not Condition.REFUSED and labels.has(key):
            return labels(key)
    return labels(f"feed.cure.{finding.condition.value}")


def _health(feed: StoredFeed, labels: Labels) -> str:
    facts = [labels("feed.brought", n=feed.added)]
    if feed.checked_at:
        facts.insert(0, labels("feed.last_check", when=stamp(feed.checked_at, "R")))
    if feed.answered_at and feed.answered_at != feed.checked_at:
        facts.insert(1, labels("feed.last_answer", when=stamp(feed.answered_at, "R")))
    if feed.paused:
        facts.append(labels("feed.paused"))
    else:
        facts.append(labels("feed.next_check", when=stamp(feed.next_check, "R")))
    lines = [f"**{name_of(feed.title, feed.url)}** {excerpt(site_of(feed.url), LONGEST_NAME)}"]
    lines.append(f"-# {' · '.join(facts)}")
    if feed.failures:
        cause = why_words(feed.last_why, labels)
        lines.append(f"-# {labels('feed.failing', n=feed.failures, cause=cause)}")
    return "\n".join(lines)


def _newest(entries: Sequence[Entry], labels: Labels) -> str:
    titles = [excerpt(e.title or e.url or "", LONGEST_NAME) for e in entries[:SHOWN_TITLES]]
    shown = [f"- {title or labels('article.not_stated')}" for title in titles]
    return "\n".join((f"**{labels('feed.newest')}**", *shown)) if shown else ""


def _address(url: str) -> str:
    """Write an address so that it is read and not followed."""
    return excerpt(url, _LONGEST_ADDRESS)
