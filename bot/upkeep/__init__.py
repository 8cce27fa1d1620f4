"""What the bot does for servers by itself: it posts their log, deletes what is due, and scores."""

from bot.upkeep.scoring import Scoring
from bot.upkeep.upkeep import Upkeep

__all__ = ["Scoring", "Upkeep"]
