"""Where nothing qualifies: that is said, with what came closest, and no brief is forced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.labels import Labels
from bot.pages.style import Style
from summaries.briefs.model import Brief, BriefKind
from summaries.corpus import Article

SINCE_LAST = "last"  # the window of a reader who has looked before
LONGEST_TITLE = 60  # of a topic or of words searched for; an article's title is never cut
LONGEST_CLOSEST = 600  # of a sentence that is shown only to explain an empty brief


def closest_shown(brief: Brief) -> bool:
    """Tell whether an empty brief's closest sentence is shown, being of a sensible length."""
    miss = brief.closest
    wanted = miss and brief.empty and brief.scope.articles and brief.scope.since != SINCE_LAST
    return bool(wanted and miss and miss.quote.end - miss.quote.start <= LONGEST_CLOSEST)


def nothing(
    brief: Brief, articles: Mapping[str, Article], labels: Labels, style: Style
) -> list[str]:
    """Say that nothing qualifies, what was searched, and what came closest."""
    if brief.scope.since == SINCE_LAST:
        searched = labels("empty.new_articles", n=brief.scope.articles)
        return [labels("empty.last"), style.small.format(searched)]
    if not brief.scope.articles:
        reason = "empty.window" if brief.scope.since != "all" else "empty.corpus"
        return [style.label.format(labels("empty.articles")), labels(reason)]
    facts = []
    if brief.version is not None:
        facts.append(labels("empty.topic_version", version=brief.version))
    if _has_threshold(brief):
        facts.append(labels("empty.threshold", threshold=brief.threshold))
    searched = labels("empty.sentences", n=brief.scope.sentences)
    facts.append(labels("empty.searched", n=brief.scope.articles, sentences=searched))
    return [
        f"{style.label.format(labels(f'empty.{brief.kind}'))} ({', '.join(facts)})",
        *_closest(brief, articles, labels, style),
        style.small.format(labels("empty.nothing")),
    ]


def _has_threshold(brief: Brief) -> bool:
    """Tell whether the score that it takes is one that a reader can look up, and change."""
    return brief.threshold is not None and brief.kind is not BriefKind.QUERY


def _closest(
    brief: Brief, articles: Mapping[str, Article], labels: Labels, style: Style
) -> Iterator[str]:
    miss = brief.closest
    if miss is None:
        return
    if not closest_shown(brief):
        yield f"{labels('brief.too_long', n=1)} ({style.words(miss.quote.article)})"
        return
    key = "empty.closest" if _has_threshold(brief) else "empty.closest_query"
    yield f"{labels(key, score=miss.quote.score)}:"
    text = style.words(miss.quote.words_in(articles))
    yield style.lead.format(f"{text} ({style.words(miss.quote.article)})")
    if miss.excluded:
        excluded = ", ".join(map(style.words, miss.excluded))
        yield style.item.format(labels("empty.excluded", words=cut(excluded)))


def cut(name: str) -> str:
    """Shorten a name that a person typed. Source words are never cut."""
    return name if len(name) <= LONGEST_TITLE else name[: LONGEST_TITLE - 1] + "…"
