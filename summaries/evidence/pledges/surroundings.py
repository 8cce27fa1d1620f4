"""What stands around an item, as `judging` asks for it: whose, for whom, over which border."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.evidence.model import Party
from summaries.evidence.pledges.givers import subject_for
from summaries.evidence.pledges.judging import Setting, words_in
from summaries.evidence.pledges.line import Line, Row
from summaries.evidence.pledges.phrases import last_noun


def setting_of(line: Line, row: Row, rows: Sequence[Row]) -> Setting:
    """Return the surroundings of a row; ``rows`` are those before it in the sentence."""
    item, link, names, words = row.item, row.link, line.names, line.words
    between = link.between if link is not None else None
    parts = [item.to, item.shared, between, *item.fors, *item.purposes, *item.places]
    spans = [names.span(part) for part in parts if part is not None]
    receiver = row.receiver
    receiving = names.codes(*spans, *((receiver.span, receiver.named_at) if receiver else ()))
    giving = names.codes(row.donor.span, row.donor.named_at) if row.donor else set()
    donor = _words_of(line, row.donor) | words_in(line.tokens, (row.subject,))
    lender = bool(donor & words["lenders"])
    land = bool(_words_of(line, row.receiver) & words["lands"])
    abroad = (lender and (bool(receiving) or land)) or (
        bool(giving) and (bool(receiving - giving) or (land and not receiving))
    )
    return Setting(
        donor=donor,
        receiver=words_in(line.tokens, (item.to, item.shared, between, *item.fors))
        | _words_of(line, row.receiver),
        purpose=words_in(line.tokens, (*item.purposes, *item.fors)),
        subject=_subject_words(line, row),
        aim=last_noun(line.tokens, *item.fors[0], words) if item.fors else "",
        abroad=abroad,
        placed=bool(receiving),
        named=row.donor is not None,
        place=bool(giving),
        among=bool(rows),
    )


def _subject_words(line: Line, row: Row) -> frozenset[str]:
    """Return the words of "the package" in "the package includes $5m"."""
    if row.link is None or row.family != "measure":
        return frozenset()
    part = subject_for(line, row.link.cue)
    about_money = line.last is not None and line.last.amount is not None
    if part is not None and about_money and line.low(part[0]) in line.words["third_person"]:
        return line.words["pledge_nouns"]  # "It includes …", said of what was just pledged
    return words_in(line.tokens, (part,))


def _words_of(line: Line, party: Party | None) -> frozenset[str]:
    if party is None or party.span is None:
        return frozenset()
    span = party.span
    places = [
        (at, at + 1) for at, token in enumerate(line.tokens) if span.start <= token.start < span.end
    ]
    return words_in(line.tokens, places)
