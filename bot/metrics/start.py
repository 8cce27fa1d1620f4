"""Switches metrics on for a bot: the meter counts from now on, and the server answers."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.metrics.server import MetricsServer

if TYPE_CHECKING:
    from bot.client import Pullquote
    from bot.metrics.prometheus import PrometheusMeter

log = logging.getLogger(__name__)


async def start_metrics(client: Pullquote, port: int) -> MetricsServer:
    """Count, and answer on a port of this machine; without the extra, only `/health` does."""
    meter: PrometheusMeter | None = None
    try:
        from bot.metrics.prometheus import PrometheusMeter
    except ImportError:
        log.warning("There are no metrics: install pullquote with its extra `metrics`.")
    else:
        meter = client.desk.meter = PrometheusMeter()
        client.desk.intake.ingested = meter.ingested
    server = MetricsServer(port, client, client.desk.database, meter)
    await server.start()
    return server
