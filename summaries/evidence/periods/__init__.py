"""When something holds: dates, months, quarters, seasons, years, as written and as days."""

from summaries.evidence.periods.finding import periods

__all__ = ["periods"]
