"""What a person may change without touching code: settings, the shipped topics, and the log."""

from pathlib import Path

TOPICS_FOLDER = Path(__file__).with_name("topics")
"""The topics that ship with Pullquote, a TOML file each."""
