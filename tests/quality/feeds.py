"""feedparser's own well-formed tests through our reader: `python -m tests.quality.feeds`.

PULLQUOTE_FEEDPARSER_DIR names a checkout or a bare git directory of kurtmckee/feedparser. Each test
is a feed whose header comment holds an expression over the result. Those that are about the headers
of an HTTP answer ("Header: …") are left out: fetching is not feedparser's task here.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from summaries.corpus.extracted import ExtractRefused
from summaries.corpus.feeds.reader import read
from tests.quality.sets import Corpus, fetched

FLOOR: Final = 1_680

_EXPECT: Final = re.compile(r"Description:\s*(.*?)\s*Expect:\s*(.*)\s*-->")
_HEADER: Final = re.compile(r"^Header:\s+", re.MULTILINE)
# The address that the tests' own server has, for those that are served by it.
_SERVER: Final = "http://127.0.0.1:8097"


@dataclass(slots=True)
class Result:
    """How many tests pass, and where those are that don't."""

    passed: int = 0
    all: int = 0
    failed: Counter[str] = field(default_factory=Counter)


def well_formed(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Yield each test's path, feed and expression."""
    corpus = Corpus(folder)
    for room in corpus.names("tests/wellformed"):
        for path in corpus.names(room):
            data = corpus.read_bytes(path) if path.endswith(".xml") else None
            if data is None:
                continue
            text = _text(data)
            expected = _EXPECT.search(text)
            if expected and not _HEADER.search(text):
                yield path, data, expected[2]


def measure(folder: Path, *, clean_html: bool) -> Result:
    """Read every test's feed and look whether what it expects holds."""
    result = Result()
    for path, data, expression in well_formed(folder):
        result.all += 1
        if _holds(path, data, expression, clean_html=clean_html):
            result.passed += 1
        else:
            result.failed[path.split("/")[2]] += 1
    return result


def _holds(path: str, data: bytes, expression: str, *, clean_html: bool) -> bool:
    url = f"{_SERVER}/{path}" if "http" in path else ""
    try:
        found = read(data, None, url, clean_html=clean_html)
        # The expressions are part of the set, whose publisher wrote the parser that is run here.
        return not found["bozo"] and bool(eval(expression, {"datetime": datetime}, found))
    except (ExtractRefused, LookupError, AttributeError, NameError, TypeError, ValueError):
        return False


def _text(data: bytes) -> str:
    """Return a test's text, for its header: some tests are in UTF-16 or UTF-32."""
    for start, encoding in (
        (b"\x00\x00\x00<", "utf-32-be"),
        (b"<\x00\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00<\x00?", "utf-16-be"),
        (b"<\x00?\x00", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
    ):
        if data.startswith(start):
            return data.decode(encoding)
    return data.decode("utf-8", "ignore")


def main() -> int:
    """Print both counts; exit with 1 where the floor is missed."""
    folder = fetched("FEEDPARSER")
    if folder is None:
        print("not measured: PULLQUOTE_FEEDPARSER_DIR names no fetched copy")
        return 0
    cleaned = measure(folder, clean_html=True)
    print(f"well-formed tests passed: {cleaned.passed} of {cleaned.all}; {dict(cleaned.failed)}")
    raw = measure(folder, clean_html=False)
    print(f"with HTML left as received, as shipped: {raw.passed}; {dict(raw.failed)}")
    return 0 if cleaned.passed >= FLOOR else 1


if __name__ == "__main__":
    raise SystemExit(main())
