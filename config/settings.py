"""Everything a person can set: from the shipped file, their own file, .env and the environment.

Later layers win: ``config/pullquote.toml`` < a ``pullquote.toml`` in the data folder (or the file
that PULLQUOTE_CONFIG names) < ``.env`` in the project's folder < environment variables < what the
command line was given.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from config.discord_token import read_token
from config.errors import SettingsError
from config.layers import ENV_PREFIX, Layer, dotenv_layer, environment_layer, toml_layer
from config.shards import Shards

__all__ = ["Settings", "SettingsError", "load_settings", "project_folder"]

USER_FILE = "pullquote.toml"
DATABASE_FILE = "pullquote.sqlite3"

_SHIPPED_FILE = Path(__file__).with_name("pullquote.toml")
_CONFIG_VARIABLE = f"{ENV_PREFIX}CONFIG"
# The drivers are synchronous, and the ones that Pullquote is tested with.
_DATABASES = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")
_TELLING = 5  # characters; a shorter password taken out of the log would take words with it
_PATHS = ("data_dir", "starter_corpus")
_ADVICE = {
    "data_dir": "name a folder that Pullquote may write to",
    "starter_corpus": 'name a folder of text files, or "" for none',
    "database_url": 'use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME, or "" for a file '
    "in the data folder",
    "allow_shared_sqlite": "use true or false",
    "shards": 'use FIRST-LAST/COUNT, as "0-3/16", or "" where one process serves all',
    "log_level": "use debug, info, warning or error",
    "log_format": "use auto, text or json",
    "metrics_port": "use the number of a free port, such as 9464, or 0 for none",
}


class Settings(BaseSettings):
    """The settings in force, checked, with absolute paths; ``load_settings`` makes them."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_prefix=ENV_PREFIX)

    data_dir: Path
    starter_corpus: Path | None
    database_url: SecretStr | None
    allow_shared_sqlite: bool
    shards: Shards | None
    log_level: Literal["debug", "info", "warning", "error"]
    log_format: Literal["auto", "text", "json"]
    metrics_port: Annotated[int, Field(ge=0, le=65_535)]
    token: SecretStr | None = None

    @field_validator("shards", mode="before")
    @classmethod
    def _range(cls, value: object) -> object:
        if value is None or isinstance(value, Shards) or value == "":
            return value or None
        return Shards.parse(str(value))

    @field_validator("starter_corpus", "database_url", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            kind, colon, place = value.get_secret_value().partition("://")
            if kind not in _DATABASES or not colon or not place.strip("/"):
                raise ValueError(kind)
            urlsplit(value.get_secret_value())  # ValueError for what is no address at all
        return value

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take only what ``load_settings`` passes: it has merged the layers, and can name them."""
        return (init_settings,)

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database; it may hold a password, so never log it."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / DATABASE_FILE}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that no log line, message or report may hold."""
        found = [s.get_secret_value() for s in (self.token, self.database_url) if s is not None]
        password = urlsplit(self.database).password if self.database_url else None
        if password and len(password) >= _TELLING:
            # As it is written in the address, and as a driver may repeat it.
            found += [password, unquote(password)]
        return tuple(dict.fromkeys(found))

    def make_data_dir(self) -> Path:
        """Create the data folder, open to its owner only, and return it; SettingsError if not."""
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            problem = f"is {self.data_dir}, which can't be created ({error.strerror})"
            raise SettingsError(f"{ENV_PREFIX}DATA_DIR", problem, _ADVICE["data_dir"]) from error
        return self.data_dir


def project_folder() -> Path:
    """The folder of a clone; for a package installed elsewhere, the folder one is in."""
    folder = _SHIPPED_FILE.parent.parent
    return folder if (folder / "pyproject.toml").is_file() else Path.cwd()


def load_settings(*, project: Path | None = None, **given: object) -> Settings:
    """Read and check every setting; SettingsError, in one sentence, names the one that is wrong.

    ``given`` are settings from the command line, by field name (None: not given). ``project`` is
    the folder that ``.env`` is looked for in, and that shipped relative paths start from.
    """
    home = project or project_folder()
    _refuse_near_misses(os.environ)
    known = set(Settings.model_fields) - {"token"}
    shipped = toml_layer(_SHIPPED_FILE, known, folder=home)
    above = [
        dotenv_layer(Settings, home / ".env"),
        environment_layer(Settings),
        Layer({k: v for k, v in given.items() if v is not None}, "--{option}", Path.cwd()),
    ]
    own = _own_file(shipped, *above)
    layers = [shipped, *([toml_layer(own, known)] if own else []), *above]
    values, origin = _merged(layers)
    if own and not os.environ.get(_CONFIG_VARIABLE) and origin["data_dir"].endswith(str(own)):
        problem = "can't move the folder that this file is found in"
        raise SettingsError(origin["data_dir"], problem, f"set {ENV_PREFIX}DATA_DIR instead")
    try:
        return Settings(**values, token=read_token(home / ".env"))
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        # An address may hold a password, so it is not repeated.
        problem = "can't be used" if field == "database_url" else f"is {values[field]!r}"
        raise SettingsError(origin[field], problem, _ADVICE[field]) from None


def _merged(layers: Iterable[Layer]) -> tuple[dict[str, Any], dict[str, str]]:
    """Each setting's value in the last layer that has one, and what that layer calls it."""
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for layer in layers:
        for field, value in layer.values.items():
            if field in _PATHS and isinstance(value, str | Path) and value != "":
                value = (layer.folder / Path(value).expanduser()).absolute()
            values[field], origin[field] = value, layer.called(field)
    if values["data_dir"] == "":
        raise SettingsError(origin["data_dir"], "is empty", _ADVICE["data_dir"])
    return values, origin


def _own_file(*layers: Layer) -> Path | None:
    """The person's own settings file: the one they name, else the data folder's, if it has one."""
    named = os.environ.get(_CONFIG_VARIABLE)
    if not named:
        path = Path(_merged(layers)[0]["data_dir"]) / USER_FILE
        return path if path.is_file() else None
    path = Path(named).expanduser().absolute()
    if not path.is_file():
        problem = f"names {named}, which is not a file"
        raise SettingsError(_CONFIG_VARIABLE, problem, "correct the path, or unset it")
    return path


def _refuse_near_misses(environment: Mapping[str, str]) -> None:
    """Refuse a misspelt variable; others pass, for a host may set PULLQUOTE_PORT and the like."""
    known = [f"{ENV_PREFIX}{field.upper()}" for field in Settings.model_fields if field != "token"]
    known.append(_CONFIG_VARIABLE)
    for name in sorted(environment):
        if name == f"{ENV_PREFIX}TOKEN":
            raise SettingsError(name, "is not a setting", "put the token into DISCORD_TOKEN")
        near = get_close_matches(name, known, n=1, cutoff=0.88)
        if name.startswith(ENV_PREFIX) and near and name not in known:
            raise SettingsError(name, "is not a setting", f"perhaps {near[0]} is meant")
