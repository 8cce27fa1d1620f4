"""Everything that one article states, worked out once: when it is stored."""

from __future__ import annotations

from summaries.corpus import Article
from summaries.evidence.amounts import amounts
from summaries.evidence.figures import figures
from summaries.evidence.hints import NUMBER, hints_of
from summaries.evidence.model import Aliases, Evidence
from summaries.evidence.people import Cast
from summaries.evidence.pledges import pledges
from summaries.evidence.quotations import quotations


def gather(article: Article, aliases: Aliases) -> Evidence:
    """Return everything that an article states: `summaries.evidence.evidence_of` says how."""
    hints = hints_of(article)
    numbers = tuple(
        tuple(amounts(article.text, sentence.span, language=article.language))
        if hint & NUMBER
        else ()
        for sentence, hint in zip(article.sentences, hints, strict=True)
    )
    cast = Cast.of(article, aliases)
    said = quotations(article, cast)
    return Evidence(
        article=article.id,
        amounts=numbers,
        pledges=pledges(article, numbers, cast, said, hints),
        figures=figures(article, numbers, cast, hints),
        quotations=said,
    )
