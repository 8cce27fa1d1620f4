"""Verbs of giving, and how far each leaves a pledge: promised, agreed, planned, given, refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summaries.evidence.model import PledgeStatus
from summaries.evidence.pledges.tokens import AMOUNT, Token
from summaries.evidence.pledges.words import Form, Verb, Words

_OF_CHAIN: Final = {
    "pledged": PledgeStatus.PLEDGED,
    "committed": PledgeStatus.COMMITTED,
    "planned": PledgeStatus.PLANNED,
    "refused": PledgeStatus.REFUSED,
}
_OF_FAMILY: Final = {
    "pledge": PledgeStatus.PLEDGED,
    "announce": PledgeStatus.PLEDGED,
    "commit": PledgeStatus.COMMITTED,
    "allot": PledgeStatus.COMMITTED,
    "seek": PledgeStatus.SOUGHT,
    "collect": PledgeStatus.PLEDGED,
    "raise": PledgeStatus.PLANNED,
}
# Families whose future is still only what the verb says: "will pledge", "is pledging".
_SAYS: Final = frozenset({"pledge", "announce", "commit", "allot", "seek", "collect"})
# Words between a verb and the particle that makes it one of giving.
_FAR: Final = 9
# Tokens in front of "to give" that may hold what makes it doubtful: "would allow the state to".
_LOOK_BACK: Final = 8


@dataclass(frozen=True, slots=True)
class Cue:
    """One verb of giving: tokens ``first`` to ``at`` are its group ("would be sending").

    ``status`` is None where the words leave no pledge ("could give", "considered giving").
    ``reduced`` is a participle behind its noun ("$5m pledged by Norway"). ``asked`` is the
    range of whoever is asked to give ("asked Berlin to lend"). ``plain`` is false for an
    infinitive or gerund that hangs on a noun or another verb: its subject is not in front of it.
    """

    at: int
    first: int
    verb: Verb
    status: PledgeStatus | None
    passive: bool = False
    reduced: bool = False
    asked: tuple[int, int] | None = None
    plain: bool = True
    joined: bool = False


def cues(tokens: Sequence[Token], words: Words) -> list[Cue]:
    """Return the verbs of giving in a sentence, in order."""
    found: list[Cue] = []
    for at, token in enumerate(tokens):
        verb = words.verbs.get(token.low)
        if verb and _stands_as_verb(tokens, at, verb, words):
            found.append(_read(tokens, at, verb, words))
    return found


def _stands_as_verb(tokens: Sequence[Token], at: int, verb: Verb, words: Words) -> bool:
    if not _has_particle(tokens, at, verb, words):
        return False
    before = at - 1
    while before >= 0 and _adverb(tokens[before].low, words):
        before -= 1
    left = tokens[before].low if before >= 0 else ""
    right = tokens[at + 1].low if at + 1 < len(tokens) else ""
    opens = right == AMOUNT or right in words["determiners"] or right in words["modifiers"]
    if verb.form in (Form.PAST, Form.PARTICIPLE, Form.FUTURE):
        adjective = left in words["determiners"] or left in words["modifiers"]
        return not adjective or (opens and left not in words["determiners"])
    if verb.form is Form.GERUND:
        noun = left in words["determiners"] or left in words["modifiers"]
        return not noun and right not in words["prepositions"]
    helped = (
        left in words["to"]
        or left in words["future"]
        or left in words["uncertain"]
        or left in words["do"]
        or left in words["not"]
    )
    if helped:
        return True
    if left == "," and verb.form is Form.PRESENT:
        return opens
    if before < 0 or not tokens[before].word or left == AMOUNT:
        return False
    if left in words["and"]:
        return verb.form is Form.BASE and opens
    if left in words["determiners"] or left in words["prepositions"] or left in words["modifiers"]:
        return False
    if left in words["pronouns"]:
        return True
    return (
        opens
        or (verb.form is Form.PRESENT and right in words["to"])
        or (verb.also_participle and verb.form is Form.BASE)
    )


def _has_particle(tokens: Sequence[Token], at: int, verb: Verb, words: Words) -> bool:
    wanted = words.particles.get(verb.lemma)
    if wanted is None:
        return True
    return any(token.low in wanted for token in tokens[at + 1 : at + 1 + _FAR])


def _adverb(low: str, words: Words) -> bool:
    return low in words["adverbs"] or (len(low) > 4 and low.endswith("ly"))


def _read(tokens: Sequence[Token], at: int, verb: Verb, words: Words) -> Cue:
    first, chain = at, ""
    future = negated = uncertain = be = passive = False
    plain, asked, joined = True, None, False
    place = at - 1
    while place >= 0:
        low = tokens[place].low
        if _adverb(low, words) and low not in words["not"]:
            place -= 1
            continue
        if low in words["not"]:
            negated = True
        elif low in words["future"]:
            future = True
        elif low in words["uncertain"]:
            uncertain = True
        elif low in words["be"]:
            be = True
            passive |= not chain and verb.also_participle
        elif low in words["have"] or low in words["do"]:
            pass
        elif low in words["to"]:
            before = _over_times(tokens, place - 1, words)
            left = tokens[before].low if before >= 0 else ""
            if left in words["past_be"]:
                chain = "uncertain"  # "was to give": it may not have come to that
            elif left in words["be"]:
                chain = chain or "planned"
            elif left in words.chains:
                chain = _stronger(chain, words.chains[left])
                if left in words["chain_nouns"] and _is_owned(tokens, before, words):
                    plain = False
            elif _headline(tokens, before, words):
                chain = chain or "planned"
                first = place
                break
            else:
                asked = _asked(tokens, before, words)
                plain = False
                uncertain |= asked is None and any(
                    words.chains.get(token.low) == "uncertain" and token.low not in words["have"]
                    for token in tokens[max(0, place - _LOOK_BACK) : place]
                )
                break
            place = first = before
            if not plain:
                break
            if left in words["be"]:
                place += 1
        elif verb.form is Form.GERUND and place == at - 1 and low in words.chains:
            chain = _stronger(chain, words.chains[low])
        elif verb.form is Form.GERUND and low == "out" and tokens[place - 1].low in words["ruled"]:
            chain, place = "refused", place - 1
        elif low in words["and"] and place == at - 1 and verb.form is Form.BASE:
            future = any(
                token.low in words["future"] or token.low in words["to"]
                for token in tokens[max(0, place - 12) : place]
            )
            joined = True
            break
        else:
            break
        first = min(first, place)
        place -= 1
    if verb.form is Form.GERUND and first == at and place >= 0:
        # "accused of giving", "by giving": hangs on another word. ", giving" does not.
        plain = not tokens[place].word or tokens[place].low in words["and"] or plain
        if tokens[place].low in words["prepositions"] and tokens[place].low not in words["with"]:
            plain = False
    reduced = (
        verb.also_participle
        and first == at
        and not passive
        and _nothing_given_after(tokens, at, words)
    )
    status = _status(verb, chain, future=future, negated=negated, uncertain=uncertain, be=be)
    if asked is not None and not negated:
        status = PledgeStatus.SOUGHT
    if verb.form is Form.FUTURE and status is not None and verb.family not in _SAYS:
        status = PledgeStatus.REFUSED if negated else PledgeStatus.PLANNED
    return Cue(at, first, verb, status, passive, reduced, asked, plain, joined)


def _is_owned(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell whether a word such as "plans" is a noun: "its plans to", not "Spain plans to"."""
    left = tokens[at - 1].low if at else ""
    return (
        left == "'s"
        or left in words["determiners"]
        or left in words["modifiers"]
        or (left in words["prepositions"])
    )


