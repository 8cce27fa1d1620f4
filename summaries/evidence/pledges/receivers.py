"""Who receives an item, and what it is for."""

from __future__ import annotations

from summaries.evidence.model import Party
from summaries.evidence.pledges.givers import named
from summaries.evidence.pledges.items import Item
from summaries.evidence.pledges.line import Line
from summaries.evidence.pledges.links import Link
from summaries.evidence.pledges.phrases import Range, phrase_end
from summaries.text import Span

Found = tuple[Party | None, bool, Range | None]
"""A receiver, whether it is attached to the item by name, and its words if they are no purpose."""

_NO_ONE: Found = (None, False, None)
# Families of which what stands between verb and item does not receive it.
_NOT_TO = frozenset({"seek", "announce", "receive", "go", "measure"})


def receiver_of(line: Line, item: Item, link: Link | None) -> Found:
    """Return who receives an item, by the words between its verb and it, and around it."""
    if (
        link is not None
        and link.between is not None
        and not link.cue.passive
        and (link.cue.verb.family not in _NOT_TO)
    ):
        return named(line, link.between), True, link.between
    if item.to is not None:
        return named(line, item.to), True, item.to
    if link is not None and link.taker is not None:
        # "the $1bn it promised Africa in 2021"
        start = link.cue.at + 1
        end = phrase_end(line.tokens, start, line.words)
        if (
            end > start
            and line.tokens[start].capital
            and (line.low(start) not in line.words["times"])
        ):
            return line.names.party((start, end)), True, (start, end)
    for part in item.fors:
        if _receives(line, part):
            return line.names.party(part), True, part
    for find in (_debtor, _helped, _placed, _antecedent):
        party = find(line, item, link)
        if party is not None:
            return party, True, None
    if item.shared is not None:
        return named(line, item.shared), False, None
    return _NO_ONE


def purpose_of(line: Line, item: Item, receiver: Range | None) -> Span | None:
    """Return the words that say what an item is for, unless they are who receives it."""
    for start, end in (*item.purposes, *((first - 1, end) for first, end in item.fors)):
        if receiver is None or not start <= receiver[0] < end:
            return line.names.span((start, end))
    return None


def _receives(line: Line, part: Range) -> bool:
    """Tell whether "for …" names who receives, rather than what for."""
    words, inside = line.words, line.tokens[part[0] : part[1]]
    if _people(line, part):
        return True
    if all(token.capital or token.low in words["determiners"] for token in inside):
        return True
    head = next((at for at in range(*part) if line.low(at) in words["prepositions"]), part[1])
    return (
        head > part[0]
        and bool(line.names.codes(line.names.span((part[0], head))))
        and (inside[0].capital or inside[0].low in words["determiners"])
        and inside[0].low not in words["need"]
        and not any(token.low in words["kind"] or token.low in words["help"] for token in inside)
    )


def _people(line: Line, part: Range) -> bool:
    """Tell whether a phrase is about people, or a body, who may receive something."""
    inside = line.tokens[part[0] : part[1]]
    if any(token.low in line.words["persons"] for token in inside):
        return True
    for token in inside:
        if token.low in line.words["receivers"]:
            return True
        if token.low in line.words["prepositions"]:
            break
    return False


def _debtor(line: Line, item: Item, link: Link | None) -> Party | None:
    """Return whose debt is forgiven: "$17m of Zimbabwe's debt"."""
    if link is None or link.cue.verb.family != "forgive" or item.debtor is None:
        return None
    start, end = item.debtor
    owner = next((at for at in range(start, end) if line.low(at) == "'s"), 0)
    return line.names.party((start, owner)) if owner > start else None


def _helped(line: Line, item: Item, link: Link | None) -> Party | None:
    """Return Somalia of "to help Somalia cope"."""
    words, tokens = line.words, line.tokens
    for start, end in item.purposes:
        for at in range(start, min(end, start + 3)):
            if tokens[at].low not in words["helping"]:
                continue
            stop = at + 1
            while stop < end and (
                tokens[stop].capital
                or tokens[stop].low in words["determiners"]
                or tokens[stop].low in words["receivers"]
                or (
                    words.is_noun(tokens[stop].low)
                    and stop + 1 < end
                    and tokens[stop + 1].low in words["receivers"]
                )
            ):
                stop += 1
            if stop > at + 1 and tokens[stop - 1].low not in words["determiners"]:
                return line.names.party((at + 1, stop))
    return None


def _placed(line: Line, item: Item, link: Link | None) -> Party | None:
    """Return where the help goes: "for reconstruction in Syria"."""
    for part in (*item.places, *item.fors, *item.purposes):
        place = _country_in(line, part) or _town_in(line, part) or _region_in(line, part)
        if place is not None:
            return place
    return None


def _country_in(line: Line, part: Range) -> Party | None:
    words, tokens = line.words, line.tokens
    whole = line.names.span(part)
    for place, _ in line.names.places:
        if not whole.holds(place):
            continue
        start = next(at for at in range(*part) if place.start < tokens[at].end)
        end = max(min(phrase_end(tokens, start, words), part[1]), start + 1)
        while start > part[0] and tokens[start - 1].word and words.is_noun(tokens[start - 1].low):
            start -= 1
        return line.names.party((start, end))
    return None


def _town_in(line: Line, part: Range) -> Party | None:
    """Return a town or province, which no table has: "relief in Assam"."""
    words = line.words
    for at in range(part[1] - 1, part[0], -1):
        low = line.low(at - 1)
        if low in words["determiners"] and at - 2 > part[0]:
            low = line.low(at - 2)
        if line.tokens[at].capital and (low in words["in"] or low in words["of"]):
            end = phrase_end(line.tokens, at, words)
            return line.names.party((at, max(min(end, part[1]), at + 1)))
    return None


def _region_in(line: Line, part: Range) -> Party | None:
    """Return who is there, without a name: "loss and damage in poor countries"."""
    for at in range(part[0] + 1, part[1] - 1):
        if line.low(at) in line.words["in"]:
            end = min(phrase_end(line.tokens, at + 1, line.words), part[1])
            if end > at + 1 and _people(line, (at + 1, end)):
                return line.names.party((at + 1, end))
    return None


def _antecedent(line: Line, item: Item, link: Link | None) -> Party | None:
    """Return "A, B and C" of "three countries – A, B and C – for which the US has pledged aid"."""
    if link is None or link.subject:
        return None
    words, tokens = line.words, line.tokens
    for at in range(link.cue.first - 1, 1, -1):
        low = tokens[at].low
        if low in words["for_whom"] and (
            tokens[at - 1].low in words["to"] or tokens[at - 1].low in words["for"]
        ):
            return _before(line, at - 2)
        if not tokens[at].word or low in words["stops"]:
            return None
    return None


def _before(line: Line, last: int) -> Party | None:
    words, tokens = line.words, line.tokens
    dashes = ("–", "—", "-")
    if tokens[last].low in dashes:
        opening = next((at for at in range(last - 1, -1, -1) if tokens[at].low in dashes), -1)
        if 0 <= opening < last - 1:
            return line.names.party((opening + 1, last))
        return None
    if tokens[last].low == ",":
        last -= 1
    start = last
    while start > 0 and tokens[start - 1].word and words.is_noun(tokens[start - 1].low):
        start -= 1
    return line.names.party((start, last + 1)) if words.is_noun(tokens[last].low) else None
