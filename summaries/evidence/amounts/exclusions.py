"""What is a number and no amount: dates, years, times, names, scores, ages and numbers of lists."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from summaries.evidence.amounts.nouns import head_noun
from summaries.evidence.amounts.numerals import Numeral
from summaries.evidence.amounts.scope import Scope
from summaries.evidence.places import government_of, place_at, place_of

_CAPITAL_AFTER: Final = re.compile(r"[ \u00A0-](?P<word>[A-Z][\w’'-]*)")
_OPENING: Final = frozenset("\n\"“”'‘’«»:—–(•*-….!?")
_JOINED: Final = frozenset("-–‑/:#@_.&=+'’,^*\\~%")
_JOINING: Final = frozenset("/-–‑*^=")
_AGE: Final = re.compile(r"[A-ZÀ-Þ][\w’'.-]*,\s\Z")
_AND_NUMBER: Final = re.compile(r"[ \u00A0][0-9]{1,3}(?![0-9:.%,])")
_TO_DAY: Final = re.compile(r"(?:\s?[-–]\s?|\s(?:to|and|or)\s)[0-9]{1,2}(?![0-9])")
_FIRST_YEAR: Final = Decimal(1000)
_LAST_YEAR: Final = Decimal(2100)
_YEAR_DIGITS: Final = 4
_DAYS: Final = range(1, 32)
_HOURS: Final = 24
_OLDEST: Final = 120
_POINTED_AT: Final = (Decimal(2), Decimal(3))


def joined_before(scope: Scope, at: int) -> bool:
    """Tell whether a number is a part of what stands right before it: "F-16", "7:30", "2019-20"."""
    before, farther = scope.sign(at - 1), scope.sign(at - 2)
    if before == "-" and (not farther or farther in " \u00a0\n("):
        return False  # a minus
    if before in ("'", "’"):
        return farther.isalnum()
    if before == "–":
        return farther.isdigit()
    return before.isalnum() or before in _JOINED


def joined_after(scope: Scope, at: int) -> bool:
    """Tell whether a number is a part of what stands right behind it: "19th", "5G", "9/11"."""
    after, following = scope.sign(at), scope.sign(at + 1)
    if after in (".", ",", ":"):
        return following.isdigit()
    if after in ("'", "’"):
        return following.isalnum()
    return (
        after.isalnum()
        or after in ("_", "°", "@", "#")
        or (after in _JOINING and following.isalnum())
    )


def is_year_like(numeral: Numeral) -> bool:
    """Tell whether a number is written as years are: four bare digits, from 1000 to 2100."""
    four = numeral.bare and numeral.end - numeral.start == _YEAR_DIGITS
    return four and _FIRST_YEAR <= numeral.value <= _LAST_YEAR


def is_clock_or_date(scope: Scope, numeral: Numeral) -> bool:
    """Tell whether a bare number is a day, a year of a date or a time of day."""
    text, end, words = scope.text, scope.end, scope.words
    if numeral.scale is None and words.clock.match(text, numeral.end, end):
        return True
    if not numeral.bare:
        return False
    dated = words.month_before.search(scope.behind(numeral.start)) is not None
    if numeral.value not in _DAYS:
        return dated and is_year_like(numeral)
    if dated or words.month_after.match(text, numeral.end, end):
        return True
    days = _TO_DAY.match(text, numeral.end, end)  # "8 to 10 June"
    return days is not None and words.month_after.match(text, days.end(), end) is not None


def is_year(scope: Scope, numeral: Numeral, *, noun: str | None, qualified: bool) -> bool:
    """Tell whether four bare digits are a year: they are, unless what they count says otherwise."""
    if not is_year_like(numeral):
        return False
    if noun is None or qualified:
        return noun is None
    lists, last = scope.words.lists, scope.word_before(numeral.start).lower()
    counted = noun.lower() in lists["dates_year_counts"]
    return not last or last in lists["dates_year_before"] or not counted


def is_name(scope: Scope, numeral: Numeral, *, noun: str | None) -> bool:
    """Tell whether a number belongs to a name: "Route 66", "No. 10", "the Big Four"."""
    word, lists = scope.word_before(numeral.start), scope.words.lists
    if numeral.spelled and scope.text[numeral.start].isupper():
        return _is_capitalised_name(scope, numeral, word)
    if not word or numeral.scale is not None:
        return False
    low = word.lower()
    if low in lists["names_before"] and not (noun is not None and low in lists["names_only_bare"]):
        return True
    if not numeral.bare or not word[0].isupper() or word in lists["names_beside"]:
        return False
    if word.endswith(("'s", "’s", "s'", "s’")):
        return False
    if noun is None:
        return True
    # "In Kabul 20 people": a place stands beside what is counted, a product does not.
    return place_of(word) is None and government_of(word) is None


def _is_capitalised_name(scope: Scope, numeral: Numeral, before: str) -> bool:
    """Tell whether a number in words with a capital is a name's: "Three Mile Island"."""
    head = scope.text[scope.start : numeral.start].rstrip()
    opening = not head or head[-1] in _OPENING
    after = _CAPITAL_AFTER.match(scope.text, numeral.end, scope.end)
    if after is None:
        return not opening and before != ""
    people = place_at(scope.text, after.start("word"), scope.end) is not None
    return not (opening and (people or after["word"].endswith("s")))


