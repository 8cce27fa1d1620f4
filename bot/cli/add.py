"""`pullquote add` and `pullquote import`: articles into a server's library, without Discord."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.failures import CannotDo, WrongCall
from bot.cli.terminal import complain, progress, say

if TYPE_CHECKING:
    from bot.cli.terminal import Progress
    from summaries.ingest import Candidate, Intake

_MOST_BYTES = 10_000_000

Guild = Annotated[
    int,
    typer.Option(
        "--guild", metavar="ID", min=1, max=2**63 - 1, help="The Discord server's id, a number."
    ),
]


def add(
    items: Annotated[
        # Its type would stand in the help as <list[str]>; the text below says what it is.
        list[str],
        typer.Argument(metavar="PATH_OR_URL", hidden=True),
    ],
    guild: Guild,
) -> None:
    """Add articles to a server's library: files, or addresses of pages.

    PATH_OR_URL is a .txt, .md, .html, .pdf, .docx or .eml file, or an address that begins with
    https://. What is in the library already is not added again; near copies are added and named.
    The bot may run meanwhile.

    \b
    pullquote add article.txt --guild 123456789012345678
    pullquote add https://example.org/news/article --guild 123456789012345678
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    _end(_added(items, guild))


def import_folder(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", hidden=True)],
    guild: Guild,
    recursive: Annotated[
        bool, typer.Option("--recursive", help="Also the folders in it, and those in them.")
    ] = False,
) -> None:
    """Add every article of a folder to a server's library, in the order of names.

    Files whose names begin with a full stop are left out. Doing it again adds only what is new.

    \b
    pullquote import articles --guild 123456789012345678
    pullquote import archive --recursive --guild 123456789012345678
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    if not folder.is_dir():
        raise WrongCall(f"There is no folder {folder}. Name one that holds articles.")
    files = list(_files(folder, recursive=recursive))
    if not files:
        raise CannotDo(f"There is no file in {folder}.")
    _end(_added(files, guild))


def _end(refused: int) -> None:
    if refused:
        raise typer.Exit(1)


def _files(folder: Path, *, recursive: bool) -> Iterator[str]:
    """Yield the files of a folder by name, a folder's own before those in it."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(n for n in folders if recursive and not n.startswith("."))
        yield from (str(Path(here, n)) for n in sorted(names) if not n.startswith("."))


def _added(items: Sequence[str], guild: int) -> int:
    """Add to the database of the settings; return how many items were refused."""
    from bot.web import fetcher
    from config import TOPICS_FOLDER
    from config.settings import load_settings
    from summaries.ingest import Intake
    from summaries.store import Database, StoreError
    from summaries.topics import load_topics

    settings = load_settings()
    settings.make_data_dir()
    try:
        with Database(settings.database) as database:
            if database.guilds().get(guild) is None:
                complain(
                    f"Server {guild} is new to this database: its articles are there when the bot "
                    "joins it."
                )
            with progress("Adding", beside_output=True) as report:
                intake = Intake(database, fetcher(), topics=load_topics(TOPICS_FOLDER))
                return asyncio.run(add_all(intake, guild, items, report))
    except StoreError as error:
        raise CannotDo(str(error)) from None


async def add_all(intake: "Intake", guild: int, items: Sequence[str], report: "Progress") -> int:
    """Add files and pages one after the other, and say of each what became of it.

    Returns how many were refused; what is in the library already is not.
    """
    from summaries.corpus.extracted import ExtractRefused
    from summaries.corpus.fetching import FetchRefused
    from summaries.store import AlreadyInLibrary, NotStorable

    refused = 0
    try:
        for done, item in enumerate(items, start=1):
            try:
                candidate = await _candidate(intake, guild, item)
                if candidate.already:
                    raise AlreadyInLibrary(candidate.already)
                article = intake.accept(guild, candidate, by=None)
            except AlreadyInLibrary as twin:
                say(_safe(f"{item}: already in the library as {twin.article}."))
            except (ExtractRefused, FetchRefused, NotStorable, _Unreadable) as error:
                refused += 1
                complain(f"{item}: {error}")
            else:
                say(_safe(_line(article.id, article.title, item, candidate)))
            report(done, len(items))
    finally:
        await intake.close()
    return refused


class _Unreadable(Exception):
    """A file can't be read; prints as a sentence."""


async def _candidate(intake: "Intake", guild: int, item: str) -> "Candidate":
    if "://" in item:
        return await intake.from_url(guild, item)
    path = Path(item)
    return await intake.from_file(guild, await intake.run(_read, path), path.name)


def _read(path: Path) -> bytes:
    """Return what a file holds. Raises _Unreadable."""
    try:
        if not path.is_file():
            there = path.exists()
            raise _Unreadable("It is not a file." if there else "There is no such file.")
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise _Unreadable(f"It is {size / 1e6:.1f} MB; the most is {_MOST_BYTES / 1e6:.0f} MB.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _Unreadable(f"It can't be read ({reason}). Check the file's permissions.") from None


def _line(name: str, title: str | None, item: str, candidate: "Candidate") -> str:
    """Say what was added, and which articles print much of the same."""
    near = ", ".join(f"{one.share} % as in {one.article}" for one in candidate.near or ())
    said = f"{name}: {title or 'title not stated'} ({item})"
    return f"{said}; a near copy: {near}" if near else said


def _safe(line: str) -> str:
    from bot.pages.source_words import visible

    return visible(line)
