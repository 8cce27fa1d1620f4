"""`pullquote check`: named conditions for the bot to work, each met or not, with what to do."""

from bot.checkup.conditions import Condition, Unmet
from bot.checkup.run import checked

__all__ = ["Condition", "Unmet", "checked"]
