"""Many patterns looked for at once: a sentence is read from left to right, whatever the rule.

The phrases of all patterns stand in one tree, word by word (a trie; Fredkin 1960), so that a word
of a sentence is compared only with the words that may come next. What a word of the language can
be in this tree is looked up once and remembered. The time is linear in a sentence's words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from summaries.text import stemmer
from summaries.topics.pattern import How, Pattern, Phrase, Word
from summaries.topics.reading import Places, Reading

_MOST_WORDS: Final = 16_384  # remembered for a language; a hostile text can't make them more
Found = TypeVar("Found")


class _Branch:
    """A place in the tree: which words may come next, and the phrase that is complete here."""

    __slots__ = ("then", "whole")

    def __init__(self) -> None:
        self.then: dict[int, _Branch] = {}
        self.whole: int | None = None


class _Vocabulary:
    """What the words of one language can be in the tree: most are nothing."""

    def __init__(self, tree: _Branch, numbers: dict[Word, int], language: str) -> None:
        self._tree, self._stem = tree, stemmer(language)
        self._written: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        self._stems: defaultdict[str, list[int]] = defaultdict(list)
        for word, number in numbers.items():
            if word.how is How.STEM:
                self._stems[self._stem(word.text)].append(number)
            else:
                whole = word.how is How.WRITTEN
                (self._written if whole else self._beginnings)[word.text] = number
        self._lengths = sorted({len(text) for text in self._beginnings})
        self.opens = _Kept(self.branches)
        """Folded words → the branches where a phrase begins with them, () for most."""
        self.meant = _Kept(self._numbers)
        """Folded words → the words of patterns that they are; asked only behind one that opens."""

    def _numbers(self, word: str) -> tuple[int, ...]:
        found = [self._written[word]] if word in self._written else []
        beginnings = (word[:length] for length in self._lengths if length <= len(word))
        found.extend(self._beginnings[text] for text in beginnings if text in self._beginnings)
        if self._stems:
            found.extend(self._stems.get(self._stem(word), ()))
        return tuple(found)

    def branches(self, word: str) -> tuple[_Branch, ...]:
        """Return the branches where a phrase begins with a word."""
        then = self._tree.then
        return tuple(then[number] for number in self._numbers(word) if number in then)


class _Kept(dict[str, tuple[Found, ...]], Generic[Found]):
    """What was found of words, remembered."""

    def __init__(self, find: Callable[[str], tuple[Found, ...]]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> tuple[Found, ...]:
        if len(self) > _MOST_WORDS:
            self.clear()
        found = self[word] = self._find(word)
        return found


class Matcher:
    """Looks for many patterns in a sentence. Patterns go by their number, from 0.

    Inside, the words and phrases that patterns share have numbers too.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._tree = _Branch()
        self._words: dict[Word, int] = {}
        self._vocabularies: dict[str, _Vocabulary] = {}
        self._phrases: dict[Phrase, int] = {}
        self._kinds: dict[str, int] = {}
        self._plain: defaultdict[int, list[int]] = defaultdict(list)
        self._near: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for number, pattern in enumerate(patterns):
            phrase = self._number(pattern.phrase)
            if pattern.other is None:
                self._plain[phrase].append(number)
            else:
                self._near[phrase].append((number, self._number(pattern.other), pattern.near))
        self._near_numbers = any(
            phrase.kind
            for pattern in patterns
            if pattern.other is not None
            for phrase in (pattern.phrase, pattern.other)
        )

    def _number(self, phrase: Phrase) -> int:
        """Return a phrase's number; a new one gets the next, and its place in the tree."""
        if phrase in self._phrases:
            return self._phrases[phrase]
        number = self._phrases[phrase] = len(self._phrases)
        if phrase.kind is not None:
            self._kinds[phrase.kind] = number
            return number
        branch = self._tree
        for word in phrase.words:
            branch = branch.then.setdefault(
                self._words.setdefault(word, len(self._words)), _Branch()
            )
        branch.whole = number
        return number

    def opens(self, word: str, language: str) -> bool:
        """Tell whether a pattern may begin with a folded word; it is not remembered."""
        return bool(self._known(language).branches(word))

    def look(self, reading: Reading, starts: Sequence[int] | None = None) -> list[tuple[int, str]]:
        """Return which patterns a sentence has, in order, each with the words that matched.

        ``starts`` are the places of the words that `opens` is true of, if they are known.
        """
        places = self._standing(reading, starts)
        if not places and not reading.kinds:
            return []  # most sentences
        found = [
            (number, " ".join(reading.words[where[0][0] : where[0][1]]))
            for phrase, where in places.items()
            for number in self._plain.get(phrase, ())
        ]
        for kind, words in reading.kinds.items():
            phrase = self._kinds.get(kind, -1)
            found.extend((number, words) for number in self._plain.get(phrase, ()))
        if self._near:
            found.extend(self._neighbours(reading, places))
        return sorted(found) if len(found) > 1 else found

    def _known(self, language: str) -> _Vocabulary:
        known = self._vocabularies.get(language)
        if known is None:
            known = _Vocabulary(self._tree, self._words, language)
            self._vocabularies[language] = known
        return known

    def _standing(self, reading: Reading, starts: Sequence[int] | None) -> dict[int, Places]:
        """Return where the phrases of the tree stand, each from left to right."""
        known, words = self._known(reading.language), reading.words
        places: dict[int, Places] = {}
        if starts is None:
            opening = map(known.opens.__getitem__, words)
            starts = [start for start, branches in enumerate(opening) if branches]
        for start in starts:
            reached = [(branch, start + 1) for branch in known.opens[words[start]]]
            while reached:
                branch, end = reached.pop()
                if branch.whole is not None:
                    places.setdefault(branch.whole, []).append((start, end))
                if branch.then and end < len(words):
                    following = (branch.then.get(word) for word in known.meant[words[end]])
                    reached.extend((one, end + 1) for one in following if one is not None)
        return places

    def _neighbours(self, reading: Reading, places: dict[int, Places]) -> list[tuple[int, str]]:
        """Return the patterns with NEAR that a sentence has."""
        numbers: dict[tuple[int, int], str] = {}
        if self._near_numbers and reading.kinds:
            for kind, place, words in reading.number_places():
                places.setdefault(self._kinds.get(kind, -1), []).append(place)
                numbers[place] = words
        found = []
        for phrase, where in places.items():
            for number, other, most in self._near.get(phrase, ()):
                pair = nearest(where, places[other], most) if other in places else None
                if pair is not None:
                    said = (
                        numbers.get(place) or " ".join(reading.words[slice(*place)])
                        for place in pair
                    )
                    found.append((number, " … ".join(said)))
        return found


def nearest(
    one: Places, other: Places, most: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the first two places at most ``most`` words apart, in the order they stand, or None.

    Neighbours are one word apart; places that share a word are no pair. Each list is read once.
    """
    pairs = [pair for pair in (_before(one, other, most), _before(other, one, most)) if pair]
    return min(pairs, key=lambda pair: (pair[1][::-1], pair[0]), default=None)


def _before(
    left: Places, right: Places, most: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the first of ``right`` with one of ``left`` shortly before it: that one, and it."""
    last = -1
    for place in right:
        while last + 1 < len(left) and left[last + 1][1] <= place[0]:
            last += 1
        if last >= 0 and place[0] - left[last][1] < most:
            return left[last], place
    return None
