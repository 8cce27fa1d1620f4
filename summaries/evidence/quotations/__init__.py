"""Quotations: what an article's people say, in their words or reported, and who says it."""

from summaries.evidence.quotations.reading import quotations

__all__ = ["quotations"]
