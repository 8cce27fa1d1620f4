"""Noun phrases and clauses: where those end that begin at a word."""

from __future__ import annotations

from collections.abc import Container, Sequence

from summaries.evidence.pledges.tokens import AMOUNT, Token
from summaries.evidence.pledges.words import Form, Words

Range = tuple[int, int]
"""Tokens from the first up to, not including, the second."""


def last_noun(tokens: Sequence[Token], start: int, end: int, words: Words) -> str:
    """Return the head of a phrase: its last noun before a preposition."""
    last = ""
    for token in tokens[start:end]:
        if token.low in words["prepositions"] and last:
            break
        if token.word and words.is_noun(token.low):
            last = token.low
    return last


def phrase_end(tokens: Sequence[Token], at: int, words: Words) -> int:
    """Return where the noun phrase that begins at ``at`` ends: ``at`` itself if none does."""
    count = len(tokens)
    place, end = at, at
    while place < count:
        token = tokens[place]
        low = token.low
        if low in words["determiners"] and low not in words["stops"]:
            place += 1
            if place < count and tokens[place].low in words["of"]:
                place += 1  # "each of the survivors"
            continue
        if low in words["times"] and end > at:
            break
        if low in words["relatives"] and place == at and low not in words["determiners"]:
            break
        if low in words["determiners"] and place == at:
            place += 1
            continue
        if token.word and (words.is_noun(low) or low in words["modifiers"]):
            verb = words.verbs.get(low)
            if place > at and (
                _verbal(tokens, place, words) or (verb is not None and verb.form is Form.PAST)
            ):
                break
            place += 1
            end = place
            continue
        if low in ("'s", "'", "’") and end == place:
            place += 1
            end = place
            continue
        if low in words["pronouns"] and place == at:
            return place + 1
        if end == place and end > at:
            if (
                low in words["of"]
                or low in words["in"]
                or low in words["and"]
                or (low in words["by"] and _struck(tokens[place - 1].low, words))
            ):
                if not _goes_on(tokens, place + 1, words):
                    break
                if low in words["in"] and tokens[place + 1].low in words["times"]:
                    break
                place += 1
                continue
            if low == "," and _list_goes_on(tokens, place + 1, words):
                place += 1
                continue
            if (
                low in words["relatives"]
                and low not in words["of"]
                and _people(tokens, at, end, words)
            ):
                return clause_end(tokens, place, words)
        if low == AMOUNT and end == at and place + 1 < count and tokens[place + 1].word:
            place += 1
            continue
        break
    return end


def _struck(low: str, words: Words) -> bool:
    """Tell whether "by …" behind a word says what befell people: "families hit by the storm"."""
    return low.endswith("ed") or (low in words["need"] and not low.endswith("s"))


def _verbal(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell whether a word behind a noun is its verb rather than another noun."""
    low = tokens[at].low
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low in words["other_verbs"] and not low.endswith(("en", "ing")):
        return after not in words["by"]
    if low.endswith("ed") and tokens[at - 1].capital and not tokens[at].capital:
        return after not in words["by"]
    verb = words.verbs.get(low)
    if verb is not None and verb.form is Form.PRESENT:
        return after == AMOUNT or after in words["determiners"] or after in words["modifiers"]
    return (
        low.endswith("ed")
        and len(low) > 4
        and (after in words["determiners"] or after == AMOUNT or after in words["prepositions"])
        and after not in words["by"]
    )


def _people(tokens: Sequence[Token], start: int, end: int, words: Words) -> bool:
    """Tell whether "who …" or "that …" behind a phrase belongs to whom it names."""
    return tokens[end - 1].low.endswith("s") and not tokens[end - 1].capital


def _goes_on(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell whether a noun phrase goes on at ``at``, behind "of" or "and"."""
    while at < len(tokens) and (
        tokens[at].low in words["determiners"] or tokens[at].low in words["modifiers"]
    ):
        at += 1
    if at >= len(tokens) or not tokens[at].word or tokens[at].low == AMOUNT:
        return False
    low = tokens[at].low
    verb = words.verbs.get(low)
    if verb is not None and verb.form in (Form.PAST, Form.PRESENT, Form.FUTURE):
        return False
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if after == AMOUNT:
        return False
    return words.is_noun(low) and low not in words["speech"]


def _list_goes_on(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell whether a list of names goes on behind a comma: an "and" must still come."""
    for place in range(at, min(len(tokens), at + 12)):
        low = tokens[place].low
        if low in words["and"]:
            return place > at and _goes_on(tokens, place + 1, words) and tokens[at].capital
        if low != "," and not (tokens[place].word and words.is_noun(low)):
            return False
        if low in words.verbs:
            return False
    return False


def clause_end(tokens: Sequence[Token], at: int, words: Words) -> int:
    """Return where the clause that holds ``at`` ends: a mark, or what begins another item."""
    for place in range(at, len(tokens)):
        token = tokens[place]
        low = token.low
        if not token.word and low not in ("'s", "'", "’", "-", "%", "$", "/", "&", "‑"):
            if low == "." and place + 1 < len(tokens):
                continue
            return place
        if place > at and (
            low in words["clause_stops"]
            or (low in words["past_be"] and tokens[place - 1].low not in words["relatives"])
        ):
            return place
        if low in words["and"] and place + 1 < len(tokens):
            after = over(tokens, place + 1, words)
            if after < len(tokens) and (
                tokens[after].low == AMOUNT or finite(tokens[after].low, words)
            ):
                return place
    return len(tokens)


def over(tokens: Sequence[Token], at: int, words: Words) -> int:
    """Return the first place from ``at`` on that holds no article, modifier or adverb."""
    while at < len(tokens) and (
        tokens[at].low in words["determiners"]
        or tokens[at].low in words["modifiers"]
        or tokens[at].low in words["adverbs"]
    ):
        at += 1
    return at


def finite(low: str, words: Words) -> bool:
    """Tell whether a folded word is a verb that makes a clause: "gave", "will", "said"."""
    verb = words.verbs.get(low)
    return (
        (verb is not None and verb.form in (Form.PAST, Form.FUTURE))
        or low in words["future"]
        or low in words["have"]
        or low in words["be"]
        or low in words["speech"]
    )


def over_determiners(
    tokens: Sequence[Token], first: int, words: Words, verbs: Container[int]
) -> int:
    """Step left over articles, modifiers and "the promised", none of them a verb of giving."""
    while first > 0:
        low = tokens[first - 1].low
        two = first > 1 and low in words["to"] and tokens[first - 2].low == "up"
        adjective = (
            first > 1
            and first - 1 not in verbs
            and low in words.verbs
            and words.verbs[low].also_participle
            and tokens[first - 2].low in words["determiners"]
        )
        if not (low in words["determiners"] or low in words["modifiers"] or two or adjective):
            break
        first -= 2 if two else 1
    return first


def over_number(tokens: Sequence[Token], at: int, words: Words) -> int:
    """Return where a time such as "the next five years" or "2025" ends, or ``at``."""
    place = at
    while place < len(tokens) and (
        tokens[place].low in words["determiners"]
        or tokens[place].low in words["modifiers"]
        or tokens[place].low in words["times"]
    ):
        place += 1
    return place + 1 if place < len(tokens) and tokens[place].low == AMOUNT else at
