"""Topics, and what people may type into a form, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from summaries.topics import BadPattern, Pattern, Position, Required, Topic, Weighted
from summaries.topics.load import clean_name, list_name, readable_name

LETTERS = st.characters(codec="utf-8", categories=("L", "N"))
WORD = st.text(LETTERS, min_size=1, max_size=8)
SOME = st.one_of(
    st.sampled_from(
        [
            "aid",
            "vaccin*",
            "~pledge",
            "#money",
            "plan* to",
            "aid NEAR/5 #money",
            "covid -19",
        ]
    ),
    WORD,
    WORD.map(lambda word: f"~{word}"),
    WORD.map(lambda word: f"{word}abc*"),
    st.tuples(WORD, WORD).map(" ".join),
    st.tuples(WORD, st.integers(1, 50), WORD).map(lambda t: f"{t[0]} NEAR/{t[1]} {t[2]}"),
)


def readable(text: str) -> bool:
    try:
        Pattern.parse(text)
    except BadPattern:
        return False
    return True


PATTERN = SOME.filter(readable).map(Pattern.parse)
PATTERNS = st.lists(PATTERN, min_size=1, max_size=6, unique_by=lambda one: one.text)
WEIGHT = st.one_of(
    st.integers(-100, 100).map(float),
    st.floats(-100, 100, allow_nan=False),
    st.sampled_from([0.1, 1e-7, 99.99999999]),
)
TITLE = st.text(max_size=30).map(clean_name).filter(readable_name)
LIST_NAME = st.text(st.characters(exclude_characters=":"), min_size=1, max_size=20).filter(
    list_name
)


@st.composite
def topics(draw: st.DrawFn) -> Topic:
    words = draw(PATTERNS)
    return Topic(
        name=draw(st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)),
        titles={"en": draw(TITLE)},
        words=tuple(Weighted(pattern, draw(WEIGHT)) for pattern in words),
        threshold=draw(WEIGHT),
        version=draw(st.integers(1, 10**6)),
        aliases=tuple(draw(st.lists(TITLE, max_size=3))),
        required=tuple(
            Required(name, tuple(draw(PATTERNS)))
            for name in draw(st.lists(LIST_NAME, max_size=3, unique=True))
        ),
        excluded=tuple(draw(st.lists(PATTERN, max_size=4, unique_by=lambda one: one.text))),
        position=Position(draw(WEIGHT), draw(WEIGHT), draw(WEIGHT)),
        method=draw(st.sampled_from([None, "lexrank"])),
        description=draw(st.text(max_size=60)),
        rows=tuple(draw(st.lists(st.sampled_from(["ledger", "figures"]), unique=True))),
    )
