"""Lines of a scraped text that are not the article: few rules, each safe.

A line that a rule names is *set aside*: it stays in the text, is never quoted, and is shown as
removed when the article is added. Rules were kept few on purpose: harsher ones lose real
paragraphs. Anything that could be the author's sentence stays.
"""

from __future__ import annotations

import re
from typing import Final

from summaries.corpus.article import LineKind

_LONGEST: Final = 200

_RULES: Final[tuple[tuple[LineKind, re.Pattern[str]], ...]] = (
    (
        LineKind.TAGS,
        re.compile(
            r"(?:categor(?:y|ies)|tags?|tagged(?: with| as)?|filed under|posted in|keywords?|"
            r"topics?|sections?|labels?|etiquetas|categor[ií]as?|temas|mots[- ]cl[ée]s|"
            r"schlagw[oö]rter)\s*:.{0,150}",
            re.IGNORECASE,
        ),
    ),
    (
        LineKind.PROMOTION,
        re.compile(
            r"(?:>+\s*)?(?:click|tap) (?:here|to)\b.{0,150}"
            r"|(?:read|see|get|hear|watch|learn) more\b"
            r"(?: (?:from|at|on|in|about|here|of)\b.{0,120})?\s*[:>»→.…]*"
            r"|(?:READ|WATCH|RELATED|SEE ALSO|LISTEN|MORE|ALSO READ|READ ALSO|EXPLAINER|OPINION|"
            r"VIDEO)\s*[:|>»].{0,180}"
            r"|(?:read more|(?:read|see|watch|listen) also)\s*:.{0,160}|also read\s*:.{0,160}"
            r"|(?:please )?(?:sign up|subscribe|log ?in|register|donate|download)\b(?=.{0,100}"
            r"\b(?:newsletter|app|inbox|here|today|now|account|alerts?|updates|free)\b).{0,150}"
            r"|(?:get|download) (?:the|our) .{0,60}\b(?:app|newsletter)\b.{0,60}"
            r"|(?:story|article) continues (?:below|after)\b.{0,60}"
            r"|advertisement|sponsored content|scroll to continue\b.{0,40}"
            r"|(?:share|tweet|print|e-?mail|comments?|share this(?: \w+)?|share on \w+|"
            r"follow (?:us|me|him|her) on .{1,80}|like us on .{1,40})[.:]?",
            re.IGNORECASE,
        ),
    ),
    (
        LineKind.RELATED,
        re.compile(
            r"(?:related|recommended|more|most read|most popular|trending|latest|top)"
            r"(?: (?:content|articles?|stories|posts?|coverage|news|topics|links|reading|videos?|"
            r"now))*\s*:?"
            r"|(?:you (?:may|might) (?:also )?(?:like|be interested in|enjoy)|read next|up next|"
            r"see also|don['’]t miss|editor['’]?s['’]? picks?|más noticias|te puede interesar|"
            r"à lire aussi|lesen sie auch)\b.{0,80}",
            re.IGNORECASE,
        ),
    ),
    (
        LineKind.NOTICE,
        re.compile(
            r"(?:this|our) (?:web)?site uses cookies\b.{0,150}|we use cookies\b.{0,150}"
            r"|(?:by (?:continuing|using)|accept(?: all)?) .{0,60}\bcookies?\b.{0,100}"
            r"|(?:notice|spot(?:ted)?|see|found|have you spotted) (?:any|an|a)\b.{0,40}"
            r"\b(?:corrections?|errors?|mistakes?|typos?)\b.{0,120}"
            r"|(?:please )?(?:e-?mail|contact|write to) "
            r"(?:us|the (?:author|editor|reporter|newsroom)s?) (?:at|on|via)\b.{0,100}"
            r"|(?:have|got) (?:a|any) (?:tip|news tip|question)s?\b.{0,120}"
            r"|all rights reserved\b.{0,100}"
            # A paragraph may begin "Copyright law …" or "(c) the budget".
            r"|(?:copyright\s*)?©.{0,150}"
            r"|(?:copyright|\(c\))\s*(?:\(c\)\s*)?(?:(?:19|20)\d\d\b|by\b).{0,150}"
            r"|(?:privacy policy|terms of (?:use|service)|cookie policy|about us|contact us)"
            r"(?:\s*[|•·].{0,100})?"
            r"|(?:this material|this content) may not be (?:published|reproduced)\b.{0,120}"
            r"|(?:photo|image|picture|file photo|foto)(?: credit)?s?\s*:.{0,120}"
            r"|\(?(?:getty images|afp photo)\b.{0,60}",
            re.IGNORECASE,
        ),
    ),
)
_BYLINE: Final = re.compile(
    r"(?:(?i:by|written by|reported by|story by|por|par|von|author:|byline:)\s+)"
    r"(?P<names>(?:(?:de|del|van|von|al|el|di|da|dos)\s+)*[^\W\d_a-z][\w.'’\-]*(?:\s+(?:(?:and|y|et|und|e|,)\s+)?"
    r"(?:(?:de|del|la|van|von|bin|al|el|di|da|dos)\s+)*[^\W\d_a-z][\w.'’\-]*){1,9})"
    r"(?:\s*[|,–—-]\s*(?P<outlet>[^|.]{2,60}))?"
)
_PUBLISHERS: Final = tuple(
    re.compile(rule, re.IGNORECASE)
    for rule in (
        # "CLICK HERE TO READ MORE FROM THE DAILY NAME", "Read more from Daily Name"
        r"(?:(?:click|tap) here to )?read more (?:from|at|on|in) (?P<name>[^.:!?]{2,60})[.:!>»→]*",
        # "© 2021 Daily Name. All rights reserved", "Copyright 2021 Daily Name"
        (
            r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*"
            r"(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?,?\s+)(?:by )?"
            r"(?P<name>[^.,|]{2,60}?)(?:[.,|].*)?"
        ),
        # "This article was originally published by Daily Name", "First published in Daily Name"
        (
            r"(?:this (?:article|story|post|piece|report) )?(?:was |has been )?"
            r"(?:originally|first) (?:published|appeared|printed) (?:by|in|on|at) "
            r"(?P<name>[^.,|]{2,60})[.,]?(?: and .*)?"
        ),
        (
            r"(?:source|publisher|publication|outlet|newspaper|fuente|quelle)\s*:\s*"
            r"(?P<name>[^|:/]{2,60})"
        ),
    )
)
# "WASHINGTON (Agency) - ", "Lima, June 8 (AGENCY) – ": a news agency signs in the dateline.
# What stands there in capitals is one; other words are one only if they are known, for
# "TRIPOLI (Lebanon) -" says where.
_AGENCY: Final = re.compile(
    r"\A\W{0,3}[A-ZÀ-Þ][\w.'’ ,/\-]{1,60}\s*\((?P<name>(?!(?:US|USA|UK|UN|EU|UAE|DC|NY)\))"
    r"[A-Z]{2,6}|Agencia [A-Z]{2,6}|Anadolu|ANSA\w*|Bloomberg|Europa Press|Interfax|Kyodo|Notimex|"
    r"Press Association|Reuters|Sputnik|Thomson Reuters|Xinhua|Yonhap)\)\s*[-–—:]"
)
_NOT_NAMES: Final = frozenset(
    {"here", "this story", "this article", "this author", "the author", "our site", "our website",
     "us", "all rights reserved", "story", "our partners", "this series", "this topic", "more"}
)  # fmt: skip
# Initials that could be read as words; those without a vowel can't.
_INITIALS: Final = frozenset(
    {"ABC", "AFP", "ANI", "ANSA", "AP", "ARD", "EFE", "EU", "IANS", "ITAR", "NDTV", "NPR", "PA",
     "PTI", "RAI", "RTE", "RTÉ", "TASS", "UK", "UN", "UPI", "US", "USA"}
)  # fmt: skip
_WORDS: Final = re.compile(r"[^\W\d_]+")
_VOWELS: Final = re.compile(r"[AEIOUYÀ-ÞŒ]")
# German closes with “ and ‘, and Danish with «.
_TERMINAL: Final = re.compile(r"[.!?…:;。！？।؟][\"'“”‘’»«)\]]*\s*\Z|[.!?…][\"'“”‘’»«)\]]+\s*\Z")
_CLOSED: Final = re.compile(r"[.!?…。！？।؟][\"'“”‘’»«)\]]*\s*\Z")


