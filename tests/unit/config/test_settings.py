"""What a person sets, where, and what they are told when it can't be used."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.__main__ import main as has_token
from config.settings import SettingsError, load_settings

SECRET = "not-a-real.token-but.one-that-must-not-be-shown"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project folder, and nothing set in the environment."""
    for name in [n for n in os.environ if n.startswith(("PULLQUOTE_", "DISCORD_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


Refusal = Callable[..., str]


@pytest.fixture
def refusal(home: Path) -> Refusal:
    """The sentence that is said when the settings can't be used."""

    def load(**given: object) -> str:
        with pytest.raises(SettingsError) as caught:
            load_settings(project=home, **given)
        sentence = str(caught.value)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        return sentence

    return load


def test_as_shipped_everything_has_a_value(home: Path) -> None:
    shipped = load_settings(project=home)

    assert shipped.data_dir == home / "data"
    assert shipped.starter_corpus == home / "seeds"
    assert shipped.database == f"sqlite:///{home}/data/pullquote.sqlite3"
    assert (shipped.log_level, shipped.log_format) == ("info", "auto")
    assert shipped.token is None


def test_each_place_overrides_the_one_before(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "data").mkdir()
    (home / "data" / "pullquote.toml").write_text('log_level = "error"')
    assert load_settings(project=home).log_level == "error"

    (home / ".env").write_text("PULLQUOTE_LOG_LEVEL=warning\n")
    assert load_settings(project=home).log_level == "warning"

    monkeypatch.setenv("PULLQUOTE_LOG_LEVEL", "Debug")
    assert load_settings(project=home).log_level == "debug"

    assert load_settings(project=home, log_level="info").log_level == "info"
    assert load_settings(project=home, log_level=None).log_level == "debug"


def test_the_starter_corpus_may_be_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_STARTER_CORPUS", "")
    assert load_settings(project=home).starter_corpus is None


def test_relative_paths_start_where_they_are_written(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = home / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.toml").write_text('starter_corpus = "news"\ndata_dir = "kept"')
    monkeypatch.setenv("PULLQUOTE_CONFIG", "elsewhere/mine.toml")
    assert load_settings(project=home).starter_corpus == elsewhere / "news"
    assert load_settings(project=home).data_dir == elsewhere / "kept"

    monkeypatch.setenv("PULLQUOTE_DATA_DIR", "here")
    assert load_settings(project=home).data_dir == home / "here"

    monkeypatch.setenv("PULLQUOTE_DATA_DIR", "~/there")
    assert load_settings(project=home).data_dir == Path.home() / "there"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        (
            "PULLQUOTE_LOG_LEVEL",
            "loud",
            "PULLQUOTE_LOG_LEVEL is 'loud': use debug, info, warning or error.",
        ),
        ("PULLQUOTE_LOG_FORMAT", "", "PULLQUOTE_LOG_FORMAT is '': use auto, text or json."),
        (
            "PULLQUOTE_DATA_DIR",
            "",
            "PULLQUOTE_DATA_DIR is empty: name a folder that Pullquote may write to.",
        ),
        (
            "PULLQUOTE_CONFIG",
            "no.toml",
            "PULLQUOTE_CONFIG names no.toml, which is not a file: correct the path, or unset it.",
        ),
        (
            "PULLQUOTE_ALLOW_SHARED_SQLITE",
            "perhaps",
            "PULLQUOTE_ALLOW_SHARED_SQLITE is 'perhaps': use true or false.",
        ),
        (
            "PULLQUOTE_DATADIR",
            "x",
            "PULLQUOTE_DATADIR is not a setting: perhaps PULLQUOTE_DATA_DIR is meant.",
        ),
        ("PULLQUOTE_TOKEN", SECRET, "PULLQUOTE_TOKEN is not a setting: put the token into"),
    ],
)
def test_a_wrong_variable_is_named_with_what_to_do(
    variable: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch, refusal: Refusal
) -> None:
    monkeypatch.setenv(variable, value)
    assert refusal().startswith(said)


def test_variables_that_a_host_sets_are_left_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("PULLQUOTE_PORT", "tcp://10.0.0.1:80")
    assert load_settings(project=home).log_level == "info"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('log_level = "loud"', "is 'loud'"),
        ("log_level = 3", "is 3"),
        ('loglevel = "info"', "perhaps log_level is meant"),
        ("log_level = \n", "line 1"),
        ('data_dir = "x"', "can't move the folder"),
        (f'discord_token = "{SECRET}"', "is a secret in a settings file"),
        ("[log_level]\nx = 1", "use debug, info, warning or error"),
    ],
)
def test_a_wrong_settings_file_is_named_with_what_to_do(
    content: str, said: str, home: Path, refusal: Refusal
) -> None:
    file = home / "data" / "pullquote.toml"
    file.parent.mkdir()
    file.write_text(content)

    sentence = refusal()

    assert str(file) in sentence
    assert said in sentence
    assert SECRET not in sentence


