"""`/digest check`: conditions with names, walked until one fails; that one with its cure."""

from __future__ import annotations

import enum
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.desk import Desk
from bot.digests.fence import DiscordTime
from bot.digests.needs import ANYWHERE, Place, has, missing, named, needs, unfit, unmentionable
from bot.digests.sentences import next_edition, say_next, why
from bot.digests.wishes import Wishes
from bot.labels import Labels
from bot.pages.edition_page import stamp
from bot.pages.source_words import escaped
from bot.requests import Request
from summaries.store import RunState, Schedule
from summaries.topics import About, Topic

CLOCK_MAY_DIFFER: Final = timedelta(seconds=30)
"""From Discord's, which is told to the second and arrives a moment later."""


class Verdict(enum.StrEnum):
    """What a look at a condition comes to."""

    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a condition; ``said`` is what is wrong and how to cure it, or a detail."""

    verdict: Verdict
    said: str = ""


PASSED: Final = Outcome(Verdict.PASSED)


@dataclass(frozen=True, slots=True)
class Case:
    """What is looked at: a digest, its server, and the clocks that it goes by.

    ``places`` are those that `places_of` found; ``jumped`` is when our own clock jumped last, and
    by how much; None: it did not.
    """

    desk: Desk
    server: discord.Guild
    schedule: Schedule
    discord_time: DiscordTime
    labels: Labels
    places: Mapping[int, Place] = field(default_factory=dict)
    jumped: tuple[datetime, timedelta] | None = None

    @property
    def wishes(self) -> Wishes:
        return Wishes.of(self.schedule)

    def place(self, channel: int | None) -> Place | None:
        """Return a channel or thread that the digest names; None if the bot can't see it."""
        return self.places.get(channel) if channel else None

    def failed(self, key: str, **values: object) -> Outcome:
        """Fail with the words for ``key``."""
        return Outcome(Verdict.FAILED, self.labels(key, **values))


def _always(case: Case) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must be so for a digest to appear. ``digest.check.<name>`` names it.

    ``needed`` tells for which digests; ``permission`` is the one that it asks for, if any.
    """

    name: str
    look: Callable[[Case], Awaitable[Outcome]]
    needed: Callable[[Case], bool] = _always
    permission: str | None = None

    def label(self, case: Case) -> str:
        """Name it for a reader; a permission by Discord's name for it."""
        editors = self.name.startswith("editor_")
        place = case.place(case.wishes.editor_channel if editors else case.schedule.channel)
        if self.permission is None or place is None:
            return case.labels(f"digest.check.{self.name}")
        permission = named(place, self.permission, case.labels)
        key = "digest.check.editor_permission" if editors else "digest.check.permission"
        return case.labels(key, permission=permission)


@dataclass(frozen=True, slots=True)
class Found:
    """What a walk found, each condition with the words for it."""

    passed: tuple[tuple[str, str], ...]
    failed: tuple[str, str] | None
    left: tuple[str, ...]


async def places_of(server: discord.Guild, schedule: Schedule) -> dict[int, Place]:
    """Return where a digest and its preview appear; Discord is asked for archived threads."""
    found: dict[int, Place] = {}
    for channel in (schedule.channel, Wishes.of(schedule).editor_channel):
        if channel is None:
            continue
        try:
            place = server.get_channel_or_thread(channel) or await server.fetch_channel(channel)
        except discord.DiscordException:
            continue
        if isinstance(place, Place):
            found[channel] = place
    return found


async def walk(case: Case, conditions: tuple[Condition, ...] | None = None) -> Found:
    """Look at one condition after another until one fails; the rest is not looked at."""
    passed: list[tuple[str, str]] = []
    every = [c for c in (CONDITIONS if conditions is None else conditions) if c.needed(case)]
    for number, condition in enumerate(every):
        outcome = await condition.look(case)
        if outcome.verdict is Verdict.FAILED:
            left = tuple(dict.fromkeys(c.label(case) for c in every[number + 1 :]))
            return Found(tuple(passed), (condition.label(case), outcome.said), left)
        passed.append((condition.label(case), outcome.said))
    return Found(tuple(passed), None, ())


def report(found: Found, heading: str, labels: Labels) -> tuple[str, ...]:
    """Write what a walk found: first what failed and its cure, then what is in order."""
    blocks = [heading]
    if found.failed is None:
        blocks.append(labels("digest.check_passed"))
    else:
        name, said = found.failed
        blocks.append(f"{labels('digest.check_failed', name=name)}\n{said}")
    if found.passed:
        lines = [f"- {name}{f': {said}' if said else ''}" for name, said in found.passed]
        blocks.append("\n".join([f"**{labels('digest.check_in_order')}**", *lines]))
    if found.left:
        blocks.append(f"-# {labels('digest.check_left', names='; '.join(found.left))}")
    return tuple(blocks)


async def _there(case: Case) -> Outcome:
    return case.failed("digest.gone") if case.schedule.removed_at is not None else PASSED


async def _active(case: Case) -> Outcome:
    made = case.schedule
    if made.active:
        return PASSED
    if made.paused_reason is None:
        return case.failed("digest.check_paused")
    reason = why(made.paused_reason, case.labels)
    return case.failed("digest.check_paused_because", reason=reason)


async def _channel(case: Case) -> Outcome:
    place = case.place(case.schedule.channel)
    if place is None:
        return case.failed("digest.check_no_channel", channel=f"<#{case.schedule.channel}>")
    wrong = unfit(place, case.labels)
    return Outcome(Verdict.FAILED, wrong) if wrong else PASSED


