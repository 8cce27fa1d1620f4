"""A received text becomes an Article: its lines are told apart, its body is split into spans."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Final

from summaries.corpus import lines
from summaries.corpus.article import Article, LineKind, SetAside
from summaries.corpus.dates import is_update, stated_date
from summaries.corpus.language import detect
from summaries.text import (
    Sentence,
    Span,
    content_stems,
    folded_words,
    paragraphs,
    quotation_units,
    sentences,
    sha256_of,
)

# A header line such as "Title: …" or "Date: …" that an archive or an export puts first.
_HEADER: Final = re.compile(
    r"(?P<key>title|headline|author|byline|date|published|publisher|source|url|link)\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_MARKDOWN_HEADING: Final = re.compile(r"#{1,6}\s+")
_EDGE: Final = 6  # publisher credits and dates stand within this many lines of either end
_MOST_HEADS: Final = 4  # a headline, and the section labels that may stand over it
_LABEL_WORDS: Final = 4
_STANDFIRST_OVERLAP: Final = 0.5


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of a text beside the text itself. None means: not given.

    ``by_editor`` is false for what a page states of itself.
    """

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    byline: str | None = None
    language: str | None = None
    by_editor: bool = True


@dataclass(slots=True)
class _Reading:
    """What has been read so far of one text."""

    keep: frozenset[int]
    given_title: str | None = None
    set_aside: list[SetAside] = field(default_factory=list)
    title: Span | None = None
    publisher: str | None = None
    byline: str | None = None
    published: date | None = None

    def aside(self, block: Span, kind: LineKind) -> bool:
        """Set a paragraph aside unless an editor took it back; tell whether it was."""
        if block.start in self.keep:
            return False
        self.set_aside.append(SetAside(block, kind))
        return True


def prepare(
    text: str,
    *,
    id: str,  # noqa: A002  # what it is called wherever articles are
    added: datetime | None = None,
    file: str | None = None,
    url: str | None = None,
    given: Given | None = None,
    keep: frozenset[int] = frozenset(),
) -> Article:
    """Make an Article of a received text. Nothing of the text is changed or removed.

    ``keep`` holds the starts of lines that an editor took back from those set aside. A title, a
    publisher or a date is taken from the text only where a line states it; else it stays None.
    """
    given = given or Given()
    reading = _Reading(keep, given_title=given.title)
    body = _body(text, paragraphs(text), reading)
    language = given.language or detect(" ".join(span.of(text) for span in body[:20]))
    return Article(
        id=id,
        text=text,
        sha256=sha256_of(text),
        added=added or datetime.now(UTC),
        language=language,
        sentences=_split(text, body, language, titled=reading.title is not None),
        title=given.title or (_title_words(reading.title.of(text)) if reading.title else None),
        title_span=reading.title,
        publisher=given.publisher or reading.publisher,
        publisher_given=bool(given.publisher) and given.by_editor,
        byline=given.byline or reading.byline,
        published=given.published or reading.published,
        published_given=bool(given.published) and given.by_editor,
        file=file,
        url=url,
        set_aside=tuple(sorted(reading.set_aside, key=lambda line: line.span)),
    )


def resplit(
    text: str, language: str, title_span: Span | None, set_aside: Iterable[SetAside]
) -> tuple[Sentence, ...]:
    """Split a text whose lines were told apart before, as a store does when it reads one."""
    apart = _ends(title_span, set_aside)
    body = [block for block in paragraphs(text) if block.end not in apart]
    return _split(text, body, language, titled=title_span is not None)


def body_text(article: Article) -> str:
    """Return the article's paragraphs without title, standfirst and lines set aside.

    Paragraphs are joined by a blank line; the words of each are as received.
    """
    apart = _ends(article.title_span, article.set_aside)
    first = next((s.span.start for s in article.sentences if s.standfirst), -1)
    return "\n\n".join(
        block.of(article.text)
        for block in paragraphs(article.text)
        if block.end not in apart and not block.start <= first < block.end
    )


def compared_text(text: str, title_span: Span | None, set_aside: Iterable[SetAside]) -> str:
    """Return the paragraphs of a text that copies of it are known by: title and lines apart go.

    Unlike `body_text` it keeps a standfirst, and so needs no sentences.
    """
    apart = _ends(title_span, set_aside)
    return "\n\n".join(block.of(text) for block in paragraphs(text) if block.end not in apart)


def _ends(title: Span | None, set_aside: Iterable[SetAside]) -> frozenset[int]:
    """Return where the paragraphs end that are no body: each is the end of its paragraph too."""
    ends = {line.span.end for line in set_aside}
    return frozenset(ends | {title.end} if title else ends)


def _split(text: str, body: list[Span], language: str, *, titled: bool) -> tuple[Sentence, ...]:
    """Split paragraphs into sentences; a standfirst is only looked for below a headline."""
    headings = _headings(text, body)
    split = [sentences(text, b, language) for i, b in enumerate(body) if i not in headings]
    units = quotation_units(text, split, language)
    standfirst = titled and _standfirst(text, split, language)
    spans = [(paragraph, span) for paragraph, block in enumerate(split) for span in block]
    return tuple(
        Sentence(i, span, paragraph, unit, standfirst and paragraph == 0)
        for i, ((paragraph, span), unit) in enumerate(zip(spans, units, strict=True))
    )


