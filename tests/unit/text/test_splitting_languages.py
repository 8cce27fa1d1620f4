"""Sentences of Spanish, French, German and Portuguese news end where a reader would say so."""

from __future__ import annotations

import pytest

from summaries.text.model import Span
from summaries.text.splitting import sentences

# "|" stands where one sentence ends and the next begins.
SPANISH = [
    "El Sr. López y la Sra. Díaz salieron. | Nadie los vio.",
    "La Dra. Ana Ruiz habló con D. Luis Gil. | Después se fue.",
    "¿Por qué vino? | ¡Nadie lo sabe! | Tal vez mañana.",
    "¿Vendrá?, preguntó. | Nadie contestó.",
    "«¡No vengan!», dijo Ruiz. | «No vengan.» | Luego calló.",
    "Viajó a EE. UU. en mayo. | Volvió de EE. UU. | La visita fue corta.",
    "Lo firmó el art. 5 de la ley n.º 30. | Entró en vigor ayer.",
    "El n.º 5 de la lista, pág. 12, cap. 3, no existe. | Es un error.",
    "Subió un 3,5 por ciento, hasta 1.200 millones. | Fue el mayor aumento.",
    "Costó 1.250,75 euros. | Nadie pagó.",
    "Vive en la Av. Arequipa, núm. 120. | Trabaja en Acme S.A. | También en Lima.",
    "Trajo frutas, p. ej. manzanas, etc. | Luego se fue.",
    "El Gral. Pérez y el Cnel. Mora llegaron a las 8 a. m. del lunes. | La reunión duró dos horas.",
    "La reunión empezó a las 5 p. m. y acabó tarde. | Nadie habló.",
    "—Vamos a casa —dijo Ruiz—. | No hay nada más que hacer.",
    "Nació en el s. XIX, en el año 300 a. C. | No se sabe más.",
    "Esperó… y esperó. | Se fue… | Nadie volvió.",
    "Ud. no sabe nada. | Uds. tampoco.",
    "J. M. Ruiz ganó. | El juez E. Gil votó en contra.",
    "El 3 de mayo de 2021. | Al día siguiente llovió.",
]
FRENCH = [
    "M. Dupont est venu. | Mme Le Gall aussi. | MM. Petit et Roy sont restés.",
    "Il a dit : « Non. » | Elle est partie.",
    "« C’est fini ! » a-t-il dit. | M. Roy a répondu.",
    "« Nous partons. | Nous restons », a dit Mme Roy. | Ils sont partis.",
    "Qui vient ? | Personne ! | C’est tout.",
    "Des fruits, p. ex. des pommes, etc. | Puis il est parti.",
    "Voir p. 12, chap. 3 et art. 5. | C’est écrit.",
    "Le n° 5 a gagné. | Le no 6 a perdu.",
    "La hausse est de 3,5 %, soit 1 200 euros. | C’est beaucoup.",
    "Le Dr Petit et le Pr Roy sont là. | Me Gall aussi.",
    "St. Denis et Ste. Anne sont loin. | On y va.",
    "Né en 300 av. J.-C. à Rome. | Mort jeune.",
    "L’entreprise Acme S.A. a fermé. | Elle a rouvert. | La S.A.R.L. reste.",
    "Il arrive le 1er mai à 8 h. 30. | Il repart le 2.",
    "— Partons, dit-il. | — Non.",
    "Il attendit… puis partit. | Elle resta… | Rien.",
    "J.-P. Roy a voté. | Le juge É. Petit non.",
    "À Paris, il pleut. | À Lyon, non. | Étant malade, il dort.",
    "Cf. le rapport de janv. 2021. | Il est long.",
    "Le 14 juil. 2020, il a plu. | Ensuite, le soleil.",
]
GERMAN = [
    "Das gilt z. B. für Berlin. | Es gilt z.B. auch für Bonn.",
    "Am 3. Oktober wird gefeiert. | Am 4. nicht.",
    "Der 1. Mai ist frei. | Der 21. Bundestag tagt.",
    "Dr. Weiß und Prof. Braun kamen. | Hr. Klein nicht.",
    "„Wir gehen. | Wir kommen wieder“, sagte er. | Dann gingen sie.",
    "„Wir gehen!“, rief sie. | „Warum?“, fragte er. | Niemand wusste es.",
    "„Wir gehen.“ | Er ging. | „Wir bleiben!“ | Sie blieb.",
    "»Nein«, sagte sie. | »Doch.« | Er schwieg.",
    "Das war 2015. | Danach kam nichts.",
    "Es kostet 1.250,75 Euro. | Das sind 3,5 Prozent mehr.",
    "Siehe S. 12, Abs. 3, Nr. 5. | Dort steht es.",
    "Die Firma hat ca. 300 Mio. Euro und 2 Mrd. Dollar. | Das ist viel.",
    "Äpfel, Birnen usw. | Danach gab es Kuchen.",
    "Der Verein e. V. und die Acme GmbH u. a. klagen. | Das Gericht prüft.",
    "Er lebte im 19. Jahrhundert. | Sie lebte im 20. Jahrhundert.",
    "König Ludwig II. regierte lange. | Wilhelm II. auch.",
    "Die Sitzung begann um 8.30 Uhr. | Sie endete um 10 Uhr.",
    "Er wartete … und ging. | Sie blieb … | Nichts geschah.",
    "Das gilt u. a. für Kinder, d. h. für alle. | Ausnahmen gibt es nicht.",
    "Um 300 v. Chr. wurde Rom groß. | Um 100 n. Chr. war es größer.",
    "A. Klein und B. Groß siegten. | Die anderen nicht.",
    "Die Straße heißt Bonner Str. 5. | Sie ist kurz.",
    "Am Mo., dem 3. Mai, kam er. | Er blieb bis zum 5. Juni 2021.",
]
PORTUGUESE = [
    "O Sr. Silva e a Sra. Costa saíram. | Ninguém viu.",
    "A Dr.ª Ana e o Dr. Luís chegaram. | O Eng. Gil não.",
    "Por que veio? | Ninguém sabe! | Talvez amanhã.",
    "«Não venham!», disse a ministra. | «Não venham.» | Calou-se.",
    "“Não venham. | Fiquem em casa”, disse Silva. | Depois saiu.",
    "O art. 5.º da lei n.º 30 mudou. | Ninguém notou.",
    "O n.º 5 da lista, pág. 12, cap. 3, não existe. | É um erro.",
    "Subiu 3,5%, para R$ 1.200 milhões. | Foi o maior aumento.",
    "Custou 1.250,75 euros. | Ninguém pagou.",
    "Vive na Av. Paulista, nº 120. | Trabalha na Acme S.A. | Também em Lisboa.",
    "Trouxe frutas, p. ex. maçãs, etc. | Depois saiu.",
    "O Gen. Mota e o Cel. Reis chegaram. | A reunião durou duas horas.",
    "— Vamos para casa — disse Silva. | Não há nada a fazer.",
    "Nasceu no séc. XIX, em 300 a.C. | Não se sabe mais.",
    "Esperou… e esperou. | Foi-se… | Ninguém voltou.",
    "V. Ex.ª sabe. | Eu não.",
    "J. M. Silva venceu. | O juiz E. Gil votou contra.",
    "Foi a 3 de maio de 2021. | No dia seguinte choveu.",
    "Viajou aos EUA. | Voltou dos E.U.A. | A visita foi curta.",
    "A Profa. Lima e o Prof. Reis falaram. | Às 8h saíram.",
]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        (language, marked)
        for language, cases in (
            ("es", SPANISH),
            ("fr", FRENCH),
            ("de", GERMAN),
            ("pt", PORTUGUESE),
        )
        for marked in cases
    ],
)
def test_a_sentence_ends_where_its_language_ends_it(language: str, marked: str) -> None:
    text = marked.replace(" | ", " ")
    found = [span.of(text) for span in sentences(text, Span(0, len(text)), language)]
    assert found == marked.split(" | ")