async def _editor_channel(case: Case) -> Outcome:
    if case.place(case.wishes.editor_channel) is None:
        where = f"<#{case.wishes.editor_channel}>"
        return case.failed("digest.check_no_editors", channel=where)
    return PASSED


def _allowed(permission: str, *, editors: bool = False) -> Condition:
    """Return the condition that the bot has a permission where it needs it."""

    def where(case: Case) -> int | None:
        return case.wishes.editor_channel if editors else case.schedule.channel

    def needed(case: Case) -> bool:
        place, wishes = case.place(where(case)), Wishes() if editors else case.wishes
        if place is None:  # what it is can't be told: what any place needs
            return where(case) is not None and permission in ANYWHERE
        return permission in needs(place, wishes)

    async def look(case: Case) -> Outcome:
        place = case.place(where(case))
        if place is None or has(place, permission):
            return PASSED
        return Outcome(Verdict.FAILED, missing(place, permission, case.labels))

    return Condition(f"{'editor_' if editors else ''}{permission}", look, needed, permission)


async def _publishes(case: Case) -> Outcome:
    place = case.place(case.schedule.channel)
    if isinstance(place, discord.TextChannel) and place.is_news():
        return PASSED
    return case.failed("digest.publish_nowhere")


async def _role(case: Case) -> Outcome:
    place, role = case.place(case.schedule.channel), case.server.get_role(case.wishes.role or 0)
    if role is None:
        return case.failed("digest.check_no_role")
    wrong = unmentionable(place, role, case.labels) if place else None
    return Outcome(Verdict.FAILED, wrong) if wrong else PASSED


async def _zone(case: Case) -> Outcome:
    due = await case.desk.run(next_edition, case.desk, case.schedule)
    zone = escaped(case.schedule.zone)
    if due is None:
        return case.failed("digest.no_zone", zone=zone)
    return Outcome(Verdict.PASSED, zone)


async def _corpus(case: Case) -> Outcome:
    await case.desk.seed(case.server.id)
    count = await case.desk.run(case.desk.database.library(case.server.id).count)
    if not count:
        return case.failed("empty.corpus")
    return Outcome(Verdict.PASSED, case.labels("digest.check_articles", n=count))


async def _topics(case: Case) -> tuple[Topic, ...]:
    return await case.desk.run(case.desk.topics_of, case.server.id)


async def _topics_known(case: Case) -> Outcome:
    known = {topic.name for topic in await _topics(case)}
    gone = [name for name in case.schedule.topics if name not in known]
    if gone:
        return case.failed("digest.check_topic_gone", topic=escaped(gone[0]))
    return PASSED


async def _topics_match(case: Case) -> Outcome:
    chosen = case.schedule.topics
    for topic in await _topics(case):
        if chosen and topic.name not in chosen:
            continue
        made = await case.desk.make(case.server.id, Request(About(topic.name, topic=topic), "all"))
        if not chosen and not made.brief.empty:
            return PASSED  # of all topics, one is enough for an edition
        if chosen and made.brief.empty:
            title = escaped(topic.title(case.labels.language))
            return case.failed("digest.check_topic_empty", topic=title)
    return PASSED if chosen else case.failed("digest.check_topics_empty")


async def _clock(case: Case) -> Outcome:
    apart = case.desk.now() - case.discord_time.now()
    if abs(apart) > CLOCK_MAY_DIFFER:
        length = case.labels.duration(abs(apart).total_seconds())
        fast = apart > timedelta()
        return case.failed(f"digest.check_clock_{'fast' if fast else 'slow'}", length=length)
    if case.jumped is None:
        return PASSED
    when, by = case.jumped
    length = case.labels.duration(abs(by).total_seconds())
    said = case.labels("digest.check_jumped", when=stamp(when, "f"), length=length)
    return Outcome(Verdict.PASSED, said)


async def _last(case: Case) -> Outcome:
    history = await case.desk.run(
        case.desk.database.runs(case.server.id).history, case.schedule.id, 1
    )
    if not history or history[0].state is not RunState.FAILED:
        return PASSED
    where = f"<#{case.schedule.channel}>"
    key = f"digest.failure.{history[0].reason}"
    said = case.labels(key if case.labels.has(key) else "digest.failure.broken", channel=where)
    return Outcome(Verdict.FAILED, said)


async def _next(case: Case) -> Outcome:
    due = await case.desk.run(next_edition, case.desk, case.schedule)
    return Outcome(Verdict.PASSED, say_next(due, case.schedule, case.labels))


_PERMISSIONS: Final = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "read_message_history",
    "create_public_threads",
)

CONDITIONS: Final = (
    Condition("there", _there),
    Condition("active", _active),
    Condition("channel", _channel),
    *map(_allowed, _PERMISSIONS),
    Condition("publishes", _publishes, lambda case: case.wishes.publish),
    Condition("role", _role, lambda case: case.wishes.role is not None),
    Condition("editors", _editor_channel, lambda case: case.wishes.editor_channel is not None),
    *(_allowed(permission, editors=True) for permission in _PERMISSIONS),
    Condition("zone", _zone),
    Condition("corpus", _corpus),
    Condition("topics_known", _topics_known),
    Condition("topics_match", _topics_match),
    Condition("clock", _clock),
    Condition("last", _last),
    Condition("next", _next),
)
"""What `/digest check` looks at, in this order: what keeps every edition away comes first."""
