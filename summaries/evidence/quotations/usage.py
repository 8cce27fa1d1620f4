"""Whether a form of a verb of speech reports something where it stands."""

from __future__ import annotations

from summaries.evidence.model import PartyKind
from summaries.evidence.people.mention import Kind
from summaries.evidence.people.words import (
    ADV,
    AUX,
    CONJ,
    MARK,
    POINT,
    PREP,
    PRONOUN,
    SPEECH,
    TIME,
    VERB,
    Verb,
)  # fmt: skip
from summaries.evidence.quotations.sentence import PARTICIPLE, Sentence, Subject


def reports_by_participle(s: Sentence, at: int, verb: Verb) -> bool:
    """Tell whether an -ing form reports: "…, adding that", "was saying"; not "by saying"."""
    if verb.takes <= {"judge", "say", "show"} and verb.lemma in s.cues.showing:
        return False
    before = at - 1
    while before >= 0 and s.flags[before] & ADV:
        before -= 1
    if before < 0:
        return True
    if (
        s.lower[before] in (",", "–", "—", "and", "but", "while", "when", ";")
        or s.flags[before] & AUX
    ):
        return True
    if s.flags[before] & MARK and not s.inside[before]:
        return True
    near = s.ending(before + 1)
    return near is not None and near.first > 0 and s.lower[near.first - 1] == "with"


def is_plain_verb(s: Sentence, at: int) -> bool:
    """Tell whether a plain form is the verb of what stands before it: "experts say"."""
    before = at - 1
    while before >= 0 and s.flags[before] & ADV:
        before -= 1
    if before < 0:
        return False
    return (
        before + 1 in s.ends
        or bool(s.flags[before] & PRONOUN)
        or (s.lower[before].endswith("s") and not s.flags[before] & (PREP | CONJ | AUX))
        or s.lower[before] in ("have", "and", ",")
    )


def can_report(s: Sentence, subject: Subject, at: int) -> bool:
    """Tell whether a subject may say what follows: documents and mere descriptions do so rarely."""
    verb = s.lexicon.verbs[s.lower[at]]
    if subject.mention is not None and subject.mention.document:
        return verb.lemma in s.cues.written and verb.form != PARTICIPLE
    if subject.party.kind is PartyKind.UNKNOWN:
        return bool(verb.takes & {"say", "tell"}) and verb.lemma in s.cues.described
    return True


def is_verb(s: Sentence, subject: Subject, at: int) -> bool:
    """Tell whether a form that is a noun as well is the subject's verb here."""
    if s.lexicon.verbs[s.lower[at]].form not in (0, 1):
        return True
    if subject.last != at and not all(
        s.flags[i] & (ADV | AUX | TIME) for i in range(subject.last, at)
    ):
        return False
    if at + 1 >= s.size:
        return subject.first < at and s.lower[at - 1] != ","
    following = s.flags[at + 1]
    return (
        s.lower[at + 1] in s.cues.that
        or s.lower[at + 1] == "to"
        or not following & (PREP | CONJ | AUX | VERB | POINT)
    )


def inside_clause(s: Sentence, subject: Subject, at: int) -> bool:
    """Tell whether subject and verb stand in a clause inside another: "which he said was"."""
    if subject.first == 0 or subject.first > at:
        return False
    before = s.lower[subject.first - 1]
    if before in ("which", "who", "whom", "what", "whose"):
        return True
    pronoun = subject.mention is not None and subject.mention.kind is Kind.PRONOUN
    flag = s.flags[subject.first - 1]
    return (
        pronoun
        and not flag & (POINT | MARK | CONJ | ADV | PREP | TIME | SPEECH | AUX)
        and not s.inside[subject.first - 1]
    )
