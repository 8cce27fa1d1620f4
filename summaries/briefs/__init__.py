"""Briefs: frozen values that say which words are shown, and the builders that make them."""

from summaries.briefs.builders import article_brief, overview, query_brief, topic_brief
from summaries.briefs.edition import edition_brief
from summaries.briefs.lengths import Length
from summaries.briefs.model import (
    Brief,
    BriefKind,
    Cut,
    DifferRow,
    FigureRow,
    LedgerRow,
    Match,
    Missed,
    Passage,
    Quote,
    Rows,
    SaidRow,
    Scope,
    Section,
    SectionKind,
    Source,
    SourceMismatch,
)
from summaries.briefs.wish import Wish

__all__ = [
    "Brief",
    "BriefKind",
    "Cut",
    "DifferRow",
    "FigureRow",
    "LedgerRow",
    "Length",
    "Match",
    "Missed",
    "Passage",
    "Quote",
    "Rows",
    "SaidRow",
    "Scope",
    "Section",
    "SectionKind",
    "Source",
    "SourceMismatch",
    "Wish",
    "article_brief",
    "edition_brief",
    "overview",
    "query_brief",
    "topic_brief",
]
