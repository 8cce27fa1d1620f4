"""A page as a Discord view: text displays in a container, then one row of buttons."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import discord

from bot.pages.brief_page import Page
from bot.pages.budget import MAX_BUTTONS_IN_ROW, size_of_components
from bot.pages.pictures import Picture


class PageTooBig(ValueError):
    """A page is over Discord's limits and is not sent."""


def to_view(
    page: Page,
    buttons: Sequence[discord.ui.Item[Any]] = (),
    pictures: Sequence[Picture] = (),
) -> discord.ui.LayoutView:
    """Build a fresh view of a brief's ``page`` with at most five ``buttons`` below it.

    ``pictures`` follow its figures; send them along with `files_of`.
    """
    if not pictures or page.figures is None:
        return text_view(page.blocks, buttons)
    parts: list[discord.ui.Item[Any]] = [discord.ui.TextDisplay(block) for block in page.blocks]
    gallery = discord.ui.MediaGallery[discord.ui.LayoutView]()
    for picture in pictures:
        gallery.add_item(media=f"attachment://{picture.name}", description=picture.alt)
    parts.insert(page.figures + 1, gallery)
    return _checked([discord.ui.Container(*parts), *([_row(buttons)] if buttons else ())])


def files_of(page: Page, pictures: Sequence[Picture]) -> list[discord.File]:
    """Return fresh files of the pictures that a page's view shows."""
    if page.figures is None:
        return []
    return [
        discord.File(io.BytesIO(picture.data), filename=picture.name, description=picture.alt)
        for picture in pictures
    ]


def text_view(
    blocks: Sequence[str],
    buttons: Sequence[discord.ui.Item[Any]] = (),
    more_rows: Sequence[Sequence[discord.ui.Item[Any]]] = (),
    *,
    mark: int | None = None,
) -> discord.ui.LayoutView:
    """Build a fresh view of text ``blocks`` with rows of at most five ``buttons`` below them.

    ``mark`` is the id of the first text, by which the message can be known later.

    The view has no time-out. Pass only buttons that live on their own (DynamicItem, links), never
    mixed with ordinary ones, and send it with ``AllowedMentions.none()``. Raises PageTooBig where
    the payload would be over Discord's limits.
    """
    displays = [discord.ui.TextDisplay[discord.ui.LayoutView](block) for block in blocks]
    displays[0].id = mark
    return _checked(
        [discord.ui.Container(*displays), *map(_row, filter(None, (buttons, *more_rows)))]
    )


def form_view(parts: Sequence[str | Sequence[discord.ui.Item[Any]]]) -> discord.ui.LayoutView:
    """Build a fresh view in which text and rows of a form take turns, as they come in ``parts``.

    The same holds for it as for `text_view`.
    """
    return _checked(
        discord.ui.TextDisplay(part) if isinstance(part, str) else _row(part) for part in parts
    )


def _row(items: Sequence[discord.ui.Item[Any]]) -> discord.ui.ActionRow[discord.ui.LayoutView]:
    if len(items) > MAX_BUTTONS_IN_ROW:
        raise PageTooBig(f"{len(items)} buttons do not fit into one row")
    return discord.ui.ActionRow(*items)


def _checked(items: Iterable[discord.ui.Item[Any]]) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    size = size_of_components(view.to_components())  # type: ignore[no-untyped-call]
    if not size.within():
        raise PageTooBig(f"{size} is over what Discord takes")
    return view