def test_a_data_folder_that_cant_be_made_is_said(home: Path) -> None:
    (home / "file").write_text("")
    settings = load_settings(project=home, data_dir=home / "file" / "data")
    with pytest.raises(SettingsError, match="can't be created"):
        settings.make_data_dir()


def test_the_data_folder_is_its_owners_only(home: Path) -> None:
    made = load_settings(project=home, data_dir="new/data").make_data_dir()
    assert made == home / "new" / "data"
    assert made.stat().st_mode & 0o077 == 0


def test_the_token_comes_from_the_environment_a_file_or_dotenv(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def token() -> str | None:
        found = load_settings(project=home).token
        return found.get_secret_value() if found else None

    assert (token(), has_token()) == (None, 3)
    (home / ".env").write_text("DISCORD_TOKEN=\n")
    assert token() is None
    (home / ".env").write_text('DISCORD_TOKEN="from.dotenv"\nUNRELATED=1\n')
    assert token() == "from.dotenv"
    (home / "secret").write_text("\ufefffrom.file\r\n")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", "secret")
    assert token() == "from.file"
    monkeypatch.setenv("DISCORD_TOKEN", " from.environment\n")
    assert (token(), has_token()) == ("from.environment", 0)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"two words", b"x" * 5000])
def test_a_token_file_that_holds_none_is_said(
    content: bytes, home: Path, monkeypatch: pytest.MonkeyPatch, refusal: Refusal
) -> None:
    (home / "secret").write_bytes(content)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", "secret")
    assert refusal().startswith("DISCORD_TOKEN_FILE")


def test_a_missing_token_file_is_named(monkeypatch: pytest.MonkeyPatch, refusal: Refusal) -> None:
    monkeypatch.setenv("DISCORD_TOKEN_FILE", "nowhere")
    assert "nowhere, which can't be read (No such file or directory)" in refusal()


def test_secrets_are_never_in_what_is_printed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", SECRET)
    monkeypatch.setenv("PULLQUOTE_DATABASE_URL", f"postgresql://me:{SECRET}@host/db")
    loaded = load_settings(project=home)

    assert SECRET not in f"{loaded!r} {loaded!s} {loaded.model_dump()} {loaded.model_dump_json()}"
    assert loaded.secrets == (SECRET, f"postgresql://me:{SECRET}@host/db")
    assert loaded.database == f"postgresql://me:{SECRET}@host/db"


@pytest.mark.parametrize(
    "address",
    [
        "mysql://me:{}@host/db",
        "postgresql+asyncpg://me:{}@host/db",
        "sqlite+aiosqlite:///{}.db",
        "postgres://me:{}@host/db",
        "postgresql:me:{}@host/db",
        "postgresql://[me:{}@host/db",
        "sqlite://",
        "{}",
    ],
)
def test_only_an_address_of_sqlite_or_postgresql_is_a_database_and_none_is_repeated(
    address: str, monkeypatch: pytest.MonkeyPatch, refusal: Refusal
) -> None:
    monkeypatch.setenv("PULLQUOTE_DATABASE_URL", address.format(SECRET))

    said = refusal()

    assert said.startswith("PULLQUOTE_DATABASE_URL can't be used: use sqlite:///FILE or postgresql")
    assert SECRET not in said


def test_a_database_s_password_is_secret_by_itself(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_DATABASE_URL", "postgresql://me:top%40secret@host/db")
    assert {"top%40secret", "top@secret"} < set(load_settings(project=home).secrets)

    monkeypatch.setenv("PULLQUOTE_DATABASE_URL", "sqlite:////srv/pullquote.db")
    monkeypatch.setenv("PULLQUOTE_ALLOW_SHARED_SQLITE", "1")
    loaded = load_settings(project=home)
    assert loaded.database == "sqlite:////srv/pullquote.db"
    assert loaded.allow_shared_sqlite is True


def test_make_is_told_when_a_setting_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PULLQUOTE_LOG_LEVEL", "loud")
    assert has_token() == 2
    assert capsys.readouterr().err.startswith("PULLQUOTE_LOG_LEVEL is 'loud'")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text() | st.binary())
def test_no_settings_file_whatever_makes_a_traceback(home: Path, content: str | bytes) -> None:
    file = home / "data" / "pullquote.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    with contextlib.suppress(SettingsError):
        load_settings(project=home)
