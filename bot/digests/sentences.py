"""What a digest is, said in a sentence or two: place, days, topics, form, and whether it posts."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfoNotFoundError

from bot.desk import Desk
from bot.digests.clock import Due, coming
from bot.digests.typed import say_days
from bot.digests.wishes import Wishes
from bot.labels import Labels
from bot.pages.edition_page import stamp
from bot.pages.source_words import escaped
from summaries.store import RunState, Schedule

_LONGEST_TOPICS: Final = 200  # characters of titles; more topics are counted


def sentence(desk: Desk, made: Schedule, labels: Labels) -> str:
    """Say what a schedule is: place, days, time, zone, topics."""
    return labels(
        "digest.sentence",
        channel=f"<#{made.channel}>",
        days=say_days(made.weekdays, labels),
        time=f"{made.local_time:%H:%M}",
        zone=made.zone,
        topics=topics_of(desk, made, labels),
    )


def topics_of(desk: Desk, made: Schedule, labels: Labels) -> str:
    """Name the topics of a schedule; one that is no more keeps its own name. Reads the store."""
    known = {topic.name: topic.title(labels.language) for topic in desk.topics_of(made.guild)}
    titles = [escaped(known.get(name, name)) for name in made.topics]
    shown = len(titles)
    while shown > 1 and len(", ".join(titles[:shown])) > _LONGEST_TOPICS:
        shown -= 1
    rest = [f"+{len(titles) - shown}"] if shown < len(titles) else []
    return ", ".join([*titles[:shown], *rest]) or labels("digest.all_topics")


def wishes_of(made: Schedule, labels: Labels) -> tuple[str, ...]:
    """Say how its editions are posted: one line for each thing that was chosen."""
    wishes, said = Wishes.of(made), []
    if wishes.language:
        said.append(labels("digest.wish.language", language=labels.language_name(wishes.language)))
    if wishes.quiet:
        said.append(labels("digest.wish.quiet"))
    if wishes.editor_minutes and wishes.editor_channel:
        where = f"<#{wishes.editor_channel}>"
        said.append(labels("digest.wish.editor", n=wishes.editor_minutes, channel=where))
    if wishes.forum:
        said.append(labels("digest.wish.forum"))
    if wishes.thread:
        said.append(labels("digest.wish.thread"))
    if wishes.role:
        said.append(labels("digest.wish.role", role=f"<@&{wishes.role}>"))
    if wishes.silent:
        said.append(labels("digest.wish.silent"))
    if wishes.publish:
        said.append(labels("digest.wish.publish"))
    if wishes.catch_up:
        said.append(labels("digest.wish.catch_up", n=wishes.catch_up))
    return tuple(f"- {line}" for line in said)


def state_of(made: Schedule, labels: Labels) -> str:
    """Say whether a digest posts, and if not, why."""
    if made.active:
        return labels("digest.state.live")
    if made.paused_reason is None:
        return labels("digest.state.paused")
    return labels("digest.state.paused_because", reason=why(made.paused_reason, labels))


def why(reason: str | None, labels: Labels) -> str:
    """Say a run's reason in a few words; one that has no words is shown as it is."""
    key = f"digest.why.{reason}"
    return labels(key) if labels.has(key) else f"`{reason or '?'}`"


def next_edition(desk: Desk, made: Schedule) -> Due | None:
    """Return the next edition that will come; None where its zone is not known. Reads the store.

    It is none that was left out, and none of a day that has had its edition.
    """
    history = desk.database.runs(made.guild).history(made.id)
    dealt_with = {run.local_date for run in history if run.state is not RunState.CLAIMED}
    try:
        return coming(made, desk.now(), dealt_with)
    except ZoneInfoNotFoundError:
        return None


def say_next(due: Due | None, made: Schedule, labels: Labels) -> str:
    """Say when the next edition comes."""
    if due is None:
        return labels("digest.no_zone", zone=escaped(made.zone))
    when = due.moment
    return labels("digest.next", when=stamp(when), soon=stamp(when, "R"))
