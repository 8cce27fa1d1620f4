"""A figure is never shown without the sentence that limits it."""

from __future__ import annotations

import pytest

from summaries.context import shown_with
from summaries.corpus import Article
from tests.unit.selection.made import article

LIMITED = [
    ("en", "Guards stopped 5,000 people in April. But the figures cannot be compared, they said."),
    ("en", "Guards stopped 5,000 people in April. The numbers do not include children."),
    ("en", "Guards stopped 5,000 people in April. The data don’t reflect repeated crossings."),
    ("en", "Guards stopped 5,000 people in April. These are preliminary figures."),
    ("en", "Guards stopped 5,000 people in April. It does not count those who were turned away."),
    ("en", "Guards stopped 5,000 people in April. Officials cautioned that the toll may rise."),
    ("en", "Guards stopped 5,000 people in April. The ministry said its count is incomplete."),
    ("es", "La guardia detuvo a 5.000 personas. Las cifras no incluyen a los niños."),
    ("es", "La guardia detuvo a 5.000 personas. Se trata de datos preliminares."),
    (
        "es",
        "La guardia detuvo a 5.000 personas. El ministerio advirtió que el número podría subir.",
    ),
    ("fr", "La police a arrêté 5 000 personnes. Ces chiffres ne comprennent pas les enfants."),
    ("fr", "La police a arrêté 5 000 personnes. Le bilan reste provisoire."),
    ("fr", "La police a arrêté 5 000 personnes. Le nombre pourrait augmenter, dit la mairie."),
    ("de", "Die Polizei nahm 5.000 Menschen fest. Die Zahlen sind vorläufig."),
    ("de", "Die Polizei nahm 5.000 Menschen fest. In den Daten sind Kinder nicht enthalten."),
    ("de", "Die Polizei nahm 5.000 Menschen fest. Die Statistik erfasst keine Kinder."),
    ("pt", "A polícia deteve 5.000 pessoas. Os números não incluem crianças."),
    ("pt", "A polícia deteve 5.000 pessoas. São dados preliminares."),
    ("pt", "A polícia deteve 5.000 pessoas. O total pode aumentar, disse a ministra."),
]
NOT_LIMITED = [
    ("en", "Guards stopped 5,000 people in April. Numbers of boats rose in the north."),
    ("en", "Guards stopped people in April. The numbers do not include children."),
    ("en", "Guards stopped 5,000 people in April. The mayor does not count votes by hand."),
    ("es", "La guardia detuvo a 5.000 personas. La alcaldesa no incluyó el plan en la agenda."),
    ("fr", "La police a arrêté 5 000 personnes. La maire a voté lundi."),
    ("de", "Die Polizei nahm 5.000 Menschen fest. Die Ministerin kam nicht."),
    ("pt", "A polícia deteve 5.000 pessoas. A ministra chegou."),
]


def indexes(language: str, text: str) -> tuple[Article, tuple[int, ...] | None]:
    read = article(text, lang=language)
    assert len(read.sentences) == 2
    return read, shown_with(read, 0)


@pytest.mark.parametrize(("language", "text"), LIMITED)
def test_the_caveat_comes_with_the_figure_and_the_figure_with_it(language: str, text: str) -> None:
    read, together = indexes(language, text)
    assert together == (0, 1)
    # The limit alone would limit nothing.
    assert shown_with(read, 1) == (0, 1)


@pytest.mark.parametrize(("language", "text"), NOT_LIMITED)
def test_what_limits_nothing_is_not_added(language: str, text: str) -> None:
    assert indexes(language, text)[1] == (0,)


def test_a_caveat_inside_a_quotation_brings_the_whole_of_it() -> None:
    read = article(
        "Guards stopped 5,000 people in April. “The figures are preliminary. We count on,” Mayor "
        "Ruiz said. The vote is in May."
    )
    assert shown_with(read, 0) == (0, 1, 2)
    assert shown_with(read, 3) == (3,)
