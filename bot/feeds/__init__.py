"""Feeds: looked at when they are due, their new articles taken, and why one brings nothing."""

from bot.feeds.buttons import FEED_BUTTONS
from bot.feeds.diagnosis import diagnose
from bot.feeds.poller import Poller

__all__ = ["FEED_BUTTONS", "Poller", "diagnose"]
