"""Who gives an item, and who says so."""

from __future__ import annotations

from dataclasses import replace

from summaries.evidence.model import Party
from summaries.evidence.pledges.cues import Cue
from summaries.evidence.pledges.items import Item
from summaries.evidence.pledges.judging import words_in
from summaries.evidence.pledges.line import Line, Row
from summaries.evidence.pledges.phrases import Range, phrase_end
from summaries.evidence.pledges.subjects import first_of_clause, subject_before, subject_of
from summaries.text import fold

# Families whose subject may only announce what another gives.
_MAY_ANNOUNCE = frozenset({"announce", "allot", "pledge"})
# Families whose subject, if a person, speaks for a country.
_THANKED = 9  # tokens between "thanked" and what for
_FOR_A_COUNTRY = frozenset({"announce", "pledge", "commit", "allot", "give", "donate"})


def find_givers(line: Line, row: Row) -> bool:
    """Fill a row's donor and announcer (and who receives, where that is the verb's subject).

    False where the words only look like a pledge: nobody is asked, or nobody is concerned.
    """
    item, link, family = row.item, row.link, row.family
    cue = link.cue if link is not None else None
    stated = _stated(line, row)
    source = item.source
    if (
        source is None
        and family == "receive"
        and item.debtor is not None
        and (line.tokens[item.debtor[0]].capital)
    ):
        source = item.debtor  # "recibió 26 millones de dólares de Noruega"
    given = line.names.party(source) if source is not None else None
    # "the $5m Norway promised": the item is in front, and yet the verb has its own subject.
    passed = link is not None and link.subject and link.taker is None
    subject: Range | None = None
    if link is not None and not passed:
        subject = link.taker or subject_for(line, link.cue)
    if cue is None:
        row.donor = stated or given or _promiser(line, item)
        if row.donor is None and row.receiver is None:
            return False
    elif family == "receive" or (cue.passive and not passed):
        row.donor = given or stated
        if subject is not None:
            row.receiver, row.named = named(line, subject), True
    elif family == "seek":
        asked = _addressee(line, cue, item)
        if asked is None or item.before not in line.words["for"]:
            return False
        row.donor = line.names.party(asked)
        if subject is not None and row.receiver is None:
            row.receiver, row.named = named(line, subject), True
    elif cue.asked is not None:
        row.donor = line.names.party(cue.asked)
    elif family == "measure" and subject is not None:
        _measured(line, row, subject, given)
    elif family in ("go", "measure") or passed:
        row.donor = given or stated
    elif subject is not None:
        row.donor, row.subject = named(line, subject), subject
        if stated is not None and family in _MAY_ANNOUNCE:
            row.announcer, row.donor = row.donor, stated
    else:
        row.donor = stated
    if row.donor is not None and row.announcer is None and family in _FOR_A_COUNTRY:
        land = line.names.land_of(row.donor)
        if land is not None:
            row.announcer, row.donor = row.donor, land
    _part(line, row)
    _hear(line, row)
    return True


def _part(line: Line, row: Row) -> None:
    """Undo a reading that has somebody give to themselves: one of the two was misread."""
    donor, receiver = row.donor, row.receiver
    if donor is None or receiver is None or fold(donor.name) != fold(receiver.name):
        return
    pronoun = receiver.span is not None and (
        fold(receiver.span.of(line.text)) in line.words["pronouns"]
    )
    if (
        not pronoun
        and row.subject is not None
        and donor.span is not None
        and fold(donor.span.of(line.text)) != fold(donor.name)
    ):
        row.donor = line.names.words(donor.span)
    else:
        row.receiver, row.named = None, False


def subject_for(line: Line, cue: Cue) -> Range | None:
    """Return a verb's subject; of "includes" and "totalled", the phrase that says what helps."""
    near = subject_of(line.tokens, cue, line.words)
    if cue.verb.family != "measure" or not cue.plain:
        return near
    if near is not None and words_in(line.tokens, (near,)) & line.words["helpful"]:
        return near
    return first_of_clause(line.tokens, cue.first, line.words) or near


