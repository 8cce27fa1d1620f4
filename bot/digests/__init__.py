"""Digests: what is due, claimed once, written, posted, and looked for after a crash."""

from bot.digests.buttons import DIGEST_BUTTONS, PostFirst
from bot.digests.dispatcher import Dispatcher
from bot.digests.fence import DiscordTime, tracing
from bot.digests.preview_buttons import PREVIEW_PARTS

__all__ = ["DIGEST_BUTTONS", "PREVIEW_PARTS", "DiscordTime", "Dispatcher", "PostFirst", "tracing"]
