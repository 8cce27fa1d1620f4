"""Where the Discord token is found; its value is never shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.errors import SettingsError
from config.layers import dotenv_layer, environment_layer

_LARGEST = 4096  # bytes; a token has about 70, so a larger file is the wrong file


class _Discord(BaseSettings):
    """The two names that a token is looked for under."""

    model_config = SettingsConfigDict(env_prefix="DISCORD_")

    token: str | None = None
    token_file: str | None = None


def read_token(dotenv: Path) -> SecretStr | None:
    """The token in DISCORD_TOKEN, else in the file DISCORD_TOKEN_FILE; environment before ``.env``.

    None if it is set nowhere; SettingsError if it is set to something that can't be a token.
    """
    environment = environment_layer(_Discord)
    return _in(environment.values, Path.cwd()) or _in(
        dotenv_layer(_Discord, dotenv).values, dotenv.parent
    )


def _in(values: Mapping[str, Any], folder: Path) -> SecretStr | None:
    if token := str(values.get("token") or "").strip():
        return _checked(token, "DISCORD_TOKEN")
    if not (named := str(values.get("token_file") or "").strip()):
        return None
    path = (folder / Path(named).expanduser()).absolute()
    advice = "name a file that holds the token and nothing else"
    try:
        with path.open("rb") as file:
            token = file.read(_LARGEST + 1).decode("utf-8-sig").strip()
    except OSError as error:
        problem = f"names {path}, which can't be read ({error.strerror})"
        raise SettingsError("DISCORD_TOKEN_FILE", problem, advice) from error
    except UnicodeDecodeError:
        token = ""
    if not token:
        raise SettingsError("DISCORD_TOKEN_FILE", f"names {path}, which holds no token", advice)
    return _checked(token, "DISCORD_TOKEN_FILE")


def _checked(token: str, setting: str) -> SecretStr:
    """Refuse what can't be a token (spaces, line breaks, accents) before Discord has to."""
    if len(token) > _LARGEST or not token.isascii() or not token.isprintable() or " " in token:
        advice = "copy the token alone from the Bot page of the Discord Developer Portal"
        raise SettingsError(setting, "holds something that is not a bot token", advice)
    return SecretStr(token)
