"""/topic: managers look at rules, make them and change them. Nothing is saved before it is tried.

What is typed becomes a draft; its page, the workbench, shows what it would do on the team's own
articles, and has the button that saves it.
"""

from __future__ import annotations

import asyncio
import io
from typing import Any, Final

import discord
from discord import app_commands

from bot import workbench
from bot.access import ManagersOnly
from bot.buttons import desk_of
from bot.buttons.base import managed_guild
from bot.buttons.topic_buttons import show_bench, show_typed
from bot.buttons.topic_forms import TopicForm, clashing, too_long_for
from bot.buttons.topic_list import DeleteTopic, KeepTopic, standing, topics_view
from bot.commands.words import described
from bot.desk import Desk
from bot.errors import Refused
from bot.labels import Labels
from bot.pages.article_card import excerpt
from bot.pages.source_words import escaped
from bot.pages.topic_page import show_page
from bot.pages.topic_words import named, wrong, wrong_file
from bot.pages.view import text_view
from bot.workbench import RuleDraft
from summaries.store import How, StoredTopic, TooManyTopics
from summaries.topics import (
    BadForm,
    BadTopic,
    Topic,
    key,
    parse_topic,
    resolve,
    write_topic,
)
from summaries.topics.form import with_words

MOST_BYTES: Final = 64_000
"""Of a topic's file: three hundred words and more in every list."""

_MOST_CHOICES: Final = 25
_LONGEST_CHOICE: Final = 100
_LONGEST_TYPED: Final = 60
_DOWNLOAD: Final = 20.0  # seconds
_NOTHING = discord.AllowedMentions.none()

Interaction = discord.Interaction[Any]
Choices = list[app_commands.Choice[str]]
Which = app_commands.Range[str, 1, 100]
Words = app_commands.Range[str, 1, 2_000]

topic = app_commands.Group(
    name="topic",
    description=described("command.topic.description"),
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)


@topic.command(name="list", description=described("command.topic.list"))
async def list_topics(interaction: Interaction) -> None:
    """Show every topic, with its version and where it comes from."""
    labels = Labels.for_locale(str(interaction.locale))
    view = await topics_view(interaction, labels)
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=_NOTHING)


@topic.command(name="show", description=described("command.topic.show"))
@app_commands.describe(name=described("command.topic.which"))
async def show(interaction: Interaction, name: Which) -> None:
    """Show a rule as a person reads it."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    chosen = await _chosen(desk, guild, name, labels)
    every = await desk.run(standing, desk, guild)
    versions = await desk.run(desk.database.topics(guild).history, chosen.name)
    one = next(one for one in every if one.topic.name == chosen.name)
    view = text_view(show_page(one, versions, labels))
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=_NOTHING)


@topic.command(name="create", description=described("command.topic.create"))
async def create(interaction: Interaction) -> None:
    """Open an empty form."""
    labels = Labels.for_locale(str(interaction.locale))
    await managed_guild(interaction)
    form = TopicForm(RuleDraft("", 0, How.CREATE), labels, show_typed)
    await interaction.response.send_modal(form)


@topic.command(name="edit", description=described("command.topic.edit"))
@app_commands.describe(name=described("command.topic.which"))
async def edit(interaction: Interaction, name: Which) -> None:
    """Open the form with a topic's rule."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    draft = await _begun(desk, guild, name, labels)
    if too_long_for(draft, labels):
        raise Refused(labels("topic.form_too_long"))
    await interaction.response.send_modal(TopicForm(draft, labels, show_typed))


@topic.command(name="test", description=described("command.topic.test"))
@app_commands.describe(
    name=described("command.topic.which"),
    add=described("command.topic.add"),
    exclude=described("command.topic.exclude"),
    threshold=described("command.topic.threshold"),
)
async def try_out(
    interaction: Interaction,
    name: Which,
    add: Words = "",
    exclude: Words = "",
    threshold: app_commands.Range[str, 1, 12] = "",
) -> None:
    """Try a change of a topic out; it is saved by a button, or not at all."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    draft = await _begun(desk, guild, name, labels)
    assert draft.rule is not None
    try:
        rule = with_words(draft.rule, add, exclude, threshold)
    except BadForm as error:
        raise Refused(wrong(error, labels)) from None
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _answer(interaction, guild, draft.with_rule(rule), labels)


@topic.command(name="undo", description=described("command.topic.undo"))
@app_commands.describe(name=described("command.topic.which"))
async def undo(interaction: Interaction, name: Which) -> None:
    """Bring the version before back, as a new version."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    meant = (
        await desk.run(_own_name, desk, guild, name)
        or (await _chosen(desk, guild, name, labels)).name
    )
    topics = desk.database.topics(guild)
    try:
        done = await desk.run(topics.undo, meant, by=interaction.user.id)
    except TooManyTopics as full:
        raise Refused(labels("topic.too_many", n=full.most)) from None
    if done is None:
        raise Refused(labels("topic.nothing_to_undo", topic=escaped(meant)))
    desk.shelves.behind.add(guild)
    view = text_view([_undone(desk, done, labels)])
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=_NOTHING)


