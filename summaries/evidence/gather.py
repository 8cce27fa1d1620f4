"""Everything that one article states, worked out once: when it is stored."""

from __future__ import annotations

from typing import Final

from summaries.corpus import Article
from summaries.evidence.amounts import amounts
from summaries.evidence.figures import figures
from summaries.evidence.model import NO_ALIASES, Aliases, Evidence
from summaries.evidence.people import Cast
from summaries.evidence.pledges import pledges
from summaries.evidence.quotations import quotations

GRAMMAR: Final = "1"
"""Changes when a text may be read differently, so that stored rows are worked out anew."""


def evidence_of(article: Article, aliases: Aliases = NO_ALIASES) -> Evidence:
    """Return an article's amounts, pledges, figures and quotations, each tied to its words.

    ``aliases`` are other names that a team gave, by the folded other name. Raises nothing,
    whatever the text is; linear in its length.
    """
    numbers = tuple(
        tuple(amounts(article.text, sentence.span, language=article.language))
        for sentence in article.sentences
    )
    cast = Cast.of(article, aliases)
    said = quotations(article, cast)
    return Evidence(
        article=article.id,
        amounts=numbers,
        pledges=pledges(article, numbers, cast, said),
        figures=figures(article, numbers, cast),
        quotations=said,
    )
