"""Digests: what is due, claimed once, written, posted, and looked for after a crash."""

from bot.digests.buttons import DIGEST_BUTTONS, PostFirst
from bot.digests.dispatcher import Dispatcher
from bot.digests.fence import DiscordTime, tracing

__all__ = ["DIGEST_BUTTONS", "DiscordTime", "Dispatcher", "PostFirst", "tracing"]
