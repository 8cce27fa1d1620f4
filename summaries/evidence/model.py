"""The rows of evidence: what a sentence states, each part tied to the words that state it.

A row holds places, and what was read there in a form that can be compared (a number, an ISO code,
a month). It holds no words of its own: whoever shows a row slices the article at its spans.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from summaries.text import Span

Aliases = Mapping[str, str]
"""Other names of people, places and bodies that a team gave, by the folded other name."""

NO_ALIASES: Aliases = MappingProxyType({})


class AmountKind(enum.StrEnum):
    """What an amount measures."""

    MONEY = "money"
    COUNT = "count"  # people, doses, companies: things that can be counted
    SHARE = "share"  # per cent, two-thirds
    DURATION = "duration"
    MEASURE = "measure"  # tonnes, kilometres, degrees


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as it is written, and the number that it stands for.

    ``span`` covers the number with its sign and unit of money, scale and qualifier ("more than
    $310m", "nearly 19,000", "a dozen"). ``value`` is in single units (dollars, people, years);
    shares are fractions of one. ``high`` is set for a range ("5 to 7 million"), whose
    ``value`` is the low end. ``unit`` is an ISO 4217 code for money ("USD"), the singular English
    word for durations and measures ("year", "kilometre"), "" for a share; for a count the head
    noun as it is written ("companies"), or None where there is none. ``qualifier`` covers
    "nearly", "at least", "as many as"; ``converted`` is true for an amount that repeats the one
    before it in another currency, in brackets. ``of`` is the index (within the same list) of the
    whole that this one is a part of ("$17m of $50m").
    """

    span: Span
    kind: AmountKind
    value: Decimal
    high: Decimal | None = None
    unit: str | None = None
    qualifier: Span | None = None
    converted: bool = False
    of: int | None = None


class PartyKind(enum.StrEnum):
    """What someone is who gives, receives or speaks."""

    PERSON = "person"
    GROUP = "group"  # "experts", "top Republicans"
    BODY = "body"  # a ministry, a company, a party, a court, an agency
    PLACE = "place"  # a country or region, also as its government
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, init=False)
class Party:
    """Someone who gives, receives or speaks: as written, and whom that stands for.

    ``span`` is the noun phrase in the row's own sentence ("She", "the Guatemalan leader"), or None
    where the sentence names nobody and the party comes from its context. ``named_at`` is where
    the article names the party in full, which is ``span`` itself where it is a name already; it
    lies in the same article, and is what readers are shown. ``name`` is the exact words at
    ``named_at`` without title or article, after a team's aliases: the key to compare by, folded by
    the comparer. ``role`` covers what the article says the party is ("special envoy").
    ``certain`` is false where a pronoun or role was resolved among several candidates.
    """

    name: str
    kind: PartyKind
    span: Span | None
    named_at: Span | None
    role: Span | None = None
    certain: bool = True

    def __init__(
        self,
        name: str,
        kind: PartyKind,
        span: Span | None,
        named_at: Span | None,
        role: Span | None = None,
        certain: bool = True,
    ) -> None:
        # As a dataclass does it, in half the time: an article mentions a hundred.
        _set_name(self, name)
        _set_kind(self, kind)
        _set_span(self, span)
        _set_named_at(self, named_at)
        _set_role(self, role)
        _set_certain(self, certain)


_set_name, _set_kind, _set_span, _set_named_at, _set_role, _set_certain = (
    Party.__dict__[name].__set__ for name in ("name", "kind", "span", "named_at", "role", "certain")
)


@dataclass(frozen=True, slots=True)
class Period:
    """When something holds: as written, and the days it covers where they can be known.

    ``start`` and ``end`` are ISO 8601 at the grain that is known ("2021", "2021-04",
    "2021-04-26"), both included; ``end`` is None for one that is still open ("since April"), in
    which case ``open`` is true, or where it equals ``start``. Both are None where the article's
    date would be needed and is not known; ``month`` (1 to 12) and ``weekday`` (0 is Monday) then
    keep what is certain.
    """

    span: Span
    start: str | None = None
    end: str | None = None
    open: bool = False
    month: int | None = None
    weekday: int | None = None


