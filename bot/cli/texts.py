"""Text files that a person names become articles; why one can't be used is said."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.terminal import complain

if TYPE_CHECKING:
    from summaries.corpus import Article

STANDARD_INPUT = Path("-")


def named_articles(files: Sequence[Path]) -> Iterator["Article | None"]:
    """Read each file as an article with ids A1, A2, …; None for one that can't be used.

    Why it can't be used is said on standard error. "-" is standard input.
    """
    from summaries.corpus import RefusedText, prepare

    for number, path in enumerate(files, start=1):
        name = "standard input" if path == STANDARD_INPUT else str(path)
        try:
            article = prepare(_text(path), id=f"A{number}", file=name)
            if not article.sentences:
                raise RefusedText("No sentence was found in it.")
        except RefusedText as refused:
            complain(f"{name}: {refused}")
            yield None
        else:
            yield article


def _text(path: Path) -> str:
    from summaries.corpus import MAX_BYTES, decode, read_text

    if path == STANDARD_INPUT:
        return decode(sys.stdin.buffer.read(MAX_BYTES + 1))
    return read_text(path)
