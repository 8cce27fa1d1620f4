"""Articles in Spanish, French, Portuguese and Italian have rows too: fewer, and no wrong ones."""

from __future__ import annotations

import pytest

from tests.unit.evidence.pledges.made import read, shown, written


@pytest.mark.parametrize(
    ("language", "text", "donor", "recipient", "status"),
    [
        (
            "es", "España donará 50 millones de euros a Honduras para reconstruir escuelas.",
            "España", "Honduras", "planned",
        ),
        (
            "es", "Noruega se comprometió a donar 10 millones de dólares a Unicef.",
            "Noruega", "Unicef", "pledged",
        ),
        (
            "es", "Ghana recibió 26 millones de dólares de Noruega.",
            "Noruega", "Ghana", "paid",
        ),
        (
            "fr", "La Banque mondiale a accordé un prêt de 200 millions de dollars au Sénégal.",
            "Banque mondiale", "Sénégal", "committed",
        ),
        (
            "pt", "O Brasil doará 10 milhões de dólares ao Haiti.",
            "Brasil", "Haiti", "planned",
        ),
        (
            "it", "Il governo ha stanziato 10 milioni di euro per le vittime del terremoto.",
            "governo", "vittime", "committed",
        ),
    ],
)  # fmt: skip
def test_a_pledge_in_another_language_is_a_row(
    language: str, text: str, donor: str, recipient: str, status: str
) -> None:
    article = written(text, language=language)
    (row,) = read(article)
    words = shown(article, row)
    assert (words["donor"], words["status"]) == (donor, status)
    assert words["recipient"].startswith(recipient)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El Gobierno aprobó un presupuesto de 900 millones de pesos."),
        ("es", "La empresa invirtió 20 millones de euros en una fábrica."),
        ("es", "Perú podría enviar 5 millones de dólares a Haití."),
        ("fr", "Le tribunal l’a condamné à une amende de 3 millions d’euros."),
        ("fr", "Le gouvernement a voté un budget de 900 millions d’euros."),
        ("pt", "A empresa investiu 20 milhões de euros numa fábrica."),
        ("it", "L’azienda ha investito 20 milioni di euro in una fabbrica."),
    ],
)
def test_budgets_fines_and_investments_are_no_pledges_in_any_language(
    language: str, text: str
) -> None:
    assert read(written(text, language=language)) == ()
