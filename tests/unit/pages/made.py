"""Articles and briefs made by hand for the tests of pages: places are found with ``str.index``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from summaries.briefs.model import (
    Brief,
    BriefKind,
    Passage,
    Quote,
    Scope,
    Section,
    SectionKind,
    Source,
)
from summaries.corpus import Article
from summaries.text import Sentence, Span, sha256_of

SEEDS = Path(__file__).parents[3] / "seeds"
ADDED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def article(
    name: str,
    text: str,
    sentences: Sequence[str],
    *,
    title: str | None = None,
    publisher: str | None = None,
    publisher_given: bool = False,
    published: date | None = None,
    published_given: bool = False,
    language: str = "en",
    added: datetime = ADDED,
) -> Article:
    """An article whose sentences are ``sentences``, found in ``text`` in this order."""
    spans, after = [], 0
    for words in sentences:
        start = text.index(words, after)
        after = start + len(words)
        spans.append(Span(start, after))
    return Article(
        id=name,
        text=text,
        sha256=sha256_of(text),
        added=added,
        language=language,
        sentences=tuple(Sentence(i, span, i, i) for i, span in enumerate(spans)),
        title=title,
        publisher=publisher,
        publisher_given=publisher_given,
        published=published,
        published_given=published_given,
        file=f"{name}.txt",
    )


def source(citation: int, of: Article) -> Source:
    return Source(
        citation=citation,
        article=of.id,
        title=of.title,
        publisher=of.publisher,
        publisher_given=of.publisher_given,
        published=of.published,
        published_given=of.published_given,
        added=of.added,
        language=of.language,
        file=of.file,
    )


def brief(
    sections: Sequence[Section],
    articles: Sequence[Article],
    *,
    kind: BriefKind = BriefKind.TOPIC,
    about: str = "aid-pledges",
    title: str | None = "Aid pledges",
    scope: Scope | None = None,
    omitted: int = 0,
    threshold: float | None = 4.0,
) -> Brief:
    """A brief whose sources are ``articles``, cited in this order."""
    return Brief(
        kind=kind,
        about=about,
        title=title,
        sections=tuple(sections),
        sources=tuple(source(n, a) for n, a in enumerate(articles, 1)),
        scope=scope or Scope(articles=len(articles), sentences=134),
        omitted=omitted,
        threshold=threshold,
        version=1 if kind is BriefKind.TOPIC else None,
        languages=tuple(sorted({a.language for a in articles})),
    )


def seed(number: str) -> str:
    [path] = SEEDS.glob(f"{number}_*.txt")
    return path.read_bytes().decode("utf-8")


WHITE_HOUSE = (
    "The White House has also committed coronavirus vaccines to the Northern Triangle countries, "
    "$4 billion in development aid, $310 million for humanitarian relief, and has shepherded a "
    "dozen companies and organizations to invest in the region."
)
HALF_A_MILLION = (
    "The Vice President also added that the U.S. would be sending half a million Coronavirus "
    "vaccines to Guatemala along with $26 million to help fight the pandemic."
)
STEPS = (
    "Harris has since taken steps including speaking with policy experts, members of Congress and "
    "various stakeholders in the Northern Triangle countries."
)
SHE_ALSO = "She also announced an additional $310m in US aid to Central America."
PLEDGED = (
    "Many immigrants stopped at the US border, which include children travelling without adults, "
    "are from three violent and impoverished Central American countries – Guatemala, Honduras and "
    "El Salvador – for which the US has pledged aid in return for commitments to improve local "
    "governance."
)
INCREASE = (
    "Harris said Monday that\u00a0“the United States plans to increase relief to the region, "
    "strengthen our cooperation to manage migration in an effective, secure and humane manner.”"
)


def aid_pledges() -> tuple[Brief, dict[str, Article]]:
    """The aid-pledges brief of the seeds, as an editor would choose it."""
    a1 = article("A1", seed("000"), [WHITE_HOUSE], publisher="Washington Examiner")
    a2 = article("A2", seed("001"), [HALF_A_MILLION])
    a4 = article("A4", seed("003"), [PLEDGED, STEPS, SHE_ALSO])
    a5 = article("A5", seed("004"), [INCREASE])
    sections = [
        Section(SectionKind.BOTTOM_LINE, (Passage((Quote.of(a1, 0),), 1),)),
        Section(
            SectionKind.ALSO,
            (
                Passage((Quote.of(a2, 0),), 2),
                Passage((Quote.of(a4, 1, context=True), Quote.of(a4, 2)), 3),
                Passage((Quote.of(a4, 0),), 3),
                Passage((Quote.of(a5, 0),), 4),
            ),
        ),
    ]
    cited = [a1, a2, a4, a5]
    made = brief(sections, cited, scope=Scope(articles=5, sentences=134))
    return made, {a.id: a for a in cited}
