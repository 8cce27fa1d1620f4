"""Roles beside names: "Jo Ng, the mayor of Hull", "the coach, Jo Ng", "Jo Ng is the mayor"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summaries.evidence.people.mention import Kind, Mention
from summaries.evidence.people.words import AUX, DET, POSS, SPEECH, VERB

if TYPE_CHECKING:
    from summaries.evidence.people.known import Known
    from summaries.evidence.people.names import People
    from summaries.evidence.people.tokens import Tokens

_LONGEST_GAP: Final = 7  # tokens between a role and the name after its comma


def appose(
    people: People, tokens: Tokens, mentions: list[Mention], index: int
) -> dict[Mention, Known]:
    """Give people the roles that stand beside their names; return the mentions that tell them."""
    beside: dict[Mention, Known] = {}
    for place, mention in enumerate(mentions):
        known = people.known(mention) if mention.kind is Kind.NAME else None
        if known is None:
            continue
        after = mentions[place + 1] if place + 1 < len(mentions) else None
        if after is not None and _follows(tokens, mention, after):
            known.take_role(index, after, tokens)
            beside[after] = known
        before = mentions[place - 1] if place else None
        if (
            before is not None
            and before.kind is Kind.ROLE
            and mention.role is None
            and _leads_to(tokens, before, mention)
        ):
            known.take_role(index, before, tokens)
            beside[before] = known
    return beside


def _follows(tokens: Tokens, name: Mention, role: Mention) -> bool:
    """Tell whether a role stands behind the name that it tells of."""
    if role.kind is not Kind.ROLE:
        return False
    lower, flags = tokens.lower, tokens.flags
    joined = lower[name.last : role.first]
    if len(joined) == 1 and joined[0] in ("is", "was"):
        return True
    if not joined or joined[0] != "," or len(joined) > 3:
        return False
    if any(flags[i] & (VERB | AUX) for i in range(name.last + 1, role.first)):
        return False
    # ", the mayor said": a clause of its own
    return role.last >= len(flags) or not flags[role.last] & (SPEECH | AUX | VERB)


def _leads_to(tokens: Tokens, role: Mention, name: Mention) -> bool:
    """Tell whether a role stands before the name that it tells of: "the coach, Jo Ng"."""
    lower = tokens.lower
    if not (role.possessed or tokens.flags[role.first] & (DET | POSS)):
        return False
    gap = lower[role.last : name.first]
    if not gap:
        return role.definite or role.possessed
    if gap[-1] != "," or gap.count(",") > 1 or len(gap) > _LONGEST_GAP:
        return False
    if len(gap) > 1 and gap[0] not in ("of", "for", "at", "in", "to"):
        return False
    if role.definite or role.possessed:
        return True
    return name.last < len(lower) and lower[name.last] in (",", ".")
