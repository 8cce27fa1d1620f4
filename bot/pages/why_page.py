"""*Why these*: what each sentence matched and scored, what it beat, and what was just missed."""

from __future__ import annotations

from collections.abc import Mapping

from bot.labels import Labels
from bot.pages.budget import HARD_STOP, size_of_text
from bot.pages.source_words import escaped
from summaries.briefs import Brief, BriefKind, Match, Missed, Passage, Quote
from summaries.corpus import Article

_FIRST_WORDS = 90  # of a sentence: enough to know it again; it stands whole in the brief


def why_page(brief: Brief, articles: Mapping[str, Article], labels: Labels) -> tuple[str, ...]:
    """Write the reasons for every sentence of a brief, then those that are not in it.

    What does not fit into one message is left out from the end and counted. Raises SourceMismatch.
    """
    head = [f"## {labels('why.heading')}", f"-# {_rule(brief, labels)}"]
    entries = [_reason(p, brief, articles, labels) for p in brief.passages()]
    missed = [_missed(m, articles, labels) for m in brief.missed]
    if missed:
        entries.append("\n".join((f"**{labels('why.not_in')}**", *missed)))
    kept = len(entries)
    while kept:
        rest = len(entries) - kept
        more = [f"-# {labels('why.more', n=rest)}"] if rest else []
        blocks = ("\n".join(head), "\n".join((*entries[:kept], *more)))
        if size_of_text(blocks).within(HARD_STOP):
            return blocks
        kept -= 1
    return ("\n".join(head),)


def _rule(brief: Brief, labels: Labels) -> str:
    if brief.kind is BriefKind.TOPIC and brief.threshold is not None:
        return labels("why.topic", threshold=f"{brief.threshold:g}")
    if brief.kind is BriefKind.QUERY:
        return labels("why.query")
    return labels("why.article" if brief.kind is BriefKind.ARTICLE else "why.overview")


def _reason(passage: Passage, brief: Brief, articles: Mapping[str, Article], labels: Labels) -> str:
    lines = []
    for quote in passage.quotes:
        if quote.context:
            continue
        lines.append(f"> {_start(quote, articles)} [{passage.citation}]")
        if brief.kind is BriefKind.QUERY:
            found = ", ".join(escaped(m.words) for m in quote.matched)
            lines.append(f"- {labels('why.words', words=found, score=f'{quote.score:.0%}')}")
        elif quote.matched:
            found = ", ".join(_worth(match, labels) for match in quote.matched)
            lines.append(f"- {labels('why.matched', score=f'{quote.score:g}', words=found)}")
        else:
            lines.append(f"- {labels('why.central')}")
        lines.append(f"- {labels('why.position', article=quote.article, sentence=quote.sentence)}")
    if any(quote.context for quote in passage.quotes):
        lines.append(f"- {labels('why.context')}")
    if passage.also:
        also = ", ".join(f"[{n}]" for n in passage.also)
        lines.append(f"- {labels('why.also', citations=also)}")
    return "\n".join(lines)


def _missed(miss: Missed, articles: Mapping[str, Article], labels: Labels) -> str:
    line = f"> {_start(miss.quote, articles)} ({escaped(miss.quote.article)})"
    if miss.excluded:
        reason = labels("why.excluded", words=", ".join(map(escaped, miss.excluded)))
    else:
        reason = labels("why.lower", score=f"{miss.quote.score:g}")
    return f"{line}\n- {reason}"


def _start(quote: Quote, articles: Mapping[str, Article]) -> str:
    """The first words of a sentence, cut at a blank: this page points to sentences."""
    words = " ".join(quote.words_in(articles).split())
    if len(words) <= _FIRST_WORDS:
        return escaped(words)
    cut = words[:_FIRST_WORDS].rsplit(" ", 1)[0]
    return f"{escaped(cut)} …"


def _worth(match: Match, labels: Labels) -> str:
    """Say what a match is worth; a required list is worth nothing, so say which words meet it."""
    if match.required:
        return labels("why.required", name=escaped(match.rule), words=escaped(match.words))
    return f"{escaped(match.rule)} {match.weight:+g}"
