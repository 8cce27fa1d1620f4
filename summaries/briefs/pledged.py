"""The ledger of a brief: which pledges, and which words say what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summaries.briefs.rows import LedgerRow
from summaries.briefs.subject import Hand
from summaries.corpus import Article
from summaries.evidence.model import Pledge, PledgeStatus
from summaries.text import Span, fold


def ledger_rows(hand: Hand) -> Iterator[LedgerRow]:
    """Yield pledges with an amount, then those without; reports of one stand together."""
    from summaries.evidence.pledges import ledger

    order = hand.order()
    documents = {hand.articles[document].id: document for document, _ in order}
    every = [
        (document, pledge)
        for document, rows in hand.stated().items()
        for pledge in rows.pledges
        if pledge.status is not PledgeStatus.SOUGHT
    ]
    wanted = [one for one in every if (one[0], one[1].sentence) in order]
    wanted.sort(key=lambda one: (one[1].amount is None, order[one[0], one[1].sentence]))
    # A sentence that is not about the subject may report the same pledge: that is a source.
    amounts = {_amount(pledge) for _, pledge in wanted if pledge.amount}
    others = [
        (d, pledge)
        for d, pledge in every
        if (d, pledge.sentence) not in order and _amount(pledge) in amounts
    ]
    for row in ledger([(hand.articles[d], pledge) for d, pledge in [*wanted, *others]]):
        reports = [
            (documents[report.article], report.pledge)
            for report in row.reports
            if (documents[report.article], report.pledge.sentence) in order
        ]
        sources = {hand.copies.first(article) for article in row.articles}
        yield from _reports(hand, reports, len(sources), differs=bool(row.differs))


def _reports(
    hand: Hand, reports: Sequence[tuple[int, Pledge]], sources: int, *, differs: bool
) -> Iterator[LedgerRow]:
    """Yield a row for each way in which a pledge is reported, with all that report it so."""
    alike: dict[tuple[object, ...], list[tuple[int, Pledge]]] = {}
    for document, pledge in reports:
        text = hand.articles[document].text
        said = (fold(pledge.item.of(text)), pledge.status)
        alike.setdefault(said, []).append((document, pledge))
    for (document, pledge), *same in alike.values():
        amount = pledge.amount.span if pledge.amount else None
        yield LedgerRow(
            amount=hand.cut(document, pledge.sentence, amount),
            words=hand.cut(document, pledge.sentence, _beside(hand.articles[document], pledge)),
            citation=hand.citations.of(document),
            status=pledge.status,
            donor=hand.party(document, pledge.sentence, pledge.donor),
            recipient=hand.party(document, pledge.sentence, pledge.recipient),
            sources=sources,
            differs=differs and len(alike) > 1,
            also=tuple(
                dict.fromkeys(
                    hand.citations.of(d)
                    for d, _ in same
                    if not hand.citations.one_source(d, document)
                )
            ),
        )


def _amount(pledge: Pledge) -> tuple[object, ...] | None:
    amount = pledge.amount
    return (amount.value, amount.high, fold(amount.unit or "")) if amount else None


def _beside(article: Article, pledge: Pledge) -> Span:
    """Return the words of an item that stand after its amount, else those before it."""
    item, text = pledge.item, article.text
    if pledge.amount is None:
        return item
    after = _trimmed(text, Span(min(pledge.amount.span.end, item.end), item.end))
    if after.start < after.end:
        return after
    return _trimmed(text, Span(item.start, max(pledge.amount.span.start, item.start)))


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
