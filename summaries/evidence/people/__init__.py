"""People, groups and bodies of an article: who is named, in what role, and who "she" is."""

from summaries.evidence.people.cast import Cast

__all__ = ["Cast"]
