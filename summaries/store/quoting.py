"""Which messages quote an article, and which corrections that brings when it is withdrawn.

All of it happens inside the transactions of what brings it: a withdrawal, or a message that turns
out to have been posted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from summaries.store.articles import number_of
from summaries.store.leases import RunState
from summaries.store.names import new_name
from summaries.store.tables import article_facts, articles, briefs, corrections, guilds

RESTORED: Final = "restored"
"""The reason of a correction that was not sent, for its article was put back."""

# For each message, so they are built once.
_NOTED: Final = (
    briefs.update()
    .where(briefs.c.guild == sa.bindparam("ours"), briefs.c.id == sa.bindparam("brief"))
    .values(message=sa.bindparam("shown_by"))
)
_WITHDRAWN: Final = (
    sa.select(article_facts.c.number)
    .where(article_facts.c.guild == sa.bindparam("ours"), article_facts.c.withdrawn.is_(True))
    .limit(1)
)


def queue_up_message(connection: sa.Connection, guild: int) -> None:
    """Wait until no withdrawal is under way, before a message's id is noted.

    Else neither would see the other, and nobody would correct the message. SQLite has one writer
    at a time in any case.
    """
    if connection.dialect.name != "sqlite":
        row = sa.select(guilds.c.id).where(guilds.c.id == guild)
        connection.execute(row.with_for_update(key_share=True))


def quoting(
    connection: sa.Connection, guild: int, number: int, *, since: datetime
) -> dict[int, tuple[int, ...]]:
    """Return the messages that quote an article and were not corrected, by channel.

    They were made after ``since``; the newest come first.
    """
    query = sa.select(briefs.c.channel, briefs.c.message).where(
        briefs.c.guild == guild,
        briefs.c.created >= since,
        briefs.c.channel.is_not(None),
        briefs.c.message.is_not(None),
        briefs.c.cites.contains(f" {number} "),
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for row in connection.execute(query):
        found[row.channel].add(row.message)
    before = sa.select(corrections.c.channel, corrections.c.messages).where(
        corrections.c.guild == guild,
        corrections.c.number == number,
        corrections.c.state != RunState.SKIPPED.value,
    )
    for channel, corrected in connection.execute(before):
        found[channel] -= set(corrected)
    return {where: tuple(sorted(ids, reverse=True)) for where, ids in found.items() if ids}


def correct(
    connection: sa.Connection,
    guild: int,
    number: int,
    messages: Mapping[int, tuple[int, ...]],
    *,
    withdrawn_at: datetime,
    now: datetime,
) -> None:
    """Let each channel have one correction of the messages that quote a withdrawn article.

    They are free at once for whoever comes first.
    """
    rows = [
        {
            "id": new_name(),
            "guild": guild,
            "number": number,
            "withdrawn_at": withdrawn_at,
            "channel": channel,
            "messages": list(ids),
            "state": RunState.CLAIMED.value,
            "created": now,
            "lease_until": now,
            "token": 0,
        }
        for channel, ids in sorted(messages.items())
    ]
    if rows:
        connection.execute(corrections.insert(), rows)


def withhold(connection: sa.Connection, guild: int, number: int) -> None:
    """End the corrections that nobody has begun to send: the article is in the library again."""
    waiting = corrections.update().where(
        corrections.c.guild == guild,
        corrections.c.number == number,
        corrections.c.state == RunState.CLAIMED.value,
        corrections.c.tried_at.is_(None),
    )
    skipped = {"state": RunState.SKIPPED.value, "reason": RESTORED, "lease_until": None}
    connection.execute(waiting.values(skipped))


def note_message(
    connection: sa.Connection, guild: int, brief: str, message: int, now: datetime
) -> bool:
    """Note which message shows a brief; False if there is no such brief.

    Where an article that it quotes was withdrawn meanwhile, the message is in the correction that
    waits for its channel; if that was sent, it gets one of its own. Call `queue_up_message` first.
    """
    noted = {"ours": guild, "brief": brief, "shown_by": message}
    if connection.execute(_NOTED, noted).rowcount != 1:
        return False
    # Most libraries have no article that is withdrawn.
    if connection.execute(_WITHDRAWN, {"ours": guild}).first() is None:
        return True
    ours = briefs.c.guild == guild, briefs.c.id == brief
    shown = connection.execute(sa.select(briefs.c.channel, briefs.c.cites).where(*ours)).one()
    if shown.channel is None:
        return True
    gone = sa.select(articles.c.number, articles.c.withdrawn_at).where(
        articles.c.guild == guild,
        articles.c.number.in_([int(number) for number in (shown.cites or "").split()]),
        articles.c.replaced_at.is_(None),
        articles.c.withdrawn_at.is_not(None),
    )
    for number, withdrawn_at in connection.execute(gone).all():
        waiting = sa.select(corrections.c.id, corrections.c.messages).where(
            corrections.c.guild == guild,
            corrections.c.number == number,
            corrections.c.channel == shown.channel,
            corrections.c.withdrawn_at == withdrawn_at,
            corrections.c.state == RunState.CLAIMED.value,
            corrections.c.tried_at.is_(None),
        )
        row = connection.execute(waiting.with_for_update()).first()
        if row is None:
            one = {shown.channel: (message,)}
            correct(connection, guild, number, one, withdrawn_at=withdrawn_at, now=now)
        else:
            both = sorted({*row.messages, message}, reverse=True)
            this = corrections.update().where(corrections.c.id == row.id)
            connection.execute(this.values(messages=both))
    return True


def cites(payload: object) -> str:
    """Name the articles that a brief has as its sources, by their numbers, as they are stored."""
    sources = payload.get("sources", ()) if isinstance(payload, dict) else ()
    numbers = {n for source in sources if (n := number_of(source["article"])) is not None}
    return " ".join(["", *map(str, sorted(numbers)), ""])
