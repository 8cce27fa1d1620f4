"""What is wrong with something that a person wrote: a sentence, and a name for it."""

from __future__ import annotations


class Mistake(ValueError):
    """Something a person wrote can't be used; it prints as a sentence in English.

    ``why`` is a short fixed name and ``values`` are what the sentence names, so that it can be said
    in other languages.
    """

    def __init__(self, why: str, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.why, self.values = why, values
