"""A quotation is shown with whoever said it, whatever marks a paper uses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.context import shown_with
from summaries.context.speakers import lacks_speaker, outside_quotations
from summaries.context.words import words_of
from summaries.corpus import Article
from tests.unit.selection.made import article

LEDE = "Mayor Ruiz spoke to the council on Monday about the bridge over the river."


def shown(read: Article, words: str) -> list[str] | None:
    index = next(s.index for s in read.sentences if words in read.words_of(s))
    together = shown_with(read, index)
    return together and [read.words_of(read.sentences[i]) for i in together]  # type: ignore[return-value]


@pytest.mark.parametrize(
    "quoted",
    [
        "“The plan costs us nothing,” {}.",
        '"The plan costs us nothing," {}.',
        "‘The plan costs us nothing,’ {}.",
        "'The plan costs us nothing,' {}.",
        "“The ‘plan’ costs us nothing,” {}.",
        "“‘The plan costs us nothing,’” {}.",
        "«The plan costs us nothing», {}.",
        "« The plan costs us nothing », {}.",
        "„The plan costs us nothing“, {}.",
        "»The plan costs us nothing«, {}.",
    ],
)
def test_each_kind_of_mark(quoted: str) -> None:
    end = "The end came soon."
    named = quoted.format("the minister said")
    assert shown(article(LEDE, named, end), "costs us nothing") == [named]
    hidden = quoted.format("she said")
    assert shown(article(LEDE, hidden, end), "costs us nothing") == [LEDE, hidden]
    assert shown(article("The rain fell. The snow fell.", hidden, end), "costs us nothing") is None


@pytest.mark.parametrize(
    ("language", "lede", "named", "hidden"),
    [
        (
            "es",
            "La alcaldesa Ruiz habló el lunes con el consejo.",
            "«El plan no cuesta nada», dijo la ministra.",
            "«El plan no cuesta nada», dijo.",
        ),
        (
            "fr",
            "La maire Anne Roy a parlé lundi au conseil.",
            "« Le plan ne coûte rien », a dit la ministre.",
            "« Le plan ne coûte rien », a-t-elle dit.",
        ),
        (
            "de",
            "Bürgermeisterin Anna Braun sprach am Montag mit dem Rat.",
            "„Der Plan kostet nichts“, sagte die Ministerin.",
            "„Der Plan kostet nichts“, sagte sie.",
        ),
        (
            "pt",
            "A prefeita Silva falou na segunda-feira com o conselho.",
            "“O plano não custa nada”, disse a ministra.",
            "“O plano não custa nada”, disse ela.",
        ),
        (
            "it",
            "La sindaca Anna Bianchi ha parlato lunedì con il consiglio.",
            "«Il piano non costa niente», ha detto la ministra Rossi.",
            "«Il piano non costa niente», ha detto.",
        ),
    ],
)
def test_each_language(language: str, lede: str, named: str, hidden: str) -> None:
    start = named[1:10].strip()
    assert shown(article(lede, named, lang=language), start) == [named]
    assert shown(article(lede, hidden, lang=language), start) == [lede, hidden]


def test_a_dash_opens_speech_where_papers_print_it_so() -> None:
    lede = "La alcaldesa Ruiz habló el lunes con el consejo."
    named = "—El plan no cuesta nada —dijo la ministra—. Nadie paga."
    read = article(lede, named, lang="es")
    assert shown(read, "Nadie paga") == [
        "—El plan no cuesta nada —dijo la ministra—.",
        "Nadie paga.",
    ]
    bare = article(
        "La lluvia cayó. La nieve cayó.", "—El plan no cuesta nada. Nadie paga.", "Fin.", lang="es"
    )
    assert shown(bare, "Nadie paga") is None
    # An English list may have dashes, too.
    assert shown(article("It rained.", "— The plan costs us nothing."), "nothing") == [
        "— The plan costs us nothing."
    ]


def test_a_quotation_that_each_paragraph_opens_again_keeps_its_speaker() -> None:
    read = article("Mayor Ruiz said: “We go to the river.", "“We stay there.”", "They left.")
    assert shown(read, "We stay") == ["Mayor Ruiz said: “We go to the river.", "“We stay there.”"]
    nobody = article("It rained.", "“We go to the river.", "“We stay there.”", "They left.")
    assert shown(nobody, "We stay") is None


def test_speech_alone_is_not_shown() -> None:
    assert shown(article("“Rain costs us nothing.”", "The end came soon."), "Rain") is None
    read = article("Mayor Ruiz spoke first.", "“Rain costs us nothing.”")
    assert shown(read, "Rain") == ["Mayor Ruiz spoke first.", "“Rain costs us nothing.”"]


def test_a_few_quoted_words_need_nobody() -> None:
    sentence = "The council calls the plan “a gift” and will build the bridge in May."
    assert shown(article("It rained.", sentence), "a gift") == [sentence]
    assert shown(article("The migrants’ hopes rose in the ’90s."), "hopes") is not None


def test_in_a_language_without_words_speech_alone_is_not_shown_either() -> None:
    read = article("Sade alkoi.", "“Suunnitelma ei maksa mitään.”", lang="fi")
    assert shown(read, "ei maksa") == ["Sade alkoi.", "“Suunnitelma ei maksa mitään.”"]
    assert shown(article("“Suunnitelma ei maksa mitään.”", lang="fi"), "ei maksa") is None


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("“We go,” she said.", [" she said."]),
        ("She said: “We go.”", ["She said: "]),
        ("She said: “We go.", ["She said: "]),
        ("“We go. “We stay.” Ruiz said so.", [" Ruiz said so."]),
        ('"We go," she said. "We stay."', [" she said. "]),
    ],
)
def test_what_stands_outside(text: str, outside: list[str]) -> None:
    found = outside_quotations(text)
    assert found is not None
    assert found.split() == " ".join(outside).split()


def test_what_quotes_nothing_has_no_outside() -> None:
    assert outside_quotations("It is Ruiz’s plan.") is None
    assert outside_quotations("") is None


@given(
    st.text(st.sampled_from(list("ab .,“”„«»\"'‘’—–-「」\n")), max_size=60),
    st.sampled_from(["en", "es", "fr", "de", "pt", "it", "fi"]),
    st.booleans(),
)
def test_any_text_can_be_asked(text: str, language: str, dialogue: bool) -> None:
    outside = outside_quotations(text, dialogue=dialogue)
    assert outside is None or len(outside) <= len(text) + text.count(" ") + len(text)
    assert isinstance(lacks_speaker(words_of(language), text, dialogue=dialogue), bool)
