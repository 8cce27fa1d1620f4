"""What stands between quotation marks: found in a paragraph whatever marks it uses or lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_OPENING: Final = "“„«‹\"‘'‚「『»"
_CLOSED_BY: Final = {
    "“": "”\"", "„": "“”\"", '"': '"”', "«": "»", "»": "«", "‹": "›",
    "「": "」", "『": "』",
}  # fmt: skip
_MARK: Final = re.compile("[“”„«»‹\"‘'‚「」『』›]")
_ANY: Final = re.compile("[“”„«»‹›\"‘'‚「」『』]")
_DOUBLE: Final = re.compile('[“”„«»"]')
_SINGLE_CLOSE: Final = re.compile("[’'](?!\\w)")
_DASHES: Final = re.compile("[—―]|(?<=\\s)[–-](?=\\w)")
_STOPPED: Final = (".", "!", "?", "…", "”", ")")
_LONGEST_SINGLE: Final = 900  # code points that a search for a single closing mark goes on
_MOST_TRIED: Final = 24
_ENDS: Final = ".,!?…;:—–"
_BEFORE_OPENING: Final = " \t\n\r\u00a0\u202f\u2009([{—–-“‘«\"'/¿¡,:;\ufeff"
# "We will go, he said": where a mark was lost, the words end before who said them.
_LOST: Final = re.compile(
    r",\s(?=(?:[^\W\d_][\w’'.-]*\s){1,4}?(?:said|says|told|added|asked|dijo|añadió|sagte|a dit)\b"
    r"|(?:said|says|dijo|sagte)\s)"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between marks: ``[start, end)`` without the marks, ``[opens, closes)`` with them.

    ``closed`` is false where the closing mark is missing; ``goes_on`` is true where the next
    paragraph opens the same quotation again. ``dash`` is true for speech that a dash opens.
    """

    opens: int
    start: int
    end: int
    closes: int
    closed: bool = True
    goes_on: bool = False
    single: bool = False
    dash: bool = False


