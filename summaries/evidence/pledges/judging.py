"""What is help and what is not: fines, prices, budgets, deals, campaigns and spending at home."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summaries.evidence.pledges.cues import Cue
from summaries.evidence.pledges.items import Item
from summaries.evidence.pledges.tokens import Token
from summaries.evidence.pledges.words import Words

_STRONG = frozenset({"donate", "pledge", "commit", "forgive"})
_SPENDS = frozenset({"spend", "invest", "pay", "fund", "finance", "make", "share"})
_LENDS = frozenset({"lend", "loan"})
_OF_COUNTRIES = frozenset({"give", "provide", "offer", "send", "extend"})
_GIFTS = frozenset({"give", "hand", "put"})
_OPENINGS = ("", ",", "“", ";", ":")
_BEFORE = 14


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of an item's surroundings: folded words, and whether it crosses a border.

    ``abroad``: a place that receives is known to be another than the donor's. ``placed``: some
    place receives. ``purpose`` and ``receiver`` share what stands behind "for".
    """

    donor: frozenset[str]
    receiver: frozenset[str]
    purpose: frozenset[str]
    subject: frozenset[str]  # of "includes" and "totalled"
    aim: str  # the head of "for …"
    abroad: bool
    placed: bool
    named: bool  # the donor is named
    place: bool  # the donor is a place
    among: bool  # another pledge stands before it in the sentence

    @property
    def unsaid(self) -> bool:
        """Whether the words leave open who gives, but not where it goes."""
        return self.placed and not self.named


def is_help(
    tokens: Sequence[Token], item: Item, cue: Cue | None, around: Setting, words: Words
) -> bool:
    """Tell whether an item that someone gives is help, rather than trade, law or spending."""
    signs = _signs(item, cue, around, words)
    if _is_other(tokens, item, cue, around, words) or _crooked(tokens, item, cue, words):
        return False
    if cue is None:
        return _is_named_help(tokens, item, around, signs, words)
    family, lemma = cue.verb.family, cue.verb.lemma
    if family == "forgive":
        return bool(words["owed"] & item.nouns)
    if around.donor & words["business"] and not (signs.any or signs.gift or _strong(cue)):
        return False
    if _is_at_home(around, signs, words):
        return False
    if family == "collect":
        return bool(around.donor & words["gatherings"]) and (signs.any or around.placed)
    if family == "measure":
        return bool(around.subject & words["helpful"]) and not around.subject & words["never"]
    if lemma in _LENDS:
        return signs.any or around.placed or around.place or around.abroad
    if family == "seek" or _strong(cue):
        return True
    if lemma in _SPENDS:
        business = bool(around.donor & words["business"])
        # What a place spends without sending it abroad, it spends at home.
        home = business or (lemma == "spend" and around.place)
        return around.abroad or around.unsaid or ((signs.need or signs.help) and not home)
    if family == "go":
        return around.placed or signs.any or (around.among and around.named)
    giver = bool(around.donor & words["givers"]) or (around.place and lemma in _OF_COUNTRIES)
    told = family == "announce" and cue.reduced and around.place
    vowed = (
        family == "announce"
        and tokens[item.head].amount < 0
        and bool(set(item.heads) & words["promises_of_help"])
    )
    return signs.any or signs.gift or around.placed or giver or told or vowed


@dataclass(frozen=True, slots=True)
class _Signs:
    """What says that it is help: its own words, the need it meets, who passes it on, a gift."""

    help: bool
    need: bool
    helper: bool
    gift: bool

    @property
    def any(self) -> bool:
        return self.help or self.need or self.helper


def _signs(item: Item, cue: Cue | None, around: Setting, words: Words) -> _Signs:
    about = around.receiver | around.purpose | item.nouns
    private = bool(around.donor & words["privates"]) and _strong(cue)
    paid = cue is not None and cue.verb.family == "receive" and around.donor & words["state"]
    return _Signs(
        help=bool(item.nouns & words["help"]),
        need=bool(about & words["need"]),
        helper=bool(around.receiver & words["helper"]),
        gift=cue is not None
        and (cue.verb.lemma in _GIFTS or private or bool(paid))
        and bool(around.receiver & words["receivers"]),
    )


def _is_other(
    tokens: Sequence[Token], item: Item, cue: Cue | None, around: Setting, words: Words
) -> bool:
    """Tell whether it is a bill, a fine, a prize, a debt, or goes to a campaign or a militia."""
    donates = cue is not None and cue.verb.family == "donate"
    if any(head in words["never"] and not (donates and head == "prize") for head in item.heads):
        return True
    if around.receiver & words["never_to"] and not around.receiver & words["need"]:
        return True
    forgives = cue is not None and cue.verb.family == "forgive"
    if "debt" in item.nouns and not forgives and not item.nouns & words["help"]:
        return True
    if around.donor & words["laws"] or item.nouns & words["never_any"]:
        return True
    law = any(token.low in words["law_words"] for token in tokens)
    foreign = around.abroad or (around.placed and bool(item.nouns & words["help"]))
    return law and not foreign


def _is_at_home(around: Setting, signs: _Signs, words: Words) -> bool:
    """Tell whether it is a state's spending on its own roads, schools or police."""
    if around.abroad or around.unsaid or signs.help or signs.gift:
        return False
    if around.aim in words["domestic"]:
        return True
    return bool((around.receiver | around.purpose) & words["domestic"]) and not signs.need


def _is_named_help(
    tokens: Sequence[Token], item: Item, around: Setting, signs: _Signs, words: Words
) -> bool:
    """Tell whether a sum that no verb gives is called help: "a $5m grant from Norway"."""
    if _is_at_home(around, signs, words):
        return False
    if item.own is not None and around.place:
        return any(token.low in words["help"] for token in tokens)
    if tokens[item.first].low in words["possessives"] and set(item.heads) & words["promises"]:
        return True
    called = signs.help or bool(item.nouns & words["pledge_nouns"])
    # Without a giver or a verb, only what opens its clause: "A $5m loan for Mali was …".
    return called and (around.named or (around.placed and item.before in _OPENINGS))


def _strong(cue: Cue | None) -> bool:
    return cue is not None and cue.verb.family in _STRONG


def _crooked(tokens: Sequence[Token], item: Item, cue: Cue | None, words: Words) -> bool:
    """Tell whether the words before say that it is an accusation, a crime or a court's order."""
    start = cue.first if cue is not None else item.first
    before = tokens[max(0, start - _BEFORE) : start]
    return any(token.low in words["accused"] for token in before) or any(
        token.low in words["sports_and_crime"] for token in tokens
    )


def words_in(tokens: Sequence[Token], ranges: Iterable[tuple[int, int] | None]) -> frozenset[str]:
    """Return the folded words of some ranges, hyphenated ones in their parts too."""
    found: set[str] = set()
    for place in ranges:
        if place is not None:
            for token in tokens[place[0] : place[1]]:
                found.add(token.low)
                if "-" in token.low:
                    found.update(token.low.split("-"))
    return frozenset(found)
