"""What stands above the bottom line of a page."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Head(enum.Enum):
    """What stands above the bottom line, which a phone must show on its first screen."""

    FULL = "heading, title, counts, notices"
    SHORT = "heading, title, counts; notices go to the end"
    BARE = "heading and counts; an article's own title is left out, since it can't be cut"


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above and below an edition: the bot's own words, already made safe.

    ``title`` takes the place of the brief's heading, ``facts`` that of its window of time;
    ``closing`` are small lines after the sentences.
    """

    title: str
    facts: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
