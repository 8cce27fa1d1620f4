"""Where an article's sentences stand, as it is kept beside its text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus import load_folder, pack_sentences, prepare, unpack_sentences
from summaries.corpus.places import SPLITTING
from summaries.text import Sentence, Span
from summaries.text.abbreviations import habits_of

HOME = Path(__file__).parents[3]
LANGUAGES = ("ca", "da", "de", "en", "es", "fi", "fr", "gl", "it", "lb", "nb", "no", "pt")
SPOKEN = """Ministers meet

The ministers met on Monday in the capital and talked of vaccines.

“We met. We talked at length. We agreed,” the minister said. «Hay más», dijo.

Vaccines for all

。日本語の文。もう一つの文。 The end… or not? Yes! """


def lengths(text: str) -> tuple[Sentence, ...]:
    return prepare(text, id="A1").sentences


@pytest.mark.parametrize("text", ["", " ", "One sentence.", SPOKEN, "x" * 100_000 + ". Y."])
def test_what_is_kept_is_what_was_found(text: str) -> None:
    kept = pack_sentences(lengths(text))

    assert kept is not None
    assert unpack_sentences(kept, text) == lengths(text)


@given(st.text(alphabet=st.sampled_from("aB .!?\n\n“”'’—。é\u3000"), max_size=300))
def test_any_text_s_sentences_are_kept(text: str) -> None:
    assert unpack_sentences(pack_sentences(lengths(text)), text) == lengths(text)


@given(st.binary(max_size=40))
def test_damage_is_noticed_or_harmless(stored: bytes) -> None:
    found = unpack_sentences(bytes([SPLITTING]) + stored, SPOKEN)

    # Whatever it is, a sentence stands within the text, and none before the one before it.
    for before, after in zip(found or (), (found or ())[1:], strict=False):
        assert before.span.end <= after.span.start <= after.span.end <= len(SPOKEN)
        assert (before.paragraph, before.unit) <= (after.paragraph, after.unit)


def test_what_was_split_by_other_rules_or_is_cut_off_is_split_anew() -> None:
    kept = pack_sentences(lengths(SPOKEN))
    assert kept is not None

    assert unpack_sentences(bytes([SPLITTING + 1]) + kept[1:], SPOKEN) is None
    assert unpack_sentences(kept, SPOKEN[:-10]) is None
    assert unpack_sentences(kept[:-1], SPOKEN) is None
    assert unpack_sentences(b"", SPOKEN) is None
    assert unpack_sentences(None, SPOKEN) is None


def test_places_that_no_split_makes_are_not_kept() -> None:
    first, second, *rest = lengths(SPOKEN)

    assert pack_sentences([second, first]) is None
    assert pack_sentences([first, replace(second, span=Span(0, 1)), *rest]) is None
    assert pack_sentences([first, replace(second, paragraph=7), *rest]) is None


def test_an_article_takes_some_hundred_bytes() -> None:
    for article in load_folder(HOME / "seeds").articles:
        assert len(pack_sentences(article.sentences) or b"") < 4 * len(article.sentences)


def test_articles_are_split_as_they_always_were() -> None:
    # Whoever changes how an article is split raises SPLITTING, and writes what comes out here.
    gum = (HOME / "tests/quality/data/gum-news.jsonl").read_text("utf-8").splitlines()
    texts = [
        SPOKEN,
        *(article.text for article in load_folder(HOME / "seeds").articles),
        *("\n\n".join(one["text"] for one in json.loads(line)["paragraphs"]) for line in gum),
    ]

    assert SPLITTING == 1
    kept = b"".join(pack_sentences(lengths(one)) or b"" for one in texts)
    assert sha256(kept) == "fd883b985b9acc2e"
    # The texts are English; of other languages, the words that splitting knows.
    assert sha256("\n".join(map(words_known, LANGUAGES)).encode()) == "2e989a2b34067a6a"


def words_known(language: str) -> str:
    habits = asdict(habits_of(language)).values()
    return str([sorted(one) if isinstance(one, frozenset) else one for one in habits])


def sha256(found: bytes) -> str:
    return hashlib.sha256(found).hexdigest()[:16]
