"""The order of a brief's parts, the same for Discord, the terminal and the export.

Heading, one small line, bottom line, sentences, rows of evidence, sources, footer. Every sentence
and row is sliced from its article and checked while the layout is made; where one slice fails,
there is no page.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from bot.labels import Labels
from bot.pages.changes import ChangeLines
from bot.pages.masthead import Head, Masthead
from bot.pages.nothing import closest_shown, cut, nothing
from bot.pages.rows import ALL, RowLines, Taken
from bot.pages.sources import SourceLines
from bot.pages.style import Style
from bot.pages.weekdays import has_bare_weekday
from summaries.briefs.model import Brief, BriefKind, Passage, Section, SectionKind, Source
from summaries.context import supported
from summaries.corpus import Article
from summaries.text import count_words, written_words

WORDS_A_MINUTE = 230
_SECTION_LABELS = {
    SectionKind.BOTTOM_LINE: "brief.bottom_line",
    SectionKind.TOP_LINE: "brief.top_line",
    SectionKind.ALSO: "brief.also",
    SectionKind.KEY_SENTENCES: "brief.key_sentences",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A passage's words in a style, and what a page must know of them."""

    passage: Passage
    text: str
    bare_weekday: bool

    @property
    def sentences(self) -> int:
        """How many sentences share this line."""
        return len(self.passage.quotes)


