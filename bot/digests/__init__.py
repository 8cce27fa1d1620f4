"""Digests: what is due, claimed once, written, posted, and looked for after a crash."""

from bot.buttons.base import StatefulButton
from bot.digests.buttons import PostFirst
from bot.digests.dispatcher import Dispatcher
from bot.digests.fence import DiscordTime, tracing
from bot.digests.listing import SwitchDigest, TurnDigests
from bot.digests.preview_buttons import PREVIEW_PARTS
from bot.digests.skipping import UndoSkip
from bot.digests.standing import TurnStatus

DIGEST_BUTTONS: tuple[type[StatefulButton], ...] = (
    PostFirst,
    SwitchDigest,
    TurnDigests,
    TurnStatus,
    UndoSkip,
)
"""The digests' buttons; the client registers them beside the others."""

__all__ = ["DIGEST_BUTTONS", "PREVIEW_PARTS", "DiscordTime", "Dispatcher", "PostFirst", "tracing"]
