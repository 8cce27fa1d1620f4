"""Who said what, for a brief: whose words come first, and which of them are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from summaries.briefs.rows import SaidRow
from summaries.briefs.subject import Hand, name_of
from summaries.corpus import Article
from summaries.evidence.model import Quotation, QuotationKind
from summaries.text import Span, fold

_CUE_GAP: Final = 80  # characters between a verb of speech and what is said: "told reporters that"
_RUN: Final = 2  # rows of one speaker before another has a turn
_FEW: Final = 4  # words; fewer say little by themselves


def said_rows(hand: Hand) -> Iterator[SaidRow]:
    """Yield whole clauses before scraps, and what is not shown already before what is.

    No one speaker takes all the first places.
    """
    order = hand.order()
    found: list[tuple[tuple[bool, bool], int, int, int, Quotation]] = []
    for document, rows in hand.stated().items():
        for quotation in rows.quotations:
            first, last = quotation.sentences
            places = [(document, index) for index in range(first, last + 1)]
            known = [order[place] for place in places if place in order]
            few = _count(hand.articles[document], quotation) < _FEW
            if not known or name_of(quotation.speaker) is None:
                continue
            if few and quotation.kind is QuotationKind.INDIRECT:
                continue
            repeated = all(place in hand.shown for place in places)
            found.append(((few, repeated), min(known), document, first, quotation))
    found.sort(key=lambda one: one[:4])
    turns: dict[tuple[tuple[bool, bool], str], int] = {}
    turned = []
    for tier, rank, document, _, quotation in found:
        key = (tier, _surname(quotation))
        turns[key] = turns.get(key, -1) + 1
        turned.append((tier, turns[key] // _RUN, rank, document, quotation))
    turned.sort(key=lambda one: one[:3])
    for _, _, _, document, quotation in turned:
        yield from _row(hand, document, quotation)


def _row(hand: Hand, document: int, quotation: Quotation) -> Iterator[SaidRow]:
    index = quotation.sentences[0]
    speaker = hand.party(document, index, quotation.speaker)
    if speaker is None or quotation.speaker is None:
        return
    words = (hand.cut(document, index, span) for span in _words(hand.articles[document], quotation))
    yield SaidRow(
        speaker=speaker,
        role=hand.cut(document, index, quotation.speaker.role),
        kind=quotation.kind,
        words=tuple(cut for cut in words if cut is not None),
        citation=hand.citations.of(document),
    )


def _surname(quotation: Quotation) -> str:
    words = quotation.speaker.name.split() if quotation.speaker else []
    return fold(words[-1]) if words else ""


def _count(article: Article, quotation: Quotation) -> int:
    return sum(len(span.of(article.text).split()) for span in quotation.segments)


def _words(article: Article, quotation: Quotation) -> tuple[Span, ...]:
    """Return what of a quotation is shown: indirect speech reads from its verb on."""
    first, last = quotation.segments[0], quotation.segments[-1]
    cue = quotation.cue
    sentence = article.sentences[quotation.sentences[0]].span
    if (
        quotation.kind is QuotationKind.INDIRECT
        and cue is not None
        and sentence.start <= cue.start
        and cue.end <= first.start <= cue.end + _CUE_GAP
    ):
        return (Span(cue.start, last.end),)
    return tuple(_without_comma(article.text, span) for span in quotation.segments)


def _without_comma(text: str, span: Span) -> Span:
    """Leave out the comma that stands before "he said", within the marks."""
    end = span.end - 1
    return Span(span.start, end) if end > span.start and text[end] == "," else span
