"""Topic files: TOML that a person can read and write. A mistake is named with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, Final, NoReturn

from summaries.text import fold
from summaries.topics.mistake import Mistake
from summaries.topics.pattern import BadPattern, Pattern
from summaries.topics.rule import METHODS, ROWS, Position, Required, Topic, Weighted

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_KEYS: Final = frozenset(
    {"name", "version", "threshold", "aliases", "method", "description", "rows",
     "title", "words", "required", "excluded", "position"}
)  # fmt: skip
_POSITIONS: Final = tuple(field.name for field in fields(Position))
MOST_PATTERNS: Final = 300
MOST_LISTS: Final = 20  # under [required], which have patterns each
MOST_NAMES: Final = 20  # that a topic has beside its own
LONGEST_NAME: Final = 60
LONGEST_LIST_NAME: Final = 40
LONGEST_DESCRIPTION: Final = 500
_ROWS_OF: Final = {
    "#money": "ledger", "#quantity": "figures", "#share": "figures", "#quotation": "quotations",
}  # fmt: skip


class BadTopic(ValueError):
    """A topic file that can't be used: which file, which line, what is wrong.

    ``mistake`` is what is wrong with a pattern, where that is it.
    """

    def __init__(
        self, file: str, line: int | None, reason: str, mistake: Mistake | None = None
    ) -> None:
        where = f"{file}, line {line}" if line else file
        super().__init__(f"{where}: {reason}")
        self.file, self.line, self.reason, self.mistake = file, line, reason, mistake


def load_topic(path: Path) -> Topic:
    """Read one topic file. Raises BadTopic."""
    try:
        source = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadTopic(path.name, None, f"It can't be read ({error}).") from None
    return parse_topic(source, path.name)


def load_topics(folder: Path) -> tuple[Topic, ...]:
    """Read every ``*.toml`` of a folder, in the order of names. Raises BadTopic at the first error.

    Two topics must not share a name or an alias: a reader could not tell which one she asks for.
    """
    topics = []
    taken: dict[str, Topic] = {}
    for path in sorted(folder.glob("*.toml")):
        topic = load_topic(path)
        for name in (topic.name, *topic.aliases):
            owner = taken.setdefault(key(name), topic)
            if owner is not topic:
                line = line_of(name, path.read_text("utf-8"))
                reason = f"The name or alias “{name}” belongs to {owner.name} already."
                raise BadTopic(path.name, line, reason)
        topics.append(topic)
    return tuple(topics)


def key(name: str) -> str:
    """Return a name as names are compared: folded, with blanks and hyphens alike."""
    return " ".join(fold(name).replace("-", " ").replace("_", " ").split())


def list_name(name: str) -> bool:
    """Tell whether a list under [required] may be called so: on one line, before a colon."""
    plain = name.isprintable() and name == " ".join(name.split())
    return plain and 1 <= len(name) <= LONGEST_LIST_NAME and ":" not in name


def clash(topic: Topic, others: Iterable[Topic]) -> tuple[str, Topic] | None:
    """Return a name, title or alias of a topic that another one has already, and that other one.

    A reader could not tell which of the two she asks for.
    """
    for other in others:
        taken = {key(name) for name in _names(other)}
        for name in _names(topic):
            if other.name != topic.name and key(name) in taken:
                return name, other
    return None


def _names(topic: Topic) -> tuple[str, ...]:
    return (topic.name, *topic.aliases, *topic.titles.values())


def line_of(name: str, source: str, table: str | None = None) -> int | None:
    """Return the line, from 1, of a topic file that is about ``name``, or None.

    That is the line that sets it, else one that has it in quotation marks or brackets, else one
    that has it at all; never a comment. Lines below the heading of ``table`` are tried first.
    """
    lines = list(enumerate(source.split("\n"), start=1))
    headings = (number for number, line in lines if line.strip() == f"[{table}]")
    word = re.escape(name)
    for first in (next(headings, 0), 0):
        for about in (rf'\s*"?{word}"?\s*=', rf'.*["\[]{word}["\]]', f".*{word}"):
            for number, line in lines[first:]:
                if name and re.match(about, line) and not line.lstrip().startswith("#"):
                    return number
    return None


def parse_topic(source: str, file: str) -> Topic:
    """Read a topic from TOML. Raises BadTopic with the line that is wrong."""
    try:
        data = tomllib.loads(source)
    except RecursionError:
        raise BadTopic(file, None, "Its lists are nested too deeply.") from None
    except ValueError as error:  # tomllib's own, and Python's for a number of thousands of digits
        found = re.search(r"\(at line (\d+)", str(error))
        # What is wrong at the end of the document is so on its last line.
        line = int(found[1]) if found else len(source.rstrip().split("\n"))
        reason = str(error).split(" (at ")[0]
        raise BadTopic(file, line, f"{reason}.") from None
    return _Reader(source, file, data).topic()


class _Reader:
    """Turns the parsed TOML into a Topic and finds the line of what is wrong."""

    def __init__(self, source: str, file: str, data: dict[str, Any]) -> None:
        self._source = source
        self._file = file
        self._data = data

    def topic(self) -> Topic:
        for unknown in (key for key in self._data if key not in _KEYS):
            known = ", ".join(sorted(_KEYS))
            self._refuse(unknown, f"“{unknown}” is not known here. Known are {known}.")
        name: object = self._data.get("name")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            self._refuse("name", "“name” must be 1 to 40 of a-z, 0-9 and hyphens.")
        words = self._weighted()
        threshold = self._number("threshold", self._data.get("threshold"))
        version = self._data.get("version", 1)
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            self._refuse("version", "“version” must be a whole number from 1.")
        method: object = self._data.get("method")
        if method is not None and not isinstance(method, str):
            self._refuse("method", '“method” must be the name of a method, such as "lexrank".')
        if method is not None and method not in METHODS:
            known = ", ".join(METHODS)
            self._refuse("method", f"There is no method “{method}”. Known are {known}.")
        description: object = self._data.get("description", "")
        if not isinstance(description, str) or len(description) > LONGEST_DESCRIPTION:
            self._refuse(
                "description",
                f"“description” must be a text of at most {LONGEST_DESCRIPTION} characters.",
            )
        return Topic(
            name=name,
            titles=self._titles(),
            words=words,
            threshold=threshold,
            version=version,
            aliases=self._aliases(),
            required=self._required(),
            excluded=tuple(self._patterns("excluded", self._data.get("excluded", []))),
            position=self._position(),
            method=method,
            description=description,
            rows=self._rows(words),
        )

    def _aliases(self) -> tuple[str, ...]:
        aliases = self._strings("aliases", self._data.get("aliases", []))
        if len(aliases) > MOST_NAMES:
            self._refuse("aliases", f"At most {MOST_NAMES} aliases are allowed.")
        for alias in aliases:
            if not 1 <= len(alias) <= LONGEST_NAME:
                self._refuse(alias, f"An alias must have 1 to {LONGEST_NAME} characters.")
        return tuple(aliases)

    def _rows(self, words: tuple[Weighted, ...]) -> tuple[str, ...]:
        """Return the kinds of evidence listed, else the kind that the heaviest number asks for."""
        if "rows" not in self._data:
            asked = [w for w in words if w.weight > 0 and w.pattern.text in _ROWS_OF]
            heaviest = max(asked, key=lambda w: w.weight, default=None)
            return (_ROWS_OF[heaviest.pattern.text],) if heaviest else ()
        rows = self._strings("rows", self._data["rows"])
        for name in rows:
            if name not in ROWS:
                known = ", ".join(ROWS)
                self._refuse("rows", f"There are no rows “{name}”. Known are {known}.")
        return tuple(dict.fromkeys(rows))

    def _titles(self) -> dict[str, str]:
        titles = self._data.get("title", {})
        if isinstance(titles, str):
            return {"en": titles}
        if not isinstance(titles, dict):
            self._refuse("title", "“title” must be a text, or a table of languages and texts.")
        for language, title in titles.items():
            if not isinstance(title, str) or not 1 <= len(title) <= LONGEST_NAME:
                self._refuse(language, f"A title must be a text of 1 to {LONGEST_NAME} characters.")
        return dict(titles)

    def _weighted(self) -> tuple[Weighted, ...]:
        table = self._data.get("words")
        if not isinstance(table, dict) or not table:
            self._refuse(
                "words", "A [words] table with at least one word and its weight is needed."
            )
        if len(table) > MOST_PATTERNS:
            self._refuse("words", f"At most {MOST_PATTERNS} words are allowed.")
        found = tuple(
            Weighted(self._pattern(text, "words"), self._number(text, weight, "words"))
            for text, weight in table.items()
        )
        seen: set[str] = set()
        for one in found:
            if one.pattern.text in seen:
                self._refuse(one.pattern.text, f"“{one.pattern.text}” stands there twice.", "words")
            seen.add(one.pattern.text)
        return found

    def _position(self) -> Position:
        table = self._data.get("position", {})
        if not isinstance(table, dict):
            self._refuse("position", "[position] must be a table of places and their weights.")
        for name in table:
            if name not in _POSITIONS:
                known = ", ".join(_POSITIONS)
                reason = f"“{name}” is no place. Known are {known}."
                self._refuse(name, reason, "position")
        return Position(**{n: self._number(n, value, "position") for n, value in table.items()})

    def _required(self) -> tuple[Required, ...]:
        table = self._data.get("required", {})
        if not isinstance(table, dict):
            self._refuse("required", "[required] must be a table of named lists of words.")
        if len(table) > MOST_LISTS:
            self._refuse("required", f"At most {MOST_LISTS} lists are allowed.", "required")
        for name in table:
            if not list_name(name):
                self._refuse(
                    name,
                    f"A list's name must have 1 to {LONGEST_LIST_NAME} characters and no colon.",
                    "required",
                )
        return tuple(
            Required(name, tuple(self._patterns(name, listed, "required")))
            for name, listed in table.items()
        )

    def _patterns(self, name: str, listed: object, table: str | None = None) -> list[Pattern]:
        strings = self._strings(name, listed)
        if table and not strings:
            self._refuse(name, f"The list “{name}” is empty.", table)
        return [self._pattern(text, table) for text in strings]

    def _strings(self, name: str, listed: object) -> list[str]:
        if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
            self._refuse(name, f"“{name}” must be a list of texts in quotation marks.")
        if len(listed) > MOST_PATTERNS:
            self._refuse(name, f"At most {MOST_PATTERNS} words are allowed.")
        return list(listed)

    def _pattern(self, text: str, table: str | None = None) -> Pattern:
        try:
            return Pattern.parse(text)
        except BadPattern as error:
            raise BadTopic(
                self._file, line_of(text, self._source, table), str(error), error
            ) from None

    def _number(self, name: str, value: object, table: str | None = None) -> float:
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not -100 <= value <= 100
        ):
            self._refuse(name, f"“{name}” must be a number from -100 to 100.", table)
        return float(value)

    def _refuse(self, name: str, reason: str, table: str | None = None) -> NoReturn:
        """Raise BadTopic at the line that is about ``name``, of a table if one is given."""
        raise BadTopic(self._file, line_of(name, self._source, table), reason)
