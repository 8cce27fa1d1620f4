"""Conditions of what the bot reads and keeps: starter articles, topics, the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.checkup.conditions import Unmet
from config.settings import Settings
from summaries.store import Database, StoreError, StoreTaken


def corpus(settings: Settings) -> str:
    """Say how many articles the starter folder holds. Raises Unmet."""
    from summaries.corpus import NoSuchFolder, load_folder

    folder = settings.starter_corpus
    if folder is None:
        return "no starter articles are set, so new libraries start empty"
    cure = 'Set PULLQUOTE_STARTER_CORPUS to a folder of text files, or to "" for none.'
    try:
        found = load_folder(folder)
    except (NoSuchFolder, OSError) as error:
        raise Unmet(f"The starter articles can't be read: {error}", cure) from None
    if found.refused:
        first = found.refused[0]
        raise Unmet(f"{folder}: {first.file} is no article: {first.reason}", cure)
    if not found.articles:
        raise Unmet(f"{folder} holds no article.", cure)
    return f"{len(found.articles)} starter articles in {folder}"


def topics(folder: Path) -> str:
    """Say how many topics are shipped. Raises Unmet."""
    from summaries.topics import BadTopic, load_topics

    try:
        found = load_topics(folder)
    except (BadTopic, OSError, ValueError) as error:
        cure = "Correct the file, or put the shipped one back."
        raise Unmet(f"A topic can't be read: {error}", cure) from None
    if not found:
        raise Unmet(f"{folder} holds no topic.", "Put the shipped topic files back.")
    return ", ".join(topic.name for topic in found)


class Holdings:
    """The database, looked at without changing it; one that is not there yet is not made."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database: Database | None = None

    def close(self) -> None:
        """Close the database."""
        if self._database is not None:
            self._database.close()

    def reached(self) -> str:
        """Say that the database can be reached. Raises Unmet."""
        return self._asked(self._reached)

    def whole(self) -> str:
        """Say that nothing of it is damaged. Raises Unmet."""
        return self._asked(lambda database: f"nothing is damaged ({database.examine()})")

    def writable(self) -> str:
        """Say that it can be written. Raises Unmet."""

        def write(database: Database) -> str:
            database.try_writing()
            return "a change could be written, and was taken back"

        return self._asked(write)

    def current(self) -> str:
        """Say that its tables are those of this version. Raises Unmet."""

        def compare(database: Database) -> str:
            found, newest = database.revision(), database.newest_revision
            if found == newest:
                return f"its tables are at revision {newest}"
            raise Unmet(
                f"Its tables are at revision {found or 'none'}, and this version needs {newest}.",
                "Keep a copy of the database, then start the bot once: it brings them up to date. "
                "If the revision is the higher one, start the newer Pullquote that made it.",
            )

        return self._asked(compare)

    def alone(self) -> str:
        """Say whether a bot runs on it; on SQLite there may be one. Raises Unmet."""
        if self._settings.allow_shared_sqlite:
            return "several bots are allowed on it (PULLQUOTE_ALLOW_SHARED_SQLITE)"

        def look(database: Database) -> str:
            try:
                database.try_alone()
            except StoreTaken:
                return "one bot is running on it, and a second one would be refused"
            return "no other bot is running on it"

        return self._asked(look)

    def _reached(self, database: Database) -> str:
        database.revision()
        return f"{database.where} can be opened"

    def _asked(self, question: Callable[[Database], str]) -> str:
        try:
            if self._database is None:
                self._database = Database(self._settings.database)
            if not self._database.there:
                return f"there is none at {self._database.where} yet; the first start makes it"
            return question(self._database)
        except StoreError as error:
            # Its sentence says what happened, and after a colon, what to do.
            said, _, cure = str(error).partition(": ")
            cure = cure or "Look at the log, then try again."
            raise Unmet(f"{said}.", f"{cure[:1].upper()}{cure[1:]}") from None
