"""The page of each command, made of what Discord is told about it.

A page can't say anything else than the command tree does: names, descriptions in every language,
what each option may be, and who sees the command.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import discord
from babel.core import Locale
from discord import app_commands

from bot.client import intents
from bot.commands import ROOTS
from bot.commands.words import LabelTranslator
from bot.labels import languages
from bot.labels.labels import ENGLISH

Payload = Mapping[str, Any]

_OPTION = discord.AppCommandOptionType
_NOTE: Final = (
    "<!-- Written by `make docs` from the command tree. To change it, change the command or its "
    "labels. -->"
)
_TYPES: Final = {
    _OPTION.string: "text",
    _OPTION.integer: "a whole number",
    _OPTION.number: "a number",
    _OPTION.boolean: "true or false",
    _OPTION.user: "a member",
    _OPTION.channel: "a channel",
    _OPTION.role: "a role",
    _OPTION.mentionable: "a member or a role",
    _OPTION.attachment: "a file",
}
_CHANNELS: Final = {
    discord.ChannelType.text: "text",
    discord.ChannelType.news: "announcements",
    discord.ChannelType.forum: "forum",
    discord.ChannelType.media: "media",
    discord.ChannelType.voice: "voice",
    discord.ChannelType.stage_voice: "stage",
    discord.ChannelType.public_thread: "thread",
    discord.ChannelType.private_thread: "private thread",
    discord.ChannelType.news_thread: "announcement thread",
    discord.ChannelType.category: "category",
}


async def command_pages() -> dict[str, str]:
    """Return the pages by file name: one for each root, and README.md, which lists them."""
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(
        discord.Client(intents=intents())
    )
    for root in ROOTS:
        tree.add_command(root)
    translator = LabelTranslator()
    pages: dict[str, str] = {}
    told = []
    for root in sorted(ROOTS, key=_order):
        payload = await root.get_translated_payload(tree, translator)
        pages[_file(root)] = "\n".join([*_page(root, payload)]).strip() + "\n"
        told.append((root, payload))
    pages["README.md"] = "\n".join(_index(told)).strip() + "\n"
    return pages


def _order(root: Any) -> tuple[bool, str]:
    return isinstance(root, app_commands.ContextMenu), root.name


def _file(root: Any) -> str:
    return f"{root.name.lower().replace(' ', '-')}.md"


def _called(root: Any) -> str:
    return root.name if isinstance(root, app_commands.ContextMenu) else f"/{root.name}"


def _index(told: Sequence[tuple[Any, Payload]]) -> Iterator[str]:
    yield from ("# Commands", "", _NOTE, "", "Each command has a page with all that it takes.", "")
    yield from ("| command | what it is for | who may use it |", "|---|---|---|")
    for root, payload in told:
        page = f"[{_called(root)}]({_file(root)})"
        yield f"| {page} | {_cell(_what(payload))} | {_who(payload)} |"


def _what(payload: Payload) -> str:
    return payload.get("description") or "An entry in the menu of a message, under *Apps*."


def _page(root: Any, payload: Payload) -> Iterator[str]:
    yield from (f"# {_called(root)}", "", _NOTE, "", _what(payload), "")
    for language in _others():
        if isinstance(root, app_commands.ContextMenu):
            said = f"{_language(language)}: *{_in(payload, 'name', language)}*"
        else:
            said = f"{_language(language)}: {_in(payload, 'description', language)}"
        yield from (said, "")
    yield from (f"**Who may use it:** {_who(payload)}.", "")
    yield from (f"**Shown by default to:** {_shown_to(payload)}.", "")
    if isinstance(root, app_commands.Group):
        for inner, about in _within(root, payload):
            yield from (f"## /{inner.qualified_name}", "", about["description"], "")
            for language in _others():
                said = _in(about, "description", language)
                yield from (f"{_language(language)}: {said}", "")
            yield from _options(inner, about)
    elif isinstance(root, app_commands.Command):
        yield from _options(root, payload)


def _within(
    group: app_commands.Group, payload: Payload
) -> Iterator[tuple[app_commands.Command[Any, ..., Any], Payload]]:
    """Yield a group's commands, and those of the groups in it."""
    told = {option["name"]: option for option in payload["options"]}
    for inner in group.commands:
        if isinstance(inner, app_commands.Group):
            yield from _within(inner, told[inner.name])
        else:
            yield inner, told[inner.name]


