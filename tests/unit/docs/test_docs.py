"""The documentation is true: it says what the code says, and everything it points to is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from discord import app_commands

from bot.client import PERMISSIONS
from bot.commands import ROOTS
from bot.labels import Labels
from tests.docs.write import COMMANDS, DOCS, written

PROJECT = DOCS.parent
LARGEST_PICTURE = 150_000  # bytes
BY_HAND = [
    *(p for p in sorted(DOCS.glob("*.md"))),
    PROJECT / "README.md",
]
ALL = [*BY_HAND, *sorted(COMMANDS.glob("*.md"))]


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


async def test_the_pages_that_follow_from_the_code_are_up_to_date() -> None:
    wanted = await written()

    stale = [
        named(path)
        for path, text in wanted.items()
        if not path.is_file() or path.read_text("utf-8") != text
    ]
    left_over = [named(path) for path in COMMANDS.glob("*.md") if path not in wanted]

    assert not stale + left_over, f"{', '.join(stale + left_over)}: run make docs"


@pytest.mark.parametrize("page", ALL, ids=named)
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("https://", "#")):
            continue
        file, _, heading = target.partition("#")
        there = (page.parent / file).resolve()
        assert there.exists(), f"{named(page)} links to {target}"
        if heading:
            assert heading in headings(there), f"{named(page)} links to {target}"


@pytest.mark.parametrize("page", ALL, ids=named)
def test_every_picture_says_in_words_what_it_shows(page: Path) -> None:
    for words in re.findall(r"!\[([^\]]*)\]", page.read_text("utf-8")):
        assert len(words) >= 10


def headings(page: Path) -> set[str]:
    """The anchors of a page, as they are made of its headings."""
    found = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_every_picture_is_small_and_shown_somewhere() -> None:
    shown = " ".join(page.read_text("utf-8") for page in ALL)
    for picture in (DOCS / "pictures").glob("*.png"):
        assert picture.stat().st_size <= LARGEST_PICTURE, f"{named(picture)}: run make pictures"
        scene = picture.name.removesuffix(".png").removesuffix("-phone")
        twins = (f"{scene}.png", f"{scene}-phone.png")
        assert any(f"pictures/{twin})" in shown for twin in twins), f"{named(picture)}: not shown"


def commands() -> Iterator[str]:
    for root in ROOTS:
        yield root.name
        if isinstance(root, app_commands.Group):
            yield from (inner.qualified_name for inner in root.walk_commands())


ADDRESSES = ("data", "health", "metrics")
"""A folder, and what the bot answers for its operator: no commands, though written like ones."""


@pytest.mark.parametrize("page", BY_HAND, ids=named)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    known = {*commands(), *ADDRESSES}
    groups = {root.name for root in ROOTS if isinstance(root, app_commands.Group)}
    for said in re.findall(r"`/([a-z]+(?: [a-z]+)?)(?![\w/.-])", page.read_text("utf-8")):
        root, _, inner = said.partition(" ")
        assert root in known, f"{named(page)}: /{said}"
        assert root not in groups or not inner or said in known, f"{named(page)}: /{said}"


def test_operators_read_of_every_permission_that_the_invitation_asks_for() -> None:
    text = " ".join((DOCS / "operators.md").read_text("utf-8").lower().split())
    for name, wanted in PERMISSIONS:
        said = {"read_messages": "view channels"}.get(name, name.replace("_", " "))
        assert not wanted or said in text, said


@pytest.mark.parametrize("page", ["members.md", "managers.md"])
def test_every_button_that_a_page_names_exists(page: str) -> None:
    labels = Labels.for_locale("en-US")
    text = (DOCS / page).read_text("utf-8")
    for said in re.findall(r"press \*([^*]+)\*", text):
        assert said in set(all_buttons(labels)), f"{page}: {said}"


def all_buttons(labels: Labels) -> Iterator[str]:
    from bot.labels.labels import _texts

    for key, text in _texts(labels.language).items():
        if key.startswith("button."):
            assert isinstance(text, str)
            yield text


@pytest.mark.parametrize(
    "page",
    [
        "members.md",
        "managers.md",
        "operators.md",
        "digests.md",
        "commands/README.md",
        "translating.md",
    ],
)
def test_the_readme_leads_to_every_page(page: str) -> None:
    assert f"docs/{page}" in (PROJECT / "README.md").read_text("utf-8")
