"""The ledger: pledges of several articles, where rows that report one pledge stand as one.

Rows are put together only if amount and donor agree and nothing they say contradicts; what differs
is kept in every report. Nothing is ever added up: a row has the amount of its reports, no other.
"""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from summaries.corpus import Article
from summaries.evidence.model import Amount, Party, Period, Pledge, PledgeStatus
from summaries.evidence.places import country_of, government_of, lies_within, place_of
from summaries.evidence.pledges.words import words_of
from summaries.text import Span, content_stems, fold, folded_words
from summaries.text import words as words_of_text


class Field(enum.StrEnum):
    """What reports of one pledge may say differently."""

    RECIPIENT = "recipient"
    PURPOSE = "purpose"
    STATUS = "status"
    ANNOUNCER = "announcer"
    DONOR = "donor"  # one donor under two names
    DATE = "date"
    ADDITIONAL = "additional"  # "an additional $5m" here, "$5m" there


@dataclass(frozen=True, slots=True)
class Report:
    """One article's account of a pledge. ``additional`` covers the word that sets it apart."""

    article: str
    pledge: Pledge
    additional: Span | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One pledge, as one or several articles report it, in the order in which they were given.

    ``amount`` is the first report's; all reports have its value. ``differs`` names the fields
    that the reports fill differently, or that only some of them fill.
    """

    reports: tuple[Report, ...]
    differs: frozenset[Field] = frozenset()

    @property
    def amount(self) -> Amount | None:
        return self.reports[0].pledge.amount

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that report it, each once."""
        return tuple(dict.fromkeys(report.article for report in self.reports))


_Key = tuple[Decimal, Decimal | None, str, str]


@dataclass(frozen=True, slots=True)
class _Read:
    """A report with what is compared: folded names, codes of places, stems of a purpose."""

    report: Report
    donor: str
    recipient: str
    place: str
    purpose: frozenset[str]
    announcer: str


def ledger(pledges: Sequence[tuple[Article, Pledge]]) -> tuple[LedgerRow, ...]:
    """Return the rows of a ledger: reports of one pledge together, all others by themselves.

    Two rows are one pledge only if their amounts have the same value, upper end and unit, their
    donors are the same, and neither recipient, purpose, date nor status of one denies the
    other's. Rows without an amount, or without a donor, are never put together.
    """
    groups: list[list[_Read]] = []
    open_groups: dict[_Key, list[list[_Read]]] = {}
    for article, pledge in pledges:
        read = _read(article, pledge)
        key = _key(read)
        group = None
        if key is not None:
            rivals = open_groups.setdefault(key, [])
            group = next(
                (group for group in rivals if all(_agree(read, other) for other in group)), None
            )
        if group is None:
            group = []
            groups.append(group)
            if key is not None:
                open_groups[key].append(group)
        group.append(read)
    return tuple(
        LedgerRow(tuple(read.report for read in group), _differing(group)) for group in groups
    )


def _read(article: Article, pledge: Pledge) -> _Read:
    text, language = article.text, article.language
    report = Report(article.id, pledge, _additional(text, language, pledge))
    purpose = pledge.purpose.of(text) if pledge.purpose else ""
    recipient = pledge.recipient.name if pledge.recipient else ""
    return _Read(
        report,
        donor=donor_key(pledge.donor),
        recipient=" ".join(folded_words(recipient)),
        place=place_of(recipient) or "",
        purpose=frozenset(content_stems(purpose, language)),
        announcer=" ".join(folded_words(pledge.announcer.name)) if pledge.announcer else "",
    )


def _key(read: _Read) -> _Key | None:
    amount = read.report.pledge.amount
    if amount is None or not read.donor:
        return None
    return amount.value, amount.high, fold(amount.unit or ""), read.donor


# "Sweden's government", "the government of Sweden" and "the Swedish government" are Sweden.
_STATE = frozenset({"government", "of", "the"})