def has_marks(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a text may quote anything between marks."""
    return _ANY.search(text, start, end) is not None


def dialogue(text: str, start: int, end: int) -> list[Stretch]:
    """Read a paragraph that a dash opens: speech and narration take turns at the dashes."""
    found: list[Stretch] = []
    cuts = [dash.start() for dash in _DASHES.finditer(text, start + 1, end)]
    begin, speech = start + 1, True
    for cut in [*cuts, end]:
        if speech:
            inner = _trimmed(text, begin, cut)
            if inner is not None:
                found.append(Stretch(begin - 1, inner[0], inner[1], cut, dash=True))
        begin, speech = cut + 1, not speech
    return found


def closes_first(text: str, start: int, end: int) -> int | None:
    """Return where the first double mark of a paragraph stands, if it closes rather than opens.

    Some papers leave out the mark that a following paragraph should begin with.
    """
    mark = _DOUBLE.search(text, start, end)
    if mark is None or mark.start() == start or text[mark.start()] in "“«„":
        return None
    at = mark.start()
    after = text[at + 1 : at + 2] if at + 1 < end else " "
    closes = not text[at - 1].isspace() and (after.isspace() or after in ".,;:)—–")
    return at if closes else None


def carried(text: str, start: int, close: int) -> Stretch | None:
    """Return what stands in a paragraph before a mark that closes an earlier one's quotation."""
    inner = _trimmed(text, start, close)
    return Stretch(start, *inner, close + 1) if inner is not None else None


def stretches(text: str, start: int, end: int, following: int | None) -> Iterator[Stretch]:
    """Yield what a paragraph quotes, in order and without what is nested in it.

    ``following`` is where the next paragraph begins: if it opens the same quotation again, what
    is open here goes on there.
    """
    at = start
    while True:
        mark = _MARK.search(text, at, end)
        if mark is None:
            return
        place, sign = mark.start(), mark.group()
        at = place + 1
        if not _opens(text, place, start, end):
            continue
        if sign in "‘'‚":
            close = _single_close(text, place, end)
            if close is None:
                if sign == "‘" and text.find("‘", place + 1, end) < 0:
                    again = following is not None and text[following : following + 1] == sign
                    if again:
                        inner = _trimmed(text, place + 1, end)
                        if inner is not None:
                            yield Stretch(
                                place, *inner, end, closed=False, goes_on=True, single=True
                            )
                        return
                continue
            inner = _trimmed(text, place + 1, close)
            if inner is not None:
                yield Stretch(place, *inner, close + 1, single=True)
            at = close + 1
            continue
        close = _close(text, place, end)
        if close is not None:
            inner = _trimmed(text, place + 1, close)
            if inner is not None:
                yield Stretch(place, *inner, close + 1)
            at = close + 1
            continue
        again = following is not None and text[following : following + 1] == sign
        stop = end
        if not again:
            lost = _LOST.search(text, place + 1, end)
            stop = lost.start() + 1 if lost is not None else end
        inner = _trimmed(text, place + 1, stop)
        if inner is not None:
            yield Stretch(place, *inner, stop, closed=False, goes_on=again)
        at = stop
        if stop == end:
            return


def _opens(text: str, at: int, start: int, end: int) -> bool:
    sign = text[at]
    if sign in "”」』›":
        return False
    after = text[at + 1 : at + 2] if at + 1 < end else ""
    before = text[at - 1] if at > start else " "
    if sign in "“„«「『‹":
        return bool(after)
    if sign in "‘'‚":
        if before not in _BEFORE_OPENING or not (after.isalpha() or after in "¿¡…["):
            return sign == "‘" and before in _BEFORE_OPENING and after.isdigit()
        return True
    if not after:
        return False
    if after.isspace():
        # 'said," We go": a mark on the wrong side of its blank.
        return before in ",:" and sign == '"'
    return before in _BEFORE_OPENING or before.isspace()


def _close(text: str, at: int, end: int) -> int | None:
    """Return where the quotation closes that opens at ``at``, past what is nested in it."""
    sign = text[at]
    closing = _CLOSED_BY[sign]
    depth = 0
    last: int | None = None
    for found in _MARK.finditer(text, at + 1, end):
        mark, place = found.group(), found.start()
        if mark in closing:
            if not depth or mark == '"':
                return place
            depth -= 1
            last = place
        elif mark == sign:
            if last is not None and not depth and text[place - 2 : place].strip() in _STOPPED:
                return last  # "(“No Place Like Home”). “It …": a mark was lost
            after = text[place + 1 : place + 2]
            if not after or after.isspace() or after in ".,;:":
                return place  # „… “ and “…“: closed with an opening mark
            depth += 1
    return last


def _single_close(text: str, at: int, end: int) -> int | None:
    """Return where a quotation in single marks closes; None where the mark is an apostrophe.

    An apostrophe may stand at a word's end as well ("the workers’ rights"), so a mark after
    punctuation comes first, then one that no "s" precedes.
    """
    stop = min(end, at + _LONGEST_SINGLE)
    again = text.find("‘", at + 1, stop) if text[at] == "‘" else -1
    if again > 0:
        stop = again
    first: int | None = None
    plain: int | None = None
    tried = 0
    for found in _SINGLE_CLOSE.finditer(text, at + 2, stop):
        place = found.start()
        before = text[place - 1]
        if before.isspace():
            continue
        tried += 1
        if tried > _MOST_TRIED:
            break
        if before in _ENDS:
            return plain if plain is not None and place - plain > 240 else place
        after = text[place + 1 : place + 2]
        if after and after in ".,;:?!)":
            return place
        if first is None:
            first = place
        if plain is None and before not in "sS":
            plain = place
    if plain is not None and first is not None and first < plain and plain - first > 80:
        return first
    return plain if plain is not None else first


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if any(sign.isalnum() for sign in text[start:end]) else None
