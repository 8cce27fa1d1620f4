"""How well the ready-made topics tell their subject from other news: precision and recall.

The sentences in `data/topics.jsonl` were made by hand before the rules were written, in the manner
of wire news, about places and people that do not exist: half is on the topic, half has its words
and is about something else. The rules are not tuned on them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from config import TOPICS_FOLDER
from summaries.topics import Reading, judge, load_topics

SENTENCES: Final = Path(__file__).parent / "data" / "topics.jsonl"
MORE_TOPICS: Final = TOPICS_FOLDER / "more"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, its language, and whether a careful editor counts it as on the topic."""

    topic: str
    language: str
    on_topic: bool
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many sentences a rule took rightly, took wrongly and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def labelled() -> tuple[Labelled, ...]:
    """Return the sentences of the set, in its order."""
    lines = SENTENCES.read_text("utf-8").splitlines()
    return tuple(Labelled(**json.loads(line)) for line in lines)


@lru_cache(maxsize=1)
def outcomes() -> dict[str, Outcome]:
    """Return what each ready-made topic's rule makes of its sentences."""
    found = {}
    for topic in load_topics(MORE_TOPICS):
        said = [
            (item.on_topic, judge(topic, Reading.of(item.text, language=item.language)).qualifies)
            for item in labelled()
            if item.topic == topic.name
        ]
        found[topic.name] = Outcome(
            said.count((True, True)), said.count((False, True)), said.count((True, False))
        )
    return found


def topic_rule_measures() -> dict[str, Callable[[], float]]:
    """Return precision and recall of each ready-made topic by the measure's name."""
    measures: dict[str, Callable[[], float]] = {}
    for path in sorted(MORE_TOPICS.glob("*.toml")):
        for part in ("precision", "recall"):
            measures[f"topics.{path.stem}.{part}"] = lambda name=path.stem, part=part: float(  # type: ignore[misc]  # bound now
                getattr(outcomes()[name], part)
            )
    return measures
