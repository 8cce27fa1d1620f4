"""How a sentence begins: whether its first words point back to something said before it."""

from __future__ import annotations

import re
from typing import Final

from summaries.context.words import Opening, Words, group_means, words_of

# What may stand before the first word: marks that open a quotation, a bracket, a dash, a question.
_FIRST_WORD: Final = re.compile(r"[\s\"“”'‘’„‚«»‹›「『(\[¿¡–—―-]*+(?P<word>[^\W\d_]*+)")
_NEXT_WORD: Final = re.compile(r",?\s++(?P<word>[^\W\d_]++)")
_COMMA: Final = re.compile(r"[^,.;:!?“”\"«»]{0,120}+,\s++(?P<word>[^\W\d_]++)")
_MOST_INTRODUCING: Final = 4


def opening(sentence: str, language: str = "en") -> Opening:
    """Return what the first words of a sentence point back to.

    ``language`` is an ISO 639-1 code. A text of unknown language ("und") is read as English; for
    a language without words of its own nothing is known to point back.
    """
    words = words_of(language)
    return opening_by(words, sentence) if words is not None else Opening.NOTHING


def opening_by(words: Words, sentence: str) -> Opening:
    """Return what the first words of a sentence point back to, by one language's words."""
    first = _FIRST_WORD.match(sentence)
    if first is None:
        return Opening.NOTHING
    word, after = first["word"].lower(), first.end()
    start = _beginning(words, sentence, word, after)
    if start is Opening.PERSON or start is Opening.THING:
        return start
    if word in words.joining and start is not Opening.NOTHING:
        following = _NEXT_WORD.match(sentence, after)
        if following is not None:
            word = following["word"].lower()
            joined = _beginning(words, sentence, word, following.end())
            if joined is Opening.PERSON or joined is Opening.THING:
                return joined
            after = following.end()
    if start is not None:
        return start
    if word in words.introducing or word.endswith(words.introducing_endings):
        pointed = _introduced(words, sentence, first.start("word"), after)
        if pointed is not Opening.NOTHING:
            return pointed
    # "The president instead blamed …", "Mayor Ruiz, however, …".
    turns = words.turn.match(sentence, first.start("word"))
    return Opening.CONNECTIVE if turns else Opening.NOTHING


def _beginning(words: Words, sentence: str, word: str, after: int) -> Opening | None:
    """Return what a beginning with ``word`` (which ends at ``after``) means; None if unlisted."""
    listed = words.beginnings.get(word)
    found = listed.match(sentence, after) if listed is not None else None
    return group_means(found.lastgroup or "") if found is not None else None


def _introduced(words: Words, sentence: str, start: int, after: int) -> Opening:
    """Return what a sentence points back to that begins with an introduction.

    "On Monday, she …", "Asked about it, he …": what stands before the comma names no one who
    could be meant. "Despite this, …", "In her speech …": the introduction itself points back;
    yet "Despite her youth, Mayor Ruiz …" says at once who is meant.
    """
    comma = _COMMA.match(sentence, start)
    subject = comma["word"].lower() if comma is not None else ""
    for _ in range(_MOST_INTRODUCING):
        following = _NEXT_WORD.match(sentence, after)
        if following is None:
            break
        word, after = following["word"].lower(), following.end()
        if word in words.demonstratives or word in words.forerunners:
            pointed = _beginning(words, sentence, word, after)
            if pointed is Opening.PERSON or pointed is Opening.THING:
                if comma is not None and word in words.forerunners:
                    named = _named_after(words, sentence, after, comma)
                    return Opening.NOTHING if named else pointed
                return pointed
        if word not in words.introducing and not word.endswith(words.introducing_endings):
            break
    if comma is not None and subject in words.pronouns:
        pointed = _beginning(words, sentence, subject, comma.end())
        if pointed in {Opening.PERSON, Opening.THING} and not words.own_subject.match(
            sentence, start, comma.end()
        ):
            return pointed
    return Opening.NOTHING


def _named_after(words: Words, sentence: str, after: int, comma: re.Match[str]) -> bool:
    """Tell whether the subject after an introduction's comma may be what its pronoun stands for."""
    if comma.start("word") < after or sentence.startswith(",", after):
        return False  # "Eventually, she …", "Like her, Mayor Ruiz …"
    subject = comma["word"].lower()
    if subject in words.forerunners or subject in words.demonstratives:
        return False
    if subject in words.introducing or subject in words.joining:
        return False
    between = sentence[after : comma.start("word")].lower().split()
    return words.pronouns.isdisjoint(between)