def is_name_with_unit(scope: Scope, numeral: Numeral, unit_end: int) -> bool:
    """Tell whether number and unit are both in capitals: "Three Mile Island", "Five-Year Plan"."""
    if not numeral.spelled or not scope.text[numeral.start].isupper():
        return False
    after = scope.text[numeral.end + 1 : unit_end]
    return after[:1].isupper() and after[1:2].islower()


def points_back(scope: Scope, numeral: Numeral) -> bool:
    """Tell whether a small number in words stands for what was named before: "the two"."""
    if not numeral.spelled or numeral.value not in _POINTED_AT:
        return False
    return scope.word_before(numeral.start).lower() in scope.words.lists["definite"]


def is_telephone(scope: Scope, numeral: Numeral) -> bool:
    """Tell whether digits are a part of a number that is dialled: "0800 555 111", "007"."""
    written = scope.text[numeral.start : numeral.end]
    if written[:1] == "0" and written[1:2].isdigit():
        return True
    grouped = " " in written and not numeral.spelled
    return grouped and scope.sign(numeral.start - 2).isdigit()


def is_hour(scope: Scope, numeral: Numeral) -> bool:
    """Tell whether a bare number behind "at" is an hour of the day: "at 8"."""
    if numeral.scale is not None or numeral.value > _HOURS:
        return False
    last = scope.word_before(numeral.start).lower()
    return (numeral.bare or numeral.spelled) and last in scope.words.lists["hour_before"]


def stands_alone(scope: Scope, numeral: Numeral, *, qualified: bool) -> bool:
    """Tell whether a number that counts no noun is an age, a list's number or nothing certain."""
    if numeral.scale is not None or not (numeral.bare or numeral.spelled):
        return False
    before, after = scope.behind(numeral.start), scope.sign(numeral.end)
    if before.endswith(("(", "[")) and after in (")", "]"):
        return True
    old = numeral.bare and numeral.value <= _OLDEST
    if old and after in (",", ".", ";", ":", "–", "—", ")") and _AGE.search(before):
        return True
    if not before.strip() and after in (".", ")", ":"):
        return True
    return not qualified and not _is_counted(scope, numeral)


def _is_counted(scope: Scope, numeral: Numeral) -> bool:
    """Tell whether the words beside a number show that it counts: "killed 12", "three died"."""
    lists, last = scope.words.lists, scope.word_before(numeral.start).lower()
    if last in lists["counting"]:
        return True
    if last in lists["of"]:
        return scope.two_before(numeral.start).lower() in lists["counting_of"]
    if last in lists["hour_before"] and numeral.value > _OLDEST:
        return True
    following = scope.word_after(numeral.end)
    if following in lists["and"]:
        # "150 and 90 soldiers"
        other = _AND_NUMBER.match(scope.text, numeral.end + len(following) + 1, scope.end)
        return other is not None and (
            head_noun(scope.text, other.end(), scope.end, scope.words) is not None
        )
    return following.lower() in lists["counted"]
