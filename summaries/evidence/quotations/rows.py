"""Rows of quotations: the spans of the words, of who says them, and of how that is known."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from summaries.corpus import Article
from summaries.evidence.model import Party, PartyKind, Quotation, QuotationKind
from summaries.evidence.people import Cast
from summaries.evidence.people.mention import Kind
from summaries.evidence.quotations.attribution import Said
from summaries.evidence.quotations.reported import Report
from summaries.evidence.quotations.sentence import Sentence
from summaries.text import Span


class Rows:
    """Makes the rows of one article."""

    def __init__(self, article: Article, cast: Cast) -> None:
        self._article, self._cast, self._text = article, cast, article.text
        self._starts = [sentence.span.start for sentence in article.sentences]

    def direct(self, group: list[Said]) -> Quotation:
        lead = next((one for one in group if one.at is not None), group[0])
        first, last = group[0].first, group[-1].last
        segments = tuple(Span(one.stretch.start, one.stretch.end) for one in group)
        starts = [group[0].stretch.opens]
        ends = [group[-1].stretch.closes]
        cue = None
        speaker: Party | None = None
        if lead.subject is not None:
            speaker = lead.subject.party
            if lead.at is None:
                speaker = replace(speaker, span=None, certain=False)
        heard = None
        if lead.at is not None and lead.cue is not None:
            cue = lead.at.tokens.span(*lead.cue)
            starts.append(cue.start)
            ends.append(cue.end)
            first, last = min(first, lead.at.index), max(last, lead.at.index)
            heard = lead.listener.party if lead.listener is not None else None
        if speaker is not None and speaker.span is not None:
            starts.append(speaker.span.start)
            ends.append(speaker.span.end)
        if heard is not None and heard.span is not None:
            starts.append(heard.span.start)
            ends.append(heard.span.end)
        direct = any(one.direct or one.whole for one in group)
        return Quotation(
            sentences=(first, last),
            span=Span(min(starts), max(ends)),
            kind=QuotationKind.DIRECT if direct else QuotationKind.MIXED,
            segments=segments,
            speaker=speaker,
            cue=cue,
            listener=heard,
            about=self._about(segments),
        )

    def indirect(self, sentence: Sentence, report: Report) -> Quotation:
        index = sentence.index
        tokens = sentence.tokens
        segments = tuple(tokens.span(first, last) for first, last in report.parts)
        cue = tokens.span(*report.cue)
        spans = [*segments, cue]
        party = report.subject.party
        if party.span is not None:
            spans.append(party.span)
        heard = report.listener.party if report.listener is not None else None
        if heard is not None and heard.span is not None:
            spans.append(heard.span)
        return Quotation(
            sentences=(index, index),
            span=Span(min(span.start for span in spans), max(span.end for span in spans)),
            kind=QuotationKind.INDIRECT,
            segments=segments,
            speaker=party,
            cue=cue,
            listener=heard,
            about=self._about(segments),
        )

    def _about(self, segments: tuple[Span, ...]) -> tuple[Party, ...]:
        """Return the people that are named within the words."""
        found: dict[str, Party] = {}
        for segment in segments:
            first = bisect_right(self._starts, segment.start) - 1
            last = bisect_right(self._starts, segment.end - 1) - 1
            for index in range(first, last + 1):
                reading = self._cast.readings[index]
                for mention, party in zip(reading.mentions, reading.parties, strict=True):
                    if party is None or party.span is None or mention.kind is Kind.PRONOUN:
                        continue
                    if (
                        party.kind is PartyKind.PERSON
                        and mention.name
                        and segment.holds(party.span)
                    ):
                        found.setdefault(party.name, party)
        return tuple(found.values())
