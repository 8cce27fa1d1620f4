"""How a sentence begins: whether its first words point back to something said before it."""

from __future__ import annotations

import enum
import re
from typing import Final


class Opening(enum.Enum):
    """What the start of a sentence points back to."""

    NOTHING = enum.auto()
    PERSON = enum.auto()  # he, she, his, her: someone just named
    THING = enum.auto()  # it, this, they, the two, such: something just said
    CONNECTIVE = enum.auto()  # but, however, also: the thought just made


def _any(*phrases: str) -> str:
    """Return a pattern for any of the phrases; a blank in one stands for any white space."""
    return "(?:" + "|".join(phrases).replace(" ", r"\s+") + ")"


_LEAD: Final = r"\A[\s\"“”'‘’«»(\[–—-]*"
_AND: Final = r"(?:(?:and|but|so|then|yet|still|now)\s+)?"

_PERSON: Final = re.compile(
    _LEAD + _AND + r"(?:in\s+(?:his|her)\b"
    r"|(?:he|she|his|her|hers|him|himself|herself)(?:['’](?:s|d|ll))?\b(?!\s+(?:who|that)\s))",
    re.IGNORECASE,
)

# "It is important to …", "It was Smith who …" point forward, so they stand by themselves.
_EMPTY_IT: Final = re.compile(
    _LEAD
    + _AND
    + r"it(?:['’]s|\s+(?:is|was|will\s+be|would\s+be|(?:has|had|may|might|could)\s+(?:been|be)|"
    r"remains|remained|seems|seemed|appears|appeared|becomes|became)|(?=\s+(?:takes|took)\s))\s+"
    r"(?:(?:in\s+(?:[\w’'-]+\s+){1,4}|(?:[\w’'-]+\s+){0,3})(?:that|who|whether|how|why|when|where)\b|time\b|to\s+be\s+seen\b"
    r"|(?:takes|took)\b"
    r"|(?:[\w-]+ly\s+|not\s+|also\s+|very\s+|more\s+|still\s+|too\s+|so\s+|now\s+|yet\s+){0,3}"
    r"(?:important|necessary|possible|impossible|hard|harder|difficult|easy|easier|vital|crucial|"
    r"essential|critical|clear|unclear|true|common|rare|early|soon|late|worth|unusual|normal|"
    r"legal|illegal|safe|dangerous|wrong|right|fair|better|best|urgent|imperative)\b)",
    re.IGNORECASE,
)
_TIMES: Final = (
    r"(?:week|weekend|month|year|morning|afternoon|evening|summer|winter|spring|autumn|fall|time)\b"
)
_THING: Final = re.compile(
    _LEAD
    + _AND
    + "(?:"
    + "|".join(
        (
            r"its?(?:['’]s)?\b",
            r"they(?:['’](?:re|ve|ll|d))?\b",
            r"(?:their|theirs|them|themselves)\b",
            rf"(?:this|that|these|those)\b(?!\s+(?:{_TIMES}|who\b|which\b|of\b))",
            r"such\s+(?:an?\b|\w+s\b)",
            r"the\s+(?:two|three|pair|latter|former)\b",
            # "Both issues …", but not "Both Chile and Peru …" nor "Both of the countries".
            r"both\b(?!\s+(?:of\s+the\s|the\s|countries\b|(?-i:[A-ZÀ-Þ])))",
            _any("among", "in", "of", "for", "from", "with", "on", "by", "under", "after", "before",
                 "during", "despite", "given", "because of", "since", "like")
            + rf"\s+(?:them|these|those|this|that)\b(?!\s+{_TIMES})",
            _any("in total", "in all", "in response", "in return", "in turn", "in addition",
                 "in contrast", "in exchange", "in particular")
            + r"(?=[\s,])(?!\s+(?:for|to|of)\b)",
            _any("some", "many", "most", "others?", "another", "neither", "none", "each", "all",
                 "several", "one", "few", "part")
            + r"\s+of\s+(?:them|these|those|this)\b",
            r"(?:others?|another|neither)\b",
            r"the\s+(?:same|others?|rest|move|decision|announcement|trend|plan)\b",
            r"(?:there|here|so\s+far),",
            r"(?:while|when|after|before|as)\s+there\b",
        )
    )
    + ")",
    re.IGNORECASE,
)  # fmt: skip
_CONNECTIVE: Final = re.compile(
    _LEAD
    + "(?:"
    + _any(
        "but", "yet", "or", "nor", "so", "and", "then", "also", "however", "moreover", "hence",
        "furthermore", "additionally", "nevertheless", "nonetheless", "therefore", "thus",
        "instead(?! of)", "otherwise", "besides", "likewise", "similarly", "consequently",
        "accordingly", "still", "though", "meanwhile", "afterwards?", "later(?! (?:this|next))",
        "subsequently", "conversely", "indeed", "rather(?! than)", "coinciding", "finally",
        "for (?:example|instance)", "for (?:his|her|its|their) part", "by contrast",
        "on the other hand", "as a result(?! of)", "even so", "at the same time", "that said",
        "in other words", "at that (?:time|point)",
    )
    # "Then-President", "So-called", "Yet-unnamed": no connectives.
    + r"\b(?![-‑]))",
    re.IGNORECASE,
)  # fmt: skip

