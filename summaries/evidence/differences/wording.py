"""WORDING: one utterance of one speaker, quoted in different words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from summaries.evidence.differences.alignment import Alignment, Token, align, tokens
from summaries.evidence.differences.parties import conflict, same
from summaries.evidence.differences.reading import Corpus, Line, Read
from summaries.evidence.differences.sides import Pair, Side
from summaries.evidence.differences.vocabulary import all_stems
from summaries.evidence.model import Party, Quotation, QuotationKind
from summaries.text import Span, fold, folded_words

_LEAST_WORDS: Final = 2
_MOST_WORDS: Final = 120
_MOST_SENTENCES: Final = 60  # of one quotation
_FAR: Final = 12
_LONGEST: Final = 2_000
_NEAR: Final = 0.6
_ONE_SPEECH: Final = 60  # days after which a few like words are a phrase of the speaker's
_ONE_REMARK: Final = 7  # days within which "Monday night" is one night


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """What is quoted of one sentence: the words, who said them, and on what occasion.

    ``occasion`` holds the listener, the weekday and the part of the day, as far as they are given.
    """

    line: Line
    span: Span
    words: tuple[str, ...]
    stems: tuple[str, ...]
    opens: bool
    speaker: Party | None
    occasion: frozenset[str]


def wordings(corpus: Corpus) -> list[Pair]:
    """Return the utterances that two articles quote in different words."""
    pieces = corpus.each(_pieces)
    keys = [_keys(piece) for piece in pieces]
    found = []
    for a, b in corpus.pairs(keys, [piece.line for piece in pieces], least=3):
        made = _variant(corpus, pieces[a], pieces[b])
        if made is not None:
            found.append(made)
    found.extend(_retold(corpus, pieces))
    return found


def _keys(piece: Piece) -> list[object]:
    """Return what two wordings of one utterance share: stems, and words that follow each other."""
    return [*piece.stems, *zip(piece.words, piece.words[1:], piece.words[2:], strict=False)]


def _pieces(read: Read) -> Iterator[Piece]:
    article, text = read.article, read.article.text
    for quotation in read.evidence.quotations:
        if quotation.kind is QuotationKind.INDIRECT:
            continue
        first, last = quotation.sentences
        occasion: frozenset[str] | None = None
        for line in read.between(first, min(last, first + _MOST_SENTENCES)):
            for segment in quotation.segments:
                start = max(segment.start, line.sentence.span.start)
                end = min(segment.end, line.sentence.span.end)
                if start >= end:
                    continue
                span = Span(start, end)
                words = tuple(folded_words(span.of(text))[:_MOST_WORDS])
                if len(words) < _LEAST_WORDS:
                    continue
                if occasion is None:
                    occasion = _occasion(read, quotation)
                stems = tuple(filter(None, all_stems(span.of(text), article.language)))
                opens = text[start].isupper() and words[0] != "i"
                yield Piece(
                    line, _trimmed(text, span), words, stems, opens, quotation.speaker, occasion
                )


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start + 1, span.start + len(words.rstrip())))


def _variant(corpus: Corpus, one: Piece, other: Piece) -> Pair | None:
    """Return the difference of two pieces that are nearly the same words."""
    named = one.speaker is not None and other.speaker is not None
    if conflict(one.speaker, other.speaker):
        return None
    read = corpus.documents[one.line.document]
    language = read.article.language
    if corpus.documents[other.line.document].article.language != language:
        return None
    if one.words == other.words:
        return None
    first, second = set(one.words), set(other.words)
    shared = len(first & second)
    if shared < 3 or shared < 0.45 * min(len(first), len(second)):
        return None
    left, right = _tokens(corpus, one), _tokens(corpus, other)
    if [t.key for t in left if not t.free] == [t.key for t in right if not t.free]:
        return None
    found = align(left, right, language, opens=one.opens and other.opens)
    if found is None:
        return None
    if not (_close(found, left, right) or _reordered(one, other, named=named)):
        return None
    if not named and (found.same < 8 or found.alike < 0.8):
        return None
    if named and found.same < 6 and not corpus.akin(one.line.document, other.line.document):
        return None
    days = corpus.days_between(one.line.document, other.line.document)
    if found.same < 8 and days is not None and abs(days) > _ONE_SPEECH:
        return None
    strength = 0.5 + 0.3 * found.alike + min(found.same, 20) / 100
    return Pair((_side(one, found.parts[0]), _side(other, found.parts[1])), strength)


def _close(found: Alignment, one: tuple[Token, ...], other: tuple[Token, ...]) -> bool:
    shorter = min(len(one), len(other))
    return (
        found.same >= 4
        and found.telling >= 2
        and found.alike >= _NEAR
        and found.same >= 0.55 * shorter
    )


def _reordered(one: Piece, other: Piece, *, named: bool) -> bool:
    """Tell whether two pieces say the same words in another order."""
    a, b = set(one.stems), set(other.stems)
    return named and len(a & b) >= 3 and len(a & b) >= 0.75 * len(a | b)


def _tokens(corpus: Corpus, piece: Piece) -> tuple[Token, ...]:
    """Return a piece's words without those that only open speech ("Well, …")."""
    read = corpus.documents[piece.line.document]
    text, lexicon = read.article.text, read.lexicon
    found = tokens(text, piece.span, read.article.language, lexicon)
    start = 0
    while lexicon is not None and start < len(found) - 1:
        word = found[start]
        comma = text.startswith(",", word.span.end)
        if word.key not in lexicon.joining and not (comma and word.key in lexicon.fillers):
            break
        start += 1
    return found[start:]


