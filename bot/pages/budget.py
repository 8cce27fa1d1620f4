"""What fits into one Discord message, and what we allow ourselves of it.

Discord's limits are from its developer documentation ("Message Resource", "Component Reference"),
except the byte limit, which is nowhere documented: Discord answers 500 above about 10,170 bytes of
UTF-8 with 12 more for each text display (measured). Of all these, discord.py enforces only the
count of components.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summaries.briefs.model import BriefKind

# Discord's.
MAX_COMPONENTS = 40  # counting nested ones
MAX_CHARACTERS = 4_000  # over all text displays of a message
MAX_BUTTONS_IN_ROW = 5
MAX_BUTTON_LABEL = 80
TEXT_DISPLAY = 10  # the component's type

# Discord's in effect, with room to spare.
MAX_BYTES = 9_500
BYTES_PER_DISPLAY = 12

# Ours.
HARD_STOP = 3_900
TOPIC_CHARACTERS = 2_000
TOPIC_CHARACTERS_TRANSLATED = 2_200  # labels in other languages are longer
WIDE_CHARACTERS = 3_200  # an article, or all topics
FIRST_SCREEN = 350  # the bottom line starts within this on a phone
BUTTON_LABEL = 20


@dataclass(frozen=True, slots=True)
class Size:
    """How much of Discord's limits a message uses. ``characters`` are UTF-16 code units."""

    characters: int
    bytes: int
    components: int = 0

    def within(self, characters: int = HARD_STOP) -> bool:
        """Tell whether a message of this size is sent safely, in ``characters`` at most."""
        return (
            self.characters <= min(characters, HARD_STOP)
            and self.bytes < MAX_BYTES
            and self.components <= MAX_COMPONENTS
        )


def characters_of(text: str) -> int:
    """Count UTF-16 code units: never fewer than Discord counts, whichever way it counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut_to(text: str, characters: int) -> str:
    """Return the start of a text that has at most so many characters, as Discord counts them."""
    text = text[:characters]
    while characters_of(text) > characters:
        text = text[:-1]
    return text.rstrip()


def size_of_text(blocks: Sequence[str]) -> Size:
    """Measure text displays before they are components."""
    return Size(
        characters=sum(map(characters_of, blocks)),
        bytes=sum(len(block.encode("utf-8", "surrogatepass")) for block in blocks)
        + BYTES_PER_DISPLAY * len(blocks),
    )


def size_of_components(components: Iterable[Mapping[str, Any]]) -> Size:
    """Measure a message as it will be sent: the payload of ``LayoutView.to_components()``."""
    every = list(_walk(components))
    text = [str(part["content"]) for part in every if part.get("type") == TEXT_DISPLAY]
    measured = size_of_text(text)
    return Size(measured.characters, measured.bytes, components=len(every))


def target(kind: BriefKind, language: str) -> int:
    """Return how many characters a brief of this kind may have unless a reader asks for more."""
    if kind in (BriefKind.ARTICLE, BriefKind.OVERVIEW, BriefKind.EDITION):
        return WIDE_CHARACTERS
    return TOPIC_CHARACTERS if language == "en" else TOPIC_CHARACTERS_TRANSLATED


def _walk(components: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components", ()))
        yield from _walk(
            component[place] for place in ("accessory", "component") if component.get(place)
        )
