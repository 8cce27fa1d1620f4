"""The five articles that come with the bot, against what a person read in them."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summaries.corpus import Article, body_text, load_folder
from summaries.corpus.prepare import resplit

HOME = Path(__file__).parents[3]
GOLD: dict[str, Any] = json.loads(
    (HOME / "tests/quality/gold/seeds-articles.json").read_text("utf-8")
)["files"]


@cache
def corpus() -> dict[str, Article]:
    loaded = load_folder(HOME / "seeds")
    assert not loaded.refused
    assert not loaded.near
    return {str(article.file): article for article in loaded.articles}


def test_the_five_are_loaded_in_the_order_of_their_files() -> None:
    assert [(a.id, a.file) for a in corpus().values()] == [
        (f"A{n}", name) for n, name in enumerate(sorted(GOLD), start=1)
    ]


@pytest.mark.parametrize("file", sorted(GOLD))
def test_each_is_read_as_a_person_reads_it(file: str) -> None:
    article, gold = corpus()[file], GOLD[file]

    assert article.title == gold["title"]
    assert article.publisher == gold["publisher"]
    assert article.language == gold["language"]
    # None of the five states its date or its author, so neither is known.
    assert article.published is None
    assert article.byline is None
    # Nothing was changed on the way: the text is the file.
    raw = (HOME / "seeds" / file).read_bytes()
    assert article.text.encode() == raw
    assert hashlib.sha256(raw).hexdigest() == gold["file_sha256"] == article.sha256


@pytest.mark.parametrize("file", sorted(GOLD))
def test_exactly_the_boilerplate_is_set_aside(file: str) -> None:
    article = corpus()[file]

    removed = [line.span.of(article.text) for line in article.set_aside]

    assert removed == [line["text"] for line in GOLD[file]["boilerplate"]]


@pytest.mark.parametrize("file", sorted(GOLD))
def test_the_body_is_whole(file: str) -> None:
    paragraphs = body_text(corpus()[file]).split("\n\n")

    clean = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)

    assert hashlib.sha256(clean.encode()).hexdigest() == GOLD[file]["clean_text_sha256"]


@pytest.mark.parametrize("file", sorted(GOLD))
def test_no_sentence_is_a_title_or_boilerplate(file: str) -> None:
    article = corpus()[file]
    apart = [line.span for line in article.set_aside]
    assert article.title_span is not None
    apart.append(article.title_span)

    for sentence in article.sentences:
        assert all(
            sentence.span.end <= other.start or other.end <= sentence.span.start for other in apart
        ), article.words_of(sentence)


@pytest.mark.parametrize("file", sorted(GOLD))
def test_a_store_that_splits_again_gets_the_same_sentences(file: str) -> None:
    article = corpus()[file]

    again = resplit(article.text, article.language, article.title_span, article.set_aside)

    assert again == article.sentences


def test_only_the_line_under_a_headline_is_a_standfirst() -> None:
    standfirsts = {
        file: [article.words_of(s) for s in article.sentences if s.standfirst]
        for file, article in corpus().items()
    }
    for file, gold in GOLD.items():
        lines = (HOME / "seeds" / file).read_text("utf-8").splitlines()
        deck = gold["deck_line"]
        assert standfirsts[file] == ([lines[deck - 1]] if deck else [])