def _retold(corpus: Corpus, pieces: list[Piece]) -> Iterator[Pair]:
    """Yield what one speaker said on one occasion, in words that mean much the same."""
    placed = [piece for piece in pieces if piece.speaker and len(piece.occasion) > 1]
    keys = [
        {
            (fold(piece.speaker.name).split()[-1:] or [""])[0]
            + "/"
            + "/".join(sorted(piece.occasion))
        }
        if piece.speaker
        else set()
        for piece in placed
    ]
    for a, b in corpus.pairs(keys, [piece.line for piece in placed]):
        one, other = placed[a], placed[b]
        days = corpus.days_between(one.line.document, other.line.document)
        if not same(one.speaker, other.speaker) or (days is not None and abs(days) > _ONE_REMARK):
            continue
        share = _related(corpus, one, other)
        if share:
            yield Pair((_side(one, one.span), _side(other, other.span)), 0.35 + 0.3 * share)


def _related(corpus: Corpus, one: Piece, other: Piece) -> float:
    """Return the share of the shorter piece's words that the other has, or has the like of."""
    lexicon = corpus.documents[one.line.document].lexicon
    if lexicon is None:
        return 0.0
    a, b = set(one.stems), set(other.stems)
    shorter, longer = sorted((a, b), key=lambda stems: (len(stems), sorted(stems)))
    if shorter <= longer or len(longer) > 12:
        return 0.0
    none: frozenset[int] = frozenset()
    met = sum(
        stem in longer
        or any(lexicon.alike.get(stem, none) & lexicon.alike.get(word, none) for word in longer)
        for stem in shorter
    )
    share = met / len(shorter)
    return share if met >= 2 and share > 0.6 else 0.0


def _side(piece: Piece, part: Span) -> Side:
    return Side(piece.line, piece.span, part, piece.speaker)


def _occasion(read: Read, quotation: Quotation) -> frozenset[str]:
    """Return when and to whom it was said, from what stands outside the quotation marks."""
    if read.lexicon is None:
        return frozenset()
    text = read.article.text
    lines = read.between(*quotation.sentences)
    if len(lines) > _FAR:
        lines = (lines[0], lines[-1])  # who told whom is said at an end
    around = " ".join(read.text(line)[:_LONGEST] for line in lines)
    for segment in quotation.segments[:_FAR]:
        around = around.replace(segment.of(text), " ")
    found = set()
    told = read.lexicon.pattern("quotations.told").search(around)
    if told is not None:
        found.add("to " + fold(next(filter(None, told.groups()))).split()[0])
    when = read.lexicon.pattern("quotations.time").search(around)
    if when is None:
        return frozenset()
    found.add("on " + fold(" ".join(when.group().split())))
    return frozenset(found)
