"""An item of help: the amount or noun that is given, with the words around it that belong to it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from summaries.evidence.pledges.phrases import (
    Range,
    clause_end,
    finite,
    last_noun,
    over_determiners,
    over_number,
    phrase_end,
)
from summaries.evidence.pledges.tokens import AMOUNT, Token
from summaries.evidence.pledges.words import Form, Words


@dataclass(slots=True)
class Item:
    """What is given: tokens ``first`` to before ``end``, around the ``head`` (an amount or noun).

    ``heads`` are the last nouns of its phrases ("a loan of $5m in aid": loan, aid), ``nouns``
    all their words. ``before`` is the preposition in front of it.
    """

    head: int
    first: int
    end: int
    heads: list[str] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    before: str = ""
    to: Range | None = None
    fors: list[Range] = field(default_factory=list)
    purposes: list[Range] = field(default_factory=list)
    places: list[Range] = field(default_factory=list)
    shared: Range | None = None
    source: Range | None = None
    debtor: Range | None = None
    reach: int = 0
    bare: int = 0
    own: Range | None = None


def item_at(tokens: Sequence[Token], head: int, words: Words, verbs: Container[int] = ()) -> Item:
    """Read the words around the amount or noun at ``head`` that belong to it."""
    item = Item(head, head, head + 1)
    if tokens[head].low != AMOUNT:
        item.nouns.add(tokens[head].low)
    _read_left(tokens, item, words, verbs)
    _read_right(tokens, item, words)
    return item


def _read_left(tokens: Sequence[Token], item: Item, words: Words, verbs: Container[int]) -> None:
    first = over_determiners(tokens, item.head, words, verbs)
    if tokens[item.head].low != AMOUNT:
        while (
            first > 0
            and first - 1 not in verbs
            and tokens[first - 1].word
            and words.is_noun(tokens[first - 1].low)
        ):
            item.nouns.add(tokens[first - 1].low)
            first -= 1
        first = over_determiners(tokens, first, words, verbs)
    first = _over_apposition(tokens, item, first, words, verbs)
    for _ in range(2):
        link = first - 1
        if link < 1:
            break
        low = tokens[link].low
        cheque = low in words["for"] and tokens[link - 1].low in words["cheques"]
        if low not in words["of"] and low not in words["worth"] and not cheque:
            break
        last = link - 1
        if tokens[last].low == "," and last > 0:
            last -= 1
        if tokens[last].low in words["no_heads"]:
            break
        start = last
        while (
            start >= 0
            and start not in verbs
            and tokens[start].word
            and words.is_noun(tokens[start].low)
        ):
            item.nouns.add(tokens[start].low)
            start -= 1
        if start == last:
            break
        while start in verbs and start + 1 < last and tokens[start + 1].capital:
            start += 1  # "gave Ukraine aid worth $5m": who receives it is no part of it
        item.heads.append(tokens[last].low)
        if start >= 0 and tokens[start].low == "'s":
            # "Ireland's contribution of €5 million"
            owner = start
            while owner > 0 and tokens[owner - 1].word and words.is_noun(tokens[owner - 1].low):
                owner -= 1
            item.own = (owner, start) if owner < start else None
            start = owner - 1
        first = over_determiners(tokens, start + 1, words, verbs)
    item.first = first
    item.before = tokens[first - 1].low if first > 0 else ""
    if item.own is None and first > 1 and item.before == "'s":
        owner = first - 1
        while owner > 0 and tokens[owner - 1].word and words.is_noun(tokens[owner - 1].low):
            owner -= 1
        item.own = (owner, first - 1) if owner < first - 1 else None


def _over_apposition(
    tokens: Sequence[Token], item: Item, first: int, words: Words, verbs: Container[int]
) -> int:
    """Step over the phrase that an amount explains: "Berlin's contribution, 38m euros, …"."""
    behind = item.head + 1
    if (
        first < 2
        or tokens[first - 1].low != ","
        or behind >= len(tokens)
        or tokens[behind].low != ","
        or tokens[first - 2].low not in words["helpful"]
    ):
        return first
    start = first - 2
    while (
        start > 0
        and start - 1 not in verbs
        and tokens[start - 1].word
        and (words.is_noun(tokens[start - 1].low))
    ):
        start -= 1
    item.nouns.update(token.low for token in tokens[start : first - 1])
    item.heads.append(tokens[first - 2].low)
    return over_determiners(tokens, start, words, verbs)


def read_on(tokens: Sequence[Token], item: Item, at: int, words: Words) -> None:
    """Read whom and what an item is for behind its verb: "$5m will go to clinics"."""
    end = item.end
    _read_phrases(tokens, item, at, words)
    item.end = end


def _read_right(tokens: Sequence[Token], item: Item, words: Words) -> None:
    count = len(tokens)
    at = item.head + 1
    run = at
    while (
        at < count
        and tokens[at].word
        and words.is_noun(tokens[at].low)
        and (tokens[at].low not in words["times"])
    ):
        verb = words.verbs.get(tokens[at].low)
        if verb is not None and verb.form in (Form.PAST, Form.GERUND, Form.PARTICIPLE):
            break
        if tokens[at].capital and at + 1 < count and finite(tokens[at + 1].low, words):
            break  # "the $5m Norway promised"
        at += 1
    if at > run:
        item.nouns.update(token.low for token in tokens[run:at])
        item.heads.append(tokens[at - 1].low)
        item.end = at
    elif tokens[item.head].low != AMOUNT:
        item.heads.append(tokens[item.head].low)
    item.bare = at
    _read_phrases(tokens, item, at, words)


def _read_phrases(tokens: Sequence[Token], item: Item, at: int, words: Words) -> None:
    count = len(tokens)
    while at < count:
        low = tokens[at].low
        nxt = tokens[at + 1].low if at + 1 < count else ""
        if low in words["worth"] and nxt in words["of"]:
            at += 1
            low = nxt
        if low in words["of"]:
            end = phrase_end(tokens, at + 1, words)
            if end == at + 1:
                break
            _add(tokens, item, at + 1, end, words)
            item.debtor = (at + 1, end)
            at = item.end = end
        elif low in words["in"] and nxt in words["returns"]:
            end = clause_end(tokens, at + 1, words)
            item.purposes.append((at, end))
            at = item.end = end
            break
        elif low in words["in"]:
            end = phrase_end(tokens, at + 1, words)
            if end == at + 1:
                break
            inner = {token.low for token in tokens[at + 1 : end]}
            if inner & words["times"]:
                at = end
                continue
            last = last_noun(tokens, at + 1, end, words)
            if last in words["help"] or last in words["money"] or inner & words["help"]:
                _add(tokens, item, at + 1, end, words)
                item.purposes.append((at, end))
            elif any(token.capital for token in tokens[at + 1 : end]):
                item.places.append((at + 1, end))
            else:
                _add(tokens, item, at + 1, end, words)
            at = item.end = end
        elif low in words["to"]:
            if _verb_follows(tokens, at + 1, words):
                end = clause_end(tokens, at + 1, words)
                item.purposes.append((at, end))
                at = item.end = end
                break
            end = phrase_end(tokens, at + 1, words)
            if end == at + 1:
                break
            if item.to is None:
                item.to = (at + 1, end)
            at = item.end = end
        elif low in words["towards"]:
            end = clause_end(tokens, at + 1, words)
            item.purposes.append((at, end))
            at = item.end = end
            break
        elif low in words["for"] or (low in words["spends"] and nxt not in words["times"]):
            end = phrase_end(tokens, at + 1, words)
            if end == at + 1:
                break
            item.fors.append((at + 1, end))
            at = item.end = end
        elif low in words["from"] or low in words["by"]:
            end = phrase_end(tokens, at + 1, words)
            inner = {token.low for token in tokens[at + 1 : end]}
            if end == at + 1:
                break
            if item.source is None and not inner & words["times"]:
                item.source = (at + 1, end)
            at = end
        elif (
            low in words["with"]
            and item.to is None
            and words["lines_of_credit"].intersection(item.heads)
            and at + 1 < count
            and tokens[at + 1].capital
        ):
            # "signed a $25m loan with Mauritius"
            end = phrase_end(tokens, at + 1, words)
            item.to = (at + 1, end) if end > at + 1 else None
            at = max(end, at + 1)
        elif low in words["prepositions"] and low not in words["stops"]:
            end = phrase_end(tokens, at + 1, words)
            number = over_number(tokens, at + 1, words)
            if end == at + 1 and number == at + 1:
                break
            at = max(end, number)
        elif (
            (low == "," and _apposed(tokens, item) and (nxt in words["to"] or nxt in words["for"]))
            or low in words["times"]
            or (low in words["determiners"] and nxt in words["times"])
            or (low in words["adverbs"] and low not in words["and"])
        ):
            at += 1
        else:
            break
    item.reach = max(at, item.end)


def _apposed(tokens: Sequence[Token], item: Item) -> bool:
    """Tell whether an amount stands between commas: "a day's pay, about $5, to …"."""
    return item.before == "," or any(token.low == "," for token in tokens[item.first : item.head])


def _add(tokens: Sequence[Token], item: Item, start: int, end: int, words: Words) -> None:
    item.nouns.update(token.low for token in tokens[start:end] if token.word)
    item.heads.append(last_noun(tokens, start, end, words))


def _verb_follows(tokens: Sequence[Token], at: int, words: Words) -> bool:
    while (
        at < len(tokens)
        and tokens[at].low in words["adverbs"]
        and (tokens[at].low not in words["determiners"])
    ):
        at += 1
    if at >= len(tokens) or tokens[at].capital or not tokens[at].word:
        return False
    low = tokens[at].low
    if low in words["words"]:
        return True
    if low in words["determiners"] or low == AMOUNT:
        return False
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return (
        (after in words["determiners"] and after not in words["stops"])
        or after in words["third_person"]
        or low.endswith(("ise", "ize", "ify"))
        or (low.endswith("ate") and not after.startswith("s"))
    )
