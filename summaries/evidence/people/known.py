"""Someone an article names: in which words, where in full, and in what roles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from summaries.evidence.model import Party, PartyKind
from summaries.evidence.people.words import CAPITAL, MODIFIER, OFFICE, ROLE
from summaries.text import Span, fold

if TYPE_CHECKING:
    from summaries.evidence.people.mention import Mention
    from summaries.evidence.people.tokens import Tokens

_MOST_ROLES: Final = 16


@dataclass(frozen=True, slots=True)
class Role:
    """What someone is: the noun, the words that narrow it, and the country."""

    noun: str
    narrow: frozenset[str]
    country: str | None
    span: Span

    def same(self, other: Role) -> bool:
        """Tell whether two roles say the same, wherever they stand."""
        return (self.noun, self.narrow, self.country) == (other.noun, other.narrow, other.country)


@dataclass(slots=True, eq=False)
class Known:
    """Someone the article names: by which words, where first in full, and as what."""

    name: str
    kind: PartyKind
    named_at: Span
    key: tuple[str, ...]
    first_met: int
    roles: list[Role] = field(default_factory=list)
    country: str | None = None
    gender: str = ""
    heard: dict[str, int] = field(default_factory=dict)
    document: bool = False

    def party(self, span: Span, role: Span | None = None, *, certain: bool = True) -> Party:
        """Return this party as mentioned at ``span``."""
        shown = role or (self.roles[0].span if self.roles else None)
        return Party(self.name, self.kind, span, self.named_at, shown, certain)

    def hear(self, pronoun: str) -> None:
        """Remember which pronoun stood for this person where nobody else was meant."""
        self.heard[pronoun] = self.heard.get(pronoun, 0) + 1

    def leans(self, pronoun: str) -> float:
        """Return how well a pronoun suits: weak evidence, for translations get it wrong."""
        if self.gender:
            return 0.5 if pronoun == self.gender else -2.5
        margin = sum(n if word == pronoun else -n for word, n in self.heard.items())
        return max(-1.5, min(1.2, 0.6 * margin))

    def take_role(self, index: int, mention: Mention, tokens: Tokens) -> None:
        """Remember a role that stands beside the name."""
        role = role_of(
            mention.role,
            mention.country or (mention.owner.country if mention.owner else None),
            tokens,
        )
        if role is not None:
            if not any(role.same(own) for own in self.roles[:_MOST_ROLES]):
                self.roles.append(role)
            self.country = self.country or role.country


def role_of(place: tuple[int, int] | None, country: str | None, tokens: Tokens) -> Role | None:
    """Read a role in its tokens, such as "former vice president"; None where there is no noun."""
    if place is None:
        return None
    first, last = place
    words = [fold(word.rstrip(".")) for word in tokens.lower[first:last]]
    narrow: set[str] = set()
    noun = ""
    for at in range(first, last):
        word = words[at - first]
        if tokens.flags[at] & ROLE:
            if noun:
                narrow.add(noun)
            noun = word
        elif tokens.flags[at] & (MODIFIER | OFFICE) or not tokens.flags[at] & CAPITAL:
            narrow.add(word)
    if not noun:
        return None
    return Role(noun, frozenset(narrow), country, tokens.span(first, last))
