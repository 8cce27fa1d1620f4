"""What comes in becomes an Article: decoding, telling lines apart, dates, duplicates."""

from summaries.corpus.article import Article, ArticleDamaged, LineKind, SetAside
from summaries.corpus.decoding import MAX_BYTES, RefusedText, decode
from summaries.corpus.duplicates import Duplicate, NearDuplicates
from summaries.corpus.folder import Corpus, NoSuchFolder, Refused, load_folder, read_text
from summaries.corpus.prepare import Given, body_text, prepare, resplit

__all__ = [
    "MAX_BYTES",
    "Article",
    "ArticleDamaged",
    "Corpus",
    "Duplicate",
    "Given",
    "LineKind",
    "NearDuplicates",
    "NoSuchFolder",
    "Refused",
    "RefusedText",
    "SetAside",
    "body_text",
    "decode",
    "load_folder",
    "prepare",
    "read_text",
    "resplit",
]
