"""Who holds a view: the speaker of the words, or the subject of the verb."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from summaries.evidence.differences.reading import Corpus, Line
from summaries.evidence.model import Party, PartyKind, Quotation
from summaries.evidence.people import Cast
from summaries.text import Span, folded_words

# What may stand between a subject and its verb without a clause of its own: ", who leads it,".
_BREAK: Final = re.compile(r"[;:.!?“”\"]\s|\s(?:and|but|while|as|after|because|that|although)\s")
# "Chinese state media welcomed it": words without a sign, up to the verb.
_OPENING: Final = re.compile(r"((?:[\w’'-]+ ){0,5}[\w’'-]*\w)\s+")
_ASIDE: Final = re.compile(r",\s(?:who|which|whose|where)\b[^,]{0,80}\Z")
_INSIDE: Final = re.compile(
    r"(?:of|in|for|from|with|at|by|to|against|near|on|than)\s+(?:the\s+)?\Z"
)


@dataclass(slots=True, eq=False)
class Holders:
    """Looks up who says what; an article's cast is read when it is first asked for."""

    corpus: Corpus
    _casts: dict[int, Cast] = field(default_factory=dict)
    _quoted: dict[int, dict[int, list[Quotation]]] = field(default_factory=dict)

    def quoted(self, line: Line, span: Span) -> tuple[Party, Span] | None:
        """Return whose words ``span`` is, and all of them; None where the article says them."""
        for quotation in self.quotations(line):
            if quotation.speaker is not None:
                for segment in quotation.segments:
                    if segment.holds(span):
                        return quotation.speaker, segment
        return None

    def quotations(self, line: Line) -> list[Quotation]:
        """Return the quotations that a sentence has a part of."""
        known = self._quoted.get(line.document)
        if known is None:
            known = self._quoted[line.document] = {}
            for quotation in self.corpus.documents[line.document].evidence.quotations:
                first, last = quotation.sentences
                for index in range(first, last + 1):
                    known.setdefault(index, []).append(quotation)
        return known.get(line.sentence.index, [])

    def subject(self, line: Line, verb: int) -> Party | None:
        """Return the party that is the subject of the verb that begins at ``verb``."""
        text = self.corpus.documents[line.document].article.text
        before = [
            party
            for party in self.cast(line.document).parties(line.sentence.index)
            if party.span is not None and party.span.end <= verb
        ]
        while before:
            party = before.pop()
            if party.span is None:
                continue
            if _INSIDE.search(text[line.sentence.span.start : party.span.start][-12:]):
                continue  # "the head of the union": whose head, not who
            if "," in text[party.span.end : verb] and _ASIDE.search(
                text[line.sentence.span.start : party.span.start]
            ):
                continue  # "Ng, who leads the union, said"
            return None if _BREAK.search(text[party.span.end : verb]) else party
        return self._plain(line, verb)

    def _plain(self, line: Line, verb: int) -> Party | None:
        """Return the few words that open a sentence before its verb, if they are a subject."""
        read = self.corpus.documents[line.document]
        found = _OPENING.fullmatch(read.article.text, line.sentence.span.start, verb)
        if found is None or read.lexicon is None:
            return None
        span = Span(found.start(1), found.end(1))
        words = folded_words(span.of(read.article.text))
        if not words or words[0] in read.lexicon.vague:
            return None
        return Party(span.of(read.article.text), PartyKind.UNKNOWN, span, span)

    def cast(self, document: int) -> Cast:
        """Return an article's cast."""
        known = self._casts.get(document)
        if known is None:
            known = self._casts[document] = Cast.of(self.corpus.documents[document].article)
        return known
