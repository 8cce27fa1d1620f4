"""The meter that Prometheus reads; needs the extra `metrics`."""

from __future__ import annotations

from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

import bot
from bot.metrics.meter import Fate, Meter
from summaries.briefs import SourceMismatch
from summaries.corpus import ArticleDamaged
from summaries.store.vitals import Vitals

_SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0)
_LAGS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)


class PrometheusMeter(Meter):
    """Counts in a registry of its own, so that two bots in one process don't mix."""

    def __init__(self) -> None:
        self._registry = here = CollectorRegistry()
        ProcessCollector(registry=here)
        PlatformCollector(registry=here)
        version = Gauge("pullquote_info", "Which version runs.", ["version"], registry=here)
        version.labels(bot.__version__).set(1)
        self._editions = Counter(
            "pullquote_editions", "Editions of digests.", ["outcome"], registry=here
        )
        self._slices = Counter(
            "pullquote_slices", "Sentences cut from stored texts.", ["outcome"], registry=here
        )
        for fate in Fate:
            self._editions.labels(fate.value)
        for outcome in ("verified", "refused"):
            self._slices.labels(outcome)
        self._ingest = Histogram(
            "pullquote_ingest_seconds",
            "Time to read and store an article.",
            buckets=_SECONDS,
            registry=here,
        )
        self._errors = Counter("pullquote_errors", "What could not be done.", registry=here)
        self._answers = Histogram(
            "pullquote_answer_seconds",
            "Time from a command or button to its last answer.",
            ["name", "outcome"],
            buckets=_SECONDS,
            registry=here,
        )
        self._lag = Histogram(
            "pullquote_event_loop_lag_seconds",
            "How much later than asked for the event loop comes back.",
            buckets=_LAGS,
            registry=here,
        )
        self._gauges: dict[str, Gauge] = {
            name: Gauge(f"pullquote_{name}", said, registry=here)
            for name, said in (
                ("oldest_edition_seconds", "Age of the oldest edition that is due."),
                ("oldest_feed_seconds", "Age of the oldest look at a feed that is due."),
                ("leases_held", "Editions that are being worked on."),
                ("database_bytes", "Size of the database."),
                ("store_up", "1 if the database answers."),
                ("gateway_up", "1 if Discord's gateway is connected."),
            )
        }

    def edition(self, fate: Fate) -> None:
        self._editions.labels(fate.value).inc()

    def ingested(self, seconds: float) -> None:
        self._ingest.observe(seconds)

    def verified(self, slices: int) -> None:
        self._slices.labels("verified").inc(slices)

    def failed(self, error: Exception) -> None:
        self._errors.inc()
        if isinstance(error, SourceMismatch | ArticleDamaged):
            self._slices.labels("refused").inc()

    def answered(self, what: str, seconds: float, *, ok: bool) -> None:
        self._answers.labels(what, "ok" if ok else "failed").observe(seconds)

    def lagged(self, seconds: float) -> None:
        self._lag.observe(seconds)

    def page(self, vitals: Vitals | None, *, gateway: bool) -> bytes:
        """Return everything in Prometheus's text format; ``vitals`` None: the store is away."""
        gauges = self._gauges
        gauges["gateway_up"].set(gateway)
        gauges["store_up"].set(vitals is not None)
        if vitals is not None:
            gauges["oldest_edition_seconds"].set(vitals.oldest_edition)
            gauges["oldest_feed_seconds"].set(vitals.oldest_feed)
            gauges["leases_held"].set(vitals.leases)
            gauges["database_bytes"].set(vitals.size)
        return generate_latest(self._registry)
