"""What comes in becomes an Article: decoding, telling lines apart, dates, duplicates."""

from summaries.corpus.article import Article, ArticleDamaged, LineKind, SetAside
from summaries.corpus.decoding import MAX_BYTES, RefusedText, decode
from summaries.corpus.duplicates import (
    Duplicate,
    Fingerprint,
    NearDuplicates,
    closest_first,
    groups,
    least_shared,
    same_time,
)
from summaries.corpus.folder import Corpus, NoSuchFolder, Refused, load_folder, read_text
from summaries.corpus.places import pack_sentences, unpack_sentences
from summaries.corpus.prepare import Given, body_text, compared_text, prepare, resplit

__all__ = [
    "MAX_BYTES",
    "Article",
    "ArticleDamaged",
    "Corpus",
    "Duplicate",
    "Fingerprint",
    "Given",
    "LineKind",
    "NearDuplicates",
    "NoSuchFolder",
    "Refused",
    "RefusedText",
    "SetAside",
    "body_text",
    "closest_first",
    "compared_text",
    "decode",
    "groups",
    "least_shared",
    "load_folder",
    "pack_sentences",
    "prepare",
    "read_text",
    "resplit",
    "same_time",
    "unpack_sentences",
]
