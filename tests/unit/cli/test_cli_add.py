"""`pullquote add` and `pullquote import`, as a person at a terminal meets them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli.add import add_all
from bot.web import fetcher
from summaries.corpus.fetching import checked
from summaries.ingest import Intake
from summaries.store import Database

from .conftest import SEEDS, Terminal

GUILD = 100_200_300
STORY = """Floods close the coast road

Two bridges on the main road were washed away during the storm last week, the ministry said.

Engineers expect to open a temporary crossing by Friday, before the market in Lindal begins.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """The database that the settings of these tests name."""
    return Database.file(tmp_path / "data" / "pullquote.sqlite3")


def titles(database: Database, guild: int = GUILD) -> list[str | None]:
    with database:
        return [article.title for article in database.library(guild).all()]


def test_a_file_is_added_and_named(pullquote: Terminal, story: Path, database: Database) -> None:
    answer = pullquote("add", story, "--guild", GUILD)

    assert answer.code == 0
    assert answer.out == f"A1: Floods close the coast road ({story})\n"
    assert "is new to this database" in answer.err
    assert titles(database) == ["Floods close the coast road"]


def test_another_server_does_not_get_it(
    pullquote: Terminal, story: Path, database: Database
) -> None:
    pullquote("add", story, "--guild", GUILD)

    assert titles(database, GUILD + 1) == []


def test_the_same_again_is_said_and_is_no_failure(pullquote: Terminal, story: Path) -> None:
    pullquote("add", story, "--guild", GUILD)

    again = pullquote("add", story, "--guild", GUILD)

    assert again.code == 0
    assert again.out == f"{story}: already in the library as A1.\n"
    assert again.err == ""


def test_a_near_copy_is_added_and_named(
    pullquote: Terminal, story: Path, tmp_path: Path, database: Database
) -> None:
    pullquote("add", story, "--guild", GUILD)
    copy = tmp_path / "copy.md"
    copy.write_text(f"{STORY}\nFishermen lost boats, according to the office of the port.\n")

    answer = pullquote("add", copy, "--guild", GUILD)

    assert answer.code == 0
    assert answer.out.endswith("a near copy: 100 % as in A1\n")
    assert len(titles(database)) == 2


def test_what_cannot_be_added_is_one_line_each_and_the_rest_goes_on(
    pullquote: Terminal, story: Path, tmp_path: Path, database: Database
) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01")
    (tmp_path / "headline.txt").write_text("Tags: Politics")
    (tmp_path / "huge.txt").write_bytes(b"a" * 10_000_001)
    names = ["empty.txt", "binary.txt", "headline.txt", "huge.txt", "missing.txt"]

    answer = pullquote("add", *(tmp_path / n for n in names), tmp_path, story, "--guild", GUILD)

    assert answer.code == 1
    _, *refused = answer.err.splitlines()
    assert [line.partition(": ")[0] for line in refused] == [
        *(str(tmp_path / name) for name in names),
        str(tmp_path),
    ]
    assert all(line.endswith(".") for line in refused)
    assert "Traceback" not in answer.err
    assert titles(database) == ["Floods close the coast road"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/a",
        "file:///etc/passwd",
        "https://user@example.com/",
        "http://169.254.169.254/",
    ],
)
def test_an_address_that_is_never_opened_is_one_line(pullquote: Terminal, url: str) -> None:
    answer = pullquote("add", url, "--guild", GUILD)

    assert answer.code == 1
    assert answer.err.splitlines()[-1].startswith(f"{url}: An address ")


@pytest.mark.parametrize("guild", ["0", "-1", "x", str(2**63), ""])
def test_a_server_that_cannot_be_is_a_wrong_call(
    pullquote: Terminal, story: Path, guild: str
) -> None:
    assert pullquote("add", story, "--guild", guild).code == 2
    assert pullquote("add", story).code == 2


def test_a_folder_is_added_by_name_without_hidden_files_and_folders_in_it(
    pullquote: Terminal, corpus: Path, database: Database
) -> None:
    for seed in SEEDS.glob("*.txt"):
        (corpus / seed.name).write_bytes(seed.read_bytes())
    (corpus / ".hidden").write_text(STORY)
    (corpus / "more").mkdir()
    (corpus / "more" / "story.txt").write_text(STORY)

    plain = pullquote("import", corpus, "--guild", GUILD)
    deep = pullquote("import", corpus, "--recursive", "--guild", GUILD)

    assert (plain.code, deep.code) == (0, 0)
    assert [line[:3] for line in plain.out.splitlines()] == ["A1:", "A2:", "A3:", "A4:", "A5:"]
    *known, new = deep.out.splitlines()
    assert all("already in the library as A" in line for line in known)
    assert new.startswith("A6: Floods close the coast road")
    assert len(titles(database)) == 6


def test_a_folder_that_is_not_there_or_empty_is_said(
    pullquote: Terminal, corpus: Path, tmp_path: Path
) -> None:
    missing = pullquote("import", tmp_path / "nowhere", "--guild", GUILD)
    empty = pullquote("import", corpus, "--guild", GUILD)

    assert (missing.code, empty.code) == (2, 1)
    assert "There is no folder" in missing.err
    assert "There is no file in" in empty.err


def test_titles_cannot_steer_the_terminal(
    pullquote: Terminal, tmp_path: Path, database: Database
) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(f"Title: \x1b[31mRed \u202eevil\x07\n\n{STORY}")

    answer = pullquote("add", path, "--guild", GUILD)

    assert answer.code in (0, 1)
    assert not {"\x1b", "\u202e", "\x07"} & set(answer.out + answer.err)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=400))
def test_any_bytes_are_added_or_refused_in_a_line(
    pullquote: Terminal, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(data)

    answer = pullquote("add", path, "--guild", GUILD)

    assert answer.code in (0, 1)
    assert "Something broke" not in answer.err


def test_pages_are_fetched_one_after_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from functools import partial

    from tests.simcord.site import LOCAL, Site
    from tests.simcord.test_article_link import TITLE, page

    async def fetched() -> int:
        site = Site()
        await site.start()
        urls = [site.put("/aid", page()), site.address("/missing"), site.address("/aid")]
        with Database.file(tmp_path / "pullquote.db") as database:
            check = partial(checked, policy=LOCAL)
            intake = Intake(database, fetcher(LOCAL), check=check)
            refused = await add_all(intake, GUILD, urls, lambda done, total: None)
        await site.stop()
        return refused

    assert asyncio.run(fetched()) == 1
    out, err = capsys.readouterr()
    assert f"A1: {TITLE} (http://news.example.com" in out
    assert "already in the library as A1." in out
    assert len(err.splitlines()) == 1
