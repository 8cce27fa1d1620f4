"""Pullquote's method and sumy's own stand behind one door, and all of them quote word for word."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sumy.summarizers._summarizer import AbstractSummarizer

from summaries.corpus import Article, load_folder
from summaries.selection import Budget
from summaries.selection.choose import SHORT_LIST
from summaries.selection.selector import UnknownMethod, selector
from summaries.selection.summarize import summarize
from summaries.selection.summarizer import _STOCK, summarizer
from summaries.topics.rule import METHODS
from tests.unit.selection.made import article, source

HOME = Path(__file__).parents[3]
SEEDS = load_folder(HOME / "seeds").articles


def test_rule_files_may_name_the_methods_that_there_are() -> None:
    assert ("pullquote", *sorted(_STOCK)) == METHODS


@pytest.mark.parametrize("method", METHODS)
def test_every_method_quotes_word_for_word_and_keeps_the_budget(method: str) -> None:
    chosen = summarize(SEEDS, Budget(sentences=6), method=method)

    assert 4 <= len(chosen) <= 6
    assert list(chosen) == sorted(set(chosen))
    for one in chosen:
        read = SEEDS[one.document]
        words = read.text[one.start : one.end]
        assert words == read.words_of(read.sentences[one.sentence])
        assert words in (HOME / "seeds" / str(read.file)).read_text("utf-8")


@pytest.mark.parametrize("method", METHODS)
def test_every_method_can_be_called_as_sumy_calls_it(method: str) -> None:
    sentences = summarizer(method)(source(*SEEDS), 5)
    texts = {read.words_of(s) for read in SEEDS for s in read.sentences}
    assert sentences
    assert all(str(sentence) in texts for sentence in sentences)


def test_the_selector_chooses_the_same_as_one_of_sumys_summarisers() -> None:
    document, summariser = source(*SEEDS), summarizer()

    assert isinstance(summariser, AbstractSummarizer)
    assert selector().select(document, Budget(sentences=5)) == summariser.select(
        document, Budget(sentences=5)
    )


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "read",
    [
        article("Rain."),
        article("???", "!!!"),
        article("Rain fell on Lima. " * 5),
        article("今日は天気がいい。明日は雨です。", lang="ja"),
        article("المطر غزير اليوم. الناس في البيوت.", lang="ar"),
        article("THE RAIN FELL ON LIMA. THE MAYOR LEFT THE TOWN."),
        article("“We go,” Ruiz said. “We stay,” Diaz said."),
    ],
    ids=["one word", "no words", "the same", "Japanese", "Arabic", "capitals", "quotations"],
)
def test_every_method_takes_every_text(method: str, read: Article) -> None:
    for budget in (Budget(sentences=2), Budget(words=30), Budget(words=0)):
        chosen = summarize([read], budget, method=method)
        assert len(chosen) <= 2 or budget.sentences is None


@pytest.mark.parametrize("method", METHODS)
def test_nothing_in_gives_nothing_out(method: str) -> None:
    assert summarize([], Budget(sentences=3), method=method) == ()


def test_a_method_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownMethod) as refused:
        selector("magic")
    assert str(refused.value) == (
        "There is no method “magic”. Known are pullquote, kl, lexrank, lsa, luhn, reduction, "
        "sumbasic, textrank."
    )


def test_a_question_prefers_what_answers_it() -> None:
    read = article(
        "The council met on Monday. The mayor spoke of roads. A new ferry costs 5 million euros. "
        "The school is closed."
    )
    (chosen,) = summarize([read], Budget(sentences=1), query="price of the ferry")
    assert read.words_of(read.sentences[chosen.sentence]).startswith("A new ferry")


def test_what_was_seen_counts_less() -> None:
    facts = [
        "Ruritania sent five million euros to the flooded valley of Zenda.",
        "The council of Strelsau voted for a taller bridge over the river.",
    ]
    read, before = article(*facts), article(facts[0])
    (fresh,) = summarize([read], Budget(sentences=1), seen=[before])
    assert read.words_of(read.sentences[fresh.sentence]) == facts[1]


SAY_IT = """
import sys
from pathlib import Path
from summaries.corpus import load_folder
from summaries.selection import Budget
from summaries.selection.summarize import summarize
articles = load_folder(Path("seeds")).articles
for method in (None, "lexrank", "luhn"):
    for budget in (Budget(words=200), Budget(sentences=6)):
        print(summarize(articles, budget, method=method, query="aid to the region"))
"""


def test_the_same_input_gives_the_same_choice_in_every_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", SAY_IT],
            cwd=HOME,
            env={**os.environ, "PYTHONPATH": str(HOME), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(said) == 1


def prose(sentences: int) -> str:
    dice = random.Random(3)
    lexicon = ["".join(dice.choices("abcdefghijklmnop", k=6)) for _ in range(3_000)]
    return " ".join(
        " ".join(dice.choices(lexicon, k=5)).capitalize() + "." for _ in range(sentences)
    )


@pytest.mark.parametrize("method", ["pullquote"])
def test_more_sentences_than_anyone_writes_are_answered_in_two_seconds(method: str) -> None:
    document = source(article(prose(20_000), "“We go,” he said. " * 3_000))
    assert len(document.candidates) > SHORT_LIST
    begin = time.process_time()
    picks = summarizer(method).select(document, Budget(sentences=16)).picks
    assert time.process_time() - begin < 4  # two on a machine that does nothing else
    assert len(picks) == 16


WORDS = """
    Ruiz said that rain fell on Lima and the council voted for aid of $5 million He “We go” But
    the mayor left. Then it was Monday. 今日は雨。 López
"""


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(
    st.lists(
        st.lists(st.one_of(st.sampled_from(WORDS.split()), st.text(max_size=12)), max_size=40).map(
            " ".join
        ),
        max_size=3,
    ),
    st.integers(0, 60),
    st.sampled_from(METHODS),
)
def test_any_texts_are_summarised_within_the_budget_or_not_at_all(
    texts: list[str], words: int, method: str
) -> None:
    articles = [article(text, name=f"A{n}") for n, text in enumerate(texts)]
    chosen = summarize(articles, Budget(words=words), method=method)
    shown = [articles[c.document].text[c.start : c.end] for c in chosen]
    assert sum(len(text.split()) for text in shown) <= words
    assert len(set(chosen)) == len(chosen)
