"""Where sources differ, as rows: which words of each side are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Final

from summaries.briefs.assemble import Citations
from summaries.briefs.cut import Cut, cut_out
from summaries.briefs.rows import DifferRow
from summaries.briefs.subject import name_of
from summaries.corpus import Article
from summaries.evidence.model import Difference, DifferenceKind, Said
from summaries.text import Span

MOST: Final = 4
"""A brief shows at most so many differences; all of them are in ``/check``."""

_SHORT: Final = 3  # words; a part that has fewer is shown with words around it
_AROUND: Final = {DifferenceKind.WORDING: 2}
_AROUND_OTHERS: Final = 6  # words
_WIDEST: Final = 60  # characters on either side, for scripts that write no blanks
_OPENING: Final = '“"«„‘'
_CLOSING: Final = '”"»'
_PAUSE: Final = re.compile(r"[,;:.!?…–—)\]]”?’?\s*$")


def differing(
    found: Sequence[Difference],
    articles: Sequence[Article],
    citations: Citations,
    *,
    about: Set[tuple[str, int]],
) -> tuple[DifferRow, ...]:
    """Return the strongest differences of which half the sides are ``about`` the subject.

    ``about`` are sentences: (article, index). One side at least is of an article that is cited;
    the others get the next numbers.
    """
    documents = {article.id: document for document, article in enumerate(articles)}
    cited = citations.articles()
    rows: list[DifferRow] = []
    for difference in found:
        sides = difference.sides
        if any(side.article not in documents for side in sides):
            continue
        on_subject = sum((side.article, side.sentence) in about for side in sides)
        if 2 * on_subject >= len(sides) and any(side.article in cited for side in sides):
            rows.append(_row(difference, articles, documents, citations))
        if len(rows) == MOST:
            break
    return tuple(rows)


def _row(
    difference: Difference,
    articles: Sequence[Article],
    documents: dict[str, int],
    citations: Citations,
) -> DifferRow:
    sides, parties = [], []
    for side in difference.sides:
        document = documents[side.article]
        article = articles[document]
        span = shown_part(side, article, difference.kind)
        sides.append((Cut.at(article, side.sentence, span), citations.of(document)))
        named = name_of(side.party)
        parties.append(cut_out(article, side.sentence, named) if named else None)
    return DifferRow(difference.kind, tuple(sides), tuple(parties))


def shown_part(side: Said, article: Article, kind: DifferenceKind) -> Span:
    """Return what is shown of a side: the part that differs, with enough words to read it."""
    text, part, whole = article.text, side.part, side.span
    if len(part.of(text).split()) >= _SHORT or not whole.holds(part):
        return _bare(text, part)
    words = _AROUND.get(kind, _AROUND_OTHERS)
    start, end = part.start, part.end
    before = re.findall(r"\S+\s*", text[max(whole.start, start - _WIDEST) : start])
    for word in before[-1 : -words - 1 : -1]:
        if _PAUSE.search(word):
            break
        start -= len(word)
    after = re.findall(r"\s*\S+", text[end : whole.end][:_WIDEST])
    if after and not after[0][0].isspace():
        end += len(after.pop(0))  # what is written together with the last word
    for word in after[:words]:
        if _PAUSE.search(text[start:end]):
            break
        end += len(word)
    return _bare(text, Span(start, end))


def _bare(text: str, span: Span) -> Span:
    """Leave out a comma at the end, and a mark of quotation that has no partner."""
    start, end = span.start, span.end
    while end > start + 1 and text[end - 1] in ",;: ":
        end -= 1
    words = text[start:end]
    if words[0] in _OPENING and not any(c in words[1:] for c in _CLOSING):
        start += 1
    elif words[-1] in _CLOSING and not any(c in words[:-1] for c in _OPENING):
        end -= 1
    return Span(start, end) if start < end else span
