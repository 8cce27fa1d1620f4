"""Briefs: frozen values that say which words are shown, and the builders that make them."""

from summaries.briefs.builders import Wish, article_brief, overview, query_brief, topic_brief
from summaries.briefs.lengths import Length
from summaries.briefs.model import (
    Brief,
    BriefKind,
    Match,
    Missed,
    Passage,
    Quote,
    Scope,
    Section,
    SectionKind,
    Source,
    SourceMismatch,
)

__all__ = [
    "Brief",
    "BriefKind",
    "Length",
    "Match",
    "Missed",
    "Passage",
    "Quote",
    "Scope",
    "Section",
    "SectionKind",
    "Source",
    "SourceMismatch",
    "Wish",
    "article_brief",
    "overview",
    "query_brief",
    "topic_brief",
]
