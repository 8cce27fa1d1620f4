"""Whose words a quotation is: whether its sentence names the speaker, or leaves him behind."""

from __future__ import annotations

import re
from typing import Final

from summaries.context.words import Words
from summaries.text import folded_words, stop_words
from summaries.text.splitting import DIALOGUE_DASHES

# The marks that close a quotation, by the mark that opened it.
_CLOSED_BY: Final = {
    "“": "”\"", "„": "“”\"", '"': '"”', "«": "»", "»": "«", "「": "」", "『": "』",
    "‘": "’'", "'": "'’",
}  # fmt: skip
_MARK: Final = re.compile(
    '[“”„«»"「」『』]'
    # Single marks are apostrophes as a rule: one opens at the start only, and closes after a stop.
    "|(?<!\\S)[‘'](?=[^\\W\\d_])|(?<=[.,!?…])[’'](?!\\w)"
)
_DASHES: Final = re.compile(f"[{DIALOGUE_DASHES}]|(?<=\\s)[–-](?=\\w)")
_NAME: Final = re.compile(r"(?<=[\w,;:’”»—–]\s)[^\W\d_a-zß-öø-ÿ][\w’'-]{2,}|(?<=—)[A-ZÀ-Þ]\w{2,}")
_TWO_NAMES: Final = re.compile(r"\W*[A-ZÀ-Þ][\w’'.-]++\s+[A-ZÀ-Þ][\w’'-]++")
_LONGEST_NAME_SEARCH: Final = 2_000


def may_quote(text: str) -> bool:
    """Tell whether a text may hold quotations at all; most articles' sentences hold none."""
    return any(mark in text for mark in "“„«»\"「『‘'—―")


def outside_quotations(text: str, *, dialogue: bool = False) -> str | None:
    """Return what a text says outside quotations; None where it quotes nothing.

    A quotation that is not closed runs to the end; a paragraph's opening mark may stand again.
    ``dialogue`` says whether a dash at the start opens speech.
    """
    if dialogue and text[:1] in DIALOGUE_DASHES and text:
        # "—We go —said Ruiz—. We stay.": speech and narration take turns at the dashes.
        return " ".join(_DASHES.split(text[1:])[1::2])
    outside: list[str] = []
    closers, begin, quoted = "", 0, False
    for found in _MARK.finditer(text):
        mark = found.group()
        if closers:
            if mark in closers:
                closers, begin = "", found.end()
        elif mark in _CLOSED_BY and not (mark in "'‘" and found.start() > 0):
            outside.append(text[begin : found.start()])
            closers, quoted = _CLOSED_BY[mark], True
    if not quoted:
        return None
    if not closers:
        outside.append(text[begin:])
    return " ".join(outside)


def lacks_speaker(words: Words | None, text: str, *, dialogue: bool) -> bool:
    """Tell whether a quotation's own sentences leave open who speaks.

    Someone does who is only a pronoun ("he said"), or nobody does at all. Of a language without
    words only that is told which has nothing outside its quotation marks.
    """
    outside = outside_quotations(text, dialogue=dialogue)
    if outside is None:
        return False
    if words is None:
        return not re.search(r"\w", outside)
    hidden = words.hidden_speaker.search(outside)
    if hidden is not None and not _names(words, outside[: hidden.start()]):
        # "dijo, según Ruiz": where the verb has no subject, a name may follow.
        return True
    mostly = (len(text) - len(outside)) * 2 > len(text)
    return mostly and not words.cue.search(outside) and not _names(words, outside)


def names_someone(words: Words | None, sentence: str, language: str) -> bool:
    """Tell whether a sentence may say who "he" is: by a name, a role, or its first word."""
    if words is None or _names(words, sentence):
        return True
    first = folded_words(sentence[:60])[:1]
    return bool(first) and first[0] not in stop_words(language)


def _names(words: Words, text: str) -> bool:
    """Tell whether a text holds a name that does not open it, two names at its start, or a role."""
    text = text[:_LONGEST_NAME_SEARCH]
    if any(name.group().lower() not in words.no_names for name in _NAME.finditer(text)):
        return True
    return bool(_TWO_NAMES.match(text) or words.role.search(text))
