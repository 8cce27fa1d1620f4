"""What `pullquote topic` writes: a rule, and what it did to a folder of articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.pages.source_words import visible
from bot.pages.topic_words import worth
from summaries.briefs import Quote
from summaries.briefs.samples import samples_of
from summaries.corpus import Article
from summaries.topics import Pattern, Topic, write_number
from summaries.topics.trial import (
    TOO_MANY,
    Difference,
    Judged,
    Part,
    Trial,
    Warned,
    compare,
    try_out,
)

_MOST_SHOWN: Final = 50  # sentences of each kind, in plain text


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule tried out, and compared with another version if there is one."""

    trial: Trial
    difference: Difference | None
    articles: Mapping[str, Article]


def tried(topic: Topic, before: Topic | None, articles: Sequence[Article]) -> Tried:
    """Try a rule out on articles; ``before`` is the version to compare it with."""
    samples = samples_of(articles)
    trial = try_out(topic, samples)
    difference = compare(try_out(before, samples), trial) if before is not None else None
    return Tried(trial, difference, {article.id: article for article in articles})


def as_read(topic: Topic) -> str:
    """Write a rule as a person reads it."""
    lines = [f"{topic.name}, version {topic.version}: {topic.title()}"]
    if topic.description:
        lines.append(topic.description)
    if topic.aliases:
        lines.append(f"Also called: {', '.join(topic.aliases)}")
    lines += [f"A sentence must score {write_number(topic.threshold)} or more.", "", "Words"]
    for weight in sorted({word.weight for word in topic.words}, reverse=True):
        patterns = (word.pattern for word in topic.words if word.weight == weight)
        lines.append(f"  {worth(weight)}: {_listed(patterns)}")
    if topic.required:
        lines += ["", "It needs one of each"]
        lines += [f"  {group.name}: {_listed(group.patterns)}" for group in topic.required]
    if topic.excluded:
        lines += ["", f"Kept out by: {_listed(topic.excluded)}"]
    places = {"lede": topic.position.lede, "title": topic.position.title,
              "heading": topic.position.heading}  # fmt: skip
    if said := [f"{name} {worth(weight)}" for name, weight in places.items() if weight]:
        lines += ["", f"Place: {', '.join(said)}"]
    return "\n".join(map(_safe, lines))


def as_text(tried: Tried) -> str:
    """Write what a rule did, one fact a line."""
    return "\n".join(_lines(tried))


def as_data(tried: Tried) -> dict[str, Any]:
    """Return what a rule did, for programs."""
    trial = tried.trial

    def entries(some: Iterable[Judged]) -> list[dict[str, Any]]:
        return [_entry(one, tried.articles) for one in some]

    data: dict[str, Any] = {
        "topic": trial.topic.name,
        "version": trial.topic.version,
        "threshold": trial.topic.threshold,
        "articles": len(tried.articles),
        "sentences": len(trial.judged),
        "warnings": [warned.value for warned in trial.warnings],
        "thresholds": [{"threshold": at, "sentences": n} for at, n in trial.counts],
        "matched": entries(trial.matched),
        "just_missed": entries(trial.missed),
        "excluded": entries(trial.excluded),
        "words": [
            {
                "part": one.part.value,
                "pattern": one.pattern,
                "weight": one.weight,
                "sentences": one.sentences,
                "matched": one.matched,
                "given": one.given,
            }
            for one in trial.fired
        ],
    }
    if tried.difference is not None:
        data["lost"] = entries(tried.difference.lost)
        data["gained"] = entries(tried.difference.gained)
    return data


def _entry(one: Judged, articles: Mapping[str, Article]) -> dict[str, Any]:
    article, index = articles[one.place[0]], one.place[1]
    quote, verdict = Quote.of(article, index), one.verdict
    return {
        "text": quote.words_in(articles),
        "article": article.id,
        "file": article.file,
        "sentence": index + 1,
        "start": quote.start,
        "end": quote.end,
        "score": verdict.score,
        "found": [
            {"pattern": f.pattern, "weight": f.weight, "words": f.words} for f in verdict.found
        ],
        "excluded": [{"pattern": f.pattern, "words": f.words} for f in verdict.excluded],
        "missing": list(verdict.missing),
    }


