"""STANCE: opposed views of one matter, or one party's view that changed between two articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from summaries.evidence.differences.holders import Holders
from summaries.evidence.differences.parties import conflict, same
from summaries.evidence.differences.reading import Corpus, Line, Read
from summaries.evidence.differences.sides import Pair, Side
from summaries.evidence.differences.views import Denial, View, denials, views
from summaries.evidence.differences.vocabulary import stems_of
from summaries.evidence.differences.where import affiliations, codes_in
from summaries.evidence.model import Party, Quotation
from summaries.text import Span

_SAME_DEBATE: Final = 60  # days


def stances(corpus: Corpus) -> list[Pair]:
    """Return opposed and changed views."""
    holders = Holders(corpus)
    return [*_opposed(corpus, holders), *_denied(corpus, holders)]


def _opposed(corpus: Corpus, holders: Holders) -> Iterator[Pair]:
    every = corpus.each(views)
    held: dict[int, Party | None] = {}
    sides = _Sides(corpus)

    def holder(number: int) -> Party | None:
        if number not in held:
            held[number] = _holder(holders, every[number])
        return held[number]

    keys = [_keys(corpus, view) for view in every]
    for a, b in corpus.pairs(keys, [view.line for view in every], across=False):
        one, other = every[a], every[b]
        if one.line is other.line:
            continue  # the sentence itself puts them side by side
        blame = _blame(corpus, one, other)
        if (one.sign == other.sign and not blame) or not corpus.akin(
            one.line.document, other.line.document
        ):
            continue
        about = blame or _one_matter(corpus, one, other)
        across = one.line.document != other.line.document
        met = sides.shared(one, other) if across and not about else frozenset[str]()
        if not about and not met:
            continue
        first, second = holder(a), holder(b)
        if first is None or second is None:
            continue
        if about and conflict(first, second) and _in_time(corpus, one, other):
            yield Pair((_side(one, first), _side(other, second)), 0.45 + about)
        elif across and not blame and same(first, second):
            others = met - sides.own(first, one) - sides.own(second, other)
            strength = about or (0.1 if others else 0.0)
            if strength:
                yield Pair((_side(one, first), _side(other, second)), 0.5 + strength)


def _keys(corpus: Corpus, view: View) -> list[str]:
    """Return what views of one matter share: the target's words, and who is named beside."""
    return [*view.target, *view.blamed_for, *(f"with {name}" for name in view.line.names)]


def _blame(corpus: Corpus, one: View, other: View) -> float:
    """Return how surely two views blame different things for one matter: 0 if they don't."""
    shared = one.blamed_for & other.blamed_for
    if not shared or one.target & other.target:
        return 0.0
    weight = corpus.weights(shared)
    return 0.1 + 0.1 * min(weight, 3.0) if weight >= 1.0 else 0.0


def _one_matter(corpus: Corpus, one: View, other: View) -> float:
    """Return how surely two views are of one thing: 0 if they aren't."""
    shared = one.target & other.target
    if not shared or not one.head:
        return 0.0
    names = shared & corpus.names
    if one.head != other.head and not names & {one.head, other.head}:
        return 0.0  # another thing; or of the same person, but another
    weight = corpus.weights(shared)
    near = corpus.kinship(one.line.document, other.line.document)
    if weight < 1.0 and near < 0.2:
        return 0.0
    return 0.1 + 0.1 * min(weight, 3.0)


@dataclass(slots=True, eq=False)
class _Sides:
    """Whom a view is of: names, and the countries that they speak for."""

    corpus: Corpus
    _speak_for: dict[str, frozenset[str]] | None = None

    def shared(self, one: View, other: View) -> frozenset[str]:
        """Return the names and countries that both views are of, holders among them."""
        first = self._of(one)
        return first & self._of(other) if first else first

    def own(self, holder: Party, view: View) -> frozenset[str]:
        """Return a holder's own name and countries."""
        names = stems_of(holder.name, self.corpus.documents[view.line.document].article.language)
        return names.union(*(self._codes(name) for name in names))

    def _of(self, view: View) -> frozenset[str]:
        """Return whom a view is of; whoever is named beside it where its words name nothing."""
        names = view.target & self.corpus.names if view.head else view.line.names
        codes = codes_in(self.corpus, view.line, view.object if view.head else None)
        return (names | codes).union(*(self._codes(name) for name in names))

    def _codes(self, name: str) -> frozenset[str]:
        if self._speak_for is None:
            self._speak_for = affiliations(self.corpus)
        return self._speak_for.get(name, frozenset())


