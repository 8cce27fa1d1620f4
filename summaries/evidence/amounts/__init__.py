"""Amounts: the quantities that a text states, each with its value, unit and exact place."""

from summaries.evidence.amounts.finding import amounts

__all__ = ["amounts"]
