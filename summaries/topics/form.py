"""A topic's rule in the boxes of a form: what a person types, and what is wrong with it.

The words stand in lines of equal weight, ``+3: aid, assistance``; a word may carry a weight of its
own, ``aid +3``, and one without any weighs 1. Required words are one list a line, ``help: aid,
relief``. Commas and line ends part words; a comma between digits does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from summaries.text import fold
from summaries.topics.load import (
    LONGEST_LIST_NAME,
    LONGEST_NAME,
    MOST_LISTS,
    MOST_PATTERNS,
    clean_name,
    list_name,
)
from summaries.topics.mistake import Mistake
from summaries.topics.pattern import BadPattern, Pattern
from summaries.topics.rule import Required, Topic, Weighted
from summaries.topics.writing import write_number

_COMMA: Final = re.compile(r",(?!\d)|(?<!\d),")
_NUMBER: Final = r"\d{1,9}(?:[.,]\d{1,20})?(?:e-?\d{1,3})?"
_SIGNS: Final = {"−": "-", "–": "-"}
_LINE_WEIGHT: Final = re.compile(rf"\s*([+−–-]?)\s*({_NUMBER})\s*:(?P<rest>.*)", re.DOTALL)
_OWN_WEIGHT: Final = re.compile(rf"(?P<text>.*?)\s*(?<!\S)([+−–-])\s*({_NUMBER})", re.DOTALL)
_THRESHOLD: Final = re.compile(rf"\s*([+−–-]?)\s*({_NUMBER})\s*")
_LIST: Final = re.compile(r"\s*(?P<name>[^:]*?)\s*:(?P<rest>.*)", re.DOTALL)
_MOST: Final = 100  # of a weight, either way
_PLAIN: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_PLAIN: Final = 40

BOXES: Final = ("name", "words", "required", "excluded", "threshold")


class BadForm(Mistake):
    """What is typed in a box can't be used; ``line`` counts from 1, None where it has only one."""

    def __init__(self, box: str, line: int | None, mistake: Mistake) -> None:
        place = f"{box}, line {line}" if line else box
        super().__init__(mistake.why, f"{place}: {mistake}", **mistake.values)
        self.box, self.line = box, line


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the boxes."""

    name: str = ""
    words: str = ""
    required: str = ""
    excluded: str = ""
    threshold: str = "1"

    @classmethod
    def of(cls, topic: Topic, language: str = "en") -> Form:
        """Return the boxes as a topic's rule fills them."""
        weights = sorted({one.weight for one in topic.words}, reverse=True)
        lines = (
            _line(weight, [one.pattern.text for one in topic.words if one.weight == weight])
            for weight in weights
        )
        return cls(
            name=topic.title(language),
            words="\n".join(lines),
            required="\n".join(f"{one.name}: {_listed(one.patterns)}" for one in topic.required),
            excluded=_listed(topic.excluded),
            threshold=write_number(topic.threshold),
        )

    def topic(self, base: Topic | None = None, language: str = "en") -> Topic:
        """Return the topic that is typed. Raises BadForm with the place that is wrong.

        What the form does not show is as in ``base``; the words that it has keep their order.
        """
        title = clean_name(self.name)
        if not 1 <= len(title) <= LONGEST_NAME:
            reason = f"A name must have 1 to {LONGEST_NAME} characters."
            raise BadForm("name", None, Mistake("name_length", reason, most=LONGEST_NAME))
        words = _in_order(tuple(self._words()), base.words if base else ())
        if not words:
            reason = "At least one word is needed."
            raise BadForm("words", None, Mistake("no_words", reason))
        rule = Topic(
            name=base.name if base else plain_name(title),
            titles={"en": title},
            words=words,
            threshold=self._threshold(),
            required=self._required(),
            excluded=tuple(self._patterns("excluded", _items(self.excluded))),
        )
        if base is None:
            return rule
        titles = dict(base.titles)
        if title != clean_name(base.title(language)):
            # A name that is changed is the same in every language until somebody translates it.
            titles = {"en": title}
        return replace(
            base,
            titles=titles,
            words=rule.words,
            threshold=rule.threshold,
            required=rule.required,
            excluded=rule.excluded,
        )

    def _words(self) -> Iterator[Weighted]:
        seen: set[str] = set()
        for number, line in _lines(self.words):
            weight, rest = 1.0, line
            if found := _LINE_WEIGHT.fullmatch(line):
                weight, rest = _weight("words", number, found[1], found[2]), found["rest"]
            for item in _split(rest):
                own, text = weight, item
                if found := _OWN_WEIGHT.fullmatch(item):
                    own, text = _weight("words", number, found[2], found[3]), found["text"]
                pattern = _pattern("words", number, text)
                if pattern.text in seen:
                    raise _twice("words", number, pattern)
                seen.add(pattern.text)
                if len(seen) > MOST_PATTERNS:
                    raise _too_many("words", number)
                yield Weighted(pattern, own)

    def _required(self) -> tuple[Required, ...]:
        lists: dict[str, list[Pattern]] = {}
        for number, line in _lines(self.required):
            name, rest = f"{len(lists) + 1}", line
            if found := _LIST.fullmatch(line):
                name, rest = found["name"], found["rest"]
                if not list_name(name):
                    reason = f"A list's name must have 1 to {LONGEST_LIST_NAME} characters."
                    mistake = Mistake("list_name", reason, most=LONGEST_LIST_NAME)
                    raise BadForm("required", number, mistake)
            listed = lists.setdefault(name, [])
            if len(lists) > MOST_LISTS:
                mistake = Mistake(
                    "lists", f"There are more than {MOST_LISTS} lists.", most=MOST_LISTS
                )
                raise BadForm("required", number, mistake)
            items = ((number, item) for item in _split(rest))
            listed += self._patterns("required", items)
            if not listed:
                mistake = Mistake("list_empty", f"The list “{name}” is empty.", text=name)
                raise BadForm("required", number, mistake)
        return tuple(Required(name, tuple(listed)) for name, listed in lists.items())

    def _patterns(self, box: str, items: Iterable[tuple[int, str]]) -> Iterator[Pattern]:
        seen: set[str] = set()
        for number, text in items:
            pattern = _pattern(box, number, text)
            if pattern.text in seen:
                raise _twice(box, number, pattern)
            seen.add(pattern.text)
            if len(seen) > MOST_PATTERNS:
                raise _too_many(box, number)
            yield pattern

    def _threshold(self) -> float:
        found = _THRESHOLD.fullmatch(self.threshold)
        if found is None:
            text = " ".join(self.threshold.split())[:40]
            mistake = Mistake(
                "threshold", f"“{text}” is no number. Write one such as 4.", text=text
            )
            raise BadForm("threshold", None, mistake)
        return _weight("threshold", None, found[1], found[2])