def _body(text: str, blocks: list[Span], reading: _Reading) -> list[Span]:
    """Read title, credits and dates; return the paragraphs that remain."""
    rest = _front_matter(text, blocks, reading)
    body = []
    for i, block in enumerate(rest):
        near_edge = i < _EDGE or i >= len(rest) - _EDGE
        kind = _kind(block.of(text), near_edge, reading)
        if kind is None or not reading.aside(block, kind):
            body.append(block)
    body = _take_title(text, body, reading)
    if not _mostly_capitals(text, body):
        body = [
            block
            for block in body
            if not lines.is_capitals(block.of(text)) or not reading.aside(block, LineKind.PROMOTION)
        ]
    if body and reading.publisher is None:
        reading.publisher = lines.agency(body[0].of(text))
    return body


def _kind(line: str, near_edge: bool, reading: _Reading) -> LineKind | None:
    """Tell why one paragraph is not body, taking publisher, author and date from it."""
    kind = lines.boilerplate_kind(line)
    publisher = lines.stated_publisher(line)
    # A "Source:" line speaks for the whole text only at its edges.
    if publisher is not None and (near_edge or kind is not None):
        reading.publisher = reading.publisher or publisher
        return kind or LineKind.PUBLISHER
    if kind is not None or not near_edge:
        return kind
    if (author := lines.byline(line)) is not None:
        reading.byline = reading.byline or author[0]
        reading.publisher = reading.publisher or author[1]
        return LineKind.BYLINE
    if (day := stated_date(line)) is not None:
        # When a text was changed does not say when it came out.
        if not is_update(line):
            reading.published = reading.published or day
        return LineKind.DATELINE
    return None


def _front_matter(text: str, blocks: list[Span], reading: _Reading) -> list[Span]:
    """Read the "Title: …" lines that may stand at the top; return the paragraphs below them."""
    kept: list[Span] = []
    for i, block in enumerate(blocks):
        found = _HEADER.fullmatch(block.of(text).lstrip("\ufeff")) if i < _EDGE else None
        if not found:
            return kept + blocks[i:]
        key, value = found["key"].lower(), found["value"].strip()
        if key in {"title", "headline"} and reading.title is None:
            reading.title = Span(block.end - len(value), block.end)
            continue
        if key in {"author", "byline"}:
            reading.byline = value
        elif key in {"publisher", "source"}:
            reading.publisher = value
        elif key in {"date", "published"}:
            reading.published = stated_date(value)
        if not reading.aside(block, LineKind.NOTICE):
            kept.append(block)
    return kept


def _take_title(text: str, body: list[Span], reading: _Reading) -> list[Span]:
    """Take the headline off the top of the body, and the section labels that stand over it."""
    if reading.title is not None:
        return body
    if reading.given_title:
        return _take_given_title(text, body, reading)
    # What follows the headline is the article, so the last paragraph is never one.
    first = body[: min(_MOST_HEADS, len(body) - 1)]
    if not first or not lines.looks_like_heading(_title_words(first[0].of(text))):
        return body
    heads = [_title_words(block.of(text)) for block in first]
    labels = 0
    for head, following in pairwise(heads):
        short = len(head.split()) <= _LABEL_WORDS and not head.endswith("?")
        if not short or not lines.looks_like_heading(following):
            break
        labels += 1
    while labels and len(heads[labels].split()) <= len(heads[labels - 1].split()) + 1:
        labels -= 1  # a headline says more than the label over it
    kept = [block for block in body[:labels] if not reading.aside(block, LineKind.SECTION)]
    body = kept + body[labels:]
    reading.title = _bare(text, body[0])
    return body[1:]


def _take_given_title(text: str, body: list[Span], reading: _Reading) -> list[Span]:
    """Take a headline that is given off the top of the body if it stands there, and nothing else.

    What stands there in its place may be a cross-heading or the lede.
    """
    wanted = folded_words(reading.given_title or "")
    if len(body) > 1 and wanted and folded_words(body[0].of(text)) == wanted:
        reading.title = _bare(text, body[0])
        return body[1:]
    return body


def _headings(text: str, body: list[Span]) -> frozenset[int]:
    """Return which paragraphs are cross-headings: short, unfinished, with a paragraph after them.

    They are part of the article but no sentence, so they are never quoted.
    """
    return frozenset(
        i
        for i, block in enumerate(body[:-1])
        if lines.looks_like_heading(block.of(text), longest_words=12)
        and not block.of(text).rstrip().endswith(("?", "!", "”", '"', "’", "'"))
        and len(body[i + 1]) > len(block)
    )


def _standfirst(text: str, split: list[list[Span]], language: str) -> bool:
    """Tell whether the first paragraph is a standfirst: one sentence that the lede says again.

    Measured by its content words: at least half come back in the paragraph after it.
    """
    if len(split) < 3 or len(split[0]) != 1 or len(split[0][0]) > 220:
        return False
    words = set(content_stems(split[0][0].of(text), language))
    lede = {stem for span in split[1] for stem in content_stems(span.of(text), language)}
    return len(words) >= 4 and len(words & lede) >= _STANDFIRST_OVERLAP * len(words)


def _mostly_capitals(text: str, blocks: list[Span]) -> bool:
    """Tell whether the text is set in capitals as a whole, as some wires are."""
    shouted = sum(len(block) for block in blocks if block.of(text).isupper())
    return shouted * 2 > sum(map(len, blocks))


def _title_words(words: str) -> str:
    return " ".join(_MARKDOWN_HEADING.sub("", words.lstrip("\ufeff").strip(), count=1).split())


def _bare(text: str, span: Span) -> Span:
    """Return ``span`` without a byte-order mark and the signs of a Markdown heading."""
    start = span.start
    while start < span.end and text[start] in "\ufeff \t":
        start += 1
    if found := _MARKDOWN_HEADING.match(text, start, span.end):
        start = found.end()
    return Span(start, span.end)
