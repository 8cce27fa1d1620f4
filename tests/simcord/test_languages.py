"""Story 12: a client in another language, and that adding a language is adding one file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from simcord.components import walk_components

from bot.labels import Labels, languages
from bot.labels import labels as module
from bot.labels.labels import ENGLISH, Text
from config import TOPICS_FOLDER
from summaries.corpus import load_folder
from tests.simcord.conftest import Room
from tests.simcord.languages import STORY, Visit, clients_in, words_in

SEEDS = Path(__file__).parents[2] / "seeds"
_LEAST = 12  # characters of English that are no chance
_MAP = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
# Three words or more, all of them without an accent.
_PLAIN = re.compile(r"(?<![\w’])[a-zA-Z]+(?: [a-zA-Z]+){2,}(?![\w’])")
_CODE = re.compile(r"`[^`]*`|<[^>]*>|/\w+")
# What a translator leaves as it is.
_KEPT = re.compile(r"(\{[^}]*\}|`[^`]*`)")


def english() -> dict[str, Text]:
    return module._texts(ENGLISH)


def forms(text: Text) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def fragments() -> set[str]:
    """The runs of English words that the bot may write, without what is put into them."""
    found = set()
    for text in english().values():
        for form in forms(text):
            for run in re.split(r"\{[^}]*\}|`[^`]*`|\*\*", form):
                if len(run.strip()) >= _LEAST and " " in run.strip():
                    found.add(run.strip())
    return found


def assert_no_english(pages: Mapping[str, Any]) -> None:
    """Check every page for words of the bot in English, and for keys of labels."""
    groups = {key.partition(".")[0] for key in english()}
    key = re.compile(rf"(?<![\w./`-])(?:{'|'.join(sorted(groups))})(?:\.[a-z_]+)+(?![\w/])")
    known = set(english())
    runs = fragments()
    for name, page in pages.items():
        for words in words_in(page):
            said = words.replace("\\", "")
            left = [run for run in runs if run in said and not quoted(run)]
            assert not left, f"{name}: {left} in {said!r:.300}"
            assert not [k for k in key.findall(said) if k in known], f"{name}: a key in {said!r}"


def quoted(run: str) -> bool:
    """Tell whether an article has these words, too."""
    return any(run in article.text for article in load_folder(SEEDS).articles)


def assert_within_limits(pages: Mapping[str, Any]) -> None:
    """Check that no label overflows its place (Discord's limits, and ours for buttons)."""
    for name, page in pages.items():
        if "title" in page:
            assert len(page["title"]) <= 45, f"{name}: {page['title']}"
        for part in walk_components(page.get("components", [])):
            kind = part.get("type")
            if kind == 2:
                assert 0 < len(part["label"]) <= 20, f"{name}: {part['label']}"
            if kind in {3, 4, 5, 6, 7, 8}:
                most = 100 if kind == 4 else 150
                assert len(part.get("placeholder") or "") <= most, f"{name}: {part}"
            if kind == 18:
                assert len(part["label"]) <= 45, f"{name}: {part['label']}"
                assert len(part.get("description") or "") <= 100, f"{name}: {part}"
            for option in part.get("options") or ():
                assert len(option["label"]) <= 100, f"{name}: {option}"
                assert len(option.get("description") or "") <= 100, f"{name}: {option}"


@pytest.mark.parametrize("locale", ["es-ES", "es-419"])
async def test_a_client_in_spanish_reads_spanish_everywhere(room: Room, locale: str) -> None:
    with clients_in(locale):
        pages = await Visit(room).whole()

    assert len(pages) > 40
    assert_no_english(pages)
    assert_within_limits(pages)


async def test_every_command_option_and_choice_has_spanish_beside_english(room: Room) -> None:
    tree = room.bot.tree
    assert tree.translator is not None
    for root in tree.get_commands():
        payload = await root.get_translated_payload(tree, tree.translator)
        if root.name in {"Add to corpus", "Brief this link"} or "description" not in payload:
            assert_localised(payload, "name", 32)
        for part in described_in(payload):
            assert_localised(part, "description", 100)
            for choice in part.get("choices", ()):
                assert_localised(choice, "name", 100)


def described_in(payload: Any) -> Iterator[Mapping[str, Any]]:
    """Yield a command with all that is in it and has a description."""
    if payload.get("description"):
        yield payload
    for option in payload.get("options", ()):
        yield from described_in(option)


def assert_localised(part: Mapping[str, Any], what: str, most: int) -> None:
    words = {part[what], *part[f"{what}_localizations"].values()}
    assert {"es-ES", "es-419"} <= set(part[f"{what}_localizations"]), part[what]
    assert all(0 < len(said) <= most for said in words), words
    assert "…" not in words, "an option without a description"


def accented(text: str) -> str:
    """Make words of a language that nobody speaks, as long as the English ones."""
    parts = _KEPT.split(text)
    return "".join(part if _KEPT.fullmatch(part) else part.translate(_MAP) for part in parts)


@pytest.fixture
def third_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A folder of labels with one more file, in a language that Discord knows: its code."""
    folder = tmp_path / "labels"
    folder.mkdir()
    for code in languages():
        shipped = module.FOLDER / f"{code}.toml"
        (folder / f"{code}.toml").write_text(shipped.read_text("utf-8"), "utf-8")
    lines = []
    for key, text in english().items():
        where = [(key, text)] if isinstance(text, str) else [(f"{key}.{f}", text[f]) for f in text]
        for name, words in where:
            quoted_name = ".".join(json.dumps(part) for part in name.split("."))
            lines.append(f"{quoted_name} = {json.dumps(accented(words), ensure_ascii=False)}")
    (folder / "fr.toml").write_text("\n".join(lines) + "\n", "utf-8")
    tomllib.loads((folder / "fr.toml").read_text("utf-8"))
    monkeypatch.setattr(module, "FOLDER", folder)
    languages.cache_clear()
    module._texts.cache_clear()
    yield "fr"
    languages.cache_clear()
    module._texts.cache_clear()


async def test_a_language_is_added_by_one_file(third_language: str, room: Room) -> None:
    assert third_language in languages()

    with clients_in(third_language):
        pages = await Visit(room).whole()

    assert len(pages) > 40
    assert_no_english(pages)
    assert_within_limits(pages)
    read = " ".join(
        [
            *(article.text for article in load_folder(SEEDS).articles),
            *(file.read_text("utf-8") for file in TOPICS_FOLDER.glob("*.toml")),
            STORY.decode(),
        ]
    )
    read = " ".join(read.split())
    for name, page in pages.items():
        for words in words_in(page):
            for run in _PLAIN.findall(_CODE.sub("", words.replace("\\", ""))):
                assert run in read, f"{name}: these words are in no file of labels: {run!r}"


async def test_discord_is_told_the_commands_in_a_language_that_was_added(
    third_language: str, room: Room
) -> None:
    tree = room.bot.tree
    assert tree.translator is not None
    payload = await tree.get_command("brief").get_translated_payload(tree, tree.translator)  # type: ignore[union-attr]

    about = payload["options"][0]["description_localizations"]
    assert about[third_language] == accented(Labels(ENGLISH, ENGLISH)("command.brief.about"))
    assert {"es-ES", "es-419"} <= set(about)
