"""Pages with people's answers: text, titles, dates. `python -m tests.quality.pages` prints both
halves of each set, and trafilatura and htmldate alone beside this project.

The sets are used where fetched, each a checkout or a bare git directory:

    PULLQUOTE_PAGES_DIR        scrapinghub/article-extraction-benchmark
    PULLQUOTE_TRAFILATURA_DIR  adbar/trafilatura
    PULLQUOTE_HTMLDATE_DIR     adbar/htmldate

Rules were made on the half "dev" only; which page is in which half its name's hash decides.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import mean
from typing import Any, Final

from summaries.corpus import body_text
from summaries.corpus.extracted import Extracted, ExtractRefused, article_of
from summaries.corpus.pages import extract_page
from tests.quality.sets import Corpus, fetched

SETS: Final = {"news pages": "PAGES", "mixed pages": "TRAFILATURA", "dated pages": "HTMLDATE"}
"""The sets, and what their environment variables are named for."""

HALVES: Final = ("dev", "held out", "all")
_SHINGLE: Final = 4
_WORDS: Final = re.compile(r"\w+")
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what people say of it: what its set asks for is given."""

    name: str
    data: bytes
    url: str | None
    told: dict[str, Any]

    @property
    def half(self) -> str:
        even = hashlib.sha256(self.name.encode()).digest()[-1] % 2 == 0
        return "dev" if even else "held out"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a page, by whom it may be."""

    text: str = ""
    title: str = ""
    published: str | None = None
    certain: bool = False
    seconds: float = 0.0


Reader = Callable[[Page], Reading]


@lru_cache(maxsize=len(SETS))
def pages(name: str) -> tuple[Page, ...]:
    """Return a set's pages; none where it is not fetched."""
    folder = fetched(SETS[name])
    if folder is None:
        return ()
    found = {"news pages": _news, "mixed pages": _mixed, "dated pages": _dated}[name]
    return tuple(found(Corpus(folder)))


def _news(corpus: Corpus) -> Iterator[Page]:
    for name, told in json.loads(corpus.read("ground-truth.json") or "{}").items():
        if packed := corpus.read_bytes(f"html/{name}.html.gz"):
            yield Page(name, gzip.decompress(packed), told["url"], told)


def _mixed(corpus: Corpus) -> Iterator[Page]:
    told_of = json.loads(corpus.read("tests/evaldata.json") or "{}")
    yield from _stored(corpus, told_of, ("cache", "eval"))


def _dated(corpus: Corpus) -> Iterator[Page]:
    for part in ("eval_mediacloud_2020", "eval_default"):
        told_of = json.loads(corpus.read(f"tests/{part}.json") or "{}")
        yield from _stored(corpus, told_of, ("test_set", "cache", "eval"))


def _stored(
    corpus: Corpus, told_of: dict[str, dict[str, Any]], folders: Sequence[str]
) -> Iterator[Page]:
    for name, told in told_of.items():
        found = (corpus.read_bytes(f"tests/{folder}/{told['file']}") for folder in folders)
        if data := next((one for one in found if one is not None), None):
            yield Page(name, data, name if name.startswith("http") else None, told)


def ours(page: Page) -> Reading:
    """Read a page as `pullquote extract` shows it; a refusal reads nothing."""
    start = time.process_time()
    try:
        found = extract_page(page.data, url=page.url)
    except ExtractRefused:
        return Reading(seconds=time.process_time() - start)
    seconds = time.process_time() - start
    return Reading(
        _shown(found),
        found.title or "",
        found.published.isoformat() if found.published else None,
        found.published_certain,
        seconds,
    )


def _shown(found: Extracted) -> str:
    return body_text(article_of(found, id="A1"))


def alone(page: Page) -> Reading:
    """Read a page with trafilatura alone, and its date with htmldate alone."""
    from htmldate import find_date
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    start = time.process_time()
    found = bare_extraction(page.data, url=page.url, include_comments=False, with_metadata=True)
    seconds = time.process_time() - start
    day = find_date(page.data, original_date=True, extensive_search=True)
    if not isinstance(found, Document):
        return Reading(published=day, seconds=seconds)
    return Reading(found.text or "", found.title or "", day, seconds=seconds)


@lru_cache(maxsize=8)
def readings(name: str, reader: Reader) -> tuple[tuple[Page, Reading], ...]:
    """Read every page of a set."""
    return tuple((page, reader(page)) for page in pages(name))


