"""The places that settings are read from, each as values and the name a person knows them by."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource

from config.errors import SettingsError

ENV_PREFIX = "PULLQUOTE_"


@dataclass(frozen=True, slots=True)
class Layer:
    """One place that settings come from.

    ``name`` is a template: ``{field}``, ``{variable}`` and ``{option}`` stand for a setting as a
    file, the environment and the command line write it. Relative paths start from ``folder``.
    """

    values: Mapping[str, Any]
    name: str
    folder: Path

    def called(self, field: str) -> str:
        """What a person calls ``field`` in this place."""
        return self.name.format(
            field=field, variable=ENV_PREFIX + field.upper(), option=field.replace("_", "-")
        )


def environment_layer(model: type[BaseSettings]) -> Layer:
    """The settings that environment variables hold."""
    return Layer(EnvSettingsSource(model)(), "{variable}", Path.cwd())


def dotenv_layer(model: type[BaseSettings], path: Path) -> Layer:
    """The settings that a ``.env`` file holds; none if there is no such file."""
    try:
        values = DotEnvSettingsSource(model, env_file=path)() if path.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), f"can't be read ({error})", "check the file") from error
    known = {field: value for field, value in values.items() if field in model.model_fields}
    return Layer(known, "{variable} in .env", path.parent)


def toml_layer(path: Path, known: Collection[str], *, folder: Path | None = None) -> Layer:
    """The settings that a TOML file holds; SettingsError if it is broken, or has one unknown.

    ``known`` are the names it may have; relative paths start from ``folder``, else its own.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problem = f"can't be read ({error.strerror})"
        raise SettingsError(str(path), problem, "check the file") from error
    except ValueError as error:  # tomllib.TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise SettingsError(str(path), f"is not valid TOML ({error})", "correct it") from error
    for key in values:
        if "token" in key.lower():
            advice = "put it into DISCORD_TOKEN or .env, and reset it if this file was shared"
            raise SettingsError(f"{key} in {path}", "is a secret in a settings file", advice)
        if key not in known:
            near = get_close_matches(key, known, n=1)
            advice = f"perhaps {near[0]} is meant" if near else f"use {', '.join(sorted(known))}"
            raise SettingsError(f"{key} in {path}", "is not a setting", advice)
    # A brace in the path would be taken for a field of the template.
    name = "{field} in " + str(path).replace("{", "{{").replace("}", "}}")
    return Layer(values, name, folder or path.parent)
