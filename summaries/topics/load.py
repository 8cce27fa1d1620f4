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
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
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

    ``mistake`` is what is wrong, where that can be said in other languages.
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


def readable_name(name: str) -> bool:
    """Tell whether a title or an alias can be read and typed: on one line, with something seen."""
    seen = not _UNSEEN.search(name) and any(character.isalnum() for character in name)
    return seen and len(name) <= LONGEST_NAME


def clean_name(name: str) -> str:
    """Return a name on one line, without what has no glyph or turns the direction of writing."""
    kept = (c for c in name if c.isspace() or not _UNSEEN.match(c))
    return " ".join("".join(kept).split())


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
        deep = Mistake("file_deep", "Its lists are nested too deeply.")
        raise BadTopic(file, None, str(deep), deep) from None
    except ValueError as error:  # tomllib's own, and Python's for a number of thousands of digits
        found = re.search(r"\(at line (\d+)", str(error))
        # What is wrong at the end of the document is so on its last line.
        line = int(found[1]) if found else len(source.rstrip().split("\n"))
        reason = str(error).split(" (at ")[0]
        mistake = Mistake("file_toml", f"{reason}.", text=reason)
        raise BadTopic(file, line, str(mistake), mistake) from None
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
            reason = f"“{unknown}” is not known here. Known are {known}."
            self._refuse(unknown, Mistake("file_key", reason, text=unknown, known=known))
        name: object = self._data.get("name")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            reason = "“name” must be 1 to 40 of a-z, 0-9 and hyphens."
            self._refuse("name", Mistake("file_name", reason))
        words = self._weighted()
        threshold = self._number("threshold", self._data.get("threshold"))
        version = self._data.get("version", 1)
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            reason = "“version” must be a whole number from 1."
            self._refuse("version", Mistake("file_version", reason))
        method: object = self._data.get("method")
        if method is not None and not isinstance(method, str):
            reason = '“method” must be the name of a method, such as "lexrank".'
            self._refuse("method", Mistake("file_method", reason))
        if method is not None and method not in METHODS:
            known = ", ".join(METHODS)
            reason = f"There is no method “{method}”. Known are {known}."
            self._refuse("method", Mistake("file_no_method", reason, text=method, known=known))
        description: object = self._data.get("description", "")
        if not isinstance(description, str) or len(description) > LONGEST_DESCRIPTION:
            most = LONGEST_DESCRIPTION
            reason = f"“description” must be a text of at most {most} characters."
            self._refuse("description", Mistake("file_description", reason, most=most))
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
            reason = f"At most {MOST_NAMES} aliases are allowed."
            self._refuse("aliases", Mistake("file_aliases", reason, most=MOST_NAMES))
        for alias in aliases:
            if not readable_name(alias):
                reason = f"An alias must be a name of 1 to {LONGEST_NAME} characters on one line."
                self._refuse(alias, Mistake("file_alias", reason, most=LONGEST_NAME))
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
                reason = f"There are no rows “{name}”. Known are {known}."
                self._refuse("rows", Mistake("file_rows", reason, text=name, known=known))
        return tuple(dict.fromkeys(rows))

    def _titles(self) -> dict[str, str]:
        titles = self._data.get("title", {})
        if isinstance(titles, str):
            titles = {"en": titles}
        if not isinstance(titles, dict):
            reason = "“title” must be a text, or a table of languages and texts."
            self._refuse("title", Mistake("file_titles", reason))
        for language, title in titles.items():
            if not isinstance(title, str) or not readable_name(title) or len(language) > 10:
                reason = f"A title must be a name of 1 to {LONGEST_NAME} characters on one line."
                self._refuse(language, Mistake("file_title", reason, most=LONGEST_NAME))
        return dict(titles)

    def _weighted(self) -> tuple[Weighted, ...]:
        table = self._data.get("words")
        if not isinstance(table, dict) or not table:
            reason = "A [words] table with at least one word and its weight is needed."
            self._refuse("words", Mistake("file_words", reason))
        if len(table) > MOST_PATTERNS:
            self._refuse("words", _too_many())
        found = tuple(
            Weighted(self._pattern(text, "words"), self._number(text, weight, "words"))
            for text, weight in table.items()
        )
        seen: set[str] = set()
        for one in found:
            if one.pattern.text in seen:
                text = one.pattern.text
                reason = f"“{text}” stands there twice."
                self._refuse(text, Mistake("twice", reason, text=text), "words")
            seen.add(one.pattern.text)
        return found

    def _position(self) -> Position:
        table = self._data.get("position", {})
        if not isinstance(table, dict):
            reason = "[position] must be a table of places and their weights."
            self._refuse("position", Mistake("file_position", reason))
        for name in table:
            if name not in _POSITIONS:
                known = ", ".join(_POSITIONS)
                reason = f"“{name}” is no place. Known are {known}."
                mistake = Mistake("file_place", reason, text=name, known=known)
                self._refuse(name, mistake, "position")
        return Position(**{n: self._number(n, value, "position") for n, value in table.items()})

    def _required(self) -> tuple[Required, ...]:
        table = self._data.get("required", {})
        if not isinstance(table, dict):
            reason = "[required] must be a table of named lists of words."
            self._refuse("required", Mistake("file_required", reason))
        if len(table) > MOST_LISTS:
            reason = f"At most {MOST_LISTS} lists are allowed."
            self._refuse("required", Mistake("lists", reason, most=MOST_LISTS), "required")
        for name in table:
            if not list_name(name):
                most = LONGEST_LIST_NAME
                reason = f"A list's name must have 1 to {most} characters and no colon."
                self._refuse(name, Mistake("list_name", reason, most=most), "required")
        return tuple(
            Required(name, tuple(self._patterns(name, listed, "required")))
            for name, listed in table.items()
        )

    def _patterns(self, name: str, listed: object, table: str | None = None) -> list[Pattern]:
        strings = self._strings(name, listed)
        if table and not strings:
            reason = f"The list “{name}” is empty."
            self._refuse(name, Mistake("list_empty", reason, text=name), table)
        return [self._pattern(text, table) for text in strings]

    def _strings(self, name: str, listed: object) -> list[str]:
        if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
            reason = f"“{name}” must be a list of texts in quotation marks."
            self._refuse(name, Mistake("file_strings", reason, text=name))
        if len(listed) > MOST_PATTERNS:
            self._refuse(name, _too_many())
        return list(listed)

    def _pattern(self, text: str, table: str | None = None) -> Pattern:
        try:
            return Pattern.parse(text)
        except BadPattern as error:
            self._refuse(text, error, table)

    def _number(self, name: str, value: object, table: str | None = None) -> float:
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not -100 <= value <= 100
        ):
            reason = f"“{name}” must be a number from -100 to 100."
            self._refuse(name, Mistake("file_number", reason, text=name), table)
        return float(value)

    def _refuse(self, name: str, mistake: Mistake, table: str | None = None) -> NoReturn:
        """Raise BadTopic at the line that is about ``name``, of a table if one is given."""
        line = line_of(name, self._source, table)
        raise BadTopic(self._file, line, str(mistake), mistake) from None


def _too_many() -> Mistake:
    return Mistake("words", f"At most {MOST_PATTERNS} words are allowed.", most=MOST_PATTERNS)
