"""Evidence for programs: each row with its words, its place, and what was read there.

Places count code points in the article's text, which for a text file is the decoded file. The
form is documented in docs/evidence.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from summaries.corpus import Article
from summaries.evidence.model import (
    Amount,
    AmountKind,
    Difference,
    Evidence,
    Figure,
    Party,
    Period,
    Pledge,
    Quotation,
)
from summaries.text import Span

Row = dict[str, Any]


class Report:
    """Writes the rows of one article."""

    def __init__(self, article: Article, evidence: Evidence) -> None:
        self._article, self._evidence = article, evidence

    def amounts(self) -> list[Row]:
        """Return every quantity, money too."""
        return [self._amount(one) for sentence in self._evidence.amounts for one in sentence]

    def money(self) -> list[Row]:
        """Return the sums of money: ``value`` in single units of ``unit``, an ISO 4217 code."""
        return [row for row in self.amounts() if row["kind"] == AmountKind.MONEY.value]

    def pledges(self) -> list[Row]:
        """Return the pledges. ``value`` is a sum of money, ``quantity`` any other number."""
        return list(map(self._pledge, self._evidence.pledges))

    def figures(self, figures: Sequence[Figure] | None = None) -> list[Row]:
        """Return the figures, or those given. ``value`` is null for "a 20-year high"."""
        chosen = self._evidence.figures if figures is None else figures
        return list(map(self._figure, chosen))

    def quotations(self) -> list[Row]:
        """Return the quotations. ``type`` is direct, mixed or indirect."""
        return list(map(self._quotation, self._evidence.quotations))

    def _at(self, span: Span) -> Row:
        words = span.of(self._article.text)
        return {"file": self._article.file, "start": span.start, "end": span.end, "text": words}

    def _words(self, span: Span | None) -> str | None:
        return None if span is None else span.of(self._article.text)

    def _amount(self, one: Amount) -> Row:
        return self._at(one.span) | {
            "kind": one.kind.value,
            "value": float(one.value),
            "high": None if one.high is None else float(one.high),
            "unit": one.unit,
            "qualifier": self._words(one.qualifier),
            "converted": one.converted,
        }

    def _pledge(self, pledge: Pledge) -> Row:
        amount = pledge.amount
        money = amount is not None and amount.kind is AmountKind.MONEY
        number = None if amount is None else float(amount.value)
        return self._at(pledge.item) | {
            "value": number if money else None,
            "quantity": None if money else number,
            "unit": amount and amount.unit,
            "donor": pledge.donor and pledge.donor.name,
            "recipient": pledge.recipient and pledge.recipient.name,
            "recipient_named": pledge.recipient_named,
            "purpose": self._words(pledge.purpose),
            "status": pledge.status.value,
            "cue": self._words(pledge.cue),
            "announcer": pledge.announcer and pledge.announcer.name,
            "date": self._period(pledge.date),
        }

    def _figure(self, figure: Figure) -> Row:
        shown = figure.metric if figure.amount is None else figure.amount.span
        return self._at(shown) | {
            "value": None if figure.amount is None else float(figure.amount.value),
            "metric": self._words(figure.metric),
            "unit": figure.amount and figure.amount.unit,
            "qualifier": figure.amount and self._words(figure.amount.qualifier),
            "period": self._period(figure.period),
            "place": self._words(figure.place),
            "comparison": self._words(figure.comparison),
            "caveat": self._words(figure.caveat),
            "trend": figure.trend and figure.trend.value,
            "source": figure.source and figure.source.name,
        }

    def _quotation(self, said: Quotation) -> Row:
        segments = [self._words(segment) for segment in said.segments]
        return self._at(said.segments[0]) | {
            "type": said.kind.value,
            "text": " ".join(filter(None, segments)),
            "segments": segments,
            "speaker": said.speaker and said.speaker.name,
            "certain": said.speaker is None or said.speaker.certain,
            "role": said.speaker and self._words(said.speaker.role),
            "cue": self._words(said.cue),
            "listener": said.listener and said.listener.name,
            "about": [_name(party) for party in said.about],
        }

    def _period(self, period: Period | None) -> Row | None:
        if period is None:
            return None
        return {
            "text": self._words(period.span),
            "start": period.start,
            "end": period.end,
            "open": period.open,
        }


def _name(party: Party) -> str:
    return party.name


def differences_report(
    found: Sequence[Difference], articles: Mapping[str, Article]
) -> list[dict[str, Any]]:
    """Return the differences: each with its kind, and every side with its place and words."""
    return [
        {
            "kind": difference.kind.value,
            "items": [
                {
                    "file": articles[side.article].file,
                    "start": side.part.start,
                    "text": side.part.of(articles[side.article].text),
                    "sentence": side.span.of(articles[side.article].text),
                }
                for side in difference.sides
            ],
        }
        for difference in found
    ]
