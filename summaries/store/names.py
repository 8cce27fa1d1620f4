"""Short random names that fit into a button and that nobody guesses."""

from __future__ import annotations

import re
import secrets

# Crockford's base 32: no I, L, O or U, so it can be read aloud. https://www.crockford.com/base32
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NAME = re.compile(rf"[{_LETTERS}]{{10}}", re.ASCII)


def new_name() -> str:
    """Return ten random characters: 50 bits, a clash in a million names once in 2,000 times."""
    return "".join(secrets.choice(_LETTERS) for _ in range(10))


def is_name(text: str) -> bool:
    """Tell whether ``text`` could have come from `new_name`."""
    return _NAME.fullmatch(text) is not None