def of_half(name: str, reader: Reader, half: str) -> list[tuple[Page, Reading]]:
    """Return the readings of one half of a set, or of "all"."""
    return [pair for pair in readings(name, reader) if half in ("all", pair[0].half)]


def shared_shingles(read: Sequence[tuple[Page, Reading]]) -> float:
    """F1 of the mean precision and the mean recall of runs of four words, page by page."""
    precisions, recalls = [], []
    for page, reading in read:
        true, found = _shingles(page.told["articleBody"]), _shingles(reading.text)
        common = (true & found).total()
        if found:
            precisions.append(common / found.total())
        if true:
            recalls.append(common / true.total())
    return _f1(mean(precisions), mean(recalls))


def exact_texts(read: Sequence[tuple[Page, Reading]]) -> float:
    """The share of pages whose words are exactly those of the article."""
    return mean(
        _WORDS.findall(page.told["articleBody"]) == _WORDS.findall(reading.text)
        for page, reading in read
    )


def snippets(read: Sequence[tuple[Page, Reading]]) -> float:
    """F1 over the snippets that the article has to hold, and those that it must not."""
    right = wrong = missing = 0
    for page, reading in read:
        text = _flat(reading.text)
        held = sum(_flat(words) in text for words in page.told["with"])
        right += held
        missing += len(page.told["with"]) - held
        wrong += sum(_flat(words) in text for words in page.told["without"])
    return 2 * right / (2 * right + wrong + missing)


def titles(read: Sequence[tuple[Page, Reading]]) -> float:
    """The share of pages whose title is right, letter for letter; capitals may differ."""
    told = [(page, reading) for page, reading in read if page.told.get("title")]
    right = sum(_letters(page.told["title"]) == _letters(reading.title) for page, reading in told)
    return float(right / len(told))


def dates(read: Sequence[tuple[Page, Reading]]) -> float:
    """The share of pages whose day is right."""
    right = sum(reading.published == page.told["date"] for page, reading in read)
    return float(right / len(read))


def certain_dates(read: Sequence[tuple[Page, Reading]]) -> float:
    """The share of days said to be certain that are right."""
    return dates([pair for pair in read if pair[1].certain])


MEASURES: Final[dict[str, tuple[str, Callable[[Sequence[tuple[Page, Reading]]], float]]]] = {
    "text.news pages": ("news pages", shared_shingles),
    "exact.news pages": ("news pages", exact_texts),
    "snippets.mixed pages": ("mixed pages", snippets),
    "titles.mixed pages": ("mixed pages", titles),
    "dates.dated pages": ("dated pages", dates),
    "certain.dated pages": ("dated pages", certain_dates),
}


def page_measures() -> dict[str, Callable[[], float]]:
    """Return the measures of the sets that are fetched, by name."""
    return {
        name: lambda of=of, measure=measure: measure(  # type: ignore[misc]  # bound now
            of_half(of, ours, "all")
        )
        for name, (of, measure) in MEASURES.items()
        if fetched(SETS[of])
    }


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORDS.findall(text)
    last = max(1, len(words) - _SHINGLE + 1)
    return Counter(tuple(words[i : i + _SHINGLE]) for i in range(last) if words)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _flat(words: str) -> str:
    return _BLANKS.sub(" ", words).strip()


def _letters(title: str) -> str:
    return "".join(_WORDS.findall(unicodedata.normalize("NFKC", title).casefold()))


def _speed(name: str, reader: Reader) -> str:
    seconds = sorted(reading.seconds for _, reading in readings(name, reader))
    slow = seconds[int(len(seconds) * 0.95)]
    return f"{len(seconds) / sum(seconds):.0f} pages a second, 95 % under {slow * 1000:.0f} ms"


def main() -> None:
    """Print every measure for both halves, ours and the libraries alone."""
    logging.disable(logging.CRITICAL)
    for name, (of, measure) in MEASURES.items():
        for reader in (ours, alone) if pages(of) and measure is not certain_dates else (ours,):
            if not pages(of):
                print(f"{name}: not fetched (PULLQUOTE_{SETS[of]}_DIR)")
                continue
            values = (f"{half} {measure(of_half(of, reader, half)):.3f}" for half in HALVES)
            print(f"{name:22} {reader.__name__:6} {'  '.join(values)}")
    for of in SETS:
        if pages(of):
            print(f"{of:22} ours   {_speed(of, ours)}; alone {_speed(of, alone)}")
    certain = [reading.certain for _, reading in readings("dated pages", ours)]
    if certain:
        print(f"certain: {mean(certain):.0%} of the dates")


if __name__ == "__main__":
    main()