def plain_name(title: str) -> str:
    """Return the name that a topic with a title goes by: a to z, digits and hyphens.

    Raises BadForm where nothing of the title can be written so.
    """
    name = _PLAIN.sub("-", fold(title)).strip("-")[:_LONGEST_PLAIN].strip("-")
    if not name:
        reason = "A name needs some letters from a to z, or digits."
        raise BadForm("name", None, Mistake("name_letters", reason))
    return name


def with_weights(topic: Topic, weights: Mapping[str, float]) -> Topic:
    """Return a topic in which some words, by their patterns' texts, have another weight."""
    return replace(
        topic,
        words=tuple(
            Weighted(one.pattern, weights.get(one.pattern.text, one.weight)) for one in topic.words
        ),
    )


def with_words(topic: Topic, words: str, excluded: str, threshold: str = "") -> Topic:
    """Return a topic with words and excluded words added, and perhaps another threshold.

    They are written as in a form. A word that is there already gets the new weight. Raises BadForm.
    """
    added = Form(name="-", words=words, excluded=excluded, threshold=threshold or "1")
    fresh = {one.pattern.text: one for one in added._words()}
    known = [fresh.pop(one.pattern.text, one) for one in topic.words]
    if len(known) + len(fresh) > MOST_PATTERNS:
        raise _too_many("words", None)
    kept_out = {pattern.text: pattern for pattern in topic.excluded}
    for pattern in added._patterns("excluded", _items(excluded)):
        kept_out.setdefault(pattern.text, pattern)
    if len(kept_out) > MOST_PATTERNS:
        raise _too_many("excluded", None)
    return replace(
        topic,
        words=(*known, *fresh.values()),
        excluded=tuple(kept_out.values()),
        threshold=added._threshold() if threshold else topic.threshold,
    )


def _line(weight: float, texts: Iterable[str]) -> str:
    sign = "" if weight < 0 else "+"
    worth = f"{sign}{write_number(weight)}"
    # What looks like a weight at its end would be taken for one.
    items = (f"{t} {worth}" if _OWN_WEIGHT.fullmatch(t) else t for t in texts)
    return f"{worth}: {', '.join(items)}"


def _listed(patterns: Iterable[Pattern]) -> str:
    return ", ".join(pattern.text for pattern in patterns)


def _in_order(words: tuple[Weighted, ...], before: tuple[Weighted, ...]) -> tuple[Weighted, ...]:
    """Put words into the order that those which stay had before; a rule's order shows in briefs."""
    places = {one.pattern.text: place for place, one in enumerate(before)}
    return tuple(sorted(words, key=lambda one: places.get(one.pattern.text, len(places))))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line


def _items(text: str) -> Iterator[tuple[int, str]]:
    for number, line in _lines(text):
        yield from ((number, item) for item in _split(line))


def _split(line: str) -> Iterator[str]:
    for item in _COMMA.split(line):
        if stripped := item.strip():
            yield stripped


def _pattern(box: str, line: int, text: str) -> Pattern:
    try:
        return Pattern.parse(text)
    except BadPattern as error:
        raise BadForm(box, line, error) from None


def _weight(box: str, line: int | None, sign: str, digits: str) -> float:
    number = float(_SIGNS.get(sign, sign) + digits.replace(",", "."))
    if not -_MOST <= number <= _MOST:
        text = f"{sign}{digits}"[:40]
        reason = f"“{text}” must be a number from -{_MOST} to {_MOST}."
        raise BadForm(box, line, Mistake("weight", reason, text=text, most=_MOST))
    return number


def _twice(box: str, line: int, pattern: Pattern) -> BadForm:
    reason = f"“{pattern.text}” stands there twice."
    return BadForm(box, line, Mistake("twice", reason, text=pattern.text))


def _too_many(box: str, line: int | None) -> BadForm:
    reason = f"There are more than {MOST_PATTERNS} words."
    return BadForm(box, line, Mistake("words", reason, most=MOST_PATTERNS))
