"""What the bot tells an operator about itself: is it well, and how much did it do.

Off by default, and then nothing here but the meter, which counts nothing, is imported.
"""

from bot.metrics.meter import Fate, Meter

__all__ = ["Fate", "Meter"]