# "While in Lima, she …", "On Monday, they …", "Asked about it, he …": what stands before the
# comma names no one who could be meant.
_INTRODUCED: Final = re.compile(
    _LEAD
    + r"(?P<intro>(?:"
    + _any(
        "in", "on", "at", "by", "for", "from", "with", "without", "within", "during", "under",
        "over", "through", "throughout", "before", "after", "since", "until", "despite", "amid",
        "following", "among", "alongside", "along", "like", "as", "while", "when", "because",
        "although", "though", "once", "if", "whenever", "upon", "to", "last", "next", "earlier",
        "later", "today", "yesterday", "tonight", "tomorrow", "now", "this", "a", "an", "two",
        "(?:mon|tues|wednes|thurs|fri|satur|sun)day", r"[\w-]+ing", r"[\w-]+ed",
    )
    + r"\b[^,.;:!?“”\"«»]{0,120})),\s+(?P<pronoun>he|she|they)(?:['’](?:d|s|re|ve|ll))?\b",
    re.IGNORECASE,
)  # fmt: skip
# "After the minister resigned, she …": a clause whose subject may well be who is meant.
_OWN_SUBJECT: Final = re.compile(
    r"(?:after|before|since|until|as|while|when|because|although|though|once|if|whenever)\s+"
    r"(?!(?:in|on|at|by|for|from|with|to|of|being|he|she|they|it|there|this|that)\b|[\w-]+(?:ing|ed)\b)"
    r"(?:[\w’'.-]+\s+){1,6}"
    r"(?:is|are|was|were|has|have|had|does|did|will|would|can|could|may|might|must|should|said|"
    r"says|came|went|took|met|left|gave|got|made|won|lost|fell|rose|began|became|ran|saw|spoke|"
    r"told|sent|held|knew|led|felt|heard|found|\w{2,}ed)\b",
    re.IGNORECASE,
)

# Words of other languages that point back at the start of a sentence: ISO 639-1 code → patterns.
_OTHERS: Final = {
    language: re.compile(_LEAD + "(?:" + pronouns + "|" + connectives + r")\b", re.IGNORECASE)
    for language, pronouns, connectives in (
        (
            "es",
            _any("él", "ella", "ellos", "ellas", "est[aeo]s?", "es[aeo]s?", "aquel(?:la|los|las)?",
                 "ambos", "ambas"),
            _any("pero", "sin embargo", "además", "también", "por otra parte", "por su parte",
                 "por lo tanto", "por ello", "asimismo", "no obstante", "mientras tanto", "así"),
        ),
        (
            "fr",
            _any("il(?! (?:y a|faut|est (?:important|possible|difficile)))", "elle", "ils",
                 "elles", "cela", "ceci", "celui", "celle", "ceux", "celles", "cette", "ces",
                 "cet", "ce"),
            _any("mais", "or", "cependant", "toutefois", "en outre", "aussi", "ainsi", "pourtant",
                 "de plus", "par ailleurs", "en revanche"),
        ),
        (
            "de",
            _any("er", "sie", "dies(?:e[rsmn]?)?", "jene[rsmn]?", "ihre?[nmrs]?", "seine?[nmrs]?",
                 "beide"),
            _any("aber", "jedoch", "außerdem", "zudem", "dennoch", "doch", "allerdings", "also",
                 "deshalb", "daher", "trotzdem", "danach"),
        ),
        (
            "pt",
            _any("ele", "ela", "eles", "elas", "ist[oa]", "iss[oa]", "est[ae]s?", "ess[ae]s?",
                 "aquel[ae]s?", "ambos", "ambas"),
            _any("mas", "porém", "além disso", "no entanto", "também", "contudo", "assim"),
        ),
        (
            "it",
            _any("egli", "lui", "lei", "essi", "loro", "quest[aeio]", "quell[aeio]", "ciò"),
            _any("ma", "però", "tuttavia", "inoltre", "anche", "così", "invece", "infatti"),
        ),
    )
}  # fmt: skip


def opening(sentence: str, language: str = "en") -> Opening:
    """Return what the first words of a sentence point back to.

    ``language`` is an ISO 639-1 code; a language without words here is read as English, and a
    text of unknown language ("und") as English.
    """
    if (others := _OTHERS.get(language)) is not None:
        return Opening.THING if others.match(sentence) else Opening.NOTHING
    if _PERSON.match(sentence):
        return Opening.PERSON
    if _THING.match(sentence) and not _EMPTY_IT.match(sentence):
        return Opening.THING
    if _CONNECTIVE.match(sentence):
        return Opening.CONNECTIVE
    found = _INTRODUCED.match(sentence)
    if found and not _OWN_SUBJECT.match(found["intro"]):
        return Opening.THING if found["pronoun"].lower() == "they" else Opening.PERSON
    return Opening.NOTHING
