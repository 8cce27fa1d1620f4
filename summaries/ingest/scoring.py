"""Topic scores: what every rule says of every sentence, worked out once and kept.

A rule is asked about an article when the article is new or the rule is; never again. So a topic's
brief reads the few articles that hold its best sentences, however many the library has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from summaries.briefs.reading import RuleOf, judged_anew, read_anew, verdicts
from summaries.context import shown_with
from summaries.corpus import Article
from summaries.store import Database
from summaries.topics import Topic, Verdict

READING: Final = "1"
"""Changes when a text is split, gated or judged differently, so that everything is scored anew."""

AT_ONCE: Final = 50
"""Articles that are scored in one transaction: others wait for some milliseconds at most."""


def rule_key(topic: Topic) -> str:
    """Return a name for what a topic's rule says: another as soon as anything of it changes."""
    return _key(RuleOf(topic))


@lru_cache(maxsize=256)
def _key(rule: RuleOf) -> str:
    topic = rule.topic
    said = (READING, topic.threshold, topic.words, topic.required, topic.excluded, topic.position)
    return f"{topic.name}:{hashlib.sha256(repr(said).encode()).hexdigest()[:16]}"


def score(
    database: Database,
    guild: int,
    topic: Topic,
    *,
    progress: Callable[[int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Ask a topic's rule about every article that it was not asked about; return how many.

    ``progress`` is called with the number done so far. It may be ended at any point by ``stop``
    or by a crash: what is done is kept, and the rest is done the next time.
    """
    scores, library, rule = database.scores(guild), database.library(guild), rule_key(topic)
    done = 0
    while not stop():
        wanted = scores.unscored(rule, AT_ONCE)
        if not wanted:
            break
        read = library.get_many(wanted)
        # A damaged article is not in the answer: it has no sentence that may be shown.
        scores.write(rule, {a: qualifying(topic, read[a]) if a in read else () for a in wanted})
        done += len(wanted)
        if progress:
            progress(done)
    return done


def said_of(
    rules: Mapping[str, Topic], article: Article
) -> dict[str, tuple[tuple[int, float], ...]]:
    """Return what each rule says of an article that is new; ``rules`` go by their `rule_key`.

    Nothing is remembered: thousands of articles may come in, of which few are ever read.
    """
    said = judged_anew(rules.values(), read_anew(article))
    return {key: _shown(article, verdicts) for key, verdicts in zip(rules, said, strict=True)}


def qualifying(topic: Topic, article: Article) -> tuple[tuple[int, float], ...]:
    """Return the sentences that a brief of the topic may show, by index, with their scores."""
    return _shown(article, verdicts(topic, article))


def _shown(article: Article, verdicts: Sequence[Verdict]) -> tuple[tuple[int, float], ...]:
    return tuple(
        (sentence.index, verdict.score)
        for sentence, verdict in zip(article.sentences, verdicts, strict=True)
        if verdict.qualifies
        and not sentence.standfirst
        and shown_with(article, sentence.index) is not None
    )
