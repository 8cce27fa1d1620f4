"""Whatever a text holds, it is read and its context is found, within two seconds."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.context import shown_with
from summaries.corpus import Article, Given, prepare

ADDED = datetime(2026, 1, 1, tzinfo=UTC)


def read(text: str, language: str | None = "en") -> Article:
    return prepare(text, id="A1", added=ADDED, given=Given(language=language))


def gate(article: Article) -> list[tuple[int, ...] | None]:
    return [shown_with(article, sentence.index) for sentence in article.sentences]


TEXTS = {
    "nothing": "",
    "blanks": " \n\t\u00a0\ufeff",
    "one word": "Rain",
    "one letter": "a",
    "a full stop": ".",
    "capitals": "THE MINISTER SAID NO. THE COUNCIL VOTED.\n\nSHE LEFT.",
    "only quotations": "“We go.” “We stay.”\n\n“No.”\n\n«Sí.»\n\n„Nein.“",
    "only marks": "“”„«»\"'‘’—―",
    "only connectives": "But. And. However. So. Yet. Nor.",
    "mixed languages": "The minister spoke. El ministro habló. Le ministre a parlé. 部长说。 وزير.",
    "half a character": "He said \ud800. She left.",
    "zero": "He said\x00so. She left.",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "pt", "fi", "und", None])
def test_a_strange_text_has_an_answer(text: str, language: str | None) -> None:
    article = read(text, language)
    assert len(gate(article)) == len(article.sentences)


LONG = {
    "100,000 sentences": "He said. " * 100_000,
    "100,000 paragraphs": "He said.\n\n" * 100_000,
    "100,000 opening marks": "“" * 100_000,
    "100,000 straight marks": '"' * 100_000,
    "open quotations": "“We go. " * 100_000,
    "connectives": "But and yet so. " * 60_000,
    "introductions": "In a, " * 160_000,
    "roles": "the a-b " * 120_000,
    "figures": "But 5. The data are not final. " * 33_000,
    "dialogue": "—Vamos —dijo—. " * 60_000,
    "one line": "The minister met Sen. Smith in the U.S. capital on Monday, they said. " * 14_000,
    "one word": "a" * 1_000_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_text_takes_no_two_seconds(text: str) -> None:
    begin = time.process_time()
    gate(read(text, "es" if "dijo" in text else "en"))
    # Twice what it takes on a quiet machine.
    assert time.process_time() - begin < 4


PIECES = st.sampled_from(
    ["He said so.", "“No,” she said.", "“We go.", "We stay,” Ruiz said.", "But no.", "Ruiz came.",
     "It rose to 5,000.", "But the figures are not final.", "—Vamos —dijo.", "«Sí», dijo Ruiz.",
     "Las cifras no incluyen a 5.", "Er kam.", "„Nein“, sagte er.", "Cela suffit.", "", "”", "\n"]
)  # fmt: skip


@given(
    st.lists(
        st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=6).map(" ".join), max_size=6
    ).map("\n\n".join),
    st.sampled_from(["en", "es", "fr", "de", "pt", "it", "fi", "und"]),
)
def test_what_is_shown_together_stands_in_order_and_holds_the_sentence(
    text: str, language: str
) -> None:
    article = read(text, language)
    answers = gate(article)
    assert answers == gate(read(text, language))
    for sentence, together in zip(article.sentences, answers, strict=True):
        if together is None:
            continue
        assert sentence.index in together
        assert list(together) == list(range(together[0], together[-1] + 1))
        assert 0 <= together[0] <= together[-1] < len(article.sentences)
        units = {article.sentences[i].unit for i in together}
        assert {s.index for s in article.sentences if s.unit in units} == set(together)
