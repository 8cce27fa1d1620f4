"""Patterns that a person can read. No regular expressions.

- ``aid`` finds the word as it is written, ``humanitarian relief`` the two words side by side.
- ``vaccin*`` finds every word that begins so: vaccine, vaccines, vaccination.
- ``~pledge`` finds every form of the word: pledge, pledges, pledged, pledging. The forms are those
  of the sentence's language (Snowball stems); where that is not known, the word as it is written.
- ``#money`` finds any sum of money (also #quantity, #share, #date, #quotation).
- ``~pledge NEAR/5 vaccin*`` finds both, the one at most five words from the other, in either order;
  side by side is NEAR/1.

Case and accents never matter. Endings and forms are both there because neither does the other's
work: ``~commit`` does not find "commitments to", ``sent*`` finds sentences.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import Final

from summaries.text import NumberKind, folded_words, words
from summaries.topics.mistake import Mistake

KINDS: Final = frozenset({*(kind.value for kind in NumberKind), "quotation"})
LONGEST: Final = 80  # characters of a pattern
FARTHEST: Final = 50  # words that NEAR may look across
_NEAR: Final = re.compile(r"near/(?P<words>.*)", re.IGNORECASE)


class BadPattern(Mistake):
    """A pattern that can't be used; the message says what is wrong with it."""


class How(enum.Enum):
    """How a word of a pattern is compared with a word of a sentence."""

    WRITTEN = ""
    BEGINNING = "*"
    STEM = "~"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a pattern, folded, and how it is compared."""

    text: str
    how: How = How.WRITTEN


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to find side by side, or a kind of number; just one of the two is set."""

    words: tuple[Word, ...] = ()
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern as it was written, and what it means.

    ``near`` is how many words ``phrase`` and ``other`` may be apart; it is 0 where there is no
    other.
    """

    text: str
    phrase: Phrase
    other: Phrase | None = None
    near: int = 0

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """Read a pattern as a person writes it. Raises BadPattern with one clear sentence."""
        text = " ".join(text.split())
        if not text:
            raise BadPattern(
                "empty", "A pattern is empty. Write a word, a phrase or a kind such as #money."
            )
        if len(text) > LONGEST:
            raise BadPattern(
                "long",
                f"“{text[:40]}…” is longer than {LONGEST} characters.",
                text=f"{text[:40]}…",
                most=LONGEST,
            )
        pieces = text.split()
        nears = [i for i, piece in enumerate(pieces) if piece == "NEAR" or _NEAR.fullmatch(piece)]
        if not nears:
            return cls(text, _phrase(text, pieces))
        if len(nears) > 1:
            raise BadPattern(
                "nears",
                f"“{text}”: “{pieces[nears[1]]}” is one NEAR too many. "
                "Write two patterns with one NEAR each.",
                text=text,
                piece=pieces[nears[1]],
            )
        at = nears[0]
        near = _distance(text, pieces[at])
        if not pieces[:at] or not pieces[at + 1 :]:
            side = "before" if not pieces[:at] else "after"
            raise BadPattern(
                f"near_{side}",
                f"“{text}”: write a word or a phrase {side} “{pieces[at]}” too.",
                text=text,
                piece=pieces[at],
            )
        phrase, other = _phrase(text, pieces[:at]), _phrase(text, pieces[at + 1 :])
        if "quotation" in (phrase.kind, other.kind):
            raise BadPattern(
                "near_quotation",
                f"“{text}”: “#quotation” is about the whole sentence, so it can't be near a word.",
                text=text,
            )
        return cls(text, phrase, other, near)

    def words(self) -> tuple[Word, ...]:
        """Return every word of the pattern, on both sides of NEAR."""
        return self.phrase.words + (self.other.words if self.other else ())


def _distance(text: str, piece: str) -> int:
    """Read the n of NEAR/n."""
    found = _NEAR.fullmatch(piece)
    digits = found["words"] if found else ""
    if digits.isascii() and digits.isdecimal() and 1 <= int(digits) <= FARTHEST:
        return int(digits)
    raise BadPattern(
        "distance",
        f"“{text}”: “{piece}” needs a number of words from 1 to {FARTHEST}, such as NEAR/5.",
        text=text,
        piece=piece,
        most=FARTHEST,
    )


def _phrase(text: str, pieces: list[str]) -> Phrase:
    """Read a kind of number, or words side by side."""
    whole = " ".join(pieces)
    if whole.startswith("#"):
        if (kind := whole[1:].casefold()) not in KINDS:
            known = ", ".join(f"#{name}" for name in sorted(KINDS))
            raise BadPattern(
                "kind",
                f"“{whole}” is no kind of number. Known are {known}.",
                text=whole,
                known=known,
            )
        return Phrase(kind=kind)
    found = tuple(word for piece in pieces for word in _words(text, piece))
    if not found:
        raise BadPattern(
            "no_word",
            f"“{text}” is no word. Write a word, a phrase or a kind such as #money.",
            text=text,
        )
    return Phrase(found)


def _words(text: str, piece: str) -> list[Word]:
    """Read what stands between two blanks: a word, or several that hyphens join."""
    stem, beginning = piece.startswith("~"), piece.endswith("*")
    bare = piece.removeprefix("~").removesuffix("*")
    listed = words_of(bare)
    if _beside_words(bare).strip("-.") or (not listed and piece.strip("-")):
        raise BadPattern(
            "letters",
            f"“{text}”: “{piece}” is not a word. "
            "Use letters and digits, and * at the end only or ~ at the beginning only.",
            text=text,
            piece=piece,
        )
    if stem and beginning:
        raise BadPattern(
            "both",
            f"“{text}”: “{piece}” has both ~ and *. "
            "Write ~ for the forms of a word, or * for any ending.",
            text=text,
            piece=piece,
        )
    if beginning and len(listed[-1]) < 3 and listed[-1].isascii():
        raise BadPattern("short", f"“{text}”: write at least three letters before *.", text=text)
    how = How.STEM if stem else How.BEGINNING if beginning else How.WRITTEN
    return [*map(Word, listed[:-1]), *(Word(last, how) for last in listed[-1:])]


def _beside_words(bare: str) -> str:
    """Return what is left of ``bare`` without its words."""
    rest, done = "", 0
    for span, _ in words(bare):
        rest, done = rest + bare[done : span.start], span.end
    return rest + bare[done:]


def words_of(text: str) -> list[str]:
    """Return the folded words that patterns are matched against.

    A possessive 's is cut off, and "20-year high" is three words, so that "year high" finds it.
    """
    return parted(text, folded_words(text))


def parted(text: str, folded: list[str]) -> list[str]:
    """Return the folded words of ``text`` as patterns are matched against them."""
    if not ("-" in text or "'" in text or "’" in text):
        return list(filter(None, folded))
    found: list[str] = []
    for word in folded:
        if "-" in word or "'" in word:
            found.extend(parts(word))
        elif word:
            found.append(word)
    return found


def parts(word: str) -> list[str]:
    """Return the words that one folded word is read as: "20-year's" is 20 and year."""
    return [part for part in word.removesuffix("'s").split("-") if part]
