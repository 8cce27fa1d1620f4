"""One way in for every article: what is received becomes a candidate, what is kept, an article."""

from summaries.ingest.facts import as_facts, from_facts
from summaries.ingest.intake import Candidate, Intake
from summaries.ingest.topics import TeamTopics

__all__ = ["Candidate", "Intake", "TeamTopics", "as_facts", "from_facts"]
