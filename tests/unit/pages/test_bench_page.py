"""Pages of the workbench: whatever the rule and the articles, one message holds them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.labels import Labels
from bot.pages.bench_page import Bench, Section, bench_page, proposal_page
from bot.pages.budget import HARD_STOP, size_of_text
from bot.pages.rule_changes import changes_of
from bot.pages.topic_page import Standing, show_page
from bot.pages.view import text_view
from summaries.briefs.samples import samples_of
from summaries.corpus import Article, prepare
from summaries.topics import Form, Position, Topic
from summaries.topics.steering import steer
from summaries.topics.trial import compare, try_out
from tests.unit.topics.strategies import topics

ENGLISH, SPANISH = Labels.for_locale("en-US"), Labels.for_locale("es-ES")
SCRIPTS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))


def bench_of(topic: Topic, saved: Topic | None, *texts: str) -> Bench:
    articles: dict[str, Article] = {}
    for number, text in enumerate(texts, start=1):
        articles[f"A{number}"] = prepare(text, id=f"A{number}")
    samples = samples_of(articles.values())
    trial = try_out(topic, samples)
    before = try_out(saved or topic, samples)
    first = trial.judged[0].place if trial.judged else ("A1", 0)
    changed = try_out(steer(trial, first, more=True).topic, samples)
    return Bench(
        trial=trial,
        before=before,
        difference=compare(before, trial),
        saved=saved,
        articles=articles,
        count=10_000,
        others=(1, 2, 3, 4),
        proposed=(changed, compare(trial, changed)),
    )


def check(bench: Bench) -> None:
    """Lay every page out, as Discord would get it."""
    for labels in (ENGLISH, SPANISH):
        for section in Section:
            for page in range(min(3, bench.pages(section))):
                blocks = bench_page(bench, labels, section, page, said="Something happened.")
                assert size_of_text(blocks).within(HARD_STOP)
                text_view(blocks)
        for one in bench.trial.judged[:2]:
            proposal = steer(bench.trial, one.place, more=True)
            assert size_of_text(proposal_page(bench, proposal, labels)).within(HARD_STOP)
        shown = show_page(Standing(bench.trial.topic, None, shipped=True), (), labels)
        assert size_of_text(shown).within(HARD_STOP)


@given(topics(), topics(), st.lists(st.text(SCRIPTS, max_size=200), min_size=1, max_size=3))
@settings(deadline=None, max_examples=40)
def test_any_rule_on_any_texts_fits(topic: Topic, saved: Topic, texts: list[str]) -> None:
    check(bench_of(topic, replace(saved, name=topic.name), *texts))


@pytest.mark.parametrize("letter", ["x", "水", "*", "ñ"])
def test_the_longest_rules_on_the_longest_sentences_fit(letter: str) -> None:
    word = letter if letter.isalnum() else "x"
    many = [f"{word * 36} {word * 30}{number:03}" for number in range(300)]
    lists = "\n".join(f"l{n} {letter * 30}: {', '.join(many[n : n + 15])}" for n in range(20))
    form = Form(word * 60, ", ".join(many), lists, ", ".join(many), "1")
    topic = replace(form.topic(), name="x") if word == "x" else Form("x", form.words, lists).topic()
    saved = Form("x", "y", "z: y").topic()
    story = " ".join(many[:40]) + ".\n\n"
    bench = bench_of(topic, saved, f"A title\n\n{story * 8}")

    check(bench)
    assert bench_page(bench, ENGLISH)[0].startswith("## Topic: ")


def test_what_differs_is_said_part_by_part() -> None:
    before = Form("Floods", "+3: flood*, river", "who: people", "tears", "3").topic()
    after = Form("Floods", "+3: flood*\nriver +2, dam", "who: people, boats\nat: sea", "").topic(
        before
    )
    after = replace(after, position=Position(lede=1), threshold=4, aliases=("water",))

    assert changes_of(before, after, ENGLISH, 200) == [
        "**Words** added dam +1; river +3 → +2",
        "**Required words, who** added boats",
        "**Required words, at** added sea",
        "**Excluded words** removed tears",
        "**Threshold** 3 → 4",
        "Also changed: other names, what a place is worth",
    ]
    assert changes_of(before, before, ENGLISH, 200) == []
    assert "also" not in str(changes_of(before, replace(before, version=9), ENGLISH, 200)).lower()


def test_an_empty_library_is_no_reason_to_fail() -> None:
    topic = Form("Floods", "flood*").topic()
    empty = Bench(try_out(topic, []), try_out(topic, []), compare(try_out(topic, []),
                  try_out(topic, [])), None, {}, 0)  # fmt: skip

    blocks = bench_page(empty, ENGLISH)
    assert "Tried on all 0 articles, 0 sentences." in "\n".join(blocks)
    assert "No sentence of these articles matches." in "\n".join(blocks)
