"""*Why these*: what each sentence matched and scored, what it beat, and what was just missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.labels import Labels
from bot.pages.budget import size_of_text
from bot.pages.source_words import escaped
from bot.pages.style import discord_style
from bot.pages.why_not_page import matched_words
from summaries.briefs import Brief, BriefKind, Missed, Passage, Quote
from summaries.briefs.model import KeptOut, Standing
from summaries.corpus import Article

ON_A_PAGE: Final = 2_400
"""Characters of a page: some entries, which a phone shows in a few screens."""

Blocks = tuple[str, ...]


def why_pages(brief: Brief, articles: Mapping[str, Article], labels: Labels) -> list[Blocks]:
    """Write the reasons for every sentence of a brief, then for those that are not in it.

    Each sentence stands there whole, once. Raises SourceMismatch.
    """
    entries = [*_reasons(brief, articles, labels), *_missing(brief, articles, labels)]
    pages: list[list[str]] = [[]]
    for entry in entries:
        if pages[-1] and not size_of_text([*pages[-1], entry]).within(ON_A_PAGE):
            pages.append([])
        pages[-1].append(entry)
    return [
        (_head(brief, labels, number, len(pages)), *(["\n\n".join(page)] if page else []))
        for number, page in enumerate(pages, 1)
    ]


def _head(brief: Brief, labels: Labels, number: int, pages: int) -> str:
    head = f"## {labels('why.heading')}"
    if pages > 1:
        head += f"\n-# {labels('why.page', page=number, pages=pages)}"
    return head if number > 1 else f"{head}\n-# {_rule(brief, labels)}"


def _rule(brief: Brief, labels: Labels) -> str:
    if brief.kind is BriefKind.TOPIC and brief.threshold is not None:
        return labels("why.topic", threshold=f"{brief.threshold:g}")
    if brief.kind is BriefKind.QUERY:
        return labels("why.query")
    if brief.kind is BriefKind.EDITION:
        return labels("why.edition")
    return labels("why.overview" if brief.kind is BriefKind.OVERVIEW else "why.article")


def _reasons(brief: Brief, articles: Mapping[str, Article], labels: Labels) -> Iterator[str]:
    """Yield an entry for each passage."""
    for section in brief.sections:
        for passage in section.passages:
            yield _reason(passage, brief, section.title, articles, labels)


def _reason(
    passage: Passage,
    brief: Brief,
    topic: str | None,
    articles: Mapping[str, Article],
    labels: Labels,
) -> str:
    lines = []
    for quote in passage.quotes:
        lines.append(f"> {_whole(quote, articles, labels)} [{passage.citation}]")
        if quote.context:
            lines.append(f"- {labels('why.only_context')}")
            lines.append(f"- {_place(quote, articles, labels)}")
            continue
        if topic is not None:
            lines.append(f"- {labels('why.of_topic', topic=escaped(topic))}")
        lines += [f"- {said}" for said in _worth(quote, brief, labels)]
        lines.append(f"- {_place(quote, articles, labels)}")
    if passage.also:
        also = ", ".join(f"[{n}]" for n in passage.also)
        lines.append(f"- {labels('why.also', citations=also)}")
    return "\n".join(lines)


def _worth(quote: Quote, brief: Brief, labels: Labels) -> Iterator[str]:
    """Yield what a sentence scored and by what, its rank, what it beat, what the rule asks for."""
    query = brief.kind is BriefKind.QUERY
    if query:
        words = ", ".join(escaped(match.words) for match in quote.matched)
        yield labels("why.words", words=words, score=_score(quote.score, brief))
    elif quote.matched:
        score = _score(quote.score, brief)
        if brief.threshold is not None:
            score = labels("why.of_threshold", score=score, threshold=f"{brief.threshold:g}")
        words = matched_words(quote.matched, labels, discord_style())
        yield labels("why.matched", score=score, words=words)
    elif brief.kind is BriefKind.EDITION and quote.standing is None:
        yield labels("why.quoted")
    elif quote.score:
        yield labels("why.adds", score=_score(quote.score, brief))
    else:
        yield labels("why.central")
    if quote.standing is not None:
        yield from _standing(quote.standing, brief, labels)
    required = [match for match in quote.matched if match.required]
    if required:
        met = (
            labels("why.required", name=escaped(match.rule), words=escaped(match.words))
            for match in required
        )
        yield labels("why.has_required", words=", ".join(met))
    if quote.matched and not query:
        yield labels("why.none_excluded")


def _standing(standing: Standing, brief: Brief, labels: Labels) -> Iterator[str]:
    key = "why.rank" if standing.by_score else "why.choice"
    yield labels(key, rank=standing.rank, n=standing.of)
    beaten = standing.ahead_of
    if beaten is not None:
        yield labels(
            "why.ahead",
            article=escaped(beaten.article),
            sentence=beaten.sentence,
            score=_score(beaten.score, brief),
        )


def _missing(brief: Brief, articles: Mapping[str, Article], labels: Labels) -> Iterator[str]:
    """Yield an entry for each sentence that is not in the brief, the first with their heading."""
    heading = f"**{labels('why.not_in')}**\n"
    for miss in brief.missed:
        yield heading + _missed(miss, brief, articles, labels)
        heading = ""


def _missed(miss: Missed, brief: Brief, articles: Mapping[str, Article], labels: Labels) -> str:
    lines = [
        f"> {_whole(miss.quote, articles, labels)}",
        f"- {_kept_out(miss, brief, labels)}",
    ]
    words = matched_words(miss.quote.matched, labels, discord_style())
    if words and brief.kind is not BriefKind.QUERY:
        lines.append(
            f"- {labels('why.matched', score=_score(miss.quote.score, brief), words=words)}"
        )
    if miss.quote.standing is not None:
        lines += [f"- {said}" for said in _rank_only(miss.quote.standing, labels)]
    lines.append(f"- {_place(miss.quote, articles, labels)}")
    return "\n".join(lines)


def _rank_only(standing: Standing, labels: Labels) -> Iterator[str]:
    if standing.by_score:
        yield labels("why.rank", rank=standing.rank, n=standing.of)


def _kept_out(miss: Missed, brief: Brief, labels: Labels) -> str:
    reason = miss.reason
    if reason is KeptOut.EXCLUDED:
        return labels("why.excluded", words=", ".join(map(escaped, miss.excluded)))
    if reason is KeptOut.MISSING:
        return labels("why.missing", words=", ".join(map(escaped, miss.missing)))
    if reason is KeptOut.BELOW:
        score, threshold = _score(miss.quote.score, brief), brief.threshold or 0.0
        return labels("why.below", score=score, threshold=_score(threshold, brief))
    if reason is KeptOut.REPEATS:
        if miss.repeats is None:
            return labels("why.repeats_one")
        return labels("why.repeats", citation=f"[{miss.repeats}]")
    if reason is KeptOut.RANK:
        return labels("why.lower", score=_score(miss.quote.score, brief))
    return labels(f"why.kept.{reason.value}")


def _score(score: float, brief: Brief) -> str:
    if brief.kind is BriefKind.QUERY:
        return f"{score:.0%}"
    return f"{score:.2f}" if brief.kind is BriefKind.ARTICLE else f"{score:g}"


def _place(quote: Quote, articles: Mapping[str, Article], labels: Labels) -> str:
    article = articles[quote.article]
    return labels(
        "context.place", article=article.id, first=quote.sentence, n=len(article.sentences)
    )


def _whole(quote: Quote, articles: Mapping[str, Article], labels: Labels) -> str:
    """Write a sentence whole; one that would fill a page is named by its place instead."""
    words = escaped(quote.words_in(articles))
    fits = size_of_text([words]).within(ON_A_PAGE * 2 // 3)
    return words if fits else labels("why.too_long")
