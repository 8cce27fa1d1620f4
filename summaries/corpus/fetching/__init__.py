"""Fetching from the public internet: one module, one guard."""

from summaries.corpus.fetching.address import MAX_ADDRESS, check_address, checked
from summaries.corpus.fetching.fetcher import Fetched, Fetcher
from summaries.corpus.fetching.kinds import Wanted
from summaries.corpus.fetching.policy import LIMITS, PUBLIC, Limits, Policy
from summaries.corpus.fetching.refused import FetchRefused, Why

__all__ = [
    "LIMITS",
    "MAX_ADDRESS",
    "PUBLIC",
    "FetchRefused",
    "Fetched",
    "Fetcher",
    "Limits",
    "Policy",
    "Wanted",
    "Why",
    "check_address",
    "checked",
]
