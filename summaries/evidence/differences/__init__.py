"""Where sources differ: side by side, and without a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from summaries.corpus import Article
from summaries.evidence.differences.commitments import commitments
from summaries.evidence.differences.descriptions import descriptions
from summaries.evidence.differences.plans import plans, reports
from summaries.evidence.differences.reading import Corpus
from summaries.evidence.differences.records import records
from summaries.evidence.differences.sides import said_of, settled
from summaries.evidence.differences.stances import stances
from summaries.evidence.differences.values import values
from summaries.evidence.differences.wording import wordings
from summaries.evidence.model import Difference, DifferenceKind, Evidence, Said

__all__ = ["differences", "reported_now"]

MOST_OF_A_KIND: Final = 40


def differences(
    articles: Sequence[Article],
    evidence: Sequence[Evidence],
    *,
    about: AbstractSet[tuple[str, int]] | None = None,
    most: int = MOST_OF_A_KIND,
) -> tuple[Difference, ...]:
    """Return where articles differ, the surest first; ``evidence`` is in the order of ``articles``.

    At most ``most`` of a kind; ``about`` are sentences (article, index) of which one side at least
    must be. The order of the articles makes no difference.
    """
    ordered = sorted(
        zip(articles, evidence, strict=True),
        key=lambda pair: (pair[0].when, pair[0].id, pair[0].sha256),
    )
    place = {article.id: number for number, (article, _) in enumerate(ordered)}
    asked = None
    if about is not None:
        asked = {(place[article], index) for article, index in about if article in place}
    read = [article for article, _ in ordered]
    corpus = Corpus.of(read, [rows for _, rows in ordered], asked)
    kinds = (
        (DifferenceKind.WORDING, wordings(corpus)),
        (DifferenceKind.DESCRIPTION, descriptions(corpus)),
        (DifferenceKind.VALUE, [*values(corpus), *records(corpus)]),
        (DifferenceKind.PLAN_AND_REPORT, plans(corpus)),
        (DifferenceKind.STANCE, stances(corpus)),
        (DifferenceKind.COMMITMENT, commitments(corpus)),
    )
    found = [one for kind, pairs in kinds for one in settled(corpus, kind, pairs, most)]
    return tuple(sorted(found, key=lambda one: (-one.strength, one.kind, _places(one))))


def reported_now(
    before: Sequence[tuple[Article, Evidence]], now: Sequence[tuple[Article, Evidence]]
) -> tuple[tuple[Said, Said], ...]:
    """Return plans of articles ``before`` with what those of ``now`` report, the surest first.

    Each plan and each report stands in one pair. Articles are given with what they state.
    """
    ordered = sorted([*before, *now], key=lambda pair: (pair[0].when, pair[0].id, pair[0].sha256))
    corpus = Corpus.of([article for article, _ in ordered], [rows for _, rows in ordered])
    old = {article.id for article, _ in before}
    found: list[tuple[Said, Said]] = []
    for plan, report, _ in sorted(reports(corpus), key=lambda x: (-x[2], x[0].place, x[1].place)):
        pair = said_of(corpus, plan), said_of(corpus, report)
        known = {(side.article, side.sentence) for one in found for side in one}
        new = [(side.article, side.sentence) not in known for side in pair]
        if all(new) and pair[0].article in old and pair[1].article not in old:
            found.append(pair)
    return tuple(found)


def _places(one: Difference) -> list[tuple[str, int, int]]:
    return [(side.article, side.sentence, side.part.start) for side in one.sides]
