"""Help that is no sum: goods, people, and aid without a number."""

from __future__ import annotations

from summaries.evidence.model import Amount
from summaries.evidence.pledges.items import Item
from summaries.evidence.pledges.judging import words_in
from summaries.evidence.pledges.line import Line
from summaries.evidence.pledges.links import Link
from summaries.text import fold

_NEVER = frozenset({"receive", "measure", "seek", "forgive", "go", "collect"})
_MONEY_ONLY = frozenset({"pay", "make", "spend", "invest", "put", "fund", "finance"})
_STRONG = frozenset({"pledge", "commit", "donate"})


def is_given(line: Line, item: Item, link: Link, amount: Amount | None) -> bool:
    """Tell whether goods, people or help are what a verb gives, and to someone."""
    words, verb = line.words, link.cue.verb
    if not link.cue.plain and link.cue.asked is None:
        return False  # "officials flew in to provide aid": what they do, no pledge
    heads = set(item.heads)
    if amount is not None and amount.unit:
        heads.add(fold(amount.unit.split()[-1]))
    goods, people = bool(heads & words["goods"]), bool(heads & words["people"])
    kind = bool(heads & words["kind"])
    if not (goods or people or (kind and amount is None)):
        return False
    if verb.family in _NEVER or verb.lemma in _MONEY_ONLY:
        return False
    if item.before in words["prepositions"] and not (
        item.before in words["with"] and verb.lemma in ("provide", "supply")
    ):
        return False
    to_someone = bool(item.to or item.shared) or link.between is not None
    if verb.family in ("announce", "allot"):
        return kind
    if verb.family == "raise":
        return kind and item.to is not None
    if people:
        purpose = words_in(line.tokens, item.purposes)
        return to_someone and not purpose & words["talks"]
    if verb.family in _STRONG:
        return True
    return to_someone or link.listed or bool(item.fors)