def donor_key(donor: Party | None) -> str:
    """Return what donors are compared by: a country's code where one stands for it, else a name."""
    if donor is None:
        return ""
    bare = " ".join(folded_words(donor.name)).removeprefix("the ")
    # A country is told by its capitals, so this is not folded.
    state = " ".join(word for word in donor.name.split() if fold(word) not in _STATE)
    return (
        _seats().get(bare)
        or country_of(donor.name)
        or country_of(state)
        or place_of(donor.name)
        or government_of(donor.name)
        or bare
    )


@lru_cache(maxsize=1)
def _seats() -> dict[str, str]:
    file = files("summaries.evidence.pledges").joinpath("seats.toml")
    table = tomllib.loads(file.read_text("utf-8"))
    return {
        " ".join(folded_words(name)).removeprefix("the "): code
        for code, names in table.items()
        for name in names
    }


def _agree(one: _Read, other: _Read) -> bool:
    """Tell whether nothing that two reports say contradicts."""
    first, second = one.report, other.report
    if (first.article, first.pledge.sentence) == (second.article, second.pledge.sentence):
        return False  # one sentence that gives two sums gives two pledges
    return (
        _same_outcome(first.pledge.status, second.pledge.status)
        and _same_recipient(one, other)
        and _same_purpose(one, other)
        and _same_time(first.pledge.date, second.pledge.date)
    )


_UNMET = (PledgeStatus.SOUGHT, PledgeStatus.REFUSED)


def _same_outcome(one: PledgeStatus, other: PledgeStatus) -> bool:
    """Promised and paid go together; asked for, or refused, goes with itself alone."""
    return one is other or (one not in _UNMET and other not in _UNMET)


def _same_recipient(one: _Read, other: _Read) -> bool:
    """Tell whether recipients may be the same: unknown, alike, or one inside the other."""
    if not (one.report.pledge.recipient_named and other.report.pledge.recipient_named):
        return True
    if one.recipient == other.recipient:
        return True
    if one.place and other.place:
        return lies_within(one.place, other.place) or lies_within(other.place, one.place)
    return bool(set(one.recipient.split()) & set(other.recipient.split())) or not (
        one.recipient and other.recipient
    )


def _same_purpose(one: _Read, other: _Read) -> bool:
    """Tell whether purposes may be the same; "in aid" says nothing that another could deny."""
    mine, others = one.purpose, other.purpose
    if not mine or not others or mine & others:
        return True
    general = _general()
    return not (mine - general and others - general)


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    words = words_of("en")
    listed = words["help"] | words["money"] | words["general"] if words else frozenset()
    return frozenset(stem for word in listed for stem in content_stems(word, "en"))


def _same_time(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None or one.start is None or other.start is None:
        return True
    return _begins_by(one.start, _end(other, other.start)) and _begins_by(
        other.start, _end(one, one.start)
    )


def _end(period: Period, start: str) -> str:
    return period.end or ("9999" if period.open else start)


def _begins_by(start: str, end: str) -> bool:
    """Compare dates of different grain ("2021", "2021-04-26") at the coarser one."""
    return start[: len(end)] <= end[: len(start)]


def _additional(text: str, language: str, pledge: Pledge) -> Span | None:
    words = words_of(language)
    if words is None or pledge.amount is None:
        return None
    near = Span(pledge.item.start, max(pledge.item.start, pledge.amount.span.end))
    for place, word in words_of_text(text, near):
        if word in words["additional"]:
            return place
    return None


def _differing(group: Sequence[_Read]) -> frozenset[Field]:
    if len(group) < 2:
        return frozenset()
    seen: dict[Field, set[object]] = {
        Field.RECIPIENT: {read.recipient for read in group},
        Field.PURPOSE: {read.purpose for read in group},
        Field.STATUS: {read.report.pledge.status for read in group},
        Field.ANNOUNCER: {read.announcer for read in group},
        Field.DONOR: {
            fold(read.report.pledge.donor.name) for read in group if read.report.pledge.donor
        },
        Field.DATE: {
            (date.start, date.end, date.month, date.weekday)
            for read in group
            for date in [read.report.pledge.date or Period(Span(0, 0))]
        },
        Field.ADDITIONAL: {read.report.additional is not None for read in group},
    }
    return frozenset(name for name, values in seen.items() if len(values) > 1)
