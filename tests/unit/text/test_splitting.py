"""Sentences end where a reader would say so, and a quotation stays with its speaker."""

from __future__ import annotations

import gc
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summaries.text.model import Span
from summaries.text.paragraphs import paragraphs
from summaries.text.splitting import LONGEST_UNIT, quotation_units, sentences

ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from(list("aA I1.!?…\"'“”‘’«»„「」。।؟)( \n\t\r\u00a0\ufeff\u2028")),
        st.characters(exclude_categories=()),  # lone surrogates too
    ),
    max_size=120,
)


def split(text: str, language: str = "en") -> list[str]:
    """Split a text that is one paragraph."""
    return [span.of(text) for span in sentences(text, Span(0, len(text)), language)]


def units(text: str) -> list[list[str]]:
    """Group an article's sentences by unit."""
    article = [sentences(text, paragraph) for paragraph in paragraphs(text)]
    numbers = quotation_units(text, article)
    flat = [span.of(text) for paragraph in article for span in paragraph]
    grouped: list[list[str]] = [[] for _ in range(max(numbers, default=-1) + 1)]
    for number, words in zip(numbers, flat, strict=True):
        grouped[number].append(words)
    return grouped


# "|" stands where one sentence ends and the next begins.
ENGLISH = [
    "It is common in traveling to the U.S. | But they continue to do so.",
    "The flow toward the southern U.S. border has grown.",
    "She met Sen. Clemente on Monday. | He agreed.",
    "They do not suffer legal consequences. so that many cross several times.",
    "We have an agreement. | Except for Canada, we are neighbors, ”Harris told reporters. | So?",
    "“‘We’re going to reunite families. | We’re going to reunite children,'” he said. | Then left.",
    "They had conversations. . | The talks went on.",
    "They had conversations. .",
    "He named judges to the courts. immigration. | She did not.",
    "He waited … and waited. | She left… | The end.",
    "He waited... and then left. | Nobody saw it.",
    "He said yes. | ... Later he said no.",
    "J. K. Rowling wrote it. | George W. Bush read it.",
    "So do I. | The rest is known.",
    "It rose 3.5 percent to $1.2 billion. | That was all.",
    "See No. 5 and p. 12. | It says so.",
    "He said no. | She said yes.",
    "They met at 8 a.m. Monday. | It ended at 5 p.m. | Nobody stayed.",
    "On Jan. 6 they met. | It was cold in Jan. | The snow came.",
    "Acme Inc. said so. | He works for Acme Inc. | He likes it.",
    "It is Smith vs. Jones. | The court decides.",
    "Really?! | Yes! | No.",
    "“Stop!” he said. | “Why?” Harris asked. | Nobody knew.",
    '"Stop." | "Why?" she said.',
    "Read https://example.org/a.b?c=d. | Write to j.doe@example.org. | Thanks.",
    "It is over. | https://example.org has more.",
    "1. Open the file. | 2. Read it.",
    "In 2015. | The next year was better.",
    "She has a Ph.D. in law. | He has a Ph.D. | They met.",
    "Some fruit, i.e. apples, e.g. Cox, was sold. | It was good.",
    "THE MR. SMITH OF THE U.S. SENATE LEFT. | BUT THEY STAYED.",
    "He likes eBay. | eBay likes him. | iPhones too.",
    "The talks ended.|They will resume.",
    "(He left.) | She stayed (until 5 p.m.) and wrote.",
    "He moved to Washington, D.C. | There he stayed.",
    "Yahoo! is old. | It was big.",
    "“Do not come. | Do not come,” she said.",
    "They said “no.” | Nobody cared.",
    "A sentence with\na line break. | Another\u00a0one.",
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked: str) -> None:
    parts = [part.strip() for part in marked.split("|")]
    assert split(marked.replace(" | ", " ").replace("|", "")) == parts


OTHERS = [
    ("es", "¿Por qué vino? | ¡Nadie sabe! | El Sr. López y la Sra. Díaz salieron."),
    ("es", "Viajó a EE. UU. en mayo. | Volvió de EE. UU. | La visita fue corta."),
    ("fr", "M. Dupont est venu. | Il a dit : « Non. » | Mme Le Gall aussi."),
    ("fr", "« C’est fini ! » a-t-il dit. | M. Le Pen a répondu."),
    ("de", "Das gilt z. B. für Berlin. | Am 3. Oktober wird gefeiert. | Dr. Weiß kam."),
    ("de", "„Wir gehen. | Wir kommen wieder“, sagte er. | Das war 2015. | Danach nichts."),
    ("pt", "A Dr.ª Ana chegou. | O Sr. Silva saiu. | Não voltou."),
    ("it", "Il sig. Rossi è arrivato. | La dott.ssa Bianchi no."),
    ("nl", "Dhr. Jansen kwam om 10 uur. | Hij bleef niet."),
    ("zh", "他来了。|她走了！|为什么？|没人知道。"),
    ("ja", "「行く。|帰る。」と彼は言った。|それだけだ。"),
    ("hi", "वह आया। | वह गई। | क्यों?"),
    ("ar", "متى جاء؟ | جاء أمس. | ثم ذهب."),
    ("xx", "An unknown language is split. | It works."),
]


