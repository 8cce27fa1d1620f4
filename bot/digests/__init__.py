"""Digests: what is due, claimed once, written, posted, and looked for after a crash."""

from bot.digests.buttons import DIGEST_BUTTONS, PostFirst
from bot.digests.dispatcher import Dispatcher

__all__ = ["DIGEST_BUTTONS", "Dispatcher", "PostFirst"]
