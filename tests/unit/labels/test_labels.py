"""The bot's own words: complete in every language, short enough for Discord, never a key."""

from __future__ import annotations

import re
import string
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.labels import LabelMissing, Labels, languages
from bot.labels.labels import PLURALS

FOLDER = Path(__file__).parents[3] / "bot" / "labels"
OTHERS = [code for code in languages() if code != "en"]


def leaves(language: str) -> dict[str, str | dict[str, str]]:
    def walk(table: dict[str, Any], prefix: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in table.items():
            if isinstance(value, dict) and not ("other" in value and set(value) <= PLURALS):
                found |= walk(value, f"{prefix}{name}.")
            else:
                found[prefix + name] = value
        return found

    return walk(tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8")), "")


def forms(label: str | dict[str, str]) -> list[str]:
    return [label] if isinstance(label, str) else list(label.values())


def placeholders(label: str | dict[str, str]) -> set[str]:
    return {
        name for text in forms(label) for _, name, _, _ in string.Formatter().parse(text) if name
    }


def test_english_and_spanish_ship() -> None:
    assert {"en", "es"} <= set(languages())


@pytest.mark.parametrize("language", OTHERS)
def test_no_label_is_missing_and_none_is_left_over(language: str) -> None:
    assert leaves(language).keys() == leaves("en").keys()


@pytest.mark.parametrize("language", OTHERS)
def test_every_label_has_the_places_of_the_english_one(language: str) -> None:
    english = leaves("en")
    for key, label in leaves(language).items():
        assert placeholders(label) == placeholders(english[key]), key


@pytest.mark.parametrize("language", languages())
def test_labels_fit_where_they_stand(language: str) -> None:
    for key, label in leaves(language).items():
        for text in forms(label):
            assert text, key
            assert text.strip() == text, key
            assert "!" not in text.replace("¡", "!"), f"{key}: no exclamation marks"
            if key.startswith("button."):
                assert len(text) <= 20, key
            if key.startswith("command."):
                assert len(text) <= 100, key
                assert not placeholders(label), key


@pytest.mark.parametrize("language", languages())
def test_every_key_that_the_bot_asks_for_exists(language: str) -> None:
    known = leaves(language).keys()
    groups = {key.partition(".")[0] for key in known}
    asked = re.compile(rf"[\"']((?:{'|'.join(sorted(groups))})\.[a-z_.]+)[\"']")
    for file in FOLDER.parent.rglob("*.py"):
        for key in asked.findall(file.read_text("utf-8")):
            assert key in known or key.endswith("."), f"{file.name} asks for {key}"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en-US", "en"),
        ("en-GB", "en"),
        ("es-ES", "es"),
        ("es-419", "es"),
        ("ja", "en"),
        (None, "en"),
        ("", "en"),
    ],
)
def test_a_reader_gets_their_language_and_else_english(locale: str | None, language: str) -> None:
    assert Labels.for_locale(locale).language == language
    assert Labels.for_locale(locale)("button.export") in {"Export", "Exportar"}


def test_plural_forms_follow_the_language() -> None:
    english, spanish = Labels.for_locale("en-GB"), Labels.for_locale("es-ES")

    assert english("brief.sentences", n=1) == "1 sentence, word for word"
    assert english("brief.sentences", n=6) == "6 sentences, word for word"
    assert spanish("brief.articles", shown=1, n=1) == "1 de 1 artículo"
    assert spanish("brief.articles", shown=4, n=5) == "4 de 5 artículos"


def test_numbers_dates_and_languages_are_written_the_readers_way() -> None:
    day = date(2021, 6, 8)

    assert Labels.for_locale("en-GB").date(day) == "8 June 2021"
    assert Labels.for_locale("es-ES").date(day) == "8 de junio de 2021"
    assert Labels.for_locale("en-GB").number(18204) == "18,204"
    assert Labels.for_locale("es-ES").number(18204) == "18.204"
    assert Labels.for_locale("es-419").number(18204) == "18,204"
    assert Labels.for_locale("es-ES").language_name("en") == "inglés"
    assert Labels.for_locale("es-ES").language_name("xx") == "xx"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "about 5 s"), (43, "about 45 s"), (59, "about 1 min"), (75.2, "about 1 min 15 s")],
)
def test_a_duration_is_rounded_like_the_estimate_it_is(seconds: float, said: str) -> None:
    assert Labels.for_locale("en-US").duration(seconds) == said


def test_a_missing_string_is_said_in_english_never_as_a_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from bot.labels import labels as module

    gaps = {"brief.also": "También se informa"}
    texts = {"en": module._texts("en"), "es": gaps}
    monkeypatch.setattr(module, "_texts", texts.__getitem__)
    spanish = Labels("es", "es")

    assert spanish("brief.also") == "También se informa"
    assert spanish("brief.sentences", n=2) == "2 sentences, word for word"


def test_a_key_that_no_language_has_is_an_error_not_a_label() -> None:
    with pytest.raises(LabelMissing):
        Labels.for_locale("es-ES")("brief.no_such_label")


def test_what_a_person_typed_is_put_in_as_it_is() -> None:
    said = Labels.for_locale("en-US")("error.unknown_topic", typed="{topic} {0}", topic="x")
    assert said == "No topic called **{topic} {0}**. Did you mean **x**?"
