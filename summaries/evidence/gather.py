"""Everything that one article states, worked out once: when it is stored."""

from __future__ import annotations

from summaries.corpus import Article
from summaries.evidence.amounts import amounts
from summaries.evidence.figures import figures
from summaries.evidence.hints import DIGITS, NUMERAL
from summaries.evidence.model import Aliases, Amount, Evidence
from summaries.evidence.people import Cast
from summaries.evidence.pledges import pledges
from summaries.evidence.quotations import quotations
from summaries.text import Sentence


def gather(article: Article, aliases: Aliases) -> Evidence:
    """Return everything that an article states: `summaries.evidence.evidence_of` says how."""
    cast = Cast.of(article, aliases)
    numbers = tuple(
        _amounts(article, sentence, reading.tokens.seen)
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


def _amounts(article: Article, sentence: Sentence, seen: int) -> tuple[Amount, ...]:
    """Return the amounts of a sentence, if its words hint at any: less than half of all do."""
    if not seen & (DIGITS | NUMERAL):
        return ()
    in_words = bool(seen & NUMERAL)
    found = amounts(article.text, sentence.span, language=article.language, in_words=in_words)
    return tuple(found)
