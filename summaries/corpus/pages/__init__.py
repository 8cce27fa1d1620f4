"""Pages of the web: the article's words, its title, author, date, and address."""

from summaries.corpus.pages.charsets import MAX_BYTES
from summaries.corpus.pages.page import extract_page

__all__ = ["MAX_BYTES", "extract_page"]
