"""What changed since an edition: new amounts, amounts reported again, plans and what came of them.

A row compares what new articles state with what the library held when the edition was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Protocol

from summaries.briefs.assemble import Citations
from summaries.briefs.cut import Cut, cut_out
from summaries.briefs.rows import AgainRow, Changes, LedgerRow, PlannedRow
from summaries.briefs.shown import NOTHING_SHOWN, Shown
from summaries.context import shown_with
from summaries.corpus import Article
from summaries.evidence.model import Amount, Evidence, Party, Pledge, PledgeStatus, Said
from summaries.text import fold

MOST_AMOUNTS: Final = 8
MOST_AGAIN: Final = 4
MOST_PLANNED: Final = 2


class Memory(Protocol):
    """The library as it was when the edition before was made, asked for what is needed of it."""

    def having(self, amounts: Iterable[Amount]) -> Mapping[Amount, Sequence[Article]]:
        """Return the articles in which amounts were pledged before, the newest first."""

    def rows(self, article: Article) -> Evidence:
        """Return what an article states."""


@dataclass(frozen=True, slots=True)
class Before:
    """What an edition is compared with.

    ``edition`` is the number of the one before. ``articles`` are earlier ones whose plans may have
    been carried out: those that editions quoted last. ``corrected`` and ``withdrawn`` are ids of
    articles that earlier editions quoted.
    """

    edition: int
    schedule: str
    memory: Memory
    articles: Sequence[Article] = ()
    shown: Shown = field(default=NOTHING_SHOWN)
    corrected: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()

    def edition_of(self, article: str, sentence: int) -> int | None:
        """Return which edition of this digest showed a sentence (from 1); None where none did."""
        one = self.shown.places.get((article, sentence))
        return one.edition if one is not None and one.schedule == self.schedule else None


@dataclass(frozen=True, slots=True)
class Now:
    """The new articles as an edition reads them: what they state, and how they are cited."""

    articles: Sequence[Article]
    evidence: Mapping[str, Evidence]
    citations: Citations


def changes(
    before: Before,
    now: Now,
    ledger: Sequence[LedgerRow],
    followed: Sequence[tuple[Said, Said]] = (),
) -> Changes:
    """Compare new articles with what was there before. Gives earlier articles their citations.

    ``ledger`` are the rows of the new articles' pledges, ``followed`` the plans that are reported
    on, as `followed_up` finds them.
    """
    new, again = _amounts(before, now, ledger)
    return Changes(
        since=before.edition,
        articles=tuple(article.id for article in now.articles),
        corrected=before.corrected,
        withdrawn=before.withdrawn,
        amounts=new[:MOST_AMOUNTS],
        again=again[:MOST_AGAIN],
        planned=tuple(_planned(before, now, plan, report) for plan, report in followed),
    )


def _amounts(
    before: Before, now: Now, ledger: Sequence[LedgerRow]
) -> tuple[tuple[tuple[Cut, int], ...], tuple[AgainRow, ...]]:
    """Tell the amounts of the new articles that are new from those that were reported before."""
    rows = [(row, p) for row in ledger if (p := _pledge_of(row, now.evidence)) is not None]
    known = before.memory.having({p.amount for _, p in rows if p.amount is not None})
    new: dict[_Value, tuple[Cut, int]] = {}
    again: dict[_Value, AgainRow] = {}
    for row, pledge in rows:
        assert row.amount is not None
        assert pledge.amount is not None
        value = _value(pledge.amount)
        earlier = [
            (article, other)
            for article in known.get(pledge.amount, ())
            for other in before.memory.rows(article).pledges
            if other.amount is not None
            and _value(other.amount) == value
            and other.status is not PledgeStatus.SOUGHT
            and _may_be_one(pledge.donor, other.donor)
        ]
        if not earlier:
            new.setdefault(value, (row.amount, row.citation))
        elif value not in again:
            again[value] = _again(before, now, row.amount, row.citation, earlier)
    return tuple(new.values()), tuple(again.values())


def _pledge_of(row: LedgerRow, evidence: Mapping[str, Evidence]) -> Pledge | None:
    """Find the pledge that a row of the ledger shows, if it has an amount."""
    if row.amount is None:
        return None
    return next(
        (
            pledge
            for pledge in evidence[row.amount.article].pledges
            if pledge.amount is not None and pledge.amount.span.start == row.amount.start
        ),
        None,
    )


def _again(
    before: Before,
    now: Now,
    amount: Cut,
    citation: int,
    earlier: Sequence[tuple[Article, Pledge]],
) -> AgainRow:
    """Choose the earlier report to stand beside an amount: one that readers have seen, if any."""

    def seen(one: tuple[Article, Pledge]) -> bool:
        return before.edition_of(one[0].id, one[1].sentence + 1) is not None

    article, pledge = next(filter(seen, earlier), earlier[0])
    assert pledge.amount is not None
    return AgainRow(
        now=amount,
        citation=citation,
        before=cut_out(article, pledge.sentence, pledge.amount.span),
        before_citation=now.citations.of_article(article),
        edition=before.edition_of(article.id, pledge.sentence + 1),
    )


def followed_up(
    before: Before,
    articles: Sequence[Article],
    evidence: Mapping[str, Evidence],
    about: Callable[[Article], bool],
) -> tuple[tuple[Said, Said], ...]:
    """Return plans of earlier articles with what new ones report of them, the surest first.

    Either an edition has shown the plan, or the report's article is ``about`` the edition's topics.
    Both stand by themselves.
    """
    new = [article for article in articles if article.id in evidence]
    if not before.articles or not new:
        return ()
    # Imported here, for a start of the bot does not need its data.
    from summaries.evidence.differences import reported_now

    by_id = {article.id: article for article in (*before.articles, *new)}
    pairs = reported_now(
        [(article, before.memory.rows(article)) for article in before.articles],
        [(article, evidence[article.id]) for article in new],
    )
    found = [
        (plan, report)
        for plan, report in pairs
        if _alone(by_id[plan.article], plan.sentence)
        and _alone(by_id[report.article], report.sentence)
        and not before.shown.has(by_id[report.article], report.sentence)
        and (
            before.edition_of(plan.article, plan.sentence + 1) is not None
            or about(by_id[report.article])
        )
    ]
    return tuple(found[:MOST_PLANNED])


def _planned(before: Before, now: Now, plan: Said, report: Said) -> PlannedRow:
    by_id = {article.id: article for article in (*before.articles, *now.articles)}
    old, new = by_id[plan.article], by_id[report.article]
    return PlannedRow(
        plan=Cut.at(old, plan.sentence, old.sentences[plan.sentence].span),
        plan_citation=now.citations.of_article(old),
        report=Cut.at(new, report.sentence, new.sentences[report.sentence].span),
        citation=now.citations.of_article(new),
        edition=before.edition_of(plan.article, plan.sentence + 1),
    )


def _alone(article: Article, index: int) -> bool:
    """Tell whether a sentence says by itself what its author said."""
    return shown_with(article, index) == (index,)


_Value = tuple[Decimal, Decimal | None, str]


def _value(amount: Amount) -> _Value:
    """Return what makes two amounts one, however they are written."""
    return amount.value, amount.high, fold(amount.unit or "")


def _may_be_one(one: Party | None, other: Party | None) -> bool:
    """Tell whether two donors may be the same: either is not named, or both go by one key."""
    from summaries.evidence.pledges import donor_key

    return one is None or other is None or donor_key(one) == donor_key(other)
