"""Figures: how many of what, when and where, compared with what; and series of them."""

from summaries.evidence.figures.finding import figures
from summaries.evidence.figures.series import Point, Series, series
from summaries.evidence.figures.topical import about

__all__ = ["Point", "Series", "about", "figures", "series"]
