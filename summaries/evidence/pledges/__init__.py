"""Pledges: who gives what to whom, as rows that merge into a ledger."""

from summaries.evidence.pledges.ledger import Field, LedgerRow, Report, donor_key, ledger
from summaries.evidence.pledges.reading import pledges

__all__ = ["Field", "LedgerRow", "Report", "donor_key", "ledger", "pledges"]
