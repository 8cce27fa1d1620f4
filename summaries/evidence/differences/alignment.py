"""Two wordings side by side: which words of each the other has not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from summaries.evidence.differences.lexicon import Lexicon
from summaries.text import Span, fold, stemmer, stop_words

_PIECE: Final = re.compile(
    r"(?P<note>\[[^\]]{0,80}\])|(?P<gap>…|\.\.\.+|\s--\s)|(?P<word>[^\W_]++(?:[’'.,-][^\W_]++)*)"
)
_MOST: Final = 120
"""Words of one piece that are compared; a longer one has said enough by then."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared. ``free`` marks what an editor put or left out."""

    span: Span
    key: str
    free: bool = False


def tokens(text: str, span: Span, language: str, lexicon: Lexicon | None) -> tuple[Token, ...]:
    """Return the words of a quotation, spelt in one way: "don't" is "do not", "five" is "5"."""
    found: list[Token] = []
    for piece in _PIECE.finditer(text, span.start, span.end):
        place = Span(piece.start(), piece.end())
        if piece["word"] is None:
            found.append(Token(place, "…", free=True))
            continue
        found.extend(Token(place, key) for key in _keys(fold(piece["word"]), language, lexicon))
        if len(found) > _MOST:
            break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two wordings agree: how many words, how much of both, and where each differs.

    ``parts`` cover the first to the last word that differs in each. ``alike`` is the share of
    words in common between the first and the last place where they meet, 0 to 1.
    """

    same: int
    telling: int
    alike: float
    parts: tuple[Span, Span]


def align(
    one: Sequence[Token], other: Sequence[Token], language: str, *, opens: bool
) -> Alignment | None:
    """Return how two wordings differ, or None where they don't, as far as both were quoted.

    What only one of them quotes before or after is no difference. ``opens`` says that both begin
    where the speaker began a sentence, so that a different beginning is one.
    """
    matcher = SequenceMatcher(None, [t.key for t in one], [t.key for t in other], autojunk=False)
    steps = matcher.get_opcodes()
    equal = [number for number, step in enumerate(steps) if step[0] == "equal"]
    if not equal:
        return None
    same = [token for n in equal for token in one[steps[n][1] : steps[n][2]] if not token.free]
    first, last = equal[0], equal[-1]
    differing: list[tuple[int, int, int, int]] = []
    beside = 0
    for number, (tag, a, b, c, d) in enumerate(steps):
        if tag == "equal" or _abridged(one, a, b) or _abridged(other, c, d):
            continue
        if number < first:
            keep = opens or _same_ending(one, b, other, d, language)
            if not keep:
                continue
            if not opens:
                a, c = b - 1, d - 1
        elif number > last:
            if a == b or c == d:
                continue
            if _kindred(one[a].key, other[c].key, language):
                b, d = a + 1, c + 1
            elif b - a > _TAIL or d - c > _TAIL:
                continue
        if a == b or c == d:
            # Words that one has only: both are shown with the words beside them.
            a, c = max(0, a - 1), max(0, c - 1)
            b, d = min(len(one), b + 1), min(len(other), d + 1)
            beside += 1
        differing.append((a, b, c, d))
    if not differing:
        return None
    lost = sum(b - a + d - c for a, b, c, d in differing) - 4 * beside
    stops = stop_words(language)
    return Alignment(
        same=len(same),
        telling=sum(token.key not in stops for token in same),
        alike=2 * len(same) / (2 * len(same) + lost),
        parts=(
            _cover(one, differing[0][0], differing[-1][1]),
            _cover(other, differing[0][2], differing[-1][3]),
        ),
    )


_TAIL: Final = 3


def _abridged(wording: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether an editor left words out here, or put his own in."""
    return any(token.free for token in wording[max(0, start - 1) : end + 1])


def _same_ending(
    one: Sequence[Token], a: int, other: Sequence[Token], b: int, language: str
) -> bool:
    return a > 0 and b > 0 and _kindred(one[a - 1].key, other[b - 1].key, language)


def _kindred(one: str, other: str, language: str) -> bool:
    """Tell whether two words are forms of one ("border", "borders")."""
    cut = stemmer(language)
    return len(one) > 2 and cut(one) == cut(other)


def _cover(wording: Sequence[Token], start: int, end: int) -> Span:
    """Return the place of a range of words."""
    return Span(wording[start].span.start, wording[end - 1].span.end)


def _keys(word: str, language: str, lexicon: Lexicon | None) -> list[str]:
    if language == "en":
        word = _spelt(word)
    if lexicon is not None:
        whole = lexicon.contracted.get(word)
        if whole is not None:
            return whole.split()
        for ending, long in lexicon.contractions.items():
            if word.endswith(ending):
                return [word.removesuffix(ending), long]
    return [_NUMBERS.get(word, word.replace("-", "").replace(",", ""))]


# "one" is left out: it is a pronoun, too.
_SPELLED: Final = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBERS: Final = {word: str(number) for number, word in enumerate(_SPELLED, 2)}


@lru_cache(maxsize=16_384)
def _spelt(word: str) -> str:
    """Return an English word as it is spelt in America, where that is plain."""
    if len(word) < 6:
        return "percent" if word == "cent" else _SHORT.get(word, word)
    for british, american in _BRITISH:
        if british.search(word):
            return british.sub(american, word)
    return word


_SHORT: Final = {"ok": "okay"}
_BRITISH: Final = (
    (re.compile(r"is(e[ds]?|ing|ations?|ers?)$"), r"iz\1"),
    (re.compile(r"(?<=[b-df-hj-np-tv-z])our(s|ed|ing|able|hood|ly)?$"), r"or\1"),
    (re.compile(r"(?<=[aeiou])ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"(?<=[bt])re(s|d)?$"), r"er\1"),
)
