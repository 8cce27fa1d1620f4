"""robots.txt as RFC 9309 reads it: what a site asks programs not to fetch."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

KEPT: Final = 3_600.0
"""How long rules are kept, in seconds."""

_ORIGINS: Final = 256
# Real files hold some hundreds of short rules; these bound the memory and the time of hostile ones.
_RULES: Final = 5_000
_LETTERS: Final = 100_000
_LINE: Final = re.compile(r"([A-Za-z-]+)[ \t]*:[ \t]*([^#]*)")
_ENCODED: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class Rule:
    """One Allow or Disallow: ``parts`` follow one another, with anything between them."""

    allow: bool
    parts: tuple[str, ...]
    anchored: bool
    weight: int

    def matches(self, path: str) -> bool:
        """Whether a path with its query begins with the pattern, in linear time."""
        first, *rest = self.parts
        if not path.startswith(first):
            return False
        at = len(first)
        if not rest:
            return not self.anchored or at == len(path)
        last = rest.pop() if self.anchored else ""
        for part in rest:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        return not last or (path.endswith(last) and len(path) - len(last) >= at)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site asks of us."""

    rules: tuple[Rule, ...] = ()

    def allow(self, url: str) -> bool:
        """Whether an address may be fetched: the longest rule decides, and Allow wins a draw."""
        parts = urlsplit(url)
        path = _normal(parts.path or "/") + (f"?{_normal(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True
        matching = [(rule.weight, rule.allow) for rule in self.rules if rule.matches(path)]
        return not matching or max(matching)[1]


def parse_robots(data: bytes, product: str) -> Rules:
    """Return the rules that a robots.txt has for a product (``Pullquote``), else those for all.

    Never fails: a line that is none is passed over, so a page sent in its place has no rules.
    """
    product = product.lower()
    ours: list[Rule] = []
    everyone: list[Rule] = []
    named = False  # a group of ours was seen, if only an empty one
    agents: set[str] = set()
    in_rules = True
    letters = 0
    for line in data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        match = _LINE.match(line.lstrip())
        if match is None:
            continue
        field, value = match[1].lower(), match[2].strip()
        if field == "user-agent":
            if in_rules:
                agents, in_rules = set(), False
            agent = re.match(r"[A-Za-z_-]+|\*", value)
            agents.add(agent[0].lower() if agent else "")
            named = named or product in agents
        elif field in {"allow", "disallow"}:
            in_rules = True
            letters += len(value)
            for agent_name, rules in ((product, ours), ("*", everyone)):
                if value and agent_name in agents and len(rules) < _RULES and letters < _LETTERS:
                    rules.append(_rule(value, allow=field == "allow"))
    return Rules(tuple(ours if named else everyone))


def _rule(pattern: str, *, allow: bool) -> Rule:
    anchored = pattern.endswith("$")
    pattern = _normal(pattern.removesuffix("$"))
    return Rule(allow, tuple(pattern.split("*")), anchored, len(pattern.encode()))


def _normal(path: str) -> str:
    """Percent-encode as RFC 9309 compares: what needs it, in capitals, and nothing else."""

    def fold(match: re.Match[str]) -> str:
        letter = chr(int(match[1], 16))
        return letter if letter in _UNRESERVED else match[0].upper()

    return _ENCODED.sub(fold, quote(path, safe="/?#[]@!$&'()*+,;=:%~-._"))


class RobotsCache:
    """The rules of the sites asked last, each kept for an hour."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Rules]] = OrderedDict()

    def get(self, origin: str) -> Rules | None:
        """Return what is known of a site, unless it is too old."""
        until, rules = self._kept.get(origin, (0.0, Rules()))
        return rules if self._clock() < until else None

    def keep(self, origin: str, rules: Rules) -> None:
        """Remember the rules of a site, and forget the one kept longest if there are many."""
        self._kept[origin] = (self._clock() + KEPT, rules)
        self._kept.move_to_end(origin)
        while len(self._kept) > _ORIGINS:
            self._kept.popitem(last=False)
