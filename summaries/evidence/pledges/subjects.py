"""Of whom a verb is said: the noun phrase in front of it, over insertions and shared subjects."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.evidence.pledges.cues import Cue
from summaries.evidence.pledges.phrases import Range, phrase_end
from summaries.evidence.pledges.tokens import AMOUNT, Token
from summaries.evidence.pledges.words import Form, Words


def subject_of(tokens: Sequence[Token], cue: Cue, words: Words) -> Range | None:
    """Return the noun phrase that a verb is said of, or None where it has none of its own."""
    if not cue.plain:
        return _owner_of_plan(tokens, cue, words)
    return subject_before(tokens, cue.first - 1, words)


def subject_before(tokens: Sequence[Token], place: int, words: Words) -> Range | None:
    """Return the noun phrase that ends at or before ``place``, over what is inserted there."""
    place = _over_times(tokens, place, words)
    if place < 0:
        return None
    low = tokens[place].low
    if low == ")":
        while place > 0 and tokens[place].low != "(":
            place -= 1
        place -= 1
    elif low in ("–", "—"):
        opening = place - 1
        while opening > 0 and tokens[opening].low not in ("–", "—"):
            opening -= 1
        if opening > 0:
            place = opening - 1
    elif low in (",", "”", '"') or low in words["and"] or low == "but":
        opening = _opening_comma(tokens, place, words) if low == "," else -1
        if opening > 0:
            place = opening - 1
        else:
            return first_of_clause(tokens, place, words)
    elif low in words["relatives"]:
        place -= 1
        if place >= 0 and tokens[place].low == ",":
            place -= 1
        if low not in words["persons"]:
            return _last_name(tokens, _phrase_before(tokens, place, words), words)
    if place < 0:
        return None
    found = _phrase_before(tokens, place, words)
    if found is not None and found[0] > 3 and tokens[found[0] - 1].low in words["by"]:
        # "the fund set up by the archbishop has": the fund, not the archbishop
        made = found[0] - 2
        if tokens[made].low in words["particles_after"]:
            made -= 1
        low = tokens[made].low
        if low.endswith("ed") or low in words.verbs or low in words["pasts"] or low == "set":
            return _phrase_before(tokens, made - 1, words) or found
    return found


def _over_times(tokens: Sequence[Token], place: int, words: Words) -> int:
    """Step left over "on Monday", "last week" and adverbs."""
    while place >= 0:
        low = tokens[place].low
        number = low.isdigit() or low == AMOUNT
        if (
            low in words["times"]
            or low in words["adverbs"]
            or (number and place > 0 and tokens[place - 1].low in words["times"])
            or (
                low in words["prepositions"]
                and place + 1 < len(tokens)
                and (tokens[place + 1].low in words["times"])
            )
        ):
            place -= 1
        else:
            break
    return place


def _opening_comma(tokens: Sequence[Token], closing: int, words: Words) -> int:
    """Return where the insertion that ends at the comma ``closing`` begins, or -1."""
    for place in range(closing - 1, max(-1, closing - 25), -1):
        if tokens[place].low == ",":
            after = tokens[place + 1].low
            verbal = after in words.verbs and words.verbs[after].form is not Form.GERUND
            return -1 if verbal or after in words["and"] else place
        if tokens[place].low in (";", ":", "“", "”"):
            return -1
    return -1


def first_of_clause(tokens: Sequence[Token], end: int, words: Words) -> Range | None:
    """Return the first noun phrase of the clause before ``end``: the shared subject."""
    start = end - 1
    while start >= 0:
        low = tokens[start].low
        if (
            low in words["clause_starts"]
            or low in words["speech"]
            or (not tokens[start].word and low not in (",", "'s", "'", "’", "-", ".", "$", "%"))
        ):
            break
        start -= 1
    place = start + 1
    if (
        start >= 0
        and tokens[start].low in words["stops"]
        and (tokens[start].low not in words["relatives"])
    ):
        # "Since the war began, Warsaw has …"
        comma = next((at for at in range(place, end) if tokens[at].low == ","), -1)
        place = comma + 1 if comma > 0 else place
    while place < end:
        if tokens[place].low in words["prepositions"] or tokens[place].low in words["adverbs"]:
            comma = place
            while comma < end and tokens[comma].low != ",":
                comma += 1
            if comma >= end - 1:
                return None
            place = comma + 1
            continue
        reach = phrase_end(tokens, place, words)
        return (place, reach) if reach > place else None
    return None


def _phrase_before(tokens: Sequence[Token], last: int, words: Words) -> Range | None:
    """Return the noun phrase that ends at ``last``, with "of …" and "and …" inside it."""
    if tokens[last].low in words["pronouns"]:
        return last, last + 1
    start = last
    best = last + 1
    while start >= 0:
        token = tokens[start]
        low = token.low
        if low in words["determiners"] and low not in words["relatives"]:
            best = start
            if start > 0 and tokens[start - 1].low in words["determiners"]:
                start -= 1
                continue
            if start > 0 and _links(tokens, start - 1, words):
                start -= 1
                continue
            break
        if low in ("'s", "'", "’", "."):
            start -= 1
            continue
        if (token.word and (words.is_noun(low) or low in words["modifiers"])) or low == AMOUNT:
            verb = words.verbs.get(low)
            if verb is not None and verb.form is Form.PAST:
                break
            best = start
            start -= 1
            continue
        if start < last and _links(tokens, start, words):
            start -= 1
            continue
        break
    return (best, last + 1) if best <= last else None


def _last_name(tokens: Sequence[Token], part: Range | None, words: Words) -> Range | None:
    """Return the bank of "the head of the bank, which …": a thing, not a person, lends."""
    if part is None:
        return None
    for at in range(part[1] - 2, part[0], -1):
        if tokens[at].low in words["of"]:
            name = at + 2 if tokens[at + 1].low in words["determiners"] else at + 1
            return (at + 1, part[1]) if name < part[1] and tokens[name].capital else part
    return part


def _links(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell whether the word at ``at`` holds a noun phrase together ("of", "in", "and", a comma)."""
    low = tokens[at].low
    if at == 0:
        return False
    left = tokens[at - 1]
    if low in words["links"]:
        return left.word and words.is_noun(left.low) and left.low not in words["times"]
    if low in words["and"] or low == ",":
        # "Germany and France pledged", not "gave $5m and Norway pledged": no verb before it.
        if low == "," and not (left.capital and tokens[at + 1].capital):
            return False
        if low == ",":
            ahead = [token.low for token in tokens[at + 1 : at + 8]]
            if not any(word in words["and"] for word in ahead):
                return False
        for place in range(at - 1, -1, -1):
            word = tokens[place].low
            if word == AMOUNT or word in words.verbs or word in words["speech"]:
                return False
            if word in words["clause_starts"] or not (tokens[place].word or word in (",", "'s")):
                break
        return left.word and words.is_noun(left.low)
    return False


def _owner_of_plan(tokens: Sequence[Token], cue: Cue, words: Words) -> Range | None:
    """Return whose decision or plan it is to give: "Germany's decision to send"."""
    place = cue.first
    if place < 1 or tokens[place].low not in words["chain_nouns"]:
        return None
    if tokens[place - 1].low == "'s":
        return _phrase_before(tokens, place - 2, words)
    return None
