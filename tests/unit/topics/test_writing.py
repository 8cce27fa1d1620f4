"""What is written reads as the same topic: as a file, and in the boxes of a form."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import TOPICS_FOLDER
from summaries.topics import BadForm, BadTopic, Form, Topic, load_topics, parse_topic, write_topic
from summaries.topics.form import plain_name, with_words
from summaries.topics.writing import write_number
from tests.unit.topics.strategies import topics

SHIPPED = (*load_topics(TOPICS_FOLDER), *load_topics(TOPICS_FOLDER / "more"))


def typed(form: Form) -> Topic | BadForm:
    try:
        return form.topic()
    except BadForm as error:
        return error


@given(topics())
@settings(deadline=None)
def test_a_file_that_is_written_reads_as_the_same_topic(topic: Topic) -> None:
    assert parse_topic(write_topic(topic), "it.toml") == topic


@given(topics())
@settings(deadline=None)
def test_a_form_that_is_sent_off_untouched_changes_nothing(topic: Topic) -> None:
    assert Form.of(topic).topic(topic) == topic


@pytest.mark.parametrize("topic", SHIPPED, ids=lambda topic: topic.name)
def test_shipped_topics_go_through_both_and_fit_into_a_form(topic: Topic) -> None:
    assert parse_topic(write_topic(topic), "it.toml") == topic
    for language in ("en", "es"):
        form = Form.of(topic, language)
        assert form.topic(topic, language) == topic
        assert max(map(len, (form.words, form.required, form.excluded))) < 4_000


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300), st.text(max_size=20))
@settings(deadline=None)
def test_whatever_is_typed_is_a_topic_or_a_mistake_with_its_place(
    words: str, required: str, excluded: str, threshold: str
) -> None:
    form = Form("Floods", words, required, excluded, threshold)
    topic = typed(form)
    if isinstance(topic, BadForm):
        assert topic.box in {"words", "required", "excluded", "threshold"}
        assert str(topic).startswith(topic.box)
    else:
        assert parse_topic(write_topic(topic), "it.toml") == Form.of(topic).topic(topic)


@given(st.text(max_size=400))
@settings(deadline=None)
def test_whatever_a_file_holds_is_a_topic_or_a_mistake(source: str) -> None:
    with contextlib.suppress(BadTopic):
        parse_topic(source, "it.toml")


def test_words_carry_a_weight_of_their_own_that_of_their_line_or_one() -> None:
    form = Form(
        "Floods", "flood*, river -2\n+3: dam, levee +1.5\n\n−1: film, 20 year", threshold="2,5"
    )
    topic = form.topic()

    assert {one.pattern.text: one.weight for one in topic.words} == {
        "flood*": 1, "river": -2, "dam": 3, "levee": 1.5, "film": -1, "20 year": -1,
    }  # fmt: skip
    assert topic.threshold == 2.5
    assert (topic.name, topic.title()) == ("floods", "Floods")


def test_required_lists_have_a_line_each_with_or_without_a_name() -> None:
    form = Form("F", "water", "rain, storm\nwho: people, #quantity\nwho:children")

    lists = {one.name: [p.text for p in one.patterns] for one in form.topic().required}

    assert lists == {"1": ["rain", "storm"], "who": ["people", "#quantity", "children"]}


def test_a_word_keeps_its_place_when_another_is_added_or_weighed_anew() -> None:
    aid = SHIPPED[0]
    form = Form.of(aid)
    changed = Form(form.name, f"+9: {aid.words[3].pattern.text}\n{form.words}").topic

    with pytest.raises(BadForm) as twice:
        changed(aid)
    assert twice.value.why == "twice"
    assert twice.value.line == 3
    more = Form(form.name, f"{form.words}\nblankets +2").topic(aid)
    assert [one.pattern for one in more.words][:-1] == [one.pattern for one in aid.words]
    assert more.words[-1].pattern.text == "blankets"


def test_what_the_form_does_not_show_stays_as_it_was() -> None:
    aid = SHIPPED[0]
    changed = Form("Help", "aid +3", threshold="3").topic(aid)

    assert (changed.name, changed.aliases, changed.rows) == (aid.name, aid.aliases, aid.rows)
    assert changed.titles == {"en": "Help"}
    assert changed.required == ()


@pytest.mark.parametrize(
    ("form", "place", "why"),
    [
        (Form("", "aid"), "name", "name_length"),
        (Form("x" * 61, "aid"), "name", "name_length"),
        (Form("洪水", "aid"), "name", "name_letters"),
        (Form("F", ""), "words", "no_words"),
        (Form("F", "aid\nrelief\naid NEAR/"), "words, line 3", "distance"),
        (Form("F", "aid\n+500: relief"), "words, line 2", "weight"),
        (Form("F", "aid, relief\n\nAID, aid"), "words, line 3", "twice"),
        (Form("F", ", ".join(f"w{n}" for n in range(301))), "words, line 1", "words"),
        (Form("F", "aid", "who:"), "required, line 1", "list_empty"),
        (Form("F", "aid", f"{'x' * 41}: y"), "required, line 1", "list_name"),
        (Form("F", "aid", "\n".join(f"l{n}: x" for n in range(21))), "required, line 21", "lists"),
        (Form("F", "aid", "", "first aid, va*"), "excluded, line 1", "short"),
        (Form("F", "aid", "", ".*aid.*"), "excluded, line 1", "letters"),
        (Form("F", "aid", "", "", "four"), "threshold", "threshold"),
        (Form("F", "aid", "", "", "1e999"), "threshold", "weight"),
    ],
)
def test_a_mistake_is_named_with_its_place(form: Form, place: str, why: str) -> None:
    with pytest.raises(BadForm) as refused:
        form.topic()
    assert refused.value.why == why
    assert str(refused.value).startswith(f"{place}: ")


def test_a_name_is_made_of_a_title() -> None:
    assert plain_name("Flood damage (2021)") == "flood-damage-2021"
    assert plain_name("@everyone **now**") == "everyone-now"
    assert plain_name("Inundación y daños") == "inundacion-y-danos"
    assert len(plain_name("x y " * 30)) <= 40


def test_words_are_added_for_a_test_and_the_rest_stays() -> None:
    aid = SHIPPED[0]
    tried = with_words(aid, "blankets +2, aid +5", "vaccin*", "6")

    assert tried.words[0].weight == 5
    assert tried.words[-1].pattern.text == "blankets"
    assert tried.excluded[-1].text == "vaccin*"
    assert tried.threshold == 6
    assert with_words(aid, "", "") == aid


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a = " + "[" * 3_000, "nested too deeply"),
        ('name = "x"\nthreshold = ' + "9" * 5_000, "line 2"),
        ('name = "x"\nthreshold = nan\nwords = {aid = 1}', "line 2"),
        ('name = "x"\nthreshold = 1\n[words]\n"aid" = 1\n" aid " = 2', "stands there twice"),
        ('name = "x"\nthreshold = 1\n[words]\naid = 1\n[required]\n"a:b" = ["x"]', "line 6"),
        ("x" * 100_000, "line 1"),
        ("name =", "line 1"),
    ],
)
def test_a_hostile_file_is_refused_with_its_place(source: str, said: str) -> None:
    with pytest.raises(BadTopic, match=said):
        parse_topic(source, "it.toml")


@pytest.mark.parametrize("title", ["", " ", "***", "a\\nb", "\\u202egnp", "x" * 61])
def test_a_title_that_nobody_could_read_is_refused(title: str) -> None:
    for line in (f'title = "{title}"', f'aliases = ["{title}"]', f'title = {{es = "{title}"}}'):
        with pytest.raises(BadTopic):
            parse_topic(f'name = "x"\nthreshold = 1\n{line}\nwords = {{aid = 1}}', "it.toml")


def test_what_can_not_be_seen_is_left_out_of_a_typed_name() -> None:
    assert Form(" Flood\n\u202e  damage\u200b ", "aid").topic().title() == "Flood damage"


def test_a_zero_has_no_sign() -> None:
    assert write_number(-0.0) == "0"
