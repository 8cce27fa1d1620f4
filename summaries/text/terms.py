"""Words of a text: where they stand, how they are compared, and their stems.

Words are compared folded: lower case, without accents, with a straight apostrophe, so that "López"
finds "Lopez". Folding serves comparing only; what is shown is always the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Final

from summaries.text.abbreviations import starters_of
from summaries.text.model import Span
from summaries.text.numbers import may_number
from summaries.text.runs import Runs, runs_of

# A word: letters and digits, with apostrophes, points and hyphens only inside it ("U.S" of "U.S.",
# "year-high", "Chargé", "d’Affaires"). Chinese, Japanese and Thai are written without blanks;
# there a character is a word, as in the usual unigram treatment of these scripts.
_WORD: Final = re.compile(
    r"[\u2E80-\u9FFF\uF900-\uFAFF\u3040-\u30FF\u0E00-\u0E7F]"
    r"|[^\W_]++(?:[’'.\-\u00AD\u0300-\u036F][^\W_]++)*"
)

# ISO 639-1 code → the name of its Snowball algorithm (snowballstem.org/algorithms).
_SNOWBALL: Final = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# ISO 639-1 code → the name of sumy's list of stop words.
_STOP_WORDS: Final = {
    "ar": "arabic", "cs": "czech", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fr": "french", "he": "hebrew", "it": "italian", "ja": "japanese", "ko": "korean",
    "pl": "polish", "pt": "portuguese", "sk": "slovak", "sv": "swedish", "uk": "ukrainian",
    "zh": "chinese",
}  # fmt: skip

# An article or pronoun that its vowel lost stands in one piece with the next word: "l'etat".
_ELIDED: Final = {
    "fr": re.compile(r"\A(?:jusqu|lorsqu|puisqu|quoiqu|qu|[ldjnscmt])'(?=\w)"),
    "it": re.compile(r"\A(?:dell|nell|all|dall|sull|coll|un|quest|quell|[ldcs])'(?=\w)"),
    "ca": re.compile(r"\A[ldnsmt]'(?=\w)"),
}

# Endings that Snowball knows by their accents, or takes for a verb's: folded words have none.
# An ending of a word of five letters at least → the ending of the same word as it is listed.
_ENDINGS: Final = {
    "es": (("dades", "dad"), ("iernos", "ierno")),
    "fr": (("ees", "e"), ("ee", "e")),
    "pt": (("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el")),
}

# Words that are remembered for a language; a hostile text can't make them more.
_MOST_WORDS: Final = 200_000


@lru_cache(maxsize=4_096)
def fold(word: str) -> str:
    """Return ``word`` as it is compared: case, accents and the shape of apostrophes ignored."""
    if word.isascii():
        return word.lower()  # as nearly all are: what follows would change nothing else
    plain = unicodedata.normalize("NFKD", word.casefold()).replace("’", "'")
    return "".join(c for c in plain if not unicodedata.combining(c) and c != "\u00ad")


class _Numbered(tuple[str, ...]):
    """The words of a run that has what every number needs."""

    __slots__ = ()


def _folded_of(run: str) -> tuple[str, ...]:
    kind = _Numbered if may_number(run) else tuple
    return kind(map(fold, _WORD.findall(run)))


_folded: Final = Runs(_folded_of)


def words(text: str, span: Span | None = None) -> Iterator[tuple[Span, str]]:
    """Yield each word's span in ``text`` and the word folded, from left to right."""
    start, end = (span.start, span.end) if span else (0, len(text))
    for found in _WORD.finditer(text, start, end):
        yield Span(found.start(), found.end()), fold(found.group())


def folded_words(text: str) -> list[str]:
    """Return the folded words of ``text`` without their places (faster than `words`)."""
    return list(chain.from_iterable(map(_folded.__getitem__, runs_of(text))))


def numbered_words(text: str) -> tuple[list[str], bool]:
    """Return the folded words of ``text``, and whether there may be a number among them."""
    read = list(map(_folded.__getitem__, runs_of(text)))
    return list(chain.from_iterable(read)), _Numbered in map(type, read)


def written_words(text: str) -> list[str]:
    """Return the words of ``text`` as they are written."""
    return _WORD.findall(text)


def count_words(text: str) -> int:
    """Return how many words a reader would count: runs of characters between blanks."""
    return len(text.split())


@lru_cache(maxsize=32)
def stop_words(language: str) -> frozenset[str]:
    """Return the folded stop words of a language (ISO 639-1), from sumy's lists.

    English has one of 571 words, other languages of some hundred, so what usually begins a
    sentence there counts as well. A language without a list has none: its words then all count.
    """
    name = _STOP_WORDS.get(language)
    listed: set[str] = set()
    if name is not None:
        file = files("sumy").joinpath("data", "stopwords", f"{name}.txt")
        listed.update(file.read_text("utf-8").split())
    if language != "en":
        listed |= starters_of(language)
    return frozenset(piece for word in listed for piece in (fold(word), word))


class Stemmer:
    """Cuts folded words to their Snowball stems, remembering those it has cut."""

    def __init__(self, language: str) -> None:
        # Not needed at the start of the bot. Its module has a class's name.
        import Stemmer as snowball  # noqa: N813

        name = _SNOWBALL.get(language)
        self._language = language
        # Its own cache is off: this one is larger, and shared by threads (a call holds the GIL).
        self._stem = snowball.Stemmer(name, 0).stemWord if name else str
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """Return the stem of a folded word; a language without an algorithm keeps the word."""
        stem = self._known.get(word)
        if stem is None:
            if len(self._known) > _MOST_WORDS:
                self._known.clear()
            stem = self._known[word] = self._stem(_listed_form(word, self._language))
        return stem


def _listed_form(word: str, language: str) -> str:
    """Return a folded word without an elided article, and with an ending that Snowball knows."""
    word = _unelided(word, language).removesuffix("'s")
    for ending, listed in _ENDINGS.get(language, ()):
        if len(word) > 4 and word.endswith(ending):
            return word.removesuffix(ending) + listed
    return word


def _unelided(word: str, language: str) -> str:
    elided = _ELIDED.get(language)
    return elided.sub("", word, count=1) if elided and "'" in word[:8] else word


@lru_cache(maxsize=32)
def stemmer(language: str) -> Stemmer:
    """Return the one stemmer of a language (ISO 639-1)."""
    return Stemmer(language)


def carries_meaning(word: str, language: str) -> bool:
    """Tell whether a folded word carries meaning: it is no stop word and no single letter."""
    word = _unelided(word, language)
    return (len(word) > 1 or word.isdigit() or not word.isascii()) and word not in stop_words(
        language
    )


class _ContentStems(dict[str, str]):
    """Words as they are written → their content stems; "" for a word that carries no meaning.

    One look-up a word: almost every word of a text was met before.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language, self._stem = language, stemmer(language)

    def __missing__(self, written: str) -> str:
        if len(self) > _MOST_WORDS:
            self.clear()
        word = fold(written)
        stem = self[written] = self._stem(word) if carries_meaning(word, self._language) else ""
        return stem


@lru_cache(maxsize=32)
def _content(language: str) -> _ContentStems:
    return _ContentStems(language)


def content_stems(text: str, language: str) -> list[str]:
    """Return the stems of the words of ``text`` that carry meaning, in order.

    Stop words and single letters are left out; digits stay, for figures are facts.
    """
    return [stem for stem in map(_content(language).__getitem__, _WORD.findall(text)) if stem]