def _lines(tried: Tried) -> Iterator[str]:
    trial = tried.trial
    yield (
        f"{trial.topic.name}, version {trial.topic.version}: tried on {len(tried.articles):,} "
        f"articles, {len(trial.judged):,} sentences"
    )
    yield (
        f"{len(trial.matched):,} match, {len(trial.missed):,} just missed, "
        f"{len(trial.excluded):,} kept out"
    )
    counts = (
        f"[{write_number(at)}: {n:,}]"
        if at == trial.topic.threshold
        else f"{write_number(at)}: {n:,}"
        for at, n in trial.counts
    )
    yield f"Sentences at each threshold: {'  '.join(counts)}"
    yield from map(visible, _warnings(trial))
    if tried.difference is not None:
        yield from _section("Would be lost", tried.difference.lost, tried.articles)
        yield from _section("Would be gained", tried.difference.gained, tried.articles)
    yield from _section("Match", trial.matched, tried.articles)
    yield from _section("Just missed", trial.missed, tried.articles)
    yield from _section("Kept out", trial.excluded, tried.articles)
    yield ""
    yield "Words"
    for one in sorted(trial.fired, key=lambda one: (-one.matched, -one.sentences)):
        if one.sentences:
            what = worth(one.weight) if one.part is Part.WORDS else f"({one.part.value})"
            said = f"{one.pattern} {what}: in {one.sentences:,} sentences, {one.matched:,} match"
            yield f"  {visible(said)}"


def _section(name: str, some: Sequence[Judged], articles: Mapping[str, Article]) -> Iterator[str]:
    yield ""
    yield f"{name} ({len(some):,})"
    for one in some[:_MOST_SHOWN]:
        article, index = one.place
        words = visible(Quote.of(articles[article], index).words_in(articles))
        yield f"  {words} ({article}, sentence {index + 1})"
        yield f"    {visible(_reason(one))}"
    if len(some) > _MOST_SHOWN:
        yield f"  and {len(some) - _MOST_SHOWN:,} more: --format json has them all"


def _reason(one: Judged) -> str:
    verdict = one.verdict
    found = ", ".join(f"{f.pattern} {worth(f.weight)}" for f in verdict.found)
    said = [f"score {write_number(round(verdict.score, 4))}: {found}"]
    if verdict.excluded:
        out = ", ".join(f"{f.pattern} ({f.words})" for f in verdict.excluded)
        said.append(f"kept out by {out}")
    if verdict.missing:
        said.append(f"lacks {', '.join(verdict.missing)}")
    if one.short:
        said.append(f"short by {write_number(round(one.short, 4))}")
    return "; ".join(said)


def _warnings(trial: Trial) -> Iterator[str]:
    for warned in trial.warnings:
        if warned is Warned.NOTHING:
            yield "Note: no sentence matches."
        elif warned is Warned.TOO_MANY:
            yield f"Note: over {TOO_MANY:.0%} of all sentences match, which is hardly one subject."
        elif warned is Warned.UNREACHABLE:
            yield (
                f"Note: no sentence can score {write_number(trial.topic.threshold)}: all words "
                f"together are worth {write_number(round(trial.reachable, 4))}."
            )
        else:
            every = len({one.pattern for one in trial.fired})
            yield (
                f"Note: {len(trial.silent):,} of {every:,} words are in no sentence: "
                f"{', '.join(trial.silent)}"
            )


def _listed(patterns: Iterable[Pattern]) -> str:
    return ", ".join(pattern.text for pattern in patterns)


def _safe(line: str) -> str:
    """Return a line without what could steer a terminal, as far in as it stands."""
    bare = line.lstrip(" ")
    return " " * (len(line) - len(bare)) + visible(bare)