def named(line: Line, part: Range) -> Party:
    """Return whom a phrase names; "it" is whoever spoke, or the first who could be meant."""
    party = line.names.party(part)
    low = line.low(part[0])
    if (
        part[1] - part[0] > 1
        or low not in line.words["third_person"]
        or fold(party.name) != low  # the cast knows who it is
    ):
        return party
    if low in line.words["plural"]:
        several = line.names.first_before(part[0], last=True, groups=True)
        if several is not None:
            return replace(several, span=party.span)
    for at in range(part[0] - 1, 0, -1):
        if line.low(at) in line.words["speech"]:
            speaker = subject_before(line.tokens, at - 1, line.words)
            if speaker is not None:
                return replace(line.names.party(speaker), span=party.span)
    first = line.names.first_before(part[0])
    return replace(first, span=party.span) if first is not None else party


def _stated(line: Line, row: Row) -> Party | None:
    """Return the donor that the item's own words name: "US aid", "Ireland's contribution"."""
    item, words, tokens = row.item, line.words, line.tokens
    if item.own is not None:
        return line.names.party(item.own)
    if row.link is None and tokens[item.first].low in words["possessives"]:
        return line.names.first_before(item.first, last=True)
    for start, end in item.purposes:
        if line.low(start) in words["in"]:
            party = _before_help(line, start, end)
            if party is not None:
                return party
    if item.debtor is not None:
        party = _before_help(line, *item.debtor)
        if party is not None:
            return party
    party = _before_help(line, item.head + 1, item.bare)
    if party is None and item.first < item.head:
        party = line.names.adjective((item.first, item.head))
    return party


def _before_help(line: Line, start: int, end: int) -> Party | None:
    """Return the donor in front of a word of help: "in British aid", "$5m US grant"."""
    help_at = [at for at in range(start, end) if line.low(at) in line.words["help"]]
    return line.names.adjective((start, help_at[0] + 1)) if help_at else None


def _promiser(line: Line, item: Item) -> Party | None:
    """Return who comes "with a promise of $5m", or is thanked for it."""
    if item.before in line.words["with"] and set(item.heads) & line.words["pledge_nouns"]:
        subject = first_of_clause(line.tokens, item.first, line.words)
        return named(line, subject) if subject is not None else None
    if item.before in line.words["for"]:
        for at in range(item.first - 2, max(0, item.first - _THANKED), -1):
            if line.low(at) in line.words["thanks"]:
                end = phrase_end(line.tokens, at + 1, line.words)
                return line.names.party((at + 1, end)) if end == item.first - 1 else None
    return None


def _measured(line: Line, row: Row, subject: Range, given: Party | None) -> None:
    """Read "US aid to the country totalled $77m", or take the givers of the pledge before."""
    row.donor = line.names.adjective(subject) or given
    behind = subject[1]
    if row.receiver is None and line.low(behind) in line.words["to"]:
        end = phrase_end(line.tokens, behind + 1, line.words)
        if end > behind + 1:
            row.receiver, row.named = line.names.party((behind + 1, end)), True
    if row.donor is None and line.last is not None:
        row.donor = _elsewhere(line.last.donor)
        if row.receiver is None:
            row.receiver = _elsewhere(line.last.recipient)


def _elsewhere(party: Party | None) -> Party | None:
    """Return a party as one that this sentence does not name."""
    return replace(party, span=None) if party is not None else None


def _addressee(line: Line, cue: Cue, item: Item) -> Range | None:
    start = cue.at + 1
    if line.low(start) in line.words["to"]:
        start += 1
    end = phrase_end(line.tokens, start, line.words)
    return (start, end) if start < end < item.head else None


def _hear(line: Line, row: Row) -> None:
    """Note who says it, where that is another; "we" and "I" are whoever speaks."""
    donor = row.donor
    if donor is None or row.announcer is not None:
        return
    speaker = _speaker(line, row.item)
    if speaker is None:
        return
    if donor.span is not None and _first_person(line, donor):
        row.donor = speaker
    elif fold(speaker.name) != fold(donor.name):
        row.announcer = speaker


def _first_person(line: Line, party: Party) -> bool:
    written = party.span.of(line.text) if party.span is not None else ""
    return fold(written) in line.words["first_person"] and (
        len(written) == 1 or not written.isupper()
    )


def _speaker(line: Line, item: Item) -> Party | None:
    """Return who says the words that an item stands in."""
    at = line.tokens[item.head].start
    for quotation in line.said:
        if any(segment.start <= at < segment.end for segment in quotation.segments):
            party = quotation.speaker
            if (
                party is not None
                and party.span is not None
                and not (line.sentence.span.holds(party.span))
            ):
                return replace(party, span=None)
            return party
    return None