def _options(command: app_commands.Command[Any, ..., Any], payload: Payload) -> Iterator[str]:
    if not payload.get("options"):
        yield from ("It takes no options.", "")
        return
    named = [_language(code) for code in _others()]
    yield f"| option | may be | what for | {' | '.join(named)} |"
    yield f"|---|---|---|{'---|' * len(named)}"
    for option in payload["options"]:
        name = f"`{option['name']}`" + (" (needed)" if option.get("required") else "")
        words = [_in(option, "description", code) for code in _others()]
        cells = (name, _may_be(command, option), option["description"], *words)
        yield f"| {' | '.join(map(_cell, cells))} |"
    yield ""
    for option in payload["options"]:
        if option.get("choices"):
            yield from _choices(option)


def _may_be(command: app_commands.Command[Any, ..., Any], option: Payload) -> str:
    """Say what may be given, within which limits, and what holds where nothing is given."""
    kind = _OPTION(option["type"])
    parts = ["one of the list below" if option.get("choices") else _TYPES[kind]]
    if kinds := option.get("channel_types"):
        channels = (discord.ChannelType(one) for one in kinds)
        parts.append("of the kinds " + ", ".join(_CHANNELS[c] for c in channels))
    if kind is _OPTION.string and not option.get("choices"):
        least, most = option.get("min_length") or 0, option.get("max_length")
        if most:
            length = f"{least} to {most}" if least else f"up to {most}"
            parts.append(f"{length} characters")
    least, most = option.get("min_value"), option.get("max_value")
    if least is not None or most is not None:
        parts.append(" ".join(_bounds(least, most)))
    if option.get("autocomplete"):
        parts.append("with suggestions while you type")
    parameter = command.get_parameter(option["name"])
    default = parameter.default if parameter else None
    if not option.get("required") and default not in (None, ""):
        parts.append(f"else {_written(default, option)}")
    return ", ".join(parts)


def _bounds(least: Any, most: Any) -> Iterator[str]:
    if least is not None:
        yield f"from {least}"
    if most is not None:
        yield f"up to {most}"


def _written(default: object, option: Payload) -> str:
    for choice in option.get("choices", ()):
        if choice["value"] == default:
            return f"*{choice['name']}*"
    return f"*{str(default).lower()}*"


def _choices(option: Payload) -> Iterator[str]:
    yield from (f"What `{option['name']}` may be:", "")
    for choice in option["choices"]:
        words = [_in(choice, "name", code) for code in _others()]
        yield f"- {choice['name']} ({', '.join(words)})" if words else f"- {choice['name']}"
    yield ""


def _who(payload: Payload) -> str:
    if payload.get("default_member_permissions") is None:
        return "every member"
    return "managers: members with *Manage Server*, or with the manager role of `/settings`"


def _shown_to(payload: Payload) -> str:
    value = payload.get("default_member_permissions")
    if value is None:
        return "everyone in the server"
    names = [name for name, given in discord.Permissions(int(value)) if given]
    titles = {"manage_guild": "Manage Server"}
    said = ", ".join(titles.get(name, name.replace("_", " ").title()) for name in names)
    return f"members with *{said}*; change that in Server Settings › Integrations"


def _others() -> list[str]:
    return [code for code in languages() if code != ENGLISH]


def _language(code: str) -> str:
    name = Locale.parse(code).get_language_name(code) or code
    return name[:1].upper() + name[1:]


def _in(payload: Payload, what: str, language: str) -> str:
    """Return a text in a language; in English where that language has none."""
    translated: Mapping[str, str] = payload.get(f"{what}_localizations") or {}
    found = (text for code, text in translated.items() if code.partition("-")[0] == language)
    return next(found, str(payload[what]))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
