"""The fixed words that the bot writes itself, one file for each language.

A language is added by one file: copy ``en.toml``, translate it, name it by its ISO 639-1 code.
"""

from bot.labels.labels import LabelMissing, Labels, languages

__all__ = ["LabelMissing", "Labels", "languages"]
