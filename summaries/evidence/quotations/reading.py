"""An article's quotations: direct, mixed and indirect, each with its speaker."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import Final

from summaries.corpus import Article
from summaries.evidence.model import PartyKind, Quotation
from summaries.evidence.people import Cast
from summaries.evidence.people.words import AUX, OTHER, PRONOUN, SPEECH
from summaries.evidence.quotations.attribution import Said, attribute
from summaries.evidence.quotations.marks import (
    Stretch,
    carried,
    closes_first,
    dialogue,
    has_marks,
    stretches,
)
from summaries.evidence.quotations.reported import reports
from summaries.evidence.quotations.rows import Rows
from summaries.evidence.quotations.sentence import Sentence
from summaries.evidence.quotations.subjects import main_subject
from summaries.evidence.quotations.terms import Counted, is_named, is_term
from summaries.evidence.quotations.words import cues_of
from summaries.text import Span, count_words
from summaries.text.abbreviations import habits_of
from summaries.text.splitting import DIALOGUE_DASHES

_DASHES: Final = ("—", "–", "-")
_FURTHEST: Final = 2  # sentences back that words without a speaker look for one
_STOPS: Final = tuple(".!?…,”’'\"")
_FEW: Final = 3  # words after a colon that may be a mere title
_MOST_OUTSIDE: Final = 40  # signs around a quotation that stands alone
_LONG: Final = 7  # words in marks that are a quotation even where nobody is said to say them


def quotations(article: Article, cast: Cast) -> tuple[Quotation, ...]:
    """Return what an article quotes and reports, in the order of its text."""
    return _Reading(article, cast).read()


def _whole(text: str, first: Span, last: Span, stretch: Stretch) -> bool:
    """Tell whether nothing but a quotation stands in the sentences that hold it."""
    if stretch.opens - first.start > _MOST_OUTSIDE or last.end - stretch.closes > _MOST_OUTSIDE:
        return False
    outside = text[first.start : stretch.opens] + text[stretch.closes : last.end]
    return not any(sign.isalnum() for sign in outside)


class _Reading:
    """Reads one article."""

    def __init__(self, article: Article, cast: Cast) -> None:
        self._article, self._cast, self._text = article, cast, article.text
        self._starts = [sentence.span.start for sentence in article.sentences]
        self._opened: dict[int, Sentence] = {}
        self._quoted: dict[int, list[tuple[int, int]]] = {}
        self._cues = cues_of(cast.lexicon.language)
        self._made = Rows(article, cast)
        self._counted = Counted(article.text)

    def read(self) -> tuple[Quotation, ...]:
        said = self._stretches()
        for one in said:
            for index in range(one.first, one.last + 1):
                self._quoted.setdefault(index, []).append((one.stretch.opens, one.stretch.closes))
        used: dict[int, set[int]] = {}
        kept: list[Said] = []
        previous: Said | None = None
        for one in said:
            self._attribute(one, previous)
            if (
                one.subject is None
                and previous is not None
                and previous.last == one.first
                and count_words(self._text[one.stretch.start : one.stretch.end]) >= _LONG
            ):
                one.subject, one.context = previous.subject, True
            if self._is_quotation(one):
                kept.append(one)
                if one.at is not None and one.cue is not None:
                    used.setdefault(one.at.index, set()).update(range(*one.cue))
                previous = one
        self._look_ahead(kept)
        rows = self._rows(kept)
        sources = self._cast.lexicon.sources
        for index, reading in enumerate(self._cast.readings):
            tokens = reading.tokens
            if not reading.mentions or not (
                (tokens.seen & SPEECH and any(flag & SPEECH for flag in tokens.flags))
                or not sources.isdisjoint(tokens.lower)
            ):
                continue
            for report in reports(self._sentence(index), used.get(index, ())):
                rows.append(self._made.indirect(self._sentence(index), report))
        return tuple(sorted(rows, key=lambda row: (row.span.start, row.span.end)))

    def _sentence(self, index: int) -> Sentence:
        found = self._opened.get(index)
        if found is None:
            found = self._opened[index] = Sentence(
                index, self._cast.readings[index], self._quoted.get(index, ()), self._cast.lexicon
            )
        return found

    # -- between marks -------------------------------------------------------------------------

    def _stretches(self) -> list[Said]:
        text, sentences = self._text, self._article.sentences
        spans: list[tuple[int, int]] = []
        at = 0
        while at < len(sentences):
            last = at
            while (
                last + 1 < len(sentences)
                and sentences[last + 1].paragraph == sentences[at].paragraph
            ):
                last += 1
            spans.append((sentences[at].span.start, sentences[last].span.end))
            at = last + 1
        dashes = habits_of(self._article.language).dialogue
        found: list[Said] = []
        waiting = False  # the paragraph before ends inside a quotation
        for place, (start, end) in enumerate(spans):
            if dashes and text[start] in DIALOGUE_DASHES:
                kept = dialogue(text, start, end)
            elif has_marks(text, start, end):
                following = spans[place + 1][0] if place + 1 < len(spans) else None
                close = closes_first(text, start, end) if waiting else None
                rest = carried(text, start, close) if close is not None else None
                begin = start if close is None else close + 1
                kept = [*([rest] if rest else []), *stretches(text, begin, end, following)]
            else:
                waiting = False
                continue
            waiting = bool(kept) and not kept[-1].closed and kept[-1].closes == end
            if waiting and place + 1 < len(spans) and closes_first(text, *spans[place + 1]):
                kept[-1] = replace(kept[-1], goes_on=True)
            for stretch in kept:
                first = bisect_right(self._starts, stretch.start) - 1
                last = bisect_right(self._starts, stretch.end - 1) - 1
                one = Said(stretch, first, last)
                one.whole = _whole(text, sentences[first].span, sentences[last].span, stretch)
                found.append(one)
        return found

    def _attribute(self, one: Said, previous: Said | None) -> None:
        if (
            not self._cast.readings[one.first].mentions
            and not self._cast.readings[one.last].mentions
        ):
            one.subject = None
        else:
            attribute(one, self._sentence(one.first), self._sentence(one.last), self._text)
        if one.subject is None and self._follows_colon(one):
            sentence = self._sentence(one.first)
            opens = bisect_left(sentence.tokens.starts, one.stretch.opens)
            one.subject, one.context, one.direct = main_subject(sentence, opens), True, True
        if one.subject is not None or not self._stands_alone(one):
            return
        near = (
            previous is not None and one.first - previous.last <= 1 and previous.subject is not None
        )
        if near and previous is not None:
            one.subject, one.context, one.direct = previous.subject, True, True
            same = (
                self._article.sentences[one.first].paragraph
                == self._article.sentences[previous.last].paragraph
            )
            if same or previous.stretch.goes_on:
                one.group = id(previous) if previous.group < 0 else previous.group

    def _follows_colon(self, one: Said) -> bool:
        """Tell whether a sentence leads to what is quoted: "She had one answer: “Not today.”"."""
        text, stretch = self._text, one.stretch
        start = self._article.sentences[one.first].span.start
        led = text[max(start, stretch.opens - 3) : stretch.opens].rstrip()[-1:] == ":"
        inner = text[stretch.start : stretch.end]
        return led and inner[-1:] in _STOPS and count_words(inner) > _FEW

    def _stands_alone(self, one: Said) -> bool:
        """Tell whether a stretch is a whole sentence at least, whoever says it."""
        inner = self._text[one.stretch.start : one.stretch.end]
        if one.whole:
            # A heading has no full stop.
            after = self._text[one.stretch.closes : one.stretch.closes + 1]
            return inner[-1:] in _STOPS or after in _STOPS
        return one.stretch.dash or (one.last > one.first and inner[:1].isupper())

    def _is_quotation(self, one: Said) -> bool:
        if one.stretch.dash:
            return True
        if is_named(self._text, one.stretch, self._cues):
            return False
        if one.direct or self._stands_alone(one):
            return True
        if is_term(self._text, one.stretch, self._cast.lexicon, self._counted):
            return False
        if one.subject is not None:
            return True
        inner = self._text[one.stretch.start : one.stretch.end]
        if (
            count_words(inner) < _LONG
            or self._text[one.stretch.closes : one.stretch.closes + 2].strip() in _DASHES
        ):
            return False
        lexicon = self._cast.lexicon
        return any(lexicon.flags(word) & (AUX | PRONOUN | OTHER) for word in inner.split())

    def _look_ahead(self, kept: list[Said]) -> None:
        """Give words without a speaker that of the words after them, or of who was last named."""
        for place, one in enumerate(kept):
            if one.subject is not None:
                continue
            after = kept[place + 1] if place + 1 < len(kept) else None
            paragraph = self._article.sentences[one.last].paragraph
            if (
                after is not None
                and after.subject is not None
                and after.first - one.last <= 1
                and (
                    self._article.sentences[after.first].paragraph == paragraph
                    or one.stretch.goes_on
                )
            ):
                one.subject, one.context = after.subject, True
                continue
            self._from_before(one)

    def _from_before(self, one: Said) -> None:
        for index in range(one.first, max(one.first - _FURTHEST - 1, -1), -1):
            sentence = self._sentence(index)
            best = None
            for place, mention in enumerate(sentence.mentions):
                party = sentence.parties[place]
                if (
                    party is None
                    or sentence.inside[mention.first]
                    or party.kind is not PartyKind.PERSON
                ):
                    continue
                if index == one.first and sentence.tokens.starts[mention.first] > one.stretch.start:
                    continue
                if best is None or (sentence.leads(mention) and not sentence.leads(best[0])):
                    best = (mention, sentence.subject(place))
            if best is not None:
                one.subject, one.context = best[1], True
                return

    # -- rows ----------------------------------------------------------------------------------

    def _rows(self, kept: list[Said]) -> list[Quotation]:
        """Join the stretches of one quotation, and make a row of each."""
        groups: list[list[Said]] = []
        for one in kept:
            last = groups[-1] if groups else None
            if last is not None and self._belongs(last[-1], one):
                last.append(one)
            else:
                groups.append([one])
        return [self._made.direct(group) for group in groups]

    def _belongs(self, before: Said, one: Said) -> bool:
        if before.subject is None or one.subject is None:
            return False
        if before.subject.party.name != one.subject.party.name:
            return False
        if before.stretch.goes_on and one.first == before.last + 1:
            return True
        if one.group >= 0:
            return True
        return one.first == before.last
