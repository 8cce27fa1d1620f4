"""Spanish, French, German and Portuguese point back with words of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.context import Opening, opening, supported
from summaries.context.words import Words, words_of

SPANISH_BACK = [
    "El alcalde, en cambio, se fue.",
    "Él dijo que no.",
    "Ella anunció más ayuda.",
    "Esta ayuda llega tarde.",
    "Estos agricultores siembran maíz.",
    "Sin embargo, el alcalde dijo que no.",
    "Además, el alcalde dijo que no.",
    "Por su parte, la ministra se fue.",
    "En total, llegaron 300 personas.",
    "Ambos países firmaron.",
    "Los dos firmaron.",
    "Su esposa se fue.",
    "Y se fue.",
    "Pero ella se fue.",
    "Por ello, el consejo votó.",
    "Así, el consejo votó.",
    "En Lima, ella habló con Ruiz.",
    "Tras ello, Ruiz se fue.",
    "Algunos de ellos murieron.",
    "También anunció más ayuda.",
    "“Ella va a ganar”, dijo Ruiz.",
    "«Él ganará», dijo Ruiz.",
    "Eso fue todo.",
    "Dicha ley fue aprobada.",
    "En ese momento, la ministra salió.",
]
SPANISH_ALONE = [
    "He visto al alcalde en Lima.",
    "El alcalde dijo que no.",
    "La ministra Ruiz anunció más ayuda.",
    "Esta semana, el consejo votó.",
    "Este lunes votó el consejo.",
    "Los dos países que firmaron son pobres.",
    "Aquellos que votaron se fueron.",
    "Elías Ruiz se fue.",
    "Estela Ruiz se fue.",
    "En Lima, la ministra habló con Ruiz.",
    "En respuesta a la crisis, el consejo votó.",
    "Además de comida, el consejo envió médicos.",
    "Después de votar, el consejo se fue.",
    "Ni Chile ni Perú firmaron.",
    "Sobre la mesa hay un plan.",
    "Según la ministra, no hay plan.",
]
FRENCH_BACK = [
    "Le maire, en revanche, est parti.",
    "Il a dit non.",
    "Elle a annoncé une aide.",
    "Cette aide arrive tard.",
    "Ces paysans sèment du maïs.",
    "Cependant, le maire a dit non.",
    "Mais le maire a dit non.",
    "En outre, le maire a dit non.",
    "De son côté, la ministre est partie.",
    "Au total, 300 personnes sont venues.",
    "Les deux pays ont signé.",
    "Sa femme est partie.",
    "Ils ont signé.",
    "C’est pourquoi le conseil a voté.",
    "C'était la fin.",
    "Celui-ci a signé.",
    "À Paris, elle a parlé à Mme Roy.",
    "Après cela, M. Roy est parti.",
    "Certains d’entre eux sont morts.",
    "« Il va gagner », a dit M. Roy.",
    "Et il est parti.",
    "Cela suffit.",
    "D’autres sont partis.",
    "Selon lui, le plan échoue.",
    "Par ailleurs, le conseil vote.",
]
FRENCH_ALONE = [
    "Il faut voter en mai.",
    "Il y a 300 personnes dans le camp.",
    "Il est important de voter.",
    "Le maire a dit non.",
    "Cette semaine, le conseil a voté.",
    "Ce lundi, le conseil a voté.",
    "Ceux qui ont voté sont partis.",
    "Ce que veut la ministre, personne ne le sait.",
    "Elles-Roches est un village.",
    "À Paris, la ministre a parlé à Mme Roy.",
    "En réponse à la crise, le conseil a voté.",
    "Ni la France ni le Chili n’ont signé.",
    "Ilse Roy est partie.",
    "Les trois ministres qui ont signé sont partis.",
    "Selon la ministre, il n’y a pas de plan.",
    "Le conseil a voté lundi.",
]
GERMAN_BACK = [
    "Der Minister lehnte dagegen ab.",
    "Er sagte nein.",
    "Sie kündigte Hilfe an.",
    "Diese Hilfe kommt spät.",
    "Außerdem sagte der Minister nein.",
    "Aber der Minister sagte nein.",
    "Trotzdem kam der Minister.",
    "Beide Länder unterschrieben.",
    "Die beiden unterschrieben.",
    "Seine Frau ging.",
    "Ihre Partei gewann.",
    "Das ist das Ende.",
    "Dies ist das Ende.",
    "Am Montag sagte er nein.",
    "In Berlin traf er die Ministerin.",
    "Nach diesem Treffen ging Braun.",
    "Einige von ihnen starben.",
    "„Er wird gewinnen“, sagte Braun.",
    "Und er ging.",
    "Dabei starben 300 Menschen.",
    "Damit ist der Streit beendet.",
    "Dort, sagte Braun, sei es kalt.",
    "Zum Beispiel kamen 300 Menschen.",
    "Danach ging der Minister.",
    "Es war ein großer Plan.",
]
GERMAN_ALONE = [
    "So viel Regen fiel noch nie.",
    "Der Minister sagte nein.",
    "Diese Woche stimmte der Rat ab.",
    "In diesem Jahr kamen 300 Menschen.",
    "Es gibt keinen Plan.",
    "Es ist wichtig, dass alle wählen.",
    "Beide Minister und die Kanzlerin kamen.",
    "Das Haus brannte.",
    "Das alte Haus brannte.",
    "Ernst Braun ging.",
    "Siegfried Braun ging.",
    "Am Montag sagte der Minister nein.",
    "Ihring ist eine Stadt.",
    "Auch der Minister kam.",
    "Die Ministerin sagte, sie komme.",
    "Nach dem Treffen ging Braun.",
]
PORTUGUESE_BACK = [
    "O prefeito, no entanto, saiu.",
    "Ele disse que não.",
    "Ela anunciou mais ajuda.",
    "Esta ajuda chega tarde.",
    "Essa ajuda chega tarde.",
    "No entanto, o prefeito disse não.",
    "Mas o prefeito disse não.",
    "Além disso, o prefeito disse não.",
    "Por sua vez, a ministra saiu.",
    "No total, vieram 300 pessoas.",
    "Ambos os países assinaram.",
    "Os dois assinaram.",
    "Sua mulher saiu.",
    "E saiu.",
    "Isso foi tudo.",
    "Em Lisboa, ela falou com Silva.",
    "Após isso, Silva saiu.",
    "Alguns deles morreram.",
    "“Ele vai ganhar”, disse Silva.",
    "Também anunciou mais ajuda.",
    "Nesse momento, a ministra saiu.",
    "Por isso, o conselho votou.",
    "Segundo ele, o plano falhou.",
    "Assim, o conselho votou.",
    "Outros saíram.",
]
PORTUGUESE_ALONE = [
    "O prefeito disse não.",
    "A ministra Silva anunciou mais ajuda.",
    "Esta semana, o conselho votou.",
    "Nesta segunda-feira, o conselho votou.",
    "Aqueles que votaram saíram.",
    "Os dois países que assinaram são pobres.",
    "Elena Silva saiu.",
    "Em Lisboa, a ministra falou com Silva.",
    "Em resposta à crise, o conselho votou.",
    "Além de comida, o conselho enviou médicos.",
    "Nem o Chile nem o Peru assinaram.",
    "Depois de votar, o conselho saiu.",
    "Segundo a ministra, não há plano.",
    "É importante votar.",
    "Estela Silva saiu.",
    "Há 300 pessoas no campo.",
]
ITALIAN_BACK = [
    "Il sindaco ha invece detto no.",
    "Tuttavia il sindaco ha detto no.",
    "Lei ha detto no.",
    "Questi agricoltori seminano mais.",
]
ITALIAN_ALONE = ["Il sindaco ha detto no.", "Quest’anno piove.", "Secondo la ministra, non piove."]

BACK = {
    "es": SPANISH_BACK,
    "fr": FRENCH_BACK,
    "de": GERMAN_BACK,
    "pt": PORTUGUESE_BACK,
    "it": ITALIAN_BACK,
}
ALONE = {
    "es": SPANISH_ALONE,
    "fr": FRENCH_ALONE,
    "de": GERMAN_ALONE,
    "pt": PORTUGUESE_ALONE,
    "it": ITALIAN_ALONE,
}
LANGUAGES = ["en", *BACK]


@pytest.mark.parametrize(("language", "sentence"), [(x, s) for x in BACK for s in BACK[x]])
def test_it_points_back(language: str, sentence: str) -> None:
    assert opening(sentence, language) is not Opening.NOTHING


@pytest.mark.parametrize(("language", "sentence"), [(x, s) for x in ALONE for s in ALONE[x]])
def test_it_stands_by_itself(language: str, sentence: str) -> None:
    assert opening(sentence, language) is Opening.NOTHING


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_one_file(language: str) -> None:
    assert supported(language)
    words = words_of(language)
    assert isinstance(words, Words)
    assert len(words.beginnings) > 40


def test_another_language_has_no_words_and_is_told() -> None:
    assert not supported("fi")
    assert words_of("fi") is None
    assert opening("Hän sanoi niin.", "fi") is Opening.NOTHING
    # English words mean nothing there: "he" is "they" in Finnish, "so" is "thus" in German.
    assert opening("He said so.", "fi") is Opening.NOTHING


def test_a_text_too_short_to_tell_is_read_as_english() -> None:
    assert supported("und")
    assert opening("He said so.", "und") is Opening.PERSON


@given(st.text(max_size=80), st.sampled_from([*LANGUAGES, "und", "fi", "xx", ""]))
def test_any_sentence_can_be_asked_in_any_language(sentence: str, language: str) -> None:
    assert isinstance(opening(sentence, language), Opening)


@given(
    st.sampled_from(LANGUAGES).flatmap(
        lambda language: st.tuples(
            st.just(language),
            st.lists(st.sampled_from(sorted(_first_words(language))), min_size=1, max_size=6),
            st.sampled_from([" ", ", ", "-", "’", "\n"]),
        )
    )
)
def test_any_run_of_listed_words_can_be_asked(made: tuple[str, list[str], str]) -> None:
    language, listed, between = made
    assert isinstance(opening(between.join(listed), language), Opening)


def _first_words(language: str) -> set[str]:
    words = words_of(language)
    assert words is not None
    return set(words.beginnings) | words.introducing | words.pronouns
