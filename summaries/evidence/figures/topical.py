"""Whether a figure belongs to a topic: it counts what the topic's rule is about."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from summaries.context.openings import opening
from summaries.context.words import Opening
from summaries.corpus import Article
from summaries.evidence.figures.words import bits, words_of
from summaries.evidence.model import AmountKind, Figure
from summaries.text import Span, folded_words
from summaries.topics import Judge, Reading, Topic
from summaries.topics.matching import Matcher
from summaries.topics.pattern import Pattern

_PEOPLE: Final = bits("counting.people", "counting.total", "grammar.openers")
_OF_THOSE: Final = re.compile(
    r"\W{0,3}(?:(?:of|among) (?:those|these|them)|(?:de|entre) ell[oa]s|parmi eux|davon"
    r"|dentre eles|tra loro)\b",
    re.IGNORECASE,
)
_FARTHEST: Final = 3  # sentences that may point back one to the other
_WINDOW: Final = re.compile(
    r"[;:—–]|\s(?:while|because|although|though|after|amid|according)\b"
    r"|,\s(?:which|who|whose|where|as|and|but|with)\b",
    re.IGNORECASE,
)


class _Rule:
    """A topic made ready. Two of the same topic are one, so that it is made ready once."""

    def __init__(self, topic: Topic) -> None:
        self.topic = topic

    def __hash__(self) -> int:
        return hash((self.topic.name, self.topic.version, self.topic.threshold))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rule) and self.topic == other.topic


@lru_cache(maxsize=64)
def _ready(rule: _Rule) -> tuple[Judge, tuple[Matcher, ...], bool]:
    """Return the judge of a topic, what finds its subject, and whether it asks for money.

    The subject is each required list that no mere number can meet; without such a list it is
    the words with a weight.
    """
    topic = rule.topic
    lists: list[tuple[Pattern, ...]] = [
        group.patterns
        for group in topic.required
        if all(pattern.words() for pattern in group.patterns)
    ]
    if not lists:
        lists = [tuple(w.pattern for w in topic.words if w.weight > 0 and w.pattern.words())]
    money = any(w.pattern.text.lower() == "#money" and w.weight > 0 for w in topic.words)
    return Judge(topic), tuple(Matcher(patterns) for patterns in lists), money


def about(figure: Figure, article: Article, topic: Topic) -> bool:
    """Tell whether a figure belongs to a topic.

    Its sentence qualifies by the topic's rule, and the figure's own clause names the subject; or
    the sentence points back with its first words to one that qualifies ("Of those, 640 were
    children"), and the figure counts people or the same thing.
    """
    judge, subject, money = _ready(_Rule(topic))
    amount = figure.amount
    if amount is not None and amount.kind is AmountKind.MONEY and not money:
        return False
    sentence = article.sentences[figure.sentence]
    own = _clause(figure, article)
    names = all(_finds(matcher, article, own) for matcher in subject)
    itself = all(_finds(matcher, article, figure.metric) for matcher in subject)
    if not itself and not _counts_people(figure, article):
        return False
    if names and judge.judge(_reading(article, sentence.span)).qualifies:
        return True
    return _points_back(figure.sentence, article, judge)


def _points_back(index: int, article: Article, judge: Judge) -> bool:
    """Tell whether a sentence's first words point back, step by step, to one that qualifies."""
    for at in range(index, max(index - _FARTHEST, 0), -1):
        sentence, before = article.sentences[at], article.sentences[at - 1]
        words = article.words_of(sentence)
        back = opening(words, article.language) is Opening.THING or _OF_THOSE.match(words)
        if not back or before.paragraph < sentence.paragraph - 1:
            return False
        if judge.judge(_reading(article, before.span)).qualifies:
            return True
    return False


def _reading(article: Article, span: Span) -> Reading:
    return Reading.of(article.text, span, language=article.language)


def _finds(matcher: Matcher, article: Article, span: Span) -> bool:
    return bool(matcher.look(_reading(article, span)))


def _counts_people(figure: Figure, article: Article) -> bool:
    """Tell whether a figure counts people, or only says "they", "the trend", "in total"."""
    words = words_of(article.language)
    if words is None:
        return False
    metric = folded_words(figure.metric.of(article.text))
    return any(words.roles[word] & _PEOPLE for word in metric) or "trend" in metric


def _clause(figure: Figure, article: Article) -> Span:
    """Return the part of the sentence that states the figure, without what is told beside it."""
    sentence = article.sentences[figure.sentence].span
    first = min(figure.metric.start, figure.amount.span.start if figure.amount else sentence.end)
    last = max(figure.metric.end, figure.amount.span.end if figure.amount else sentence.start)
    start, end = sentence.start, sentence.end
    for found in _WINDOW.finditer(article.text, sentence.start, sentence.end):
        if found.end() <= first:
            start = found.end()
        elif found.start() >= last:
            end = found.start()
            break
    return Span(min(start, first), max(end, last))
