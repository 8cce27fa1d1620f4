"""Labels in a reader's language, with plurals, numbers and dates by the rules of that language.

Plural categories, number and date patterns are the Unicode CLDR's, through babel. babel costs
about 60 ms of CPU, so it is imported at the first number or date, not at the bot's start.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel.core import Locale

ENGLISH = "en"
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
ROUNDED_TO = 5  # seconds: a reading time is an estimate

Text = str | Mapping[str, str]

FOLDER = resources.files(__package__)
"""Where the files lie, one for each language."""


class LabelMissing(KeyError):
    """A label that no language has: a slip in the program, never a reader's doing."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The bot's words for one reader.

    ``language`` names the file the words come from; ``locale`` is CLDR's name for the reader's
    region, which decides how numbers and dates are written.
    """

    language: str
    locale: str

    @classmethod
    def for_locale(cls, locale: str | None) -> Labels:
        """Return the labels for a Discord locale ("es-419"); English where there is no file."""
        name = str(locale or ENGLISH).replace("-", "_")
        language = name.partition("_")[0].lower()
        if language not in languages():
            return cls(ENGLISH, ENGLISH)
        return cls(language, name)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the words for ``key`` with ``values`` in place.

        Numbers are written the reader's way. Where a label has plural forms, ``n`` chooses.
        Values are put in as they are: escape what a person or a source wrote before. A word that is
        missing in the reader's language is said in English.
        """
        words = self
        text = _texts(self.language).get(key)
        if text is None:
            words = Labels(ENGLISH, ENGLISH)
            text = _texts(ENGLISH).get(key)
        if text is None:
            raise LabelMissing(key)
        if not isinstance(text, str):
            text = text.get(words._plural(values["n"])) or text["other"]
        shown = {name: words._written(value) for name, value in values.items()}
        return text.format_map(shown) if shown else text

    def has(self, key: str) -> bool:
        """Tell whether there are words for ``key``."""
        return key in _texts(self.language) or key in _texts(ENGLISH)

    def number(self, value: float) -> str:
        """Write a number the reader's way ("1,084", "1084", "1.084"; "0.5", "0,5")."""
        if isinstance(value, int) and -1000 < value < 1000:
            return str(value)
        from babel.numbers import format_decimal

        return format_decimal(value, locale=_locale(self.locale))

    def date(self, day: date) -> str:
        """Write a day in full ("8 June 2021"), for places without Discord's own timestamps."""
        from babel.dates import format_date

        return format_date(day, format="long", locale=_locale(self.locale))

    def language_name(self, code: str) -> str:
        """Name the language ``code`` (ISO 639-1) in the reader's language."""
        return str(_locale(self.locale).languages.get(code, code))

    def duration(self, seconds: float) -> str:
        """Say about how long something takes: "about 45 s", "about 1 min 15 s"."""
        rounded = max(ROUNDED_TO, round(seconds / ROUNDED_TO) * ROUNDED_TO)
        minutes, rest = divmod(rounded, 60)
        if not minutes:
            return self("duration.seconds", seconds=rest)
        if not rest:
            return self("duration.minutes", minutes=minutes)
        return self("duration.both", minutes=minutes, seconds=rest)

    def _plural(self, n: object) -> str:
        if not isinstance(n, int):
            raise TypeError(f"a plural needs a whole number, not {n!r}")
        return str(_locale(self.locale).plural_form(n))

    def _written(self, value: object) -> str:
        return self.number(value) if isinstance(value, int | float) else str(value)


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a file."""
    files = (file.name for file in FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


@functools.cache
def _texts(language: str) -> dict[str, Text]:
    file = FOLDER / f"{language}.toml"
    return dict(_leaves(tomllib.loads(file.read_text(encoding="utf-8"))))


def _leaves(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Text]]:
    """Walk the file's tables; a table with "other" is the plural forms of one label."""
    for name, value in table.items():
        key = prefix + name
        if isinstance(value, str) or (set(value) <= PLURALS and "other" in value):
            yield key, value
        else:
            yield from _leaves(value, f"{key}.")


@functools.cache
def _locale(name: str) -> Locale:
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(name.partition("_")[0])