def _over_times(tokens: Sequence[Token], place: int, words: Words) -> int:
    """Step left over adverbs, times and towns: "agreed on Monday in Baku to lend"."""
    while place >= 0:
        low = tokens[place].low
        after = tokens[place + 1].low if place + 1 < len(tokens) else ""
        dated = low in words["prepositions"] and after in words["times"]
        if tokens[place].capital and place > 0 and tokens[place - 1].low in words["in"]:
            place -= 1  # "agreed in Baku to give"
        elif not (_adverb(low, words) or low in words["times"] or dated):
            break
        place -= 1
    return place


def _headline(tokens: Sequence[Token], end: int, words: Words) -> bool:
    """Tell whether nothing but a name stands before "to": "UAE to give Ethiopia $3bn"."""
    place = end
    while place >= 0 and tokens[place].low != ":":
        token = tokens[place]
        if not (token.word and (words.is_noun(token.low) or token.low in words["and"])) or (
            token.low in words.verbs
        ):
            return False
        place -= 1
    return 0 <= end - place <= 6 and end >= 0


def _stronger(chain: str, other: str) -> str:
    """Return the chain that decides: a refusal or doubt outside outweighs what is inside."""
    if other in ("refused", "uncertain") or not chain:
        return other
    return chain


def _status(
    verb: Verb, chain: str, *, future: bool, negated: bool, uncertain: bool, be: bool
) -> PledgeStatus | None:
    if uncertain or chain == "uncertain":
        return None
    if negated:
        return PledgeStatus.REFUSED if future or chain else None
    if chain in _OF_CHAIN:
        return _OF_CHAIN[chain]
    said = _OF_FAMILY.get(verb.family)
    if said is not None:
        return said
    if future or (be and verb.form is Form.GERUND) or verb.form is Form.BASE:
        return PledgeStatus.PLANNED
    if verb.lemma in ("secure", "win", "obtain", "accept"):
        return PledgeStatus.COMMITTED
    return PledgeStatus.PAID


def _nothing_given_after(tokens: Sequence[Token], at: int, words: Words) -> bool:
    at += 1
    while at < len(tokens) and (
        tokens[at].low in words["adverbs"] or tokens[at].low in words["particles_after"]
    ):
        at += 1
    if at >= len(tokens):
        return True
    low = tokens[at].low
    return not (
        low == AMOUNT
        or low in words["determiners"]
        or low in words["modifiers"]
        or (tokens[at].word and words.is_noun(low) and low not in words["times"])
    )


def _asked(tokens: Sequence[Token], end: int, words: Words) -> tuple[int, int] | None:
    """Return the range of whom a verb of asking asks, where one stands before ``end``."""
    start = end
    while start >= 0 and end - start < 8:
        low = tokens[start].low
        verb = words.verbs.get(low)
        if verb is not None and verb.family == "seek":
            first = start + 1
            if first <= end and tokens[first].low in words["prepositions"]:
                first += 1
            return (first, end + 1) if first <= end else None
        if (not tokens[start].word and low != "'s") or low in words["stops"]:
            return None
        start -= 1
    return None
