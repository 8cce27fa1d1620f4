"""The conditions in their order: what is looked at first is what the rest depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from bot.checkup import holdings, machine
from bot.checkup.conditions import Condition, Unmet
from config import TOPICS_FOLDER
from config.settings import Settings, SettingsError, load_settings

Look = Callable[[], str]


def checked(*, offline: bool = False) -> Iterator[Condition]:
    """Look at one condition after the other, and stop at the first that is not met.

    ``offline`` asks Discord nothing, and needs no token.
    """
    settings: list[Settings] = []

    def read() -> str:
        settings.append(load_settings())
        return f"data in {settings[0].data_dir}"

    first: tuple[tuple[str, Look], ...] = (("python", machine.python), ("settings", read))
    for name, look in first:
        found = _looked(name, look)
        yield found
        if not found.met:
            return
    kept = holdings.Holdings(settings[0])
    try:
        for name, look in _looks(settings[0], kept, offline=offline):
            found = _looked(name, look)
            yield found
            if not found.met:
                return
    finally:
        kept.close()


def _looks(
    settings: Settings, kept: holdings.Holdings, *, offline: bool
) -> Iterator[tuple[str, Look]]:
    where = settings.data_dir
    yield "data folder", lambda: machine.folder(where)
    yield "disk", lambda: machine.disk(where)
    yield "memory", machine.memory
    yield "time zones", machine.zones
    yield "starter articles", lambda: holdings.corpus(settings)
    yield "topics", lambda: holdings.topics(TOPICS_FOLDER)
    yield "database", kept.reached
    yield "tables", kept.current
    yield "integrity", kept.whole
    yield "writing", kept.writable
    yield "one bot", kept.alone
    yield from _asks(settings, offline=offline)


def _asks(settings: Settings, *, offline: bool) -> Iterator[tuple[str, Look]]:
    # Imported here, for the conditions before these need no Discord.
    from bot.checkup import discord

    token = settings.token.get_secret_value() if settings.token else None
    yield "token", lambda: discord.token_form(token, needed=not offline)
    if offline or token is None:
        yield "Discord", lambda: "not asked (--offline)"
        return
    told: list[discord.Told] = []

    def ask() -> str:
        told.append(discord.ask(token, lambda: datetime.now(UTC)))
        return discord.application(told[0])

    yield "Discord", ask
    yield "intents", lambda: discord.privileges(told[0])
    yield "clock", lambda: discord.clock(told[0])
    yield "commands", lambda: discord.commands(told[0])


def _looked(name: str, look: Look) -> Condition:
    try:
        return Condition(name, look())
    except Unmet as unmet:
        return Condition(name, unmet.said, unmet.cure)
    except SettingsError as error:
        said = f"{error.setting} {error.problem}."
        return Condition(name, said, f"{error.advice[:1].upper()}{error.advice[1:]}.")