@topic.command(name="delete", description=described("command.topic.delete"))
@app_commands.describe(name=described("command.topic.which"))
async def delete(interaction: Interaction, name: Which) -> None:
    """Ask whether a topic is to be deleted, and say what that changes."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    chosen = await _chosen(desk, guild, name, labels)
    shipped = desk.topics.shipped_as(chosen.name)
    last = await desk.run(desk.database.topics(guild).latest, chosen.name)
    if last is None or last.text is None:
        raise Refused(labels("topic.only_shipped", topic=escaped(chosen.name)))
    digests = await desk.run(desk.database.schedules(guild).list)
    naming = sum(chosen.name in made.topics for made in digests)
    lines = [f"## {labels('topic.delete_ask', topic=named(chosen, labels))}"]
    lines.append(labels("topic.delete_copy" if shipped else "topic.delete_own"))
    if naming and not shipped:
        lines.append(labels("topic.delete_digests", n=naming))
    buttons = [
        DeleteTopic(chosen.name, last.version, labels),
        KeepTopic(chosen.name, labels),
    ]
    view = text_view(["\n".join(lines)], buttons)
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=_NOTHING)


@topic.command(name="export", description=described("command.topic.export"))
@app_commands.describe(name=described("command.topic.which"))
async def export(interaction: Interaction, name: Which) -> None:
    """Send a topic's rule as a file."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    chosen = await _chosen(desk, guild, name, labels)
    file = discord.File(io.BytesIO(write_topic(chosen).encode()), filename=f"{chosen.name}.toml")
    said = labels("topic.exported", topic=escaped(chosen.name), version=chosen.version)
    await interaction.response.send_message(
        said, file=file, ephemeral=True, allowed_mentions=_NOTHING
    )


@topic.command(name="import", description=described("command.topic.import"))
@app_commands.describe(file=described("command.topic.file"))
async def import_topic(interaction: Interaction, file: discord.Attachment) -> None:
    """Read a topic's file and try it out; it is saved by a button."""
    labels = Labels.for_locale(str(interaction.locale))
    guild, desk = await managed_guild(interaction), desk_of(interaction)
    if file.size > MOST_BYTES:
        raise Refused(labels("topic.file_too_big", most=MOST_BYTES // 1_000))
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        async with asyncio.timeout(_DOWNLOAD):
            data = await file.read()
    except (discord.HTTPException, TimeoutError, OSError):
        raise Refused(labels("article.refused_download")) from None
    rule = await desk.run(_read, data, file.filename, labels)
    if said := await desk.run(clashing, desk, guild, rule, labels, new=False):
        raise Refused(said)
    draft = await desk.run(workbench.imported, desk, guild, rule)
    await _answer(interaction, guild, draft, labels)


@show.autocomplete("name")
@edit.autocomplete("name")
@try_out.autocomplete("name")
@delete.autocomplete("name")
@export.autocomplete("name")
async def _suggest(interaction: Interaction, current: str) -> Choices:
    """Offer the team's topics by title and name, to managers alone."""
    try:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
    except ManagersOnly:
        return []
    labels = Labels.for_locale(str(interaction.locale))
    found = []
    for one in await desk.run(desk.topics_of, guild):
        said = f"{one.title(labels.language)} ({one.name})"
        if any(key(current) in key(name) for name in (said, *one.aliases)):
            found.append(app_commands.Choice(name=said[:_LONGEST_CHOICE], value=one.name))
    return found[:_MOST_CHOICES]


@undo.autocomplete("name")
async def _suggest_own(interaction: Interaction, current: str) -> Choices:
    """Offer what the team has changed, deleted topics too, to managers alone."""
    try:
        guild, desk = await managed_guild(interaction), desk_of(interaction)
    except ManagersOnly:
        return []
    every = await desk.run(desk.database.topics(guild).current, deleted=True)
    names = (one.name for one in every if one.restores != 0 and key(current) in key(one.name))
    return [app_commands.Choice(name=name, value=name) for name in names][:_MOST_CHOICES]


async def _answer(interaction: Interaction, guild: int, draft: RuleDraft, labels: Labels) -> None:
    """Keep a new draft and put its page in the place of the deferred answer."""
    desk = desk_of(interaction)
    kept = await desk.run(workbench.put, desk, guild, draft, interaction.user.id)
    await show_bench(interaction, guild, kept, labels)


async def _chosen(desk: Desk, guild: int, typed: str, labels: Labels) -> Topic:
    """Return the topic that is meant: by its name, a title or an alias. Raises Refused."""
    topics = await desk.run(desk.topics_of, guild)
    about = resolve(typed, topics, ())
    if about.topic is not None:
        return about.topic
    shown = excerpt(typed, _LONGEST_TYPED) or "…"
    if about.suggestion is not None:
        near = escaped(about.suggestion.name)
        raise Refused(labels("error.unknown_topic", typed=shown, topic=near))
    raise Refused(labels("topic.unknown", typed=shown))


async def _begun(desk: Desk, guild: int, typed: str, labels: Labels) -> RuleDraft:
    """Begin a draft of the topic that is meant. Raises Refused."""
    chosen = await _chosen(desk, guild, typed, labels)
    draft = await desk.run(workbench.begin, desk, guild, chosen.name)
    if draft is None:
        raise Refused(labels("topic.unknown", typed=escaped(chosen.name)))
    return draft


def _own_name(desk: Desk, guild: int, typed: str) -> str | None:
    """Return the name of a topic that the team has versions of, deleted or not."""
    wanted = key(typed)
    own = desk.database.topics(guild).current(deleted=True)
    return next((one.name for one in own if key(one.name) == wanted), None)


def _read(data: bytes, file: str, labels: Labels) -> Topic:
    """Read the file of a topic. Raises Refused with the line that is wrong."""
    try:
        return parse_topic(data.decode("utf-8-sig").replace("\r\n", "\n"), file)
    except UnicodeDecodeError:
        raise Refused(labels("topic.file_encoding")) from None
    except BadTopic as error:
        raise Refused(wrong_file(error, labels)) from None


def _undone(desk: Desk, done: StoredTopic, labels: Labels) -> str:
    name = escaped(done.name)
    if done.text is not None:
        return labels("topic.undone", topic=name, restored=done.restores, version=done.version)
    shipped = desk.topics.shipped_as(done.name)
    return labels("topic.undone_shipped" if shipped else "topic.undone_gone", topic=name)
