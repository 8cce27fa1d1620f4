"""Pledges of one article: who gives what to whom, what for, and how far that has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summaries.corpus import Article
from summaries.evidence.hints import GIVING, GIVING_GOODS, GOODS
from summaries.evidence.model import (
    Amount,
    AmountKind,
    Period,
    Pledge,
    PledgeStatus,
    Quotation,
)
from summaries.evidence.people import Cast
from summaries.evidence.periods import periods
from summaries.evidence.pledges.cues import cues
from summaries.evidence.pledges.givers import find_givers
from summaries.evidence.pledges.in_kind import is_given
from summaries.evidence.pledges.items import Item, item_at, read_on
from summaries.evidence.pledges.judging import is_help
from summaries.evidence.pledges.line import Line, Row
from summaries.evidence.pledges.links import Link, link_of
from summaries.evidence.pledges.listing import elided, gapped, inherit, share_receiver
from summaries.evidence.pledges.parties import Names
from summaries.evidence.pledges.phrases import phrase_end
from summaries.evidence.pledges.receivers import purpose_of, receiver_of
from summaries.evidence.pledges.surroundings import setting_of
from summaries.evidence.pledges.tokens import tokens
from summaries.evidence.pledges.words import Words, words_of
from summaries.text import Sentence, Span

_OPEN: Final = frozenset({PledgeStatus.PLEDGED, PledgeStatus.COMMITTED, PledgeStatus.PLANNED})
_NEAR: Final = 2  # sentences that "the package includes …" may look back


def pledges(
    article: Article,
    amounts: Sequence[Sequence[Amount]],
    cast: Cast,
    said: Sequence[Quotation] = (),
) -> tuple[Pledge, ...]:
    """Return the pledges that an article states, in the order of its text.

    ``amounts`` has the amounts of each sentence, ``cast`` its people, places and bodies,
    ``said`` its quotations, which tell who announced what stands within them. A language
    without a table of words has none.
    """
    words = words_of(article.language)
    if words is None:
        return ()
    found: list[Pledge] = []
    for sentence in article.sentences:
        here = amounts[sentence.index] if sentence.index < len(amounts) else ()
        if not _may_hold(cast.readings[sentence.index].tokens.seen, here):
            continue
        last = found[-1] if found and found[-1].sentence >= sentence.index - _NEAR else None
        line = _line(article, sentence, here, cast, words, said, last)
        rows = _rows(line)
        if rows:
            dates = periods(
                article.text, sentence.span, article.published, language=article.language
            )
            found += [_pledge(line, row, dates) for row in rows]
    return tuple(found)


def _may_hold(hint: int, amounts: Sequence[Amount]) -> bool:
    """Tell whether a sentence can hold a pledge at all."""
    if any(amount.kind is AmountKind.MONEY for amount in amounts):
        return bool(hint & GIVING)
    return bool(hint & GOODS and hint & GIVING_GOODS)


def _line(
    article: Article,
    sentence: Sentence,
    amounts: Sequence[Amount],
    cast: Cast,
    words: Words,
    said: Sequence[Quotation],
    last: Pledge | None,
) -> Line:
    read = tokens(article.text, sentence.span, amounts)
    found = cues(read, words)
    return Line(
        article.text,
        sentence,
        read,
        amounts,
        words,
        Names(article, cast, sentence, read, words),
        found,
        frozenset(cue.at for cue in found),
        said,
        last,
    )


def _rows(line: Line) -> list[Row]:
    rows: list[Row] = []
    for at in _heads(line):
        row = _row(line, at, rows)
        inside = any(one.item.first <= at < one.item.end for one in rows)
        if row is not None and (not inside or _has_own_verb(row)):
            rows.append(row)
            inherit(rows)
    return [row for row in rows if row.amount is not None or not _within_another(row, rows)]


def _within_another(row: Row, rows: Sequence[Row]) -> bool:
    """Tell whether help without a sum is part of one with: "aid" of "aid of $30m"."""
    head = row.item.head
    return any(one is not row and one.item.first <= head < one.item.end for one in rows)


def _has_own_verb(row: Row) -> bool:
    """Tell the whole of "$17m of the $50m it was promised" from that of "$1m of a $9m package"."""
    return row.link is not None and row.link.subject and row.amount is not None


def _heads(line: Line) -> list[int]:
    """Return where items may stand: amounts, and goods or help without an amount."""
    heads = []
    counted_noun = False  # an amount stands in front: "two planes" is one item
    for at, token in enumerate(line.tokens):
        if token.amount >= 0:
            amount = line.amounts[token.amount]
            counted = amount.kind in (AmountKind.MONEY, AmountKind.COUNT, AmountKind.MEASURE)
            if counted and not amount.converted:
                heads.append(at)
        elif token.low in line.words["in_kind"] and not counted_noun:
            heads.append(at)
        counted_noun = token.amount >= 0 or (counted_noun and line.words.is_noun(token.low))
    return heads


def _row(line: Line, at: int, rows: Sequence[Row]) -> Row | None:
    index = line.tokens[at].amount
    amount = line.amounts[index] if index >= 0 else None
    item = item_at(line.tokens, at, line.words, line.verbs)
    again = gapped(line, item, amount, rows)
    if again is not None:
        return again
    if amount is not None and amount.kind is not AmountKind.MONEY:
        amount = elided(line, amount, item, rows) or amount
    money = amount is not None and amount.kind is AmountKind.MONEY
    link = link_of(line.tokens, item, line.cues, line.words)
    if isinstance(link, str):
        return None
    if link is not None and not _fits(item, link, line.words):
        link = None
    if (link is None and not money) or (link is not None and link.cue.status is None):
        return None
    if link is not None and link.subject:
        _read_behind(line, item, link)
    share_receiver(line, item)
    if link is not None and not money and not is_given(line, item, link, amount):
        return None
    receiver, named, attached = receiver_of(line, item, link)
    row = Row(
        item,
        amount,
        link,
        _status(line, item, link),
        _cue(line, item, link),
        receiver=receiver,
        named=named,
        purpose=purpose_of(line, item, attached),
    )
    if not find_givers(line, row):
        return None
    around = setting_of(line, row, rows)
    cue = link.cue if link is not None else None
    return row if is_help(line.tokens, item, cue, around, line.words) else None


def _fits(item: Item, link: Link, words: Words) -> bool:
    """Tell whether the preposition in front of an item lets it be what the verb gives."""
    before, verb = item.before, link.cue.verb
    if link.cue.passive and not link.subject and verb.lemma not in words["ditransitive"]:
        return verb.family in ("receive", "seek")  # "crews were sent with food worth $5m"
    if link.listed and before == "," and words["parts_of"].intersection(item.heads):
        return False  # "$6m, the first tranche of a $30m programme"
    if link.subject or link.listed:
        return before not in words["misfits"]
    if verb.family == "seek" and link.cue.asked is None:
        return before in words["for"]
    if before in words["with"]:
        return verb.lemma in ("provide", "supply", "make", "fund", "finance")
    return (
        before not in words["prepositions"]
        or before in words["including"]
        or (before in words["particles_after"] and item.first - 2 == link.cue.at)
    )


def _read_behind(line: Line, item: Item, link: Link) -> None:
    """Read whom and what an item is for behind the verb that it is the subject of."""
    behind = link.cue.at + 1
    if link.cue.verb.lemma == "reach":
        end = phrase_end(line.tokens, behind, line.words)
        item.to = (behind, end) if end > behind else None
        behind = end
    read_on(line.tokens, item, behind, line.words)


def _status(line: Line, item: Item, link: Link | None) -> PledgeStatus:
    words, heads = line.words, set(item.heads)
    if link is None or link.cue.status is None:
        if (heads | item.nouns) & words["pledge_nouns"]:
            status = PledgeStatus.PLEDGED
        elif heads & words["lines_of_credit"]:
            status = PledgeStatus.COMMITTED
        else:
            status = PledgeStatus.PAID
    elif link.cue.verb.family == "measure":
        includes = link.cue.verb.lemma in ("include", "comprise", "contain")
        before = line.last.status if line.last is not None else PledgeStatus.PLEDGED
        status = before if includes else PledgeStatus.PAID
    elif link.cue.verb.family == "receive" and heads & words["promises"]:
        status = PledgeStatus.PLEDGED
    else:
        status = link.cue.status
    span = line.sentence.span
    if status in _OPEN and words.conditions.search(line.text, span.start, span.end):
        return PledgeStatus.CONDITIONAL
    return status


def _cue(line: Line, item: Item, link: Link | None) -> Span:
    """Return the words that make it a pledge: the verb with its auxiliaries, or a noun."""
    if link is not None:
        return line.names.span((link.cue.first, link.cue.at + 1))
    for at in range(item.first, item.end):
        if line.low(at) in line.words["helpful"]:
            return line.names.span((at, at + 1))
    return line.names.span((item.head, item.head + 1))


def _pledge(line: Line, row: Row, dates: Sequence[Period]) -> Pledge:
    item = line.names.span((row.item.first, max(row.item.end, row.item.head + 1)))
    held = [item, row.cue]
    held += [row.purpose] if row.purpose is not None else []
    for party in (row.donor, row.receiver):
        if party is not None and party.span is not None and line.sentence.span.holds(party.span):
            held.append(party.span)
    return Pledge(
        sentence=line.sentence.index,
        span=Span(min(part.start for part in held), max(part.end for part in held)),
        item=item,
        status=row.status,
        cue=row.cue,
        amount=row.amount,
        donor=row.donor,
        recipient=row.receiver,
        recipient_named=row.named and row.receiver is not None,
        purpose=row.purpose,
        announcer=row.announcer,
        date=_date(line, row, dates),
    )


def _date(line: Line, row: Row, dates: Sequence[Period]) -> Period | None:
    """Return when it was said or done: no term of the pledge ("over five years", "by June")."""
    text, start = line.text, line.sentence.span.start
    for period in dates:
        inside = row.purpose is not None and row.purpose.holds(period.span)
        before = text[start : period.span.start].split()[-1:]
        leads = {word.lower() for word in (*before, *period.span.of(text).split()[:1])}
        if not inside and not leads & line.words["terms"]:
            return period
    return None
