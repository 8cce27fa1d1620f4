"""What a sentence must be shown with, so that it says what its author said.

Asked once for each sentence of an article; the answer costs the selector's budget.
"""

from summaries.context.gate import shown_with
from summaries.context.openings import opening
from summaries.context.words import Opening, supported

__all__ = ["Opening", "opening", "shown_with", "supported"]
