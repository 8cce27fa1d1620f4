"""Whose act a verb of speech is: the subject before it, behind it, or of the verb before."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from summaries.evidence.model import Party, PartyKind
from summaries.evidence.people.words import (
    ADV,
    AUX,
    CAPITAL,
    CONJ,
    DET,
    MARK,
    NUMBER,
    POINT,
    POSS,
    PREP,
    PRONOUN,
    SPEECH,
    TIME,
    VERB,
)  # fmt: skip
from summaries.evidence.quotations.sentence import ASIDE, PARTICIPLE, Sentence, Subject

_STEPS: Final = 8  # phrases between a subject and its verb
_NEAR: Final = 45  # tokens back to a verb of speech that shares its subject
_DEEPEST: Final = 3  # verbs of speech that share one subject: "said, and added, and warned"


def before_verb(s: Sentence, at: int) -> Subject | None:
    """Return the subject of the verb at ``at`` that stands before it.

    Adverbs, auxiliaries, days, what commas set apart ("Ruiz, the mayor, said") and phrases
    such as "in a statement" may stand between.
    """
    here = at
    for _ in range(_STEPS):
        while (
            here > 0
            and s.flags[here - 1] & (ADV | AUX | TIME | NUMBER)
            and not (s.inside[here - 1] or here in s.ends)
        ):
            here -= 1
        if here <= 0 or s.inside[here - 1]:
            return None
        subject = s.ending(here)
        if subject is not None and not _is_object(s, subject, here):
            return s.joined(subject)
        back = _skip(s, here)
        if back is None:
            break
        here = back
        if here - 1 in s.ends and (s.flags[here - 1] & VERB or s.lower[here - 1].endswith("ed")):
            here -= 1  # "a letter seen by the paper says"
    return _plain(s, here, at)


def _is_object(s: Sentence, subject: Subject, at: int) -> bool:
    """Tell whether a phrase before a verb hangs on a preposition, or is an owner."""
    if subject.first == 0:
        return False
    before = s.flags[subject.first - 1]
    if before & PREP and not before & CONJ:
        return s.lower[subject.first - 1] not in ("as", "than", "but")
    return False


def _skip(s: Sentence, here: int) -> int | None:
    """Return where the words before ``here`` begin that may part a verb from its subject."""
    word = s.lower[here - 1]
    if word in (",", "–", "—", ")", "-"):
        opening = "(" if word == ")" else word
        for back in range(here - 2, max(here - ASIDE, -1), -1):
            if s.inside[back]:
                return None
            if s.lower[back] == opening and (
                back in s.ends or s.lower[back + 1] in ("who", "which", "whose")
            ):
                return back
        return here - 1 if word == "," else None
    for back in range(here - 1, max(here - 12, -1), -1):
        if s.inside[back] or s.flags[back] & (POINT | MARK | SPEECH | CONJ):
            return None
        if s.flags[back] & PREP:
            return back
    return None


def _plain(s: Sentence, here: int, at: int) -> Subject | None:
    """Return a noun phrase without a head that is known: "the 34-year-old said"."""
    first = here
    while first > 0 and here - first < 8 and not s.inside[first - 1]:
        flag = s.flags[first - 1]
        if flag & (POINT | MARK | CONJ | AUX | VERB | PRONOUN | ADV | TIME | PREP):
            break
        first -= 1
        if flag & (DET | POSS):
            break
    if first >= here:
        return None
    crowd = s.beginning(first)
    if crowd is not None and crowd.mention is not None and crowd.mention.plural:
        # "people familiar with the matter said"
        last = at
        while last > crowd.last and s.flags[last - 1] & (ADV | AUX | TIME):
            last -= 1
        span = s.tokens.span(crowd.first, last)
        name = s.tokens.text[span.start : span.end]
        return Subject(replace(crowd.party, name=name, span=span, named_at=span), first, last)
    flag = s.flags[first]
    opens = first == 0 or s.flags[first - 1] & (POINT | MARK | CONJ) or s.inside[first - 1]
    if not (flag & (DET | POSS) or (opens and s.lower[here - 1].endswith("s"))):
        return None
    if not opens and not flag & (DET | POSS):
        return None
    head = first + 1 if flag & DET and here - first > 1 else first
    span = s.tokens.span(first, here)
    named = s.tokens.span(head, here)
    if flag & DET and head == first:
        return None
    name = s.tokens.text[named.start : named.end]
    return Subject(Party(name, PartyKind.UNKNOWN, span, named, certain=False), first, here)


def main_subject(s: Sentence, at: int) -> Subject | None:
    """Return the nearest subject of a verb before ``at``: whose act an -ing form is."""
    for place in range(len(s.mentions) - 1, -1, -1):
        mention = s.mentions[place]
        if mention.last > at or s.inside[mention.first] or mention.hangs:
            continue
        if s.parties[place] is None or not s.leads(mention):
            continue
        subject = s.subject(place)
        if subject is not None and not _is_object(s, subject, mention.last):
            return s.joined(subject)
    return None


def next_subject(s: Sentence, at: int) -> Subject | None:
    """Return the first subject of a verb from the token ``at`` on."""
    for place, mention in enumerate(s.mentions):
        if mention.first < at or s.inside[mention.first] or s.parties[place] is None:
            continue
        if s.leads(mention):
            return s.subject(place)
    return None


def said_by(s: Sentence, at: int) -> tuple[Subject, int] | None:
    """Return who speaks, with the verb's token, where words after a quotation say so.

    "said Ana Silva, a consultant", "Silva told reporters", "the mayor of Hull, who …, said",
    "according to Ruiz".
    """
    size = s.size
    while (
        at < size
        and not s.inside[at]
        and (s.lower[at] in (",", "–", "—", "-", ".", "…") or s.flags[at] & MARK)
    ):
        at += 1
    while at < size and s.flags[at] & (ADV | TIME) and not s.inside[at]:
        at += 1
    if at >= size or s.inside[at]:
        return None
    if s.flags[at] & AUX and at + 1 < size and s.flags[at + 1] & SPEECH:
        at += 1  # "a déclaré Dupont"
    source = s.source(at)
    if source is not None:
        return source
    verb = s.verb(at)
    if verb is not None and verb.form != PARTICIPLE:
        after = at + 1
        while after < size and s.flags[after] & ADV:
            after += 1
        subject = s.beginning(after)
        if subject is not None:
            return subject, at
        named = _named_after(s, after)
        return (named, at) if named is not None else None
    subject = s.beginning(at)
    first = _verb_after(s, at, subject)
    if first is None and subject is not None and subject.first == at:
        # "Ruiz, an analyst at the Energy Council told the paper": a comma is missing.
        for place in range(subject.last, min(subject.last + ASIDE, size)):
            if s.inside[place] or s.lower[place] in (";", "who", "which"):
                return None
            if s.flags[place] & SPEECH and (verb := s.verb(place)) is not None:
                return None if verb.form == PARTICIPLE or s.passive(place) else (subject, place)
    if first is None:
        return None
    found = before_verb(s, first)
    if found is None or found.last > first:
        return None
    if subject is not None and found.first > subject.last and found.mention is not subject.mention:
        found = subject
    return found, first


def _named_after(s: Sentence, at: int) -> Subject | None:
    """Return a noun phrase without a known head after a verb: "said the 34-year-old"."""
    if at >= s.size or not s.flags[at] & (DET | POSS | CAPITAL):
        return None
    last = at + 1
    while last < s.size and last - at < 8 and not s.inside[last]:
        if s.flags[last] & (POINT | MARK | CONJ | AUX | VERB | PRONOUN | ADV | TIME | PREP):
            break
        last += 1
    head = at + 1 if s.flags[at] & DET and last - at > 1 else at
    named = s.tokens.span(head, last)
    name = s.tokens.text[named.start : named.end]
    party = Party(name, PartyKind.UNKNOWN, s.tokens.span(at, last), named, certain=False)
    return Subject(party, at, last)


def _verb_after(s: Sentence, at: int, subject: Subject | None) -> int | None:
    """Return the first verb of speech after ``at`` that its subject may have."""
    here = subject.last if subject is not None else at
    aside = ""
    for place in range(here, min(here + ASIDE, s.size)):
        if s.inside[place]:
            return None
        word, flag = s.lower[place], s.flags[place]
        if word in (",", "–", "—", "("):
            aside = "" if aside in (word, ",") and aside else aside or word
            continue
        if word == ")":
            aside = ""
            continue
        if aside:
            continue
        if flag & SPEECH and s.verb(place) is not None:
            verb = s.lexicon.verbs[word]
            if verb.form == PARTICIPLE:
                return None
            return None if s.passive(place) else place
        if flag & (CONJ | POINT) or (flag & VERB and subject is not None):
            return None
    return None


def speaker_of(s: Sentence, at: int, depth: int = 0) -> Subject | None:
    """Return the subject of the verb of speech at ``at``, before it or behind it."""
    verb = s.lexicon.verbs[s.lower[at]]
    if verb.form == PARTICIPLE:
        progressive = at > 0 and s.flags[at - 1] & (AUX | ADV)
        if progressive:
            subject = before_verb(s, at)
            if subject is not None:
                return subject
        if at == 0 or all(s.flags[i] & (ADV | CONJ | POINT | MARK) for i in range(at)):
            comma = next((i for i in range(at, s.size) if s.lower[i] == ","), None)
            return next_subject(s, comma or at + 1) if comma is not None else None
        if at - 1 in s.ends or at in s.ends:
            near = s.ending(at)
            if near is not None and near.first and s.lower[near.first - 1] == "with":
                return near  # "with one poster writing"
        return _same_speaker(s, at, depth) or main_subject(s, at)
    before = at - 1
    while before >= 0 and s.flags[before] & (ADV | AUX):
        before -= 1
    if (before >= 0 and s.lower[before] in ("and", "but", "then", "or")) or (
        before >= 1 and s.lower[before] == "," and s.lower[before - 1] in ("and", "but")
    ):
        return _same_speaker(s, at, depth) or main_subject(s, at)
    if before >= 0 and s.lower[before] in ("who", "which", "that"):
        return s.ending(before - 1 if s.lower[before - 1 : before] == [","] else before)
    behind = s.beginning(at + 1)
    if behind is not None and at and s.lower[at - 1] == "," and verb.lemma != "tell":
        after = behind.last
        if after >= s.size or s.flags[after] & (POINT | MARK | TIME):
            return behind  # "…, said Ruiz, …"
    subject = before_verb(s, at)
    if subject is not None:
        return subject
    if before < 0 or s.flags[before] & (POINT | MARK) or s.inside[before]:
        return s.beginning(at + 1)
    return None


def _same_speaker(s: Sentence, at: int, depth: int) -> Subject | None:
    """Return who spoke just before in the same sentence: "said …, and added", "said …, adding"."""
    if depth >= _DEEPEST:
        return None
    for back in range(at - 1, max(at - _NEAR, -1), -1):
        verb = s.verb(back)
        if verb is not None and verb.form != PARTICIPLE and not s.passive(back):
            return speaker_of(s, back, depth + 1)
    return None


def listener(s: Sentence, cue: int) -> Subject | None:
    """Return who is told, where a name or group stands right behind the verb."""
    verb = s.lexicon.verbs.get(s.lower[cue])
    if verb is None:
        return None
    if "tell" in verb.takes or "urge" in verb.takes or "ask" in verb.takes:
        found = s.beginning(cue + 1)
        if found is None or found.first > cue + 2:
            return None
        # "told Silva the president …": an object that has a verb of its own is no listener.
        if "say" in verb.takes and found.mention is not None and s.leads(found.mention):
            return None
        return found
    return None
