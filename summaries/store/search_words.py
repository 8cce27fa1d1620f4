"""The words and the title that an article is found by, the same on every database.

Neither database's own idea of a word is used: the words are ours, folded, so a search finds the
same articles on both, and "Lopez" finds "López".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from summaries.text import folded_words
from summaries.topics import key

_LONGEST: Final = 60  # characters; a longer run of letters is a key or a line of code
_MOST: Final = 200_000  # characters of one article's words: an index row has its limits
_PREFIX: Final = 3  # letters from which on a searched word also finds longer ones
_FEW: Final = 12  # words of a search that are looked for
_INSIDE: Final = re.compile(r"[^\W_]+")
_SIGNS: Final = str.maketrans({".": "_", "-": "_", "'": "_"})  # all that a folded word can have


def scope_of(guild: int) -> str:
    """Return the word that all articles of a guild have and that no text can contain."""
    return f"_{guild}"


def indexed_words(guild: int, parts: Iterable[str]) -> str:
    """Return each word of an article once, its guild's first, with blanks between them.

    A word with points or hyphens stands there whole and in its pieces.
    """
    found = {scope_of(guild): None}
    for part in parts:
        for word in dict.fromkeys(folded_words(part)):
            whole = _joined(word)
            if not whole:
                continue  # a sign that stands for a word in scripts without blanks
            found[whole] = None
            if "_" in whole:
                found.update(dict.fromkeys(_INSIDE.findall(word[:_LONGEST])))
    kept, size = [], 0
    for word in found:
        size += len(word) + 1
        if size > _MOST:
            break
        kept.append(word)
    return " ".join(kept)


def title_key(title: str | None) -> int | None:
    """Return the number that titles have which are compared as equal; None where there is none.

    Of two titles with one number, one in some 18 million million million may yet be another.
    """
    compared = key(title or "")
    if not compared:
        return None
    digest = hashlib.blake2b(compared.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def wanted_words(typed: str) -> list[tuple[str, bool]]:
    """Return the words of a search, each once; true with those that also find longer words.

    Empty if nothing in it is a word.
    """
    words = dict.fromkeys(_joined(word) for word in folded_words(typed))
    return [(word, len(word) >= _PREFIX) for word in list(filter(None, words))[:_FEW]]


def _joined(word: str) -> str:
    if word.isalnum():
        return word[:_LONGEST]  # as nearly all are: what follows would find the word itself
    # Signs become the one that both databases' indexes take for a letter.
    return "_".join(_INSIDE.findall(word.translate(_SIGNS)))[:_LONGEST]
