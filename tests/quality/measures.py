"""What is measured on the seeds and on fetched development sets; each measure is one number.

The gold was made by hand (`gold/`). A measure's name is its floor's name in `floors.toml`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from config import TOPICS_FOLDER
from summaries.briefs import Brief, Length, Wish, topic_brief
from summaries.context import Opening, opening
from summaries.corpus import Article, body_text, load_folder
from summaries.topics import Topic, load_topics
from tests.quality import splitter
from tests.quality.compare import FAULTS, measures_of, ours
from tests.quality.pages import SETS as PAGES
from tests.quality.pages import page_measures
from tests.quality.sets import FETCHED, SEEDS, fetched
from tests.quality.topic_rules import topic_rule_measures

HERE: Final = Path(__file__).parent
FIRST_LINES: Final = 8  # of a long brief; a sentence and its context are one


@lru_cache(maxsize=1)
def scorer() -> ModuleType:
    """Load gold/score.py, which is given and stays as it is."""
    spec = importlib.util.spec_from_file_location("score", HERE / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=1)
def gold() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((HERE / "gold" / "seeds.json").read_text("utf-8"))
    return loaded


@lru_cache(maxsize=1)
def articles() -> tuple[Article, ...]:
    return load_folder(SEEDS).articles


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    return load_topics(TOPICS_FOLDER)


def nuggets(topic: str, places: Sequence[tuple[str, int]]) -> float:
    """Return the share of a topic's vital nuggets that these sentences cover (TREC, TAC).

    ``places`` are (file, character offset) pairs, in the order shown.
    """
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for sentence in gold()["sentences"]:
        spans.setdefault(sentence["file"], []).append(
            (sentence["start"], sentence["end"], sentence["id"])
        )
    ids = [next((i for a, b, i in spans[file] if a <= start < b), None) for file, start in places]
    score = scorer().nugget_score(gold(), topic.replace("-", "_"), [i for i in ids if i])
    return float(score["vital_recall"])


def brief_of(topic: Topic, method: str | None = None) -> Brief:
    """Return the long brief of a topic on the seeds."""
    return topic_brief(topic, articles(), Wish(Length.LONG, method=method))


def brief_places(brief: Brief) -> list[tuple[str, int]]:
    """Return where the sentences of a brief's first lines are."""
    files = {article.id: article.file or "" for article in articles()}
    lines = islice(brief.passages(), FIRST_LINES)
    return [(files[quote.article], quote.start) for line in lines for quote in line.quotes]


def lead_places() -> list[tuple[str, int]]:
    """The baseline: the articles' first sentences in turn."""
    return [
        (article.file or "", article.sentences[n].span.start)
        for n in range(3)
        for article in articles()
    ][:FIRST_LINES]


def dangling_share() -> float:
    """Return the share of lines that open with a pointer back to something that is not shown."""
    lines = [p for topic in topics() for p in brief_of(topic).passages()]
    by_id = {article.id: article for article in articles()}
    openings = [opening(p.quotes[0].words_in(by_id), by_id[p.article].language) for p in lines]
    return sum(o is not Opening.NOTHING for o in openings) / len(openings)


def failed_slices() -> float:
    """Return how many quoted sentences are not their file's slice, over all briefs of the seeds."""
    failed = 0
    for topic in topics():
        report = brief_of(topic)
        by_id = {article.id: article for article in articles()}
        for quote in report.quotes():
            file = SEEDS / (by_id[quote.article].file or "")
            text = file.read_bytes().decode("utf-8")
            failed += text[quote.start : quote.end] != quote.words_in(by_id)
    return float(failed)


def _articles_gold() -> Iterator[tuple[Article, dict[str, Any]]]:
    known = json.loads((HERE / "gold" / "seeds-articles.json").read_text("utf-8"))["files"]
    return ((article, known[article.file]) for article in articles())


def titles() -> float:
    """How many of the five titles are exact."""
    return float(sum(article.title == known["title"] for article, known in _articles_gold()))


def publishers() -> float:
    """How many of the five publishers are exact, "not stated" included."""
    return float(
        sum(article.publisher == known["publisher"] for article, known in _articles_gold())
    )


def boilerplate_lines() -> float:
    """How many of the eight boilerplate lines are set aside; one too many counts against it."""
    found = 0
    for article, known in _articles_gold():
        aside = {line.span.of(article.text) for line in article.set_aside}
        wanted = {line["text"] for line in known["boilerplate"]}
        found += len(aside & wanted) - len(aside - wanted)
    return float(found)


def whole_bodies() -> float:
    """How many of the five bodies are exactly the gold's paragraphs."""

    def digest(article: Article) -> str:
        paragraphs = body_text(article).split("\n\n")
        clean = "\n\n".join(re.sub(r"\s+", " ", p).strip() for p in paragraphs)
        return hashlib.sha256(clean.encode()).hexdigest()

    return float(sum(digest(a) == known["clean_text_sha256"] for a, known in _articles_gold()))


def measures() -> dict[str, Callable[[], float]]:
    """Return every measure by name, those of fetched sets only where the sets are present."""
    found: dict[str, Callable[[], float]] = {
        f"nuggets.{topic.name}": lambda topic=topic: nuggets(  # type: ignore[misc]  # bound now
            topic.name, brief_places(brief_of(topic))
        )
        for topic in topics()
        if topic.name.replace("-", "_") in gold()["nuggets"]
    }
    found |= {
        "articles.titles": titles,
        "articles.publishers": publishers,
        "articles.boilerplate_lines": boilerplate_lines,
        "articles.whole_bodies": whole_bodies,
        "briefs.failed_slices": failed_slices,
        "briefs.dangling_share": dangling_share,
    }
    found |= {
        f"{measure}.{name}": lambda name=name, measure=measure: (  # type: ignore[misc]
            ours(name)[measure].value
        )
        for name in PINNED_SETS
        if name not in FETCHED or fetched(FETCHED[name])
        for measure in measures_of(name)
    }
    from tests.quality.evidence import evidence_measures  # it reads the gold from here

    found |= evidence_measures()
    found |= topic_rule_measures()
    found |= page_measures()
    sets = splitter.corpora(fetched("GUM"), fetched("EWT"))
    found |= {
        f"splitter.{name}": lambda paragraphs=paragraphs: (
            splitter.score(  # type: ignore[misc]
                splitter.pullquote, paragraphs
            ).f
        )
        for name, paragraphs in sets.items()
        if paragraphs
    }
    return found


PINNED_SETS: Final = ("GUM news", "seeds", "GUM open")
"""The sets whose measures have floors: those under licences that allow every use."""

ELSEWHERE: Final = frozenset({*FETCHED, *PAGES, "GUM interview", "EWT", "EWT dev+test"})
"""The sets that are measured only where they are fetched, by the ends of their measures' names."""

LOWER_IS_BETTER: Final = frozenset(
    {"briefs.failed_slices", "briefs.dangling_share"}
    | {"evidence.traps_hit", "evidence.alike_shown"}
    | {f"{fault}.{name}" for fault in FAULTS for name in PINNED_SETS}
)
"""Measures whose floor is a ceiling."""