def boilerplate_kind(line: str) -> LineKind | None:
    """Return why ``line`` is not part of an article, or None if it may be.

    The whole line must fit a rule, and be at most 200 characters.
    """
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return None
    for kind, rule in _RULES:
        if rule.fullmatch(line):
            return kind
    return None


def is_capitals(line: str) -> bool:
    """Tell whether ``line`` is set in capitals throughout, as links and promotions often are.

    Three words at least, and no full stop: a shouted sentence may be the author's.
    """
    if len(line) > _LONGEST or not line.isupper():
        return False
    return len(_WORDS.findall(line)) >= 3 and not _CLOSED.search(line)


def ends_sentence(line: str) -> bool:
    """Tell whether ``line`` ends as a sentence does, with or without closing quotation marks."""
    return bool(_CLOSED.search(line))


def looks_like_heading(line: str, *, longest_words: int = 30) -> bool:
    """Tell whether ``line`` could be a headline: short, and not ended as a sentence (a "?" may)."""
    line = line.strip()
    if not line or len(line) > _LONGEST or len(line.split()) > longest_words:
        return False
    if line.endswith(("?", "!", "?”", "?’", "!’", '?"', "’", "'", "”", '"')):
        return True
    return not _TERMINAL.search(line) and not line.endswith((",", ";", "-", "–", "—"))


def byline(line: str) -> tuple[str, str | None] | None:
    """Return the author that a byline names and the outlet beside it; None if it is no byline."""
    found = _BYLINE.fullmatch(line.strip()) if len(line) <= 120 else None
    return (found["names"], found["outlet"]) if found else None


def stated_publisher(line: str) -> str | None:
    """Return the publisher that a credit or promotion line names, or None.

    Sentences of the body are never asked: an outlet that an article cites is not its publisher.
    """
    line = line.strip()
    for rule in _PUBLISHERS:
        if found := rule.fullmatch(line):
            name = found["name"].strip(" -–—|>»→")
            if name.isupper() and len(name.split()) > 1:
                name = _from_capitals(name)
            name = re.sub(r"\A[Tt]he (?=\w+ \w)", "", name) if found.re is _PUBLISHERS[0] else name
            if name.casefold() not in _NOT_NAMES and _WORDS.search(name):
                return name
    return None


def agency(paragraph: str) -> str | None:
    """Return the news agency that signs in a dateline ("CITY (Agency) -"), or None."""
    found = _AGENCY.match(paragraph)
    return found["name"] if found else None


def _from_capitals(name: str) -> str:
    """Set a name that a promotion shouts in ordinary capitals; short words stay as they are."""
    small = {"of", "and", "the", "for", "in", "on", "de", "la"}
    words = []
    for i, word in enumerate(name.split()):
        initials = word in _INITIALS or not _VOWELS.search(word)
        if i and word.lower() in small:
            words.append(word.lower())
        else:
            words.append(word if initials else word.capitalize())
    return " ".join(words)
