"""Everything that one article states, worked out once: when it is stored."""

from __future__ import annotations

from summaries.corpus import Article
from summaries.evidence.amounts import amounts
from summaries.evidence.figures import figures
from summaries.evidence.hints import NUMBER
from summaries.evidence.model import Aliases, Evidence
from summaries.evidence.people import Cast
from summaries.evidence.pledges import pledges
from summaries.evidence.quotations import quotations


def gather(article: Article, aliases: Aliases) -> Evidence:
    """Return everything that an article states: `summaries.evidence.evidence_of` says how."""
    cast = Cast.of(article, aliases)
    numbers = tuple(
        tuple(amounts(article.text, sentence.span, language=article.language))
        if reading.tokens.seen & NUMBER
        else ()
        for sentence, reading in zip(article.sentences, cast.readings, strict=True)
    )
    said = quotations(article, cast)
    return Evidence(
        article=article.id,
        amounts=numbers,
        pledges=pledges(article, numbers, cast, said),
        figures=figures(article, numbers, cast),
        quotations=said,
    )
