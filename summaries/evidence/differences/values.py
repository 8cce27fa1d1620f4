"""VALUE: one thing counted, with different values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summaries.evidence.differences.lexicon import Lexicon
from summaries.evidence.differences.reading import Corpus, Line, Read
from summaries.evidence.differences.sides import Pair, Side
from summaries.evidence.differences.vocabulary import all_stems, stems_of
from summaries.evidence.differences.when import all_apart, days_of, one_closed, periods_of
from summaries.evidence.differences.where import elsewhere
from summaries.evidence.model import Amount, AmountKind, Period
from summaries.text import folded_words, stemmer
from summaries.text.terms import Stemmer

_SAME_CONTEXT: Final = 0.6
_NEAR_DATES: Final = 14
_ONE_EVENT: Final = 7
_LONG_AGO: Final = 400
_NEXT_TO: Final = 4  # words between a number and what says that it counts the dead


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What a sentence counts in one unit, and the words around it.

    ``unit`` is a currency, "share", a measure, the stem of what is counted, or "victims" with the
    number of its group of words; ``around`` has the stems of the sentence without the numbers;
    ``event`` the kinds of event that it names.
    """

    line: Line
    amounts: tuple[Amount, ...]
    unit: str
    victims: bool
    around: frozenset[str]
    event: frozenset[int]


def values(corpus: Corpus) -> list[Pair]:
    """Return what two articles count differently."""
    counted = corpus.each(_counted)
    keys = [_keys(corpus, one) for one in counted]
    found: list[Pair] = []
    for a, b in corpus.pairs(keys, [one.line for one in counted], least=2):
        strength = _compared(corpus, counted[a], counted[b])
        if strength is not None:
            found.append(Pair((_side(counted[a]), _side(counted[b])), strength))
    return found


def _side(one: Counted) -> Side:
    return Side(one.line, one.line.sentence.span, one.amounts[0].span)


def _keys(corpus: Corpus, one: Counted) -> list[str]:
    heavy = sorted(one.around, key=lambda stem: (-corpus.weight(stem), stem))[:10]
    keys = [f"{one.unit}/{stem}" for stem in heavy if corpus.weight(stem) > 0.25]
    if one.unit not in ("count", "share") and corpus.weight(one.unit) > 0.25:
        keys.append(one.unit)  # "hectares" are rarer than "people"
    if one.victims:
        # A count of victims and one name are enough to look closer: two keys.
        keys += [f"{one.unit}//{name}" for name in one.line.names]
    return keys


def _counted(read: Read) -> Iterator[Counted]:
    lexicon, text, language = read.lexicon, read.article.text, read.article.language
    calendar = lexicon.days if lexicon is not None else frozenset[str]()
    for line in read.lines:
        amounts = read.amounts(line)
        units: dict[str, list[Amount]] = {}
        victims: set[str] = set()
        deadly = lexicon is not None and not line.stems.isdisjoint(lexicon.victims)
        for amount in amounts:
            if amount.converted or amount.of is not None or amount.kind is AmountKind.DURATION:
                continue  # "for three days" is seldom what is counted
            group = None
            if deadly and lexicon is not None and amount.kind is AmountKind.COUNT:
                group = _victims(read, line, amount, lexicon)
            unit = f"victims {group}" if group is not None else _unit(amount, stemmer(language))
            units.setdefault(unit, []).append(amount)
            if group is not None:
                victims.add(unit)
        if not units:
            continue
        numbers = frozenset[str]().union(
            *(stems_of(amount.span.of(text), language) for amount in amounts)
        )
        around = line.stems - numbers - calendar
        event = frozenset[int]()
        if lexicon is not None:
            event = event.union(*(lexicon.event.get(stem, ()) for stem in line.stems))
        for unit, several in units.items():
            yield Counted(line, tuple(several), unit, unit in victims, around - {unit}, event)


def _unit(amount: Amount, cut: Stemmer) -> str:
    if amount.kind is AmountKind.SHARE:
        return "share"
    if amount.unit is None:
        return "count"
    if amount.kind is not AmountKind.COUNT:
        return amount.unit
    named = folded_words(amount.unit)
    return cut(named[-1]) if named else "count"


def _victims(read: Read, line: Line, amount: Amount, lexicon: Lexicon) -> int | None:
    """Return the group of the word nearest to an amount that says whether it counts the dead."""
    text, language = read.article.text, read.article.language
    start = max(line.sentence.span.start, amount.span.start - 40)
    end = min(line.sentence.span.end, amount.span.end + 50)
    before = all_stems(text[start : amount.span.start], language)
    after = all_stems(text[amount.span.end : end], language)
    for distance in range(_NEXT_TO):
        for stem in (*before[-1 - distance :][:1], *after[distance : distance + 1]):
            groups = lexicon.alike.get(stem, frozenset()) & lexicon.casualties
            if groups:
                return min(groups)
    return None


