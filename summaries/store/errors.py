"""What can go wrong with the store, each with a sentence that says what to do."""

from __future__ import annotations

from datetime import datetime


class StoreError(Exception):
    """The store could not do what was asked; its message says what happened and what to do next.

    ``where`` names the database: a file's path, or an address without its password.
    """

    sentence = "The database at {where} refused the request, and nothing was changed: {reason}."

    def __init__(self, where: str = "", reason: str = "") -> None:
        super().__init__(self.sentence.format(where=where, reason=reason.rstrip(".")))
        self.where, self.reason = where, reason


class StoreBusy(StoreError):
    """Somebody else held the database for longer than we wait."""

    sentence = (
        "The database at {where} is locked by another program, so nothing was changed: "
        "close whatever else has it open, then try again."
    )


class StoreDamaged(StoreError):
    """The file is not a database, or parts of it can't be read."""

    sentence = (
        "The database at {where} is damaged or is no database: stop the bot, keep a copy of the "
        "file, and put a backup in its place (with no file there, an empty one is made)."
    )


class StoreReadOnly(StoreError):
    """The file or its folder can't be written."""

    sentence = (
        "The database at {where} can't be written: give the bot's user write permission on the "
        "file and its folder, or set PULLQUOTE_DATA_DIR to a folder that it may write."
    )


class StoreUnreachable(StoreError):
    """The database can't be opened at all."""

    sentence = (
        "The database at {where} can't be opened ({reason}): set PULLQUOTE_DATA_DIR to a folder "
        "that exists and that the bot's user may write."
    )


class StoreAway(StoreUnreachable):
    """The database's server does not answer, or lets nobody in."""

    sentence = (
        "The database at {where} can't be reached ({reason}): check that its server runs, and "
        "the address, user and password in PULLQUOTE_DATABASE_URL."
    )


class StoreTaken(StoreError):
    """Another bot works with this SQLite file."""

    sentence = (
        "Another bot is running on the database at {where}: stop that one first, or give this one "
        "its own folder in PULLQUOTE_DATA_DIR (several bots on one database need PostgreSQL)."
    )


class StoreFull(StoreError):
    """There is no room left to write."""

    sentence = (
        "The disk that holds {where} is full, so nothing was changed: make room, then try again."
    )


class StoreTooNew(StoreError):
    """The tables were made by a later version of Pullquote than this one."""

    sentence = (
        "The database at {where} was made by a newer Pullquote (its tables are at revision "
        "{reason}): start that version, or put back the backup made before it."
    )


class StoreInUse(StoreError):
    """A bot works with the database, which has to be left alone while it is replaced."""

    sentence = (
        "A bot is working with the database at {where}, so nothing was changed: stop it, then try "
        "again."
    )


class StoreMissing(StoreError):
    """There is no database where one was looked for."""

    sentence = (
        "There is no database at {where}: set PULLQUOTE_DATA_DIR or PULLQUOTE_DATABASE_URL to the "
        "place that the bot uses."
    )


class StoreNotEmpty(StoreError):
    """A backup would take the place of what is there."""

    sentence = (
        "The database at {where} holds data already, so nothing was changed: add --force to put "
        "the backup in its place{reason}."
    )


class FileExists(StoreError):
    """A file would be written over."""

    sentence = (
        "{where} exists already, so nothing was written: name another file, or add --force to "
        "replace it."
    )


class FileRefused(StoreError):
    """A file that was named can't be written."""

    sentence = (
        "{where} can't be written ({reason}), so nothing was changed: name one in a folder that "
        "exists and that you may write."
    )


class BadBackup(StoreError):
    """A file is no backup, or a damaged one."""

    sentence = "{where} can't be restored ({reason}), so nothing was changed: use another backup."


class NotStorable(StoreError):
    """A value that no database can hold as it is."""

    sentence = "This can't be stored, and nothing was changed: {reason}."


class AlreadyInLibrary(StoreError):
    """The same text, letter for letter, is in this library. ``article`` is its id ("A3")."""

    sentence = "The same text is already in the library as {reason}."

    def __init__(self, article: str) -> None:
        super().__init__(reason=article)
        self.article = article


class AlreadySubscribed(StoreError):
    """The guild has this feed already. ``feed`` is its id."""

    sentence = "This feed is subscribed to already."

    def __init__(self, feed: str) -> None:
        super().__init__()
        self.feed = feed


class TopicChanged(StoreError):
    """Somebody else saved a topic meanwhile: which version it has now, by whom, and since when."""

    sentence = "The topic {where} was changed meanwhile, so nothing was saved: look at it again."

    def __init__(self, topic: str, version: int, by: int | None, at: datetime) -> None:
        super().__init__(topic)
        self.version, self.by, self.at = version, by, at


class TooManyTopics(StoreError):
    """A guild has as many topics of its own as it may."""

    sentence = "There are {reason} topics already, the most there may be: delete one first."

    def __init__(self, most: int) -> None:
        super().__init__(reason=str(most))
        self.most = most