class PledgeStatus(enum.StrEnum):
    """How far a pledge has come, as its sentence says."""

    PLEDGED = "pledged"  # pledged, promised, announced
    COMMITTED = "committed"  # committed, approved, allocated, signed
    PLANNED = "planned"  # plans to, will, would be sending
    CONDITIONAL = "conditional"  # in return for, if, subject to
    PAID = "paid"  # gave, sent, delivered, disbursed
    SOUGHT = "sought"  # asked for, not yet pledged
    REFUSED = "refused"  # will not give, did not say whether


@dataclass(frozen=True, slots=True)
class Pledge:
    """One thing that someone promised to give: the row of a ledger.

    ``sentence`` is the index of the sentence in its article. ``item`` covers what is given as
    written: the amount with the words next to it that belong to it ("$310 million for
    humanitarian relief"). ``amount`` is None for help without a number ("pledged aid").
    ``purpose`` covers the words that say what for. ``recipient_named`` is true where the
    recipient is named in the sentence itself and attached to this item; where it is false,
    ``recipient`` was taken from context, or is None. ``announcer`` is who said so, where that is
    not the donor.
    """

    sentence: int
    span: Span
    item: Span
    status: PledgeStatus
    cue: Span
    amount: Amount | None = None
    donor: Party | None = None
    recipient: Party | None = None
    recipient_named: bool = False
    purpose: Span | None = None
    announcer: Party | None = None
    date: Period | None = None


class Trend(enum.StrEnum):
    """Which way a figure moves."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Figure:
    """One statistic: how many of what, when, where, and compared with what.

    ``amount`` is None for a figure without a value ("a 20-year high", "continue to spike").
    ``metric`` covers the words that say what is counted ("unaccompanied children", "illegal
    crossings along the border"). ``comparison`` covers "the highest number on record", "up 5 per
    cent from March"; ``caveat`` the words that limit it, in the same sentence or the next.
    ``source`` is who counted or says so.
    """

    sentence: int
    span: Span
    metric: Span
    amount: Amount | None = None
    period: Period | None = None
    place: Span | None = None
    comparison: Span | None = None
    caveat: Span | None = None
    trend: Trend | None = None
    source: Party | None = None


class QuotationKind(enum.StrEnum):
    """How words are reported."""

    DIRECT = "direct"  # at least one whole sentence or clause between marks
    MIXED = "mixed"  # a part of the reporter's sentence between marks
    INDIRECT = "indirect"  # no marks: "said that …"


@dataclass(frozen=True, slots=True)
class Quotation:
    """What someone said: the words, who said them, and how that is known.

    ``segments`` cover the words between the marks (without the marks), or the reported clause of
    an indirect one; a quotation that is broken by "he said" has several. ``sentences`` are the
    indexes, first to last, of the sentences that hold it with its speaker. ``cue`` covers the
    verb ("said", "according to"). ``about`` are people named within it.
    """

    sentences: tuple[int, int]
    span: Span
    kind: QuotationKind
    segments: tuple[Span, ...]
    speaker: Party | None = None
    cue: Span | None = None
    listener: Party | None = None
    about: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that one article states, in the order of its text.

    ``amounts`` has, for each sentence by index, its amounts.
    """

    article: str
    amounts: tuple[tuple[Amount, ...], ...] = ()
    pledges: tuple[Pledge, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotations: tuple[Quotation, ...] = ()


class DifferenceKind(enum.StrEnum):
    """In what way sources differ; the labels room has the words for each."""

    WORDING = "wording"  # one utterance, quoted in different words
    DESCRIPTION = "description"  # one amount, described differently
    VALUE = "value"  # one metric and period, different values
    PLAN_AND_REPORT = "plan_and_report"  # a plan, and what is reported to have happened
    STANCE = "stance"  # opposed views of one matter, or one party's changed view
    COMMITMENT = "commitment"  # undecided then, committed now


@dataclass(frozen=True, slots=True)
class Said:
    """One side of a difference: a place in an article, and the part of it that differs."""

    article: str
    sentence: int
    span: Span
    part: Span
    party: Party | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Sources that differ, side by side and without a verdict.

    ``sides`` are in the order of the articles' days, then of their ids. ``about`` are folded words
    that say what it is about (a speaker, a metric), for finding it by; they are not shown.
    ``strength`` orders differences, highest first.
    """

    kind: DifferenceKind
    sides: tuple[Said, ...]
    about: frozenset[str] = field(default=frozenset())
    strength: float = 0.0
