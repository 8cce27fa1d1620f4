"""The context gate: what a sentence must be shown with so that it says what its author said.

A sentence that points back ("She also announced …", "However, …", "The two …") is shown with the
sentence before it, or not at all. A quotation is shown with its speaker, and as a whole. A figure
is shown with the sentence that limits it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from summaries.corpus import Article
from summaries.selection.openings import Opening, opening
from summaries.text import folded_words, stop_words

FURTHEST: Final = 3
"""At most so many sentences stand on one line: the sentence, and what it must be shown with."""

LONGEST_QUOTATION: Final = 5
"""A quotation of more sentences than this is not shown: it would fill the message."""


_SPEECH: Final = (
    r"(?:said|says|say|told|tells|asked|asks|added|adds|stated|states|wrote|writes|tweeted|posted|"
    r"warned|warns|announced|argued|argues|insisted|insists|noted|notes|explained|explains|replied|"
    r"replies|claimed|claims|declared|declares|continued|continues|called|calls|urged|urges|"
    r"emphasi[sz]ed|stressed|stresses|remarked|recalled|concluded|acknowledged|admitted|suggested|"
    r"testified|pledged|vowed|reported|according to|criticized|criticised|accused|blamed|assured|"
    r"reiterated|repeated|quoted|describ\w+|saying|adding|"
    r"dijo|afirmó|declaró|señaló|aseguró|añadió|agregó|explicó|a déclaré|a dit|a affirmé|selon|"
    r"sagte|erklärte|betonte|laut|disse|afirmou|declarou)"
)
_CUE: Final = re.compile(rf"\b{_SPEECH}\b", re.IGNORECASE)
# "he said", "she added", "said he": a speaker who is only a pronoun.
_PRONOUN_CUE: Final = re.compile(
    r"\b(?:he|she|they|it|él|ella|il|elle|er|sie|ele|ela)\s+"
    rf"(?:also\s+|then\s+|later\s+|has\s+|had\s+)?{_SPEECH}\b"
    rf"|\b{_SPEECH}\s+(?:he|she|they)\b",
    re.IGNORECASE,
)
_MARK: Final = re.compile('[“”„«»"「」]')
_QUOTED: Final = re.compile('[“„«"「][^“”«»"„「」]{0,1200}[”»"“」]')
# A name: a capitalised word that does not open the sentence, and is no weekday or month.
_NAME: Final = re.compile(
    r"(?<=[\w,;:’”]\s)(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|"
    r"April|May|June|July|August|September|October|November|December)\b)[A-ZÀ-Þ][\w’'-]{2,}"
    r"|\A\W*[A-ZÀ-Þ][\w’'.-]+\s+[A-ZÀ-Þ][\w’'-]+"
)
# A role that stands for a person: "the minister", "his lawyer".
_ROLE: Final = re.compile(
    r"\b(?:the|a|an|his|her|their|its|one|this|that)\s+(?:[\w’'-]+\s+){0,3}"
    r"(?:president|minister|premier|chancellor|secretary|senator|governor|mayor|ambassador|envoy|"
    r"official|spokes(?:man|woman|person)|leader|director|chief|head|judge|lawyer|attorney|officer|"
    r"adviser|advisor|general|commander|king|queen|pope|bishop|professor|researcher|analyst|expert|"
    r"author|doctor|teacher|worker|student|man|woman|boy|girl|mother|father|candidate|lawmaker|"
    r"activist|journalist|reporter|resident|witness|victim|suspect|player|coach)\b",
    re.IGNORECASE,
)
_LIMITS: Final = re.compile(
    r"\b(?:not|cannot|can['’]t|no)\b.{0,60}\b"
    r"(?:compar|count|include|reflect|verif|confirm|final|represent)\w*"
    r"|n['’]t\b.{0,60}\b(?:compar|count|include|reflect|verif|confirm|final|represent)\w*"
    r"|\b(?:preliminary|provisional|estimates?|unverified|undercount|overcount|revised|"
    r"may be higher|double[- ]count)\w*\b",
    re.IGNORECASE,
)
_FIGURES: Final = re.compile(
    r"\b(?:figures?|numbers?|data|counts?|totals?|statistics|tall(?:y|ies)|estimates?)\b",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_THE_FIGURES: Final = re.compile(rf"\A\W*the\s+(?:\w+\s+)?{_FIGURES.pattern}", re.IGNORECASE)


def shown_with(article: Article, index: int) -> tuple[int, ...] | None:
    """Return the sentences that must be shown together with sentence ``index``, itself among them.

    The indexes are adjacent and in order. None means that the sentence is not shown: what it
    needs is too far away, or is not there.
    """
    return _gate(article)[index]


@lru_cache(maxsize=2_048)
def _gate(article: Article) -> tuple[tuple[int, ...] | None, ...]:
    """Work out the gate for every sentence of an article, once."""
    texts = [article.words_of(sentence) for sentence in article.sentences]
    return tuple(_together(article, texts, i) for i in range(len(texts)))


def _together(article: Article, texts: list[str], index: int) -> tuple[int, ...] | None:
    sentences, language = article.sentences, article.language
    first = last = index
    while first > 0 and sentences[first - 1].unit == sentences[index].unit:
        first -= 1
    while last + 1 < len(texts) and sentences[last + 1].unit == sentences[index].unit:
        last += 1
    if last - first + 1 > LONGEST_QUOTATION:
        return None
    if last == index and _limited_by_next(article, texts, index):
        last += 1
    length = last - first + 1
    while (needs := _needs(texts, first, last, language)) is not None:
        before = first - 1
        if before < 0 or sentences[before].standfirst or last - before >= length + FURTHEST - 1:
            return None
        while before > 0 and sentences[before - 1].unit == sentences[before].unit:
            before -= 1
        if last - before >= LONGEST_QUOTATION:
            return None
        first = before
        if (
            needs is Opening.PERSON
            and not _names_someone(texts[first], language)
            and _needs(texts, first, last, language) is None
        ):
            return None
    return tuple(range(first, last + 1))


def _names_someone(sentence: str, language: str) -> bool:
    """Tell whether a sentence may say who "he" is: by a name, a role, or its first word."""
    if _NAME.search(sentence) or _ROLE.search(sentence):
        return True
    first = folded_words(sentence[:60])[:1]
    return bool(first) and first[0] not in stop_words(language)


def _needs(texts: list[str], first: int, last: int, language: str) -> Opening | None:
    """Return what the sentences ``first`` to ``last`` still point back to, or None."""
    start = opening(texts[first], language)
    if start is not Opening.NOTHING:
        return start
    block = " ".join(texts[first : last + 1])
    if not _MARK.search(block):
        return None
    outside = _QUOTED.sub(" ", block)
    if _PRONOUN_CUE.search(outside) and not _NAME.search(_before_cue(outside)):
        return Opening.PERSON
    quoted = len(block) - len(outside)
    if quoted * 2 > len(block) and not _CUE.search(outside) and not _NAME.search(outside):
        return Opening.PERSON
    return None


def _before_cue(outside: str) -> str:
    """Return what stands outside the quotation marks before "he said": his name may be there."""
    found = _PRONOUN_CUE.search(outside)
    return outside[: found.start()] if found else outside


def _limited_by_next(article: Article, texts: list[str], index: int) -> bool:
    """Tell whether the next sentence limits a figure of this one ("But the figures can't be …")."""
    sentences = article.sentences
    if index + 1 >= len(texts) or sentences[index + 1].paragraph != sentences[index].paragraph:
        return False
    following = texts[index + 1]
    return (
        bool(_DIGIT.search(texts[index]))
        and bool(_FIGURES.search(following))
        and bool(_LIMITS.search(following))
        and (
            opening(following, article.language) is not Opening.NOTHING
            or bool(_THE_FIGURES.match(following))
        )
    )
