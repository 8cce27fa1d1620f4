"""Discord in another language, and what a person in it meets, page by page."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

import simcord
from discord import app_commands
from simcord.components import walk_components

from bot.commands import ROOTS
from tests.simcord.conftest import Room

STORY = b"Aid for the island\n\nThe ministry pledged $7 million in aid on Friday, it said.\n"
GIBBERISH = b"\x00\x01\x02\xff\xfe" * 40


@contextlib.contextmanager
def clients_in(locale: str) -> Iterator[None]:
    """Let the server and everybody's Discord be in a language meanwhile."""
    import simcord.interactions as wire

    real = wire.base_payload

    def translated(*args: Any, **kwargs: Any) -> Any:
        record, payload = real(*args, **kwargs)
        payload["locale"] = locale
        if "guild_locale" in payload:
            payload["guild_locale"] = locale
        return record, payload

    wire.base_payload = translated
    try:
        yield
    finally:
        wire.base_payload = real


class Visit:
    """A reader and a manager go through the bot; every page that they see is kept by name."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.pages: dict[str, Mapping[str, Any]] = {}

    async def whole(self) -> dict[str, Mapping[str, Any]]:
        """Go everywhere; return the pages as they were sent."""
        await self._read()
        await self._manage()
        await self._schedule()
        await self._try_every_command()
        _ = self.room.env.errors  # refusals are what some of this is for
        return self.pages

    async def _read(self) -> None:
        about: dict[str, Any] = {"about": "aid-pledges"}
        await self._ask("about")  # a manager's first command brings the guide after its answer
        brief = await self._ask("brief", **about)
        for code in ("ctx", "why", "txt", "mor"):
            await self._press(brief, code)
        for topic in ("border-numbers", "diplomatic-reactions", "A3", "zebra quotas", "aid-pleges"):
            await self._ask("brief", about=topic)
        await self._ask("brief", about="A99")
        await self._ask("brief", since="last", **about)
        await self._ask("brief", since="last", **about)
        await self._ask("check")
        await self._ask("check", about="zebra quotas")
        await self._ask("library", search="zebra")
        await self._ask("library", language="xyzzy")
        await self._ask("library", who=self.room.reader, withdrawn=True)

    async def _manage(self) -> None:
        card = await self._ask("article add", file=("story.txt", STORY))
        added = await self._press(card, "add:")
        await self._ask("article add", file=("story.txt", STORY))
        await self._press(added, "und:")
        await self._ask("article add", file=("x.txt", GIBBERISH))
        await self._ask("article add", file=("x.txt", b""))
        await self._ask("article add")
        await self._ask("article edit", article="A1")
        await self._ask("article show", article="A1")
        await self._ask("article show", article="nowhere")
        asked = await self._ask("article withdraw", article="A5", reason="Wrong")
        await self._press(asked, "wdr")
        await self._ask("library", withdrawn=True)
        await self._ask("article restore", article="A5")
        await self._ask("feed add", url="http://10.0.0.1/feed")
        await self._ask("feed check", feed="nowhere")
        settings = await self._ask("settings")
        await self._press(settings, "nam:open")
        await self._press(settings, "set:delete")
        await self._ask("audit")

    async def _schedule(self) -> None:
        channel = self.room.channel
        await self._ask("digest schedule", channel=channel, time="25:00", zone="Europe/Madrid")
        await self._ask("digest schedule", channel=channel, time="07:00", zone="Atlantis")
        made = await self._ask(
            "digest schedule", channel=channel, time="07:00", zone="Europe/Madrid", days="mon"
        )
        await self._ask("digest preview")
        await self._press(made, "fst:")
        self._keep("edition 1", channel.last_message)
        await self._ask("audit")

    async def _try_every_command(self) -> None:
        """Use each command that needs nothing: those that come later are gone through, too."""
        for root in ROOTS:
            commands = root.walk_commands() if isinstance(root, app_commands.Group) else [root]
            for command in commands:
                if isinstance(command, app_commands.Command) and not any(
                    parameter.required for parameter in command.parameters
                ):
                    await self._ask(command.qualified_name)

    async def _ask(
        self, command: str, who: simcord.MemberActor | None = None, **options: Any
    ) -> Any:
        result = await (who or self.room.manager).slash(self.room.channel, command, **options)
        return self._seen(f"/{command} {sorted(options.items(), key=str)!r:.60}", result)

    async def _press(self, message: Any, code: str) -> Any:
        """Press the button whose id has this code; none is a page without it."""
        for part in _parts(message):
            if f":{code}" in str(part.get("custom_id", "")) and not part.get("disabled"):
                result = await self.room.manager.click(message, custom_id=part["custom_id"])
                return self._seen(f"[{part.get('label')}]", result)
        raise AssertionError(f"no button {code}: {[p.get('custom_id') for p in _parts(message)]}")

    def _seen(self, name: str, result: simcord.InteractionResult) -> Any:
        if result.modal is not None:
            self.pages[self._free(name)] = result.modal
            return None
        answer = result.followups[-1] if result.followups else result.response
        assert answer is not None, f"{name} was not answered"
        self._keep(name, answer)
        return answer

    def _keep(self, name: str, message: Any) -> None:
        parts = [c if isinstance(c, Mapping) else c.to_dict() for c in message.components]
        self.pages[self._free(name)] = {"content": message.content, "components": parts}

    def _free(self, name: str) -> str:
        return name if name not in self.pages else f"{name} ({len(self.pages)})"


def _parts(message: Any) -> list[Mapping[str, Any]]:
    parts = [c if isinstance(c, Mapping) else c.to_dict() for c in message.components]
    return list(walk_components(parts))


def words_in(page: Any) -> Iterator[str]:
    """Yield every text of a page or a form that a person sees."""
    if isinstance(page, Mapping):
        for name, value in page.items():
            if isinstance(value, str):
                if name in {"content", "label", "placeholder", "description", "title", "name"}:
                    yield value
            else:
                yield from words_in(value)
    elif isinstance(page, list | tuple):
        for part in page:
            yield from words_in(part)
