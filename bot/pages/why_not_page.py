"""*Why not*: what kept a pasted sentence out of a brief, one condition a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.labels import Labels
from bot.pages.budget import characters_of
from bot.pages.source_words import visible
from bot.pages.style import Style
from summaries.briefs import Match
from summaries.briefs.finding import How
from summaries.briefs.model import Brief, BriefKind
from summaries.briefs.why_not import Step, StepKind, WhyNot
from summaries.context import Opening
from summaries.corpus import Article

LONGEST: Final = 2_000
"""Characters of a sentence that the answer repeats; a longer one is named by its place."""

_SILENT: Final = frozenset(StepKind) - {
    StepKind.LIBRARY,
    StepKind.SCORE,
    StepKind.REQUIRED,
    StepKind.EXCLUDED,
    StepKind.CONTEXT,
}
"""Conditions that are named only where they are not met: most sentences meet them."""

_MOST_MATCHES: Final = 20


def why_not_page(
    answer: WhyNot, brief: Brief, articles: Mapping[str, Article], labels: Labels, style: Style
) -> tuple[str, ...]:
    """Write the sentence that was found, where it stands, and each condition.

    Raises SourceMismatch where the sentence is not what the store holds.
    """
    head = [style.heading.format(labels("why_not.heading"))]
    if answer.quote is not None:
        words = answer.quote.words_in(articles)
        if characters_of(style.words(words)) <= LONGEST:
            head.append(style.lead.format(style.words(words)))
        else:
            head.append(style.lead.format(labels("why.too_long")))
        facts = [_place(answer, articles, labels)]
        if answer.how in (How.FOLDED, How.NEAREST):
            facts.append(labels(f"why_not.how.{answer.how.value}"))
        if answer.topic is not None:
            facts.append(style.words(answer.topic))
        head.append(style.small.format(" · ".join(facts)))
    lines = [
        style.item.format(f"{labels('why_not.met' if step.met else 'why_not.unmet')} {said}")
        for step in answer.steps
        if not step.met or step.kind not in _SILENT
        for said in [_said(step, brief, labels, style)]
    ]
    if answer.shown_in is not None:
        first = labels("why_not.in_brief", citation=f"[{answer.shown_in}]")
    else:
        first = labels("why_not.not_in")
    return style.block(head), style.block([style.strong.format(first), *lines])


def _place(answer: WhyNot, articles: Mapping[str, Article], labels: Labels) -> str:
    assert answer.quote is not None
    article = articles[answer.quote.article]
    return labels(
        "context.place",
        article=article.id,
        first=answer.quote.sentence,
        n=len(article.sentences),
    )


def _said(step: Step, brief: Brief, labels: Labels, style: Style) -> str:
    """Say one condition in a sentence."""
    key = f"why_not.{'ok' if step.met else 'no'}.{step.kind.value}"
    words = ", ".join(style.words(visible(one)) for one in step.words)
    if step.kind is StepKind.SENTENCE:
        if step.line is None:
            return labels(f"{key}_heading", article=step.article)
        return labels(key, article=step.article, line=labels(f"line.{step.line.value}"))
    if step.kind is StepKind.WINDOW:
        since = brief.scope.since
        newest = brief.scope.newest_only
        name = "window.newest" if newest else f"window.{since}"
        return labels(key, article=step.article, window=labels(name) if labels.has(name) else since)
    if step.kind is StepKind.SCORE:
        return _score(step, brief, key, labels, style)
    if step.kind is StepKind.CONTEXT and not step.met:
        opening = step.opening or Opening.NOTHING
        return labels(f"{key}_{opening.name.lower()}")
    if step.kind is StepKind.COPY and step.article is None:
        return labels(f"{key}_same")
    if step.kind is StepKind.REPEATS and step.citation is None:
        return labels(f"{key}_one")
    if step.kind is StepKind.SHARE:
        return labels(key, n=int(step.number or 0), article=step.article)
    if step.kind is StepKind.RANK:
        shown, of = step.shown or 0, int(step.of or 0)
        if step.number is None:
            return labels(f"{key}_none", of=of, n=shown)
        return labels(key, rank=int(step.number), of=of, n=shown)
    return labels(
        key, words=words or "–", article=step.article or "–", citation=f"[{step.citation}]"
    )


def _score(step: Step, brief: Brief, key: str, labels: Labels, style: Style) -> str:
    number, of = step.number or 0.0, step.of or 0.0
    if brief.kind is BriefKind.QUERY:
        return labels(
            f"{key}_words",
            score=f"{number:.0%}",
            threshold=f"{of:.0%}",
            words=", ".join(style.words(match.words) for match in step.matched),
        )
    return labels(
        key,
        score=f"{number:g}",
        threshold=f"{of:g}",
        words=matched_words(step.matched, labels, style) or "–",
        missing=f"{max(0.0, of - number):g}",
    )


def matched_words(matched: tuple[Match, ...], labels: Labels, style: Style) -> str:
    """Say what words of a sentence met which part of a rule, and what each is worth.

    A required list is worth nothing; it is said in a line of its own.
    """
    worth = [match for match in matched if not match.required]
    said = [_worth(match, labels, style) for match in worth[:_MOST_MATCHES]]
    if len(worth) > _MOST_MATCHES:
        said.append(f"+{len(worth) - _MOST_MATCHES}")
    return ", ".join(said)


def _worth(match: Match, labels: Labels, style: Style) -> str:
    rule, words = style.words(match.rule), style.words(match.words)
    if match.words.casefold() == match.rule.casefold() or not words:
        return labels("why.worth_same", rule=rule, weight=f"{match.weight:+g}")
    return labels("why.worth", rule=rule, weight=f"{match.weight:+g}", words=words)