class Layout:
    """A brief's parts, checked and written, ready to be put together in full or in part.

    ``written`` holds every passage in the order shown; a passage is named by its place there.
    Raises SourceMismatch where the words of any quote are not the words that were quoted.
    """

    def __init__(
        self,
        brief: Brief,
        articles: Mapping[str, Article],
        labels: Labels,
        style: Style,
        masthead: Masthead | None = None,
    ) -> None:
        self.brief, self.articles, self.labels, self.style = brief, articles, labels, style
        self.masthead = masthead
        brief.verify(articles)
        self.written = [self._write(passage) for passage in brief.passages()]
        self.rows = RowLines(brief.rows, articles, labels, style)
        self.changes = ChangeLines(brief.rows.changes, articles, labels, style)
        self._sources = SourceLines(labels, style)

    def blocks(
        self,
        shown: Set[int],
        too_long: Set[int] = frozenset(),
        head: Head = Head.FULL,
        rows: Taken = ALL,
    ) -> tuple[str, ...]:
        """Return the page's blocks of text with the passages ``shown`` whole.

        Those in ``too_long`` are named in one sentence where they would stand; the rest are counted
        as omitted. ``head`` says how much stands above the bottom line, ``rows`` how many rows of
        evidence there are at most.
        """
        places = self.places(shown)
        cited = self.rows.citations(rows, places) | self.changes.citations()
        sources = self._cited(shown | too_long, cited)
        complete = len(shown) == len(self.written)
        notices = self._notices(sources)
        noted = any(self.written[place].bare_weekday for place in shown)
        changed = self.changes.section(None if noted else self.labels("notice.weekday"))
        body = list(self._sections(shown, too_long, complete=complete))
        if changed:
            led = bool(body) and self.brief.sections[0].kind is SectionKind.TOP_LINE
            body.insert(1 if led else 0, changed)
        elif self.brief.empty:
            body.insert(0, nothing(self.brief, self.articles, self.labels, self.style))
        body += self.rows.sections(rows, places)
        body.append(self._tail(shown, too_long, sources, rows))
        first = self._head(shown, sources, body, title=head is not Head.BARE)
        if head is Head.FULL:
            first += notices
        else:
            body[-1][:0] = notices
        return tuple(self.style.block(lines) for lines in (first, *body))

    @property
    def closest_shown(self) -> bool:
        """Tell whether an empty brief's closest sentence is shown."""
        return closest_shown(self.brief)

    def places(self, shown: Set[int]) -> frozenset[tuple[str, int]]:
        """Return the sentences of some passages: (article, sentence from 1)."""
        passages = (self.written[place].passage for place in shown)
        return frozenset((q.article, q.sentence) for passage in passages for q in passage.quotes)

    def omitted(self, shown: Set[int]) -> int:
        """Count the qualifying sentences that a page with only ``shown`` leaves out."""
        left_out = (w.sentences for place, w in enumerate(self.written) if place not in shown)
        return self.brief.omitted + sum(left_out)

    def _write(self, passage: Passage) -> Written:
        article = self.articles[passage.article]
        text, end = "", 0
        for quote in passage.quotes:
            if text and any(c.isspace() for c in article.text[end : quote.start]):
                text += " "
            text += self.style.words(quote.words_in(self.articles))
            end = quote.end
        bare = article.published is None and any(
            has_bare_weekday(quote.words_in(self.articles), article.language)
            for quote in passage.quotes
        )
        text = f"{text} [{passage.citation}]"
        if passage.also:
            also = ", ".join(f"[{n}]" for n in passage.also)
            text += f" ({self.labels('brief.also_in', citations=also)})"
        return Written(passage, text, bare)

    def _cited(self, places: Set[int], also: Set[int]) -> list[Source]:
        cited = set(also)
        for place in places:
            passage = self.written[place].passage
            cited |= {passage.citation, *passage.also}
        return [source for source in self.brief.sources if source.citation in cited]

    def _head(
        self,
        shown: Set[int],
        sources: Sequence[Source],
        body: Sequence[Sequence[str]],
        *,
        title: bool,
    ) -> list[str]:
        brief, labels, style = self.brief, self.labels, self.style
        if self.masthead:
            lines = [style.edition.format(self.masthead.title)]
        else:
            name = brief.title if brief.title and brief.kind is BriefKind.TOPIC else brief.about
            about = style.words(cut(name))
            heading = labels(f"brief.heading_{brief.kind}", title=about, id=about)
            lines = [style.heading.format(heading)]
        if title and brief.kind is BriefKind.ARTICLE and brief.title:
            lines.append(style.label.format(style.words(brief.title)))
        facts = self._facts(shown, sources, body)
        if facts:
            lines.append(style.small.format(" · ".join(facts)))
        return lines

    def _notices(self, sources: Sequence[Source]) -> list[str]:
        brief, labels, style = self.brief, self.labels, self.style
        lines = []
        foreign = {s.language for s in sources} - {labels.language, "und"}
        if foreign:
            names = ", ".join(labels.language_name(code) for code in sorted(foreign))
            lines.append(style.small.format(labels("notice.language", languages=names)))
        unruled = {s.language for s in sources if not supported(s.language)}
        if unruled:
            names = ", ".join(labels.language_name(code) for code in sorted(unruled))
            lines.append(style.small.format(labels("notice.by_place", languages=names)))
        if brief.scope.unread:
            lines.append(style.small.format(labels("notice.unread", n=brief.scope.unread)))
        if brief.damaged:
            lines.append(style.small.format(labels("notice.damaged")))
        return lines

    def _facts(
        self, shown: Set[int], sources: Sequence[Source], body: Sequence[Sequence[str]]
    ) -> list[str]:
        """Say how much is shown of what, and how long reading all of this page takes."""
        brief, labels = self.brief, self.labels
        facts = self._window()
        if not shown:
            return facts
        passages = [self.written[place] for place in shown]
        sentences = sum(passage.sentences for passage in passages)
        duration = labels.duration(sum(reading_seconds(line) for lines in body for line in lines))
        if brief.kind is BriefKind.ARTICLE and passages[0].passage.article == brief.about:
            return [
                labels(
                    "brief.sentences_of",
                    shown=sentences,
                    n=len(self.articles[brief.about].sentences),
                ),
                self._article_length,
                labels("brief.this_brief", duration=duration),
            ]
        return [
            *facts,
            labels("brief.articles", shown=self._quoted(sources), n=brief.scope.articles),
            labels("brief.sentences", n=sentences),
            duration,
        ]

    def _quoted(self, sources: Sequence[Source]) -> int:
        """Count the articles that a page quotes; an edition counts those that are new."""
        new = self.brief.rows.changes.articles
        return sum(not new or source.article in new for source in sources)

    @functools.cached_property
    def _article_length(self) -> str:
        """How long the whole article is, without headlines and lines set aside."""
        article = self.articles[self.brief.about]
        sentences = [article.words_of(sentence) for sentence in article.sentences]
        return self.labels(
            "brief.article_words",
            n=sum(map(count_words, sentences)),
            duration=self.labels.duration(sum(map(reading_seconds, sentences))),
        )

    def _window(self) -> list[str]:
        scope, labels = self.brief.scope, self.labels
        if self.masthead:
            return list(self.masthead.facts)
        if scope.newest_only:
            return [labels("window.newest")]
        if scope.since == "all":
            return []
        known = labels.has(f"window.{scope.since}")
        return [labels(f"window.{scope.since}") if known else self.style.words(cut(scope.since))]

    def _sections(
        self, shown: Set[int], too_long: Set[int], *, complete: bool
    ) -> Iterator[list[str]]:
        """Yield one block for each section; topics share one, since headings keep them apart."""
        weekday = min((p for p in shown if self.written[p].bare_weekday), default=None)
        topics: list[str] = []
        first = 0
        for section in self.brief.sections:
            places = range(first, first + len(section.passages))
            first = places.stop
            lines = list(self._lines(section, places, shown, too_long, weekday))
            if section.kind is SectionKind.TOPIC:
                if not lines and (section.passages or not complete):
                    continue
                name = self.style.words(cut(section.title or section.topic or ""))
                style = self.style.edition_topic if self.masthead else self.style.topic
                topics.append(style.format(name))
                topics += lines or [self.style.small.format(self.labels("brief.topic_empty"))]
            elif lines:
                yield [self.style.label.format(self.labels(_SECTION_LABELS[section.kind])), *lines]
        if topics:
            yield topics

    def _lines(
        self,
        section: Section,
        places: range,
        shown: Set[int],
        too_long: Set[int],
        weekday: int | None,
    ) -> Iterator[str]:
        numbered = section.kind is SectionKind.KEY_SENTENCES
        for number, place in enumerate(places, 1):
            if place in shown:
                text = self.written[place].text
                if place == weekday:
                    text += f" ({self.labels('notice.weekday')})"
            elif place in too_long:
                note = self.labels("brief.too_long", n=self.written[place].sentences)
                text = f"{note} [{self.written[place].passage.citation}]"
            else:
                continue
            if section.kind in (SectionKind.BOTTOM_LINE, SectionKind.TOP_LINE):
                yield self.style.lead.format(text)
            elif numbered:
                yield self.style.numbered.format(number, text)
            else:
                yield self.style.item.format(text)

    def _tail(
        self, shown: Set[int], too_long: Set[int], sources: Sequence[Source], rows: Taken
    ) -> list[str]:
        brief, labels, style = self.brief, self.labels, self.style
        lines, left_out = [], []
        more = self.omitted(shown | too_long)
        if more and not brief.empty:
            key = "brief.more" if style.has_buttons else "brief.omitted"
            left_out.append(labels(key, n=more))
        if style.has_buttons and self.rows.left_out(rows, self.places(shown)):
            left_out.append(labels("rows.exported"))
        if left_out:
            lines.append(style.small.format(" · ".join(left_out)))
        if self.masthead:
            lines += map(style.small.format, self.masthead.closing)
        lines += self._sources.lines(sources)
        footer = []
        if brief.version is not None and brief.kind is BriefKind.TOPIC:
            about = style.words(cut(brief.about))
            footer.append(labels("footer.topic", about=about, version=brief.version))
        footer += [labels("footer.rules"), labels("footer.labels")]
        if self._sources.starred(sources):
            footer.append(labels("sources.editor", star=style.star))
        lines.append(style.small.format(" · ".join(footer)))
        return lines


@functools.lru_cache(maxsize=256)  # a page is put together several times before it fits
def reading_seconds(text: str) -> float:
    """Return how long reading takes at 230 words a minute; a Chinese character counts as a word."""
    return len(written_words(text)) / WORDS_A_MINUTE * 60
