"""Briefs as JSON: for the store, so that a button works months later, and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from summaries.briefs.model import Brief, Match, Quote
from summaries.corpus import Article

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Brief]:
    from pydantic import TypeAdapter

    return TypeAdapter(Brief)


def dump(brief: Brief) -> dict[str, Any]:
    """Return a Brief as plain JSON values; it holds places and hashes, no source words."""
    stored: dict[str, Any] = _adapter().dump_python(brief, mode="json")
    return stored


def load(stored: Mapping[str, Any]) -> Brief:
    """Return the Brief that `dump` stored. Raises ValueError where it is damaged."""
    return _adapter().validate_python(dict(stored))


def report(brief: Brief, articles: Mapping[str, Article]) -> dict[str, Any]:
    """Return a Brief with its words for programs (`--format json`).

    One entry is one sentence, in the order shown; a sentence shown only for its context has
    ``"context": true``. ``start`` and ``end`` count code points in the decoded file.
    Raises SourceMismatch if a slice fails.
    """
    sentences = [
        _entry(quote, passage.citation, articles)
        for passage in brief.passages()
        for quote in passage.quotes
    ]
    stored = dump(brief)
    answer: dict[str, Any] = {
        "about": brief.about,
        "kind": brief.kind.value,
        "sentences": sentences,
        "sources": stored["sources"],
        "omitted": brief.omitted,
        "searched": {"articles": brief.scope.articles, "sentences": brief.scope.sentences},
    }
    if brief.closest:
        answer["closest"] = _entry(brief.closest.quote, None, articles)
    return answer


def _entry(quote: Quote, citation: int | None, articles: Mapping[str, Article]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "text": quote.words_in(articles),
        "article": quote.article,
        "file": articles[quote.article].file,
        "start": quote.start,
        "end": quote.end,
        "citation": citation,
        "score": quote.score,
        "matched": [_match(match) for match in quote.matched],
    }
    if quote.context:
        entry["context"] = True
    return entry


def _match(match: Match) -> dict[str, Any]:
    entry = {"rule": match.rule, "weight": match.weight, "words": match.words}
    return entry | {"required": True} if match.required else entry


def to_json(report: Mapping[str, Any]) -> str:
    """Return a report as the same bytes every time: keys in order of writing, no escapes."""
    return json.dumps(report, ensure_ascii=False, indent=2)
