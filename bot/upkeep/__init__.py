"""What the bot does for servers by itself: it posts their log, and deletes what is due."""

from bot.upkeep.upkeep import Upkeep

__all__ = ["Upkeep"]