@pytest.mark.parametrize(("language", "marked"), OTHERS)
def test_other_languages(language: str, marked: str) -> None:
    parts = [part.strip() for part in marked.split("|")]
    assert split(marked.replace(" | ", " ").replace("|", ""), language) == parts


def test_a_region_after_the_language_changes_nothing() -> None:
    assert split("El Sr. López vino.", "es-419") == ["El Sr. López vino."]


@given(ANY_TEXT, st.sampled_from(["en", "es", "de", "zh", "und", ""]))
@example("\ud800. A", "en")
@example(". . . A", "en")
def test_every_string_is_split_and_no_ink_is_lost(text: str, language: str) -> None:
    article = [sentences(text, paragraph, language) for paragraph in paragraphs(text)]
    flat = [span for paragraph in article for span in paragraph]

    assert all(one.end <= other.start for one, other in pairwise(flat))
    assert all(span.of(text).strip("\ufeff\u200b \n") for span in flat)
    shown = "".join(span.of(text) for span in flat)
    ink = [c for c in text if not c.isspace() and c not in "\ufeff\u200b"]
    assert [c for c in shown if not c.isspace() and c not in "\ufeff\u200b"] == ink

    numbers = quotation_units(text, article)
    assert len(numbers) == len(flat)
    assert all(later - earlier in (0, 1) for earlier, later in pairwise([-1, *numbers]))
    assert all(numbers.count(number) <= LONGEST_UNIT for number in numbers)


@pytest.mark.parametrize("unit", ["a", ". ", '." ', "“", "' ", "Ab. ", ".)", "。", '"A. ', "a\n"])
def test_time_grows_with_the_text_and_not_with_its_square(
    unit: str, request: pytest.FixtureRequest
) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        started = time.process_time()
        quotation_units(text, [sentences(text, paragraph) for paragraph in paragraphs(text)])
        return time.process_time() - started

    seconds(1_000)
    # What other tests left behind is not looked through meanwhile.
    gc.disable()
    request.addfinalizer(gc.enable)
    # Linear is 8 times as long; the square would be 64.
    assert min(seconds(160_000) for _ in range(2)) < 24 * seconds(20_000) + 0.1


def test_a_megabyte_on_one_line_takes_under_a_second() -> None:
    text = "The minister met Sen. Smith in the U.S. capital on Monday, people there said. " * 13_000
    started = time.process_time()
    found = sentences(text, Span(0, len(text)))
    assert len(found) == 13_000
    assert time.process_time() - started < 1


def test_a_quotation_over_several_sentences_is_one_unit_with_its_speaker() -> None:
    text = (
        "“I want to be clear to everyone. Do not come. Do not come,” the minister said. “We will "
        "enforce our laws.”\n\nThe office has a plan."
    )
    assert [len(unit) for unit in units(text)] == [4, 1]


def test_a_quotation_after_its_speaker_is_one_unit() -> None:
    text = "At noon the minister said: “Do not come. Do not come. Stay.” Nobody answered."
    assert [len(unit) for unit in units(text)] == [3, 1]


def test_speech_takes_in_the_sentence_that_names_the_speaker() -> None:
    assert [len(u) for u in units("“It is late.” “We should go,” she said. They went.")] == [2, 1]
    assert [len(u) for u in units("She made a promise:\n\n“We will go.”\n\nThey went.")] == [2, 1]


@pytest.mark.parametrize(
    "text",
    [
        '"We go. We stay," he said. They left.',
        "‘We’re going. We’re staying,’ he said. They left.",
        "'We're going. We're staying,' he said. They left.",
        "« Nous partons. Nous restons », dit-il. They left.",
        "»Wir gehen. Wir bleiben«, sagte er. They left.",
        "„Wir gehen. Wir bleiben“, sagte er. They left.",
        "“We have an agreement. We are neighbors, ”Smith told reporters. They left.",
        "“‘We’re going to go. We’re going to stay,'” he said. They left.",
        "“They said ‘no.’ We said yes,” he said. They left.",
        '“We go. We stay," he said. They left.',
        "「行く。帰る。」と彼は言った。They left.",
    ],
)
def test_each_kind_of_mark(text: str) -> None:
    assert [len(unit) for unit in units(text)] == [2, 1]


def test_a_quotation_that_each_paragraph_opens_again_is_one_unit() -> None:
    text = "Smith said: “We go.\n\n“We stay. We wait.”\n\nThey left."
    assert [len(unit) for unit in units(text)] == [3, 1]


def test_a_lost_closing_mark_swallows_nothing() -> None:
    lost = "“We go. We stay, he said."
    rest = "\n\n".join(f"Sentence {n} stands here. It is plain." for n in range(20))
    assert all(len(unit) == 1 for unit in units(f"{lost}\n\n{rest}"))
    assert all(len(unit) == 1 for unit in units("“" + "We go. " * 40 + "We stay,” he said."))


def test_apostrophes_and_inches_are_no_quotations() -> None:
    text = (
        "The migrants’ hopes rose in the ’90s. It's 5'10\" tall. Don't go. He's 6\" off. It isn't."
    )
    assert all(len(unit) == 1 for unit in units(text))


def test_an_article_of_nothing_but_quotations_keeps_its_units_short() -> None:
    grouped = units("“We go.” " * 50)
    assert sum(map(len, grouped)) == 50
    assert max(map(len, grouped)) <= LONGEST_UNIT
