"""A person writes a rule file; a mistake is shown with its file, its line and what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import TOPICS_FOLDER
from summaries.topics import BadTopic, Topic, key, load_topic, load_topics, parse_topic

HOME = Path(__file__).parents[3]

GOOD = """\
# Floods: what the water does.
name = "floods"
threshold = 4
aliases = ["high water"]

[words]
"flood*" = 3
"river" = 1

[required]
water = ["flood*", "dam"]
"""


def complaint(source: str) -> str:
    with pytest.raises(BadTopic) as refused:
        parse_topic(source, "floods.toml")
    return str(refused.value)


def test_a_good_file_is_a_topic() -> None:
    topic = parse_topic(GOOD, "floods.toml")
    assert (topic.name, topic.threshold, topic.version, topic.aliases) == (
        "floods",
        4,
        1,
        ("high water",),
    )
    assert [(w.pattern.text, w.weight) for w in topic.words] == [("flood*", 3), ("river", 1)]
    assert topic.title() == "floods"


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("threshold = 4", "threshold = ", "floods.toml, line 3: Invalid value."),
        ("threshold = 4", 'threshold = "4"',
         "floods.toml, line 3: “threshold” must be a number from -100 to 100."),
        ("threshold = 4", "threshold = 1000",
         "floods.toml, line 3: “threshold” must be a number from -100 to 100."),
        ("threshold = 4\n", "", "floods.toml: “threshold” must be a number from -100 to 100."),
        ('name = "floods"', 'name = "High Water"',
         "floods.toml, line 2: “name” must be 1 to 40 of a-z, 0-9 and hyphens."),
        ('"river" = 1', '"ri*" = 1',
         "floods.toml, line 8: “ri*”: write at least three letters before *."),
        ('"river" = 1', '"river" = "one"',
         "floods.toml, line 8: “river” must be a number from -100 to 100."),
        ('"river" = 1', '"river" = true',
         "floods.toml, line 8: “river” must be a number from -100 to 100."),
        ('"river" = 1', '"#cash" = 1',
         ("floods.toml, line 8: “#cash” is no kind of number. "
          "Known are #date, #money, #quantity, #quotation, #share.")),
        ('"flood*", "dam"', '"flood*", "(dam)"',
         ("floods.toml, line 11: “(dam)”: “(dam)” is not a word. "
          "Use letters and digits, and * at the end only or ~ at the beginning only.")),
        ('["flood*", "dam"]', "[]", "floods.toml, line 11: The list “water” is empty."),
        ('["flood*", "dam"]', '"dam"',
         "floods.toml, line 11: “water” must be a list of texts in quotation marks."),
        ("[words]", "[wrods]",
         ("floods.toml, line 6: “wrods” is not known here. Known are aliases, description, "
          "excluded, method, name, position, required, rows, threshold, title, version, words.")),
        ('["high water"]', '"high water"',
         "floods.toml, line 4: “aliases” must be a list of texts in quotation marks."),
        ("threshold = 4", "threshold = 4\nversion = 0",
         "floods.toml, line 4: “version” must be a whole number from 1."),
        ("threshold = 4", "threshold = 4\nmethod = 3",
         "floods.toml, line 4: “method” must be the name of a method, such as \"lexrank\"."),
        ("threshold = 4", "threshold = 4\nmethod = \"magic\"",
         ("floods.toml, line 4: There is no method “magic”. Known are pullquote, kl, lexrank, lsa, "
          "luhn, reduction, sumbasic, textrank.")),
        ("threshold = 4", "threshold = nan",
         "floods.toml, line 3: “threshold” must be a number from -100 to 100."),
        ("threshold = 4", "threshold = 4\nname = \"again\"",
         "floods.toml, line 4: Cannot overwrite a value."),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(was: str, now: str, said: str) -> None:
    assert was in GOOD
    assert complaint(GOOD.replace(was, now)) == said


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ('"#money" = 3', ("ledger",)),
        ('"#quantity" = 3', ("figures",)),
        ('"#share" = 1', ("figures",)),
        ('"#quotation" = 2', ("quotations",)),
        ('"#quotation" = 2\n"#money" = 3', ("ledger",)),
        ('"#money" = -2', ()),
        ('"#date" = 2', ()),
    ],
)
def test_a_topic_that_says_no_rows_gets_those_of_its_heaviest_number(
    words: str, rows: tuple[str, ...]
) -> None:
    assert parse_topic(GOOD.replace('"river" = 1', words), "floods.toml").rows == rows


def test_a_topic_says_which_rows_its_brief_has() -> None:
    money = GOOD.replace('"river" = 1', '"#money" = 1')

    for listed, rows in (
        ('["figures", "ledger", "figures"]', ("figures", "ledger")),
        ("[]", ()),
    ):
        source = money.replace("threshold = 4", f"threshold = 4\nrows = {listed}")
        assert parse_topic(source, "floods.toml").rows == rows


def test_rows_that_do_not_exist_are_named_with_their_line() -> None:
    assert complaint(GOOD.replace("threshold = 4", 'threshold = 4\nrows = ["table"]')) == (
        "floods.toml, line 4: There are no rows “table”. Known are ledger, figures, quotations."
    )


def test_the_shipped_topics_have_each_their_rows() -> None:
    assert {topic.name: topic.rows for topic in load_topics(TOPICS_FOLDER)} == {
        "aid-pledges": ("ledger",),
        "border-numbers": ("figures",),
        "diplomatic-reactions": ("quotations",),
    }


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "floods.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadTopic, match=r"^floods.toml: It can't be read"):
        load_topic(path)


def test_a_folder_with_one_broken_file_is_refused_by_that_files_name(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "b.toml").write_text(GOOD.replace("threshold = 4", "threshold = four"))
    with pytest.raises(BadTopic, match=r"^b.toml, line 3: "):
        load_topics(tmp_path)


@pytest.mark.parametrize("alias", ["High-Water", "floods", "HIGH  WATER", "Floods"])
def test_two_topics_may_not_share_a_name_or_an_alias(tmp_path: Path, alias: str) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    other = GOOD.replace('"floods"', '"tides"').replace('"high water"', f'"{alias}"')
    (tmp_path / "b.toml").write_text(other)
    with pytest.raises(
        BadTopic, match=r"^b\.toml, line 4: The name or alias “.*” belongs to floods already\.$"
    ):
        load_topics(tmp_path)


def test_two_files_may_not_hold_the_same_topic(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "b.toml").write_text(GOOD)
    with pytest.raises(BadTopic, match=r"^b\.toml, line 2: The name or alias “floods” belongs"):
        load_topics(tmp_path)


def test_a_topic_may_repeat_its_own_name_as_an_alias(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD.replace('"high water"', '"Floods", "high water"'))
    assert [topic.name for topic in load_topics(tmp_path)] == ["floods"]


def test_an_empty_folder_has_no_topics(tmp_path: Path) -> None:
    assert load_topics(tmp_path) == ()


def test_what_comes_with_the_bot_loads() -> None:
    topics = load_topics(HOME / "config/topics")
    assert [topic.name for topic in topics] == [
        "aid-pledges",
        "border-numbers",
        "diplomatic-reactions",
    ]
    for topic in topics:
        assert set(topic.titles) == {"en", "es"}
        assert topic.description
        assert topic.required


def every_topic() -> tuple[Topic, ...]:
    return (*load_topics(HOME / "config/topics"), *load_topics(HOME / "config/topics/more"))


def test_the_ready_made_topics_load_and_clash_with_none_of_the_others() -> None:
    more = load_topics(HOME / "config/topics/more")
    assert [t.name for t in more] == ["disaster-aid", "displacement-figures", "sanctions"]
    owners: dict[str, str] = {}
    for topic in every_topic():
        assert set(topic.titles) == {"en", "es"}
        for name in (topic.name, *topic.aliases, *topic.titles.values()):
            assert owners.setdefault(key(name), topic.name) == topic.name, name


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("[position]\nlede = 1\ntitle = 0.5", None),
        ("[position]\nled = 1",
         "floods.toml, line 13: “led” is no place. Known are lede, title, heading."),
        ("[position]\ntitle = true",
         "floods.toml, line 13: “title” must be a number from -100 to 100."),
        ("[[position]]",
         "floods.toml, line 12: [position] must be a table of places and their weights."),
        ("excess = [\"aid NEAR/5\"]",
         "floods.toml, line 12: “aid NEAR/5”: write a word or a phrase after “NEAR/5” too."),
        ("excess = [\"aid NEAR/99 dam\"]",
         ("floods.toml, line 12: “aid NEAR/99 dam”: “NEAR/99” needs a number of words from 1 to "
          "50, such as NEAR/5.")),
    ],
)  # fmt: skip
def test_a_mistake_in_a_place_or_a_near_is_shown_where_it_stands(
    now: str, said: str | None
) -> None:
    source = f"{GOOD}{now}\n"
    if said is None:
        position = parse_topic(source, "floods.toml").position
        assert (position.lede, position.title, position.heading) == (1, 0.5, 0)
    else:
        assert complaint(source) == said


def test_a_mistake_is_shown_in_its_own_table_where_a_word_stands_in_several() -> None:
    source = GOOD.replace('aliases = ["high water"]', 'aliases = ["river"]')
    assert complaint(source.replace('"river" = 1', '"river" = "x"')).startswith(
        "floods.toml, line 8:"
    )


def shipped_words(topic: Topic) -> set[str]:
    patterns = [
        *(item.pattern for item in topic.words),
        *(pattern for group in topic.required for pattern in group.patterns),
        *topic.excluded,
    ]
    return {word.text for pattern in patterns for word in pattern.words()}


def test_the_shipped_topics_hold_no_name_and_no_figure_of_the_five_articles() -> None:
    # Words that the articles never write in lower case are names and titles; the titles are roles.
    text = " ".join(path.read_text("utf-8") for path in (HOME / "seeds").iterdir())
    capitalised = {word.lower() for word in re.findall(r"\b[A-ZÀ-Þ][\w]+", text)}
    names = capitalised - set(re.findall(r"\b[a-zß-þ]\w+", text))
    roles = {"secretary", "ambassador", "embassy", "united", "donor", "sen", "state", "department"}
    for topic in every_topic():
        used = shipped_words(topic)
        assert not [word for word in used if word in names - roles], topic.name
        assert not [word for word in used if any(c.isdigit() for c in word)], topic.name


@given(st.one_of(st.text(max_size=200), st.text(max_size=20).map(lambda t: GOOD.replace("4", t))))
def test_any_text_is_a_topic_or_is_refused_with_its_file(source: str) -> None:
    refused = None
    try:
        parse_topic(source, "floods.toml")
    except BadTopic as error:
        refused = error
    if refused is not None:
        assert str(refused).startswith("floods.toml")
        assert refused.line is None or 1 <= refused.line <= source.count("\n") + 1
