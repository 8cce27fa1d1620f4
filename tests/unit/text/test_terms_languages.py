"""Stop words and stems of Spanish, French, German and Portuguese, as their news writes them."""

from __future__ import annotations

import pytest

from summaries.text import content_stems, fold, stemmer, stop_words

STOP = {
    "es": "el la los las de que y en un una por con para su más pero también fue ha según este",
    "fr": "le la les des que et en un une par avec pour son sa plus mais aussi est a selon ce",
    "de": "der die das und in ein eine mit für sein seine mehr aber auch hat nach dieser nicht",
    "pt": "o a os as de que e em um uma por com para seu sua mais mas também foi há segundo não",
}
FORMS = {
    "es": [
        "elección elecciones", "nación naciones", "ministro ministros", "ciudad ciudades",
        "gobierno gobiernos", "migrante migrantes", "votó votaron", "político política",
        "país países", "anuncio anuncios", "autoridad autoridades", "económico económicas",
    ],
    "fr": [
        "élection élections", "ministre ministres", "national nationaux", "journal journaux",
        "voté votée", "arrivé arrivées", "frontière frontières", "accord l’accord",
        "État l’État", "enfant enfants", "école d’écoles", "économique économiques",
    ],
    "de": [
        "Wahl Wahlen", "Land Länder", "Haus Häuser", "Minister Ministern", "Kind Kinder",
        "Regierung Regierungen", "Straße Straßen", "Grenze Grenzen", "Mann Männer",
        "Abkommen Abkommens", "kündigte kündigten", "Impfung Impfungen",
    ],
    "pt": [
        "eleição eleições", "nação nações", "milhão milhões", "ministro ministra",
        "hospital hospitais", "animal animais", "fronteira fronteiras", "governo governos",
        "chegou chegaram", "econômico econômica", "acordo acordos", "papel papéis",
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", STOP)
def test_words_that_carry_no_meaning_are_left_out(language: str) -> None:
    assert len(stop_words(language)) > 150
    assert content_stems(STOP[language], language) == []


@pytest.mark.parametrize(("language", "pair"), [(x, pair) for x in FORMS for pair in FORMS[x]])
def test_forms_of_a_word_share_a_stem(language: str, pair: str) -> None:
    one, other = pair.split()
    assert stemmer(language)(fold(one)) == stemmer(language)(fold(other))


def test_a_lost_vowel_joins_no_words() -> None:
    joined = content_stems("Qu’il dise que l’école d’Inès ferme aujourd’hui.", "fr")
    assert joined == content_stems("dise école Inès ferme aujourd’hui", "fr")
    assert len(joined) == 5
    assert content_stems("Dell’acqua c’è.", "it") == content_stems("acqua", "it")
    assert content_stems("O’Neill met the Chargé d’Affaires.", "en")[-1] == "d'affair"


def test_another_language_keeps_its_words_and_has_no_stop_words() -> None:
    assert stop_words("zu") == frozenset()
    assert content_stems("amanzi amaningi", "zu") == ["amanzi", "amaningi"]
