"""Which verb of giving an item belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summaries.evidence.pledges.cues import Cue
from summaries.evidence.pledges.items import Item
from summaries.evidence.pledges.phrases import Range, phrase_end
from summaries.evidence.pledges.tokens import AMOUNT, Token
from summaries.evidence.pledges.words import Form, Words

BLOCKED: Final = "blocked"


@dataclass(frozen=True, slots=True)
class Link:
    """How an item hangs on a verb.

    ``subject``: the item is what the verb is said of ("$5m was pledged"). ``between`` is the
    range of a receiver between verb and item ("gave Kenya $20m"). ``listed``: another item
    stands between the verb and this one.
    """

    cue: Cue
    subject: bool = False
    between: Range | None = None
    listed: bool = False
    taker: Range | None = None


def link_of(
    tokens: Sequence[Token], item: Item, cues: Sequence[Cue], words: Words
) -> Link | str | None:
    """Return the verb that ``item`` belongs to, `BLOCKED` where another governs it, or None."""
    behind = _behind(tokens, item, cues, words)
    if behind is not None:
        return behind
    return _in_front(tokens, item, {cue.at: cue for cue in cues}, words)


def _behind(
    tokens: Sequence[Token], item: Item, cues: Sequence[Cue], words: Words
) -> Link | str | None:
    """Find a verb behind the item: "$5m was pledged", "the $5m Norway promised"."""
    at = max(item.end, item.reach)
    if at < len(tokens) and tokens[at].low == ",":
        if item.before == "," or any(token.low == "," for token in tokens[item.first : item.head]):
            at += 1  # "the aid, worth $5m, will be"
        inner = at + 1
        while inner < len(tokens) and tokens[inner].low not in (",", ".", ";"):
            inner += 1
        if (
            inner < len(tokens)
            and tokens[at].low == ","
            and tokens[inner].low == ","
            and inner - at < 14
            and not any(cue.first == at + 1 for cue in cues)
            and not any(token.low == AMOUNT for token in tokens[at:inner])
        ):
            at = inner + 1
    for cue in cues:
        if cue.at < item.head:
            continue
        if cue.reduced and cue.first in (item.head + 1, item.bare, item.end):
            return Link(cue, subject=True)
        if cue.first == at and (cue.passive or cue.verb.family == "go"):
            return Link(cue, subject=True)
        if cue.first in (at, item.end) and cue.verb.family != "go" and not cue.reduced:
            break
        # "the $6 million the ministry pledged", "$50m it was promised"
        start = max(item.head + 1, item.bare)
        while start < cue.first and (
            tokens[start].low in words["times"] or tokens[start].low in ("a", "each", "per")
        ):
            start += 1
        if start < len(tokens) and tokens[start].low in words["relatives"]:
            start += 1
        if (
            start < cue.first <= start + 6
            and cue.plain
            and _noun_phrase(tokens, start, cue.first, words)
            and _no_object(tokens, cue, words)
        ):
            return Link(cue, subject=True, taker=(start, cue.first))
        break
    if at < len(tokens):
        low = tokens[at].low
        place = at
        while place < len(tokens) and (
            low in words["be"]
            or low in words["have"]
            or low in words["adverbs"]
            or low in words["future"]
            or low in words["not"]
            or low.endswith("ly")
        ):
            place += 1
            low = tokens[place].low if place < len(tokens) else ""
        near = at == item.bare and low in words["participles"]
        if low in words["other_verbs"] and (place > at or near):
            return BLOCKED
    return None


def _noun_phrase(tokens: Sequence[Token], start: int, end: int, words: Words) -> bool:
    return phrase_end(tokens, start, words) == end


def _no_object(tokens: Sequence[Token], cue: Cue, words: Words) -> bool:
    if cue.at + 1 >= len(tokens):
        return True
    low = tokens[cue.at + 1].low
    return not (low == AMOUNT or low in words["determiners"] or low in words["modifiers"])


def _in_front(
    tokens: Sequence[Token], item: Item, at_verb: dict[int, Cue], words: Words
) -> Link | str | None:
    listed = False
    place = item.first - 1
    while place >= 0:
        token = tokens[place]
        low = token.low
        cue = at_verb.get(place)
        if cue is not None and cue.verb.family == "measure" and cue.verb.form is Form.GERUND:
            listed = True  # "six agreements, including a loan of $3m"
        elif cue is not None:
            if listed and not cue.plain and low in words["words"] and cue.asked is None:
                place -= 1  # "to provide water": what an earlier item is for
                continue
            if cue.reduced and not listed and cue.verb.form is not Form.PAST:
                place -= 1
                continue
            between = None if listed else _between(tokens, cue, item, words)
            return Link(cue, between=between, listed=listed)
        if low == AMOUNT and place < item.first - 1:
            listed = True
        elif low in words["and"] or low == ",":
            listed = listed or _begins_item(tokens, place + 1, item, words)
        elif low == ")":
            while place > 0 and tokens[place].low != "(":
                place -= 1
        elif low in ("-", "%", "'", "’", "'s", "."):
            pass
        elif not token.word:
            return None
        elif low in words["including"]:
            listed = True
        elif (low in words["stops"] and low not in words["determiners"]) or low in words[
            "relatives"
        ]:
            return None
        elif low in words["other_verbs"] and _as_verb(tokens, place, words):
            if not (listed and place > 0 and tokens[place - 1].low in words["to"]):
                return BLOCKED
        elif low in words["speech"] or (
            (low in words["future"] or low in words["have"] or low in words["be"]) and not listed
        ):
            return None
        place -= 1
    return None


def _begins_item(tokens: Sequence[Token], at: int, item: Item, words: Words) -> bool:
    return at >= item.first - 2 or tokens[at].low == AMOUNT


def _as_verb(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell whether a word that may be a noun too ("cost", "need") is a verb here."""
    if at == 0:
        return False
    left = tokens[at - 1].low
    return not (
        left in words["determiners"]
        or left in words["of"]
        or left in words["in"]
        or left in words["modifiers"]
        or left == AMOUNT
        or left == "'s"
    )


def _between(tokens: Sequence[Token], cue: Cue, item: Item, words: Words) -> Range | None:
    start, end = cue.at + 1, item.first
    if item.before in words["with"]:
        end -= 1
    while start < end and (
        tokens[start].low in words["adverbs"] or tokens[start].low in words["particles_after"]
    ):
        start += 1
    if start >= end or tokens[start].low in words["prepositions"]:
        return None
    reach = phrase_end(tokens, start, words)
    return (start, end) if reach >= end else None