def _in_time(corpus: Corpus, one: View, other: View) -> bool:
    days = corpus.days_between(one.line.document, other.line.document)
    return days is None or abs(days) <= _SAME_DEBATE


def _holder(holders: Holders, view: View) -> Party | None:
    quoted = holders.quoted(view.line, view.cue)
    said = quoted[0] if quoted else None
    if view.by_speaker or not view.head:
        return said or (None if view.by_speaker else holders.subject(view.line, view.cue.start))
    subject = holders.subject(view.line, view.cue.start)
    if quoted is None:
        return subject
    # "“France welcomes it,” he said": it is France that does.
    inside = subject is not None and subject.span is not None and quoted[1].holds(subject.span)
    return subject if inside else said


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """What someone says is so."""

    line: Line
    part: Span
    stems: frozenset[str]
    holder: Party | None


def _side(view: View | Denial | Claim, holder: Party) -> Side:
    return Side(view.line, view.line.sentence.span, view.part, holder)


def _denied(corpus: Corpus, holders: Holders) -> Iterator[Pair]:
    """Yield what one party says, and another denies."""
    every = [denial for read in corpus.documents for denial in denials(read)]
    if not every:
        return
    topics = frozenset(stem for denial in every for stem in denial.denied)
    claims = corpus.beside((d.line for d in every), lambda read: _claims(read, holders, topics))
    keys = [*(denial.denied for denial in every), *(claim.stems for claim in claims)]
    lines = [*(denial.line for denial in every), *(claim.line for claim in claims)]
    best: dict[int, list[tuple[float, int]]] = {}
    for a, b in corpus.pairs(keys, lines, least=2, across=False):
        if a < len(every) <= b:
            likeness = _contradicts(corpus, every[a], claims[b - len(every)])
            if likeness:
                best.setdefault(a, []).append((likeness, b - len(every)))
    for number, found in sorted(best.items()):
        denial = every[number]
        quoted = holders.quoted(denial.line, denial.cue)
        who = quoted[0] if quoted else holders.subject(denial.line, denial.cue.start)
        kept = 0
        for likeness, at in sorted(found, key=lambda pair: (-pair[0], pair[1])):
            claim = claims[at]
            claimant = claim.holder or holders.subject(claim.line, claim.part.start)
            if who is None or claimant is None or not conflict(who, claimant):
                continue
            yield Pair((_side(denial, who), _side(claim, claimant)), 0.4 + 0.4 * likeness)
            kept += 1
            if kept == 2:
                break


def _contradicts(corpus: Corpus, denial: Denial, claim: Claim) -> float:
    """Return how much of a claim is what a denial denies, 0 where it is another matter."""
    if denial.line is claim.line or not corpus.akin(denial.line.document, claim.line.document):
        return 0.0
    shared = denial.denied & claim.stems
    # Where and of whom a claim is said besides makes it no other claim.
    weight, whole = corpus.weights(shared), corpus.weights(shared | (claim.stems - corpus.names))
    if len(shared) < 2 or weight < 1.5 or not whole or weight < 0.5 * whole:
        return 0.0
    return weight / whole


def _claims(read: Read, holders: Holders, topics: frozenset[str]) -> Iterator[Claim]:
    lexicon, text, language = read.lexicon, read.article.text, read.article.language
    if lexicon is None:
        return
    denial = lexicon.pattern("stances.denial")
    untrue = lexicon.pattern("stances.untrue")
    for line in read.lines:
        if len(line.stems & topics) < 2:
            continue
        span = line.sentence.span
        if lexicon.may("stances.doubt", line.mask) and (
            denial.search(text, span.start, span.end) or untrue.search(text, span.start, span.end)
        ):
            continue
        quoted = False
        for quotation in holders.quotations(line):
            for part in _parts(quotation, span):
                stems = stems_of(part.of(text), language)
                if stems and quotation.speaker is not None:
                    quoted = True
                    yield Claim(line, part, stems, quotation.speaker)
        found = (
            None if quoted else lexicon.pattern("stances.claims").search(text, span.start, span.end)
        )
        if found is not None:
            part = Span(found.start(), span.end)
            stems = stems_of(text[found.end() : span.end], language)
            if stems:
                yield Claim(line, part, stems, None)


def _parts(quotation: Quotation, sentence: Span) -> Iterator[Span]:
    for segment in quotation.segments:
        start, end = max(segment.start, sentence.start), min(segment.end, sentence.end)
        if start < end:
            yield Span(start, end)
