"""Briefs as JSON: for the store, so that a button works months later, and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from summaries.briefs.model import Brief, Cut, Match, Missed, Quote, Rows
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
        "rows": _rows(brief.rows, articles),
    }
    if brief.closest:
        answer["closest"] = _entry(brief.closest.quote, None, articles)
    if brief.missed:
        answer["missed"] = [_missed(miss, articles) for miss in brief.missed]
    return answer


def _missed(miss: Missed, articles: Mapping[str, Article]) -> dict[str, Any]:
    """Return a sentence that was just missed, and what kept it out."""
    entry = _entry(miss.quote, None, articles)
    entry["kept_out_by"] = miss.reason.value
    if miss.excluded:
        entry["excluded"] = list(miss.excluded)
    if miss.missing:
        entry["missing"] = list(miss.missing)
    if miss.repeats is not None:
        entry["repeats"] = miss.repeats
    return entry


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
    if quote.standing:
        entry["rank"], entry["of"] = quote.standing.rank, quote.standing.of
        if (beaten := quote.standing.ahead_of) is not None:
            entry["ahead_of"] = {
                "article": beaten.article, "sentence": beaten.sentence, "score": beaten.score,
            }  # fmt: skip
    return entry


def _rows(rows: Rows, articles: Mapping[str, Article]) -> dict[str, Any]:
    """Return all rows with their words, a list for each kind."""

    def cut(one: Cut | None) -> dict[str, Any] | None:
        if one is None:
            return None
        return {
            "text": one.words_in(articles),
            "article": one.article,
            "file": articles[one.article].file,
            "sentence": one.sentence,
            "start": one.start,
            "end": one.end,
        }

    return {
        "ledger": [
            {
                "amount": cut(row.amount),
                "words": cut(row.words),
                "status": row.status.value,
                "donor": cut(row.donor),
                "recipient": cut(row.recipient),
                "citation": row.citation,
                "also": list(row.also),
                "sources": row.sources,
                "differs": row.differs,
            }
            for row in rows.ledger
        ],
        "figures": [
            {
                "value": cut(row.value),
                "metric": cut(row.metric),
                "period": cut(row.period),
                "comparison": cut(row.comparison),
                "caveat": cut(row.caveat),
                "trend": row.trend.value if row.trend else None,
                "citation": row.citation,
            }
            for row in rows.figures
        ],
        "said": [
            {
                "speaker": cut(row.speaker),
                "role": cut(row.role),
                "kind": row.kind.value,
                "words": [cut(one) for one in row.words],
                "citation": row.citation,
            }
            for row in rows.said
        ],
        "differences": [
            {
                "kind": row.kind.value,
                "sides": [{"words": cut(side), "citation": n} for side, n in row.sides],
            }
            for row in rows.differences
        ],
    }


def _match(match: Match) -> dict[str, Any]:
    entry = {"rule": match.rule, "weight": match.weight, "words": match.words}
    return entry | {"required": True} if match.required else entry


def to_json(report: Mapping[str, Any]) -> str:
    """Return a report as the same bytes every time: keys in order of writing, no escapes."""
    return json.dumps(report, ensure_ascii=False, indent=2)
