"""*In context*: a sentence of a brief in bold between its neighbours."""

from __future__ import annotations

from collections.abc import Mapping

from bot.labels import Labels
from bot.pages.budget import HARD_STOP, size_of_text
from bot.pages.source_words import escaped
from summaries.briefs import Brief, Passage, SourceMismatch
from summaries.corpus import Article

_NEIGHBOURS = 1  # sentences on either side; more where the message has room and the reader asks


def context_page(
    brief: Brief, articles: Mapping[str, Article], labels: Labels, place: int
) -> tuple[str, ...]:
    """Write passage number ``place`` (from 0) with the sentences around it.

    The shown words are sliced and checked; a neighbour that does not fit is left out.
    Raises SourceMismatch.
    """
    passages = list(brief.passages())
    passage = passages[place]
    article = articles.get(passage.article)
    if article is None:
        raise SourceMismatch(passage.article, passage.quotes[0].start, passage.quotes[-1].end)
    bold = " ".join(f"**{escaped(quote.words_in(articles))}**" for quote in passage.quotes)
    before, after = _neighbours(article, passage)
    where = labels(
        "context.place",
        article=article.id,
        first=passage.quotes[0].sentence,
        n=len(article.sentences),
    )
    count = labels("context.count", number=place + 1, all=len(passages))
    head = f"## {labels('context.heading')} [{passage.citation}]\n-# {where} · {count}"
    if article.title:
        head += f"\n-# {escaped(article.title)}"
    for earlier, later in ((before, after), ((), after), ((), ())):
        # A block each: a phone shows them apart, and a reader sees where the quoted words begin.
        blocks = (head, *map(escaped, earlier), bold, *map(escaped, later))
        if size_of_text(blocks).within(HARD_STOP):
            return blocks
    return head, labels("brief.too_long", n=len(passage.quotes))


def _neighbours(article: Article, passage: Passage) -> tuple[list[str], list[str]]:
    first, last = passage.quotes[0].sentence - 1, passage.quotes[-1].sentence - 1
    sentences = article.sentences
    before = sentences[max(0, first - _NEIGHBOURS) : first]
    after = sentences[last + 1 : last + 1 + _NEIGHBOURS]
    return [article.words_of(s) for s in before], [article.words_of(s) for s in after]