def _compared(corpus: Corpus, one: Counted, other: Counted) -> float | None:
    """Return how surely two sentences count one thing, with other results; None if they don't."""
    if not corpus.akin(one.line.document, other.line.document):
        return None
    if any(_agree(corpus, one, a, other, b) for a in one.amounts for b in other.amounts):
        return None
    likeness = _likeness(corpus, one, other)
    if likeness < _SAME_CONTEXT and not (one.victims and _one_event(corpus, one, other)):
        return None
    if one.event and other.event and not one.event & other.event:
        return None
    days = corpus.days_between(one.line.document, other.line.document)
    gap = abs(days) if days is not None else 0
    if gap > (_ONE_EVENT if one.victims else _LONG_AGO):
        return None
    when = periods_of(corpus, one.line), periods_of(corpus, other.line)
    if all_apart(*when):
        return None
    if one.victims and (_too_late(corpus, one, when[1]) or _too_late(corpus, other, when[0])):
        return None
    near = 4 * _NEAR_DATES if likeness > 0.8 else _NEAR_DATES
    if gap > near and not one_closed(*when):
        return None
    if elsewhere(corpus, one.line, other.line):
        return None
    return 0.4 + 0.4 * likeness + (0.15 if one.victims else 0.0)


def _too_late(corpus: Corpus, one: Counted, periods: Sequence[Period]) -> bool:
    """Tell whether what the other counts came after this article was written."""
    written = corpus.documents[one.line.document].article.published
    days = [days for period in periods if (days := days_of(period)) is not None]
    return bool(days) and written is not None and all(first > written for first, _ in days)


def _one_event(corpus: Corpus, one: Counted, other: Counted) -> bool:
    """Tell whether two sentences that count the same victims speak of the same event."""
    shared = one.line.names & other.line.names
    return bool(shared) and corpus.weights(one.around & other.around) >= 2.0


def _likeness(corpus: Corpus, one: Counted, other: Counted) -> float:
    """Return how much of the shorter sentence's words the other has, the rarer the more."""
    lexicon = corpus.documents[one.line.document].lexicon
    shared = one.around & other.around
    weight = corpus.weights(shared)
    if lexicon is not None:
        left, right = one.around - shared, other.around - shared
        met = frozenset[int]().union(*(lexicon.alike.get(stem, ()) for stem in right))
        weight += 0.5 * corpus.weights(s for s in left if lexicon.alike.get(s, frozenset()) & met)
    if one.unit not in ("count", "share") and not one.victims:
        also = corpus.weight(one.unit)  # "hectares" say more than "people"
    else:
        also = 0.0
    if lexicon is not None and one.line.stems & other.line.stems & lexicon.days:
        also += 1.0  # one day or month
    least = 1.2 if one.victims else 2.0
    if weight + also < least:
        return 0.0
    a, b = corpus.weights(one.around), corpus.weights(other.around)
    if weight < 0.35 * max(a, b) or not min(a, b):
        return 0.0
    return min(1.0, (weight + also) / (min(a, b) + also))


def _agree(corpus: Corpus, one: Counted, a: Amount, other: Counted, b: Amount) -> bool:
    """Tell whether two amounts may both be right: equal, or one only an outline of the other."""
    low, high = a.value, a.high if a.high is not None else a.value
    least, most = b.value, b.high if b.high is not None else b.value
    if low <= most and least <= high:
        return True
    bigger = max(abs(high), abs(most))
    gap = min(abs(low - most), abs(least - high)) / bigger
    return gap <= max(_slack(corpus, one, a, b.value), _slack(corpus, other, b, a.value))


def _slack(corpus: Corpus, one: Counted, amount: Amount, value: Decimal) -> Decimal:
    """Return how far another value may lie from this amount as its qualifier has it."""
    read = corpus.documents[one.line.document]
    if amount.qualifier is None or read.lexicon is None:
        return Decimal(0)
    if one.victims and amount.value % 10:
        return Decimal(0)  # "at least 17" is a count, "more than 370" an outline
    qualifier = amount.qualifier.of(read.article.text)
    if read.lexicon.pattern("numbers.above").search(qualifier):
        return Decimal("0.1") if value > amount.value else Decimal(0)
    if read.lexicon.pattern("numbers.below").search(qualifier):
        return Decimal("0.1") if value < amount.value else Decimal(0)
    return Decimal("0.05")
