"""Where sentences end: one scan for marks that may end one, then a short decision on each.

Sentences are spans of the text as it was received. The rules are in `_ends`, in the order in
which they are asked; the words they know are in `abbreviations`. How well they do, beside other
splitters, is measured by tests/quality/splitter.py and written down in
docs/decisions/002-sentence-splitter.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summaries.text.abbreviations import Habits, habits_of
from summaries.text.model import Span
from summaries.text.paragraphs import BLANK, trim

# Marks that need a blank after them to end a sentence, and marks that need none.
_SPACED = ".!?…"
_SOLID = "。！？｡।॥؟۔"
_CLOSING = "\"'”’»›)\\]}」』）】"
_OPENING = "\"'“”‘„«»‹›([{¿¡「『（*_–—….-"

# The marks begin with one character class and look back only after it: the scan then runs at the
# speed of a character search. No text makes it go back: each run is possessive; one of groups is
# looked ahead for and taken as it was found, for Python 3.11.2 mistakes possessive groups.
_CANDIDATE = re.compile(
    rf"""
    (?P<mark>
        [{_SPACED}{_SOLID}] (?<![{_SPACED}{_SOLID}]{{2}}) [{_SPACED}{_SOLID}]*+
        (?= (?P<stray> (?: [{BLANK}] [.!?] (?=[{BLANK}]|\Z) )* ) ) (?P=stray)  # a spaced dot: ". ."
    )
    (?= (?P<close> (?:
        [{_CLOSING}] | [{BLANK}]["”»)\]](?=[{BLANK}]|\Z)
      | [“«‹‘](?=[{BLANK}]|\Z)                                # „…“ and »…«
    )* ) ) (?P=close)
    (?: [{BLANK}]++ | \Z                                       # a blank follows, or
      | (?<=[{_SOLID}]) | (?<=[{_SOLID}][{_CLOSING}])          # none is needed, or
      | (?<=[a-z]{{2}}[.!?]) (?=[A-Z][a-z])                    # it was forgotten: "end.Next"
      | (?<=[a-z]{{2}}[.!?]["”’)]) (?=[A-Z][a-z])
    )
    """,
    re.VERBOSE,
)
# A few opening marks and blanks: looking past more would cost the square of a long run.
_OPENERS = re.compile(rf"[{re.escape(_OPENING)}{BLANK}]{{0,12}}+")
# What begins in lower case and may begin a sentence: an address, a name such as "eBay".
_LOWER_START = re.compile(r"https?://|www\.|[^\W\d_]{1,5}[A-Z]")
_WORD = re.compile(r"[^\W\d_]*+")
_INITIALS = re.compile(r"(?:\w\.-?)+\w")
_ATTRIBUTION = re.compile(
    r"(?:[^\W\d_][\w.’'-]*+ ){1,4}?(?:said|says|asked|asks|told|added|wrote)\b"
)
# The longest abbreviation with its opening marks; a longer token is an ordinary word.
_LOOK_BACK = 24


def sentences(text: str, paragraph: Span, language: str = "en") -> list[Span]:
    """Split a paragraph into its sentences, each a place in ``text``.

    The spans stand in order, do not overlap, are trimmed of blanks, and together hold every
    character of ``paragraph`` that is not blank. ``language`` is an ISO 639-1 code; one
    without tables is split by the rules for English, which hold for most scripts.
    Time is linear in the paragraph, whatever it holds; no string raises.
    """
    habits = habits_of(language)
    inner = trim(text, paragraph.start, paragraph.end)
    start, end = inner.start, inner.end
    found: list[Span] = []
    for mark in _CANDIDATE.finditer(text, start, end):
        after = mark.end()
        if after < end and _ends(text, start, mark, after, habits):
            found.append(Span(start, mark.end("close")))
            start = after
    if start < end:
        found.append(Span(start, end))
    return found


def _ends(text: str, start: int, mark: re.Match[str], after: int, habits: Habits) -> bool:
    """Tell whether the sentence begun at ``start`` ends at ``mark``; ``after`` is not blank."""
    if mark.start() == start:
        return False  # an ellipsis or a stray dot that begins the sentence
    if mark.end("close") == after and mark["mark"][-1] not in _SOLID and _is_address(text, mark):
        return False
    marks, close = mark["mark"], mark["close"]
    if marks[-1] in _SOLID:
        # 「…。」と述べた: the quotation is the object of the verb that follows.
        return not (close and text[after] == "と")
    first = text[after]
    if not first.isalnum():
        after = _OPENERS.match(text, after, mark.endpos).end()  # type: ignore[union-attr]
        first = text[after : after + 1]
    if first.islower() and not _LOWER_START.match(text, after):
        return False
    if marks[-1] in "?!":
        return not (close and _ATTRIBUTION.match(text, after))
    if len(marks) > 1 or marks == "…":
        return True
    return _full_stop_ends(text, start, mark.start(), after, habits)


def _full_stop_ends(text: str, start: int, stop: int, after: int, habits: Habits) -> bool:
    """Decide on a single full stop at ``stop`` before a capital, a figure or a sign."""
    token = text[max(start, stop - _LOOK_BACK) : stop].rsplit(None, 1)[-1:]
    if not token:
        return False  # a dot with nothing before it
    word = token[0].lstrip(_OPENING).lower()
    first = text[after : after + 1]
    if word.isdecimal():
        if stop - len(word) == start and len(word) <= 3:
            return False  # the number of a list item
        return not (habits.ordinals and len(word) <= 2) or _starts(text, after, habits)
    if word in habits.bound:
        return False
    if first.isdecimal():
        return word not in habits.counted and word not in habits.open
    if word in habits.timed:
        return _next_word(text, after) not in habits.clock
    tail = word.rpartition("-")[2]
    if (len(word) == 1 and word.isalpha()) or tail in habits.open or _INITIALS.fullmatch(word):
        return _starts(text, after, habits)
    return True


def _is_address(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a dot without a blank after it stands in a web or e-mail address."""
    before = text[max(0, mark.start() - _LOOK_BACK) : mark.start()].rsplit(None, 1)[-1]
    return "/" in before or "@" in before or before.endswith("www")


def _starts(text: str, at: int, habits: Habits) -> bool:
    """Tell whether the word at ``at`` usually begins a sentence, and is not an initial."""
    word = _next_word(text, at)
    return word in habits.starters and text[at + len(word) : at + len(word) + 1] != "."


def _next_word(text: str, at: int) -> str:
    match = _WORD.match(text, at)
    return match.group().lower() if match else ""


# The marks that may close a quotation, by the mark that opened it. Straight marks close curly
# ones and the other way round, since keyboards and editors mix them.
_CLOSED_BY = {
    "“": "”\"", "”": "”", "„": "“”\"", '"': '"”', "‘": "’'", "‚": "‘’", "'": "'’",
    "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』",
}  # fmt: skip
_QUOTE = re.compile("[" + "".join(_CLOSED_BY) + "’」』]")
_INKED = re.compile(r"\w")
# A quotation that seems longer has more likely lost a mark. It is left in single sentences.
LONGEST_UNIT = 8
_DEEPEST = 8
DIALOGUE_DASHES = "—―"


def quotation_units(text: str, article: list[list[Span]], language: str = "en") -> list[int]:
    """Give each sentence a number, so that those of one quotation share it.

    ``article`` holds the sentences of each paragraph, as `sentences` returns them; the result
    has one number for each sentence, in order, from 0 and never falling. A unit runs from the
    sentence where a quotation opens to the one where it closes, over paragraphs too where each
    opens it again. A unit that is nothing but speech takes in the neighbour that says whose it
    is. A quotation without its closing mark, or of over ``LONGEST_UNIT`` sentences, stays apart.
    In a language that opens speech with a dash, a paragraph that begins with one is a unit.
    """
    flat = [span for paragraph in article for span in paragraph]
    said = _read_quotations(text, article, dialogue=habits_of(language).dialogue)
    units: list[int] = []
    number, size = -1, 0  # the last unit, and how many sentences it has
    waiting = False  # it is speech, and its speaker may be in the sentence that follows
    first = 0
    while first < len(flat):
        last = first + 1
        while last < len(flat) and said[last].joined:
            last += 1
        run = said[first:last]
        speech = all(one.quoted and not one.narrated for one in run)
        near = first > 0 and not run[0].opens_paragraph
        led = first > 0 and text[flat[first - 1].end - 1] in ":："
        answers = near and (waiting or (speech and said[first - 1].quoted))
        belongs = answers or (speech and led)
        if belongs and size + len(run) <= LONGEST_UNIT:
            waiting = waiting and speech
        else:
            number, size, waiting = number + 1, 0, speech
        size += len(run)
        units += [number] * len(run)
        first = last
    return units


@dataclass(slots=True)
class _Said:
    """What the quotation marks tell of one sentence.

    ``joined``: it goes on with a quotation of the sentence before. ``quoted``: it has words of
    a quotation that is closed. ``narrated``: it has words outside quotations.
    """

    opens_paragraph: bool
    joined: bool = False
    quoted: bool = False
    narrated: bool = False


def _read_quotations(text: str, article: list[list[Span]], *, dialogue: bool) -> list[_Said]:
    said: list[_Said] = []
    opened: list[tuple[str, int]] = []  # marks that wait to be closed, and their sentences
    for paragraph in article:
        if dialogue and paragraph and text[paragraph[0].start] in DIALOGUE_DASHES:
            opened = []
            said += _dialogue(text, paragraph)
            continue
        if paragraph and not _QUOTE.search(text, paragraph[0].start, paragraph[-1].end):
            # Most paragraphs quote nothing; what was open ends here.
            opened = []
            said += [_Said(place == 0, narrated=True) for place in range(len(paragraph))]
            continue
        for place, sentence in enumerate(paragraph):
            index, begin = len(said), sentence.start
            said.append(_Said(opens_paragraph=place == 0))
            if place == 0:
                # What is open ends with its paragraph, unless the next one opens it again.
                opened = opened[:1] if opened and text[begin] == opened[0][0] else []
                begin += len(opened)
            outside = begin  # where the words outside quotations began
            for match in _QUOTE.finditer(text, begin, sentence.end):
                at = match.start()
                depth = _closes(text, at, opened)
                if depth is not None:
                    _join(said, opened[depth][1], index)
                    del opened[depth:]
                    outside = outside if opened else at + 1
                elif _opens(text, at):
                    if not opened:
                        said[index].narrated |= bool(_INKED.search(text, outside, at))
                    opened.append((text[at], index))
                    del opened[:-_DEEPEST]
            if not opened:
                said[index].narrated |= bool(_INKED.search(text, outside, sentence.end))
    return said


def _dialogue(text: str, paragraph: list[Span]) -> list[_Said]:
    """Read a paragraph that a dash opens: speech, and what other dashes set apart in it."""
    joined = len(paragraph) <= LONGEST_UNIT
    after = text[paragraph[0].start + 1 : paragraph[-1].end]
    narrated = any(dash in after for dash in DIALOGUE_DASHES)
    return [
        _Said(place == 0, joined=joined and place > 0, quoted=True, narrated=narrated)
        for place in range(len(paragraph))
    ]


def _join(said: list[_Said], first: int, last: int) -> None:
    """Note a quotation that opens in one sentence and closes in the same or a later one."""
    if last - first < LONGEST_UNIT:
        for index in range(first, last + 1):
            said[index].quoted = True
            said[index].joined |= index > first


def _closes(text: str, at: int, opened: list[tuple[str, int]]) -> int | None:
    """Return the place in ``opened`` of the mark that the one at ``at`` closes, if any."""
    mark = text[at]
    if mark in "'’" and (_within_word(text, at) or (mark == "'" and _opens(text, at))):
        return None
    for depth in reversed(range(len(opened))):
        if mark in _CLOSED_BY[opened[depth][0]]:
            return depth
    return None


def _opens(text: str, at: int) -> bool:
    """Tell whether the mark at ``at`` may open a quotation: not an apostrophe, not an inch."""
    mark = text[at]
    if mark in "“„«‚‹「『":
        return True
    if mark not in _CLOSED_BY or _within_word(text, at):
        return False
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if before and not before.isspace() and before not in "([{—–-“„‘«\"'\ufeff":
        return False
    # "'90s" and "’em": an apostrophe; a straight double mark has no such use.
    return mark == '"' or after.isalpha()


def _within_word(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum()
