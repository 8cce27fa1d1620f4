"""Pages that stand where an article should be: payment, consent, login, a robot check, an error.

Told only where hardly any text was read, so an article about subscriptions is never taken for one.
"""

from __future__ import annotations

import re
from typing import Final

from summaries.corpus.extracted import ExtractRefused, Reason

_LITTLE: Final = 300
"""Characters. With more there are sentences worth quoting, be they a paid text's beginning."""

_SHORT_PAGE: Final = 1_500
"""Characters. All that a page of one notice shows; what a longer one shows is mostly menus."""

_LOOKED_AT: Final = 20_000

_PASTE: Final = "Open it in a browser and paste the article's text."
_PAID: Final = f"The page only lets subscribers read on. {_PASTE}"
_CONSENT: Final = f"The page asks for consent to cookies before it shows the article. {_PASTE}"
_LOGIN: Final = f"The page asks to log in first. {_PASTE}"
_ROBOTS: Final = f"The site checks for robots and did not show the article. {_PASTE}"
_ERROR: Final = "There is no such article. Check the address, or paste the article's text."

_FOR_SUBSCRIBERS: Final = re.compile(
    r"subscribe (?:now )?(?:to|and) (?:continue|keep|unlock|read (?:on|more|the|this))"
    r"|to (?:continue|keep) reading.{0,60}(?:subscri|sign (?:in|up)|register|log ?in)"
    r"|to read (?:the full|this|more)\b.{0,60}(?:subscri|sign (?:in|up)|register|log ?in)"
    r"|this (?:article|content|story) is (?:reserved|locked|(?:only )?(?:for|available to) subscri)"
    r"|(?:exclusivo|solo|s[óo]lo) para (?:suscriptores|abonados)"
    r"|suscr[íi]b[ea]te para (?:seguir|continuar|leer)"
    r"|r[ée]serv[ée]e? (?:à nos|aux) abonn[ée]s|mit .{0,20}abo weiterlesen"
    r"|(?:nur|exklusiv) f[üu]r abonnent|riservato agli abbonati|exclusivo para assinantes",
    re.IGNORECASE,
)
"""What a page says in the place of a paid article's rest; a menu does not say it."""

_SAID: Final[dict[str, tuple[str, ...]]] = {
    _PAID: (
        r"already (?:a|have a) (?:subscri|member)|d[ée]j[àa] abonn[ée]|bereits abonnent",
        r"(?:for|to) (?:paid )?subscribers(?: only)?\b|subscriber[- ](?:only|exclusive)",
        r"contenido exclusivo|conte[úu]do exclusivo",
    ),
    _CONSENT: (
        r"before you continue to|your (?:privacy|consent) choices|we value your privacy",
        r"(?:accept|allow|consent to)(?: all| our| the)? cookies to ",
        r"we (?:and our (?:\d+ )?partners )?(?:use|store) .{0,40}cookies",
        r"(?:weiter|lesen) mit werbung|wir ben[öo]tigen ihre zustimmung",
        r"valoramos (?:tu|su) privacidad",
        r"nous respectons votre vie priv[ée]e|continuer sans accepter",
    ),
    _LOGIN: (
        r"(?:log|sign) ?in (?:to|or (?:register|sign up|create))",
        r"create (?:a|your) free account|register (?:for free )?to (?:continue|read)",
        r"inicia(?:r)? sesi[óo]n para|connectez-vous pour",
        r"bitte (?:melden sie sich an|einloggen)",
    ),
    _ROBOTS: (
        r"checking (?:if the site connection is secure|your browser)|just a moment",
        r"verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|not a robot|captcha",
        r"unusual (?:traffic|activity)|ddos protection|attention required",
        r"(?:enable|turn on|activate|requires?|need) (?:java ?script|cookies)",
        r"javascript (?:is|to be) (?:disabled|required|enabled)",
        r"access (?:to this page has been )?denied|request (?:has been )?blocked",
        r"(?:activez?|activar?|aktivieren sie) java ?script",
    ),
    _ERROR: (
        r"(?:page|article|story|file) (?:you .{0,40}|was |is )?not found",
        r"can(?:.?t|not| not) be found|could not be found",
        r"\b404\b|no longer (?:available|exists)",
        r"seite (?:wurde )?(?:leider )?nicht gefunden|p[áa]gina no encontrada",
        r"page (?:introuvable|non trouv[ée]e)|p[áa]gina n[ãa]o encontrada|pagina non trovata",
        r"internal server error|service (?:temporarily )?unavailable|bad gateway",
    ),
}
_WALLS: Final = {
    sentence: re.compile("|".join(patterns), re.IGNORECASE) for sentence, patterns in _SAID.items()
}


def refuse_walls(text: str, title: str | None, shown: str, *, for_free: bool) -> None:
    """Raise ExtractRefused if what was read is no article but what stands in its place.

    ``shown`` is all that the page shows; ``for_free`` is false where it says it has to be paid for.
    """
    if len(text) >= _LITTLE:
        return
    page = " ".join(shown[:_LOOKED_AT].split())
    if not for_free or _FOR_SUBSCRIBERS.search(page):
        raise ExtractRefused(Reason.WALL, _PAID)
    # Any page may have a notice on cookies or a place to log in beside its article.
    read = f"{title or ''} {text} {page if len(page) <= _SHORT_PAGE else ''}"
    for sentence, pattern in _WALLS.items():
        if pattern.search(read):
            raise ExtractRefused(Reason.WALL, sentence)
