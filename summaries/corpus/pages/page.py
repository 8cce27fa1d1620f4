"""A page of the web becomes an Extracted: its article's words, and what it states about itself."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from summaries.corpus.addresses import own_address
from summaries.corpus.extracted import Extracted, ExtractRefused, Reason
from summaries.corpus.language import UNKNOWN, detect
from summaries.corpus.pages.body import article_lines
from summaries.corpus.pages.charsets import read_characters
from summaries.corpus.pages.dates import published
from summaries.corpus.pages.density import read_dense
from summaries.corpus.pages.facts import Facts, byline, publisher_of, read_facts
from summaries.corpus.pages.hidden import drop_hidden
from summaries.corpus.pages.scan import scan
from summaries.corpus.pages.titles import title_of
from summaries.corpus.pages.walls import refuse_walls

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_FEWEST_LETTERS: Final = 40


def extract_page(
    data: bytes, *, url: str | None = None, content_type: str | None = None
) -> Extracted:
    """Return the article of an HTML page. Raises ExtractRefused with a sentence for a person.

    ``url`` is where the page was fetched; ``content_type`` the server's header, for its charset.
    Paragraphs are parted by a blank line; nothing is added to the words, and what the page does
    not state stays None.
    """
    from selectolax.lexbor import LexborHTMLParser

    html = scan(read_characters(data, content_type))
    page = LexborHTMLParser(html)
    facts = read_facts(page)
    drop_hidden(page, keep_data=facts.for_free)
    title = title_of(page, facts, url)
    lines = article_lines(page.html or "", read_dense(page), title)
    text = "\n\n".join(lines)
    refuse_walls(text, title, _shown(page), for_free=facts.for_free)
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        raise ExtractRefused(
            Reason.NO_TEXT,
            "No article was found on the page. If you see one, paste its text.",
        )
    day, certain = published(page, facts, html, url)
    language = detect(text)
    return Extracted(
        text=text,
        kind="html",
        original_sha256=hashlib.sha256(data).hexdigest(),
        title=title,
        byline=byline(facts, page),
        publisher=publisher_of(facts),
        published=day,
        published_certain=certain,
        language=None if language == UNKNOWN else language,
        url=own_address(_stated_addresses(facts), url),
    )


def _shown(page: LexborHTMLParser) -> str:
    return page.body.text(deep=True, separator=" ") if page.body else ""


def _stated_addresses(facts: Facts) -> list[str]:
    return [one for one in (facts.canonical, facts.meta("og:url")) if one]
