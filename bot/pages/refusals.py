"""Why a page or a file did not become an article, in one sentence of the reader's language."""

from __future__ import annotations

import math
from typing import Final

from bot.labels import Labels
from summaries.corpus.extracted import ExtractRefused
from summaries.corpus.fetching import FetchRefused, Why

PASTE: Final = "refusal.cure_paste"
"""What a manager can do: add the article without the page."""
OPEN: Final = "refusal.cure_open"
"""What a reader can do, who adds no articles."""

_WRONG_ADDRESS: Final = frozenset({Why.ADDRESS, Why.DNS, Why.GONE})
_PASSING: Final = frozenset({Why.CONNECT, Why.TIMEOUT})


def refusal(error: ExtractRefused | FetchRefused, labels: Labels, cure: str = PASTE) -> str:
    """Say what is wrong and what to do instead; ``cure`` is that where nothing better is known."""
    if isinstance(error, ExtractRefused):
        cause = labels(f"refusal.{error.reason.value}")
        return labels("refusal.whole", cause=cause, cure=labels(cure))
    cause = labels(f"refusal.fetch_{error.why.value}", status=error.status or "?")
    return labels("refusal.whole", cause=cause, cure=_cure(error, labels, cure))


def _cure(error: FetchRefused, labels: Labels, cure: str) -> str:
    if error.why in _WRONG_ADDRESS:
        return labels("refusal.cure_address")
    if error.why is Why.LATER and error.retry_after:
        key = "refusal.cure_wait" if cure == PASTE else "refusal.cure_wait_only"
        return labels(key, minutes=max(1, math.ceil(error.retry_after / 60)))
    if error.why in _PASSING or error.why is Why.LATER:
        return labels("refusal.cure_again" if cure == PASTE else "refusal.cure_later")
    return labels(cure)
