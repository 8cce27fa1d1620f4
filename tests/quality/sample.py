"""Write the committed sample anew from a fetched GUM: `python -m tests.quality.sample`.

GUM's news are Wikinews articles (CC BY 2.5) and its summaries are annotations (CC BY 4.0), so
both may be passed on with attribution. All of the genre is taken, so nothing is picked by hand.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Final

from tests.quality.sets import SAMPLE, Document, fetched, gum

NOTICE: Final = SAMPLE.with_suffix(".NOTICE")

_NOTICE: Final = """\
gum-news.jsonl is taken from GUM, the Georgetown University Multilayer Corpus, by Amir Zeldes and
the annotators listed at https://gucorpling.org/gum/ (https://github.com/amir-zeldes/gum):

    Zeldes, Amir (2017) "The GUM Corpus: Creating Multilayer Resources in the Classroom". Language
    Resources and Evaluation 51(3), 581-612. http://dx.doi.org/10.1007/s10579-016-9343-x

The texts are by Wikinews and its contributors, under the Creative Commons Attribution 2.5
licence (https://creativecommons.org/licenses/by/2.5/). The annotations used here, which are
sentence boundaries and the summaries that people wrote, are by GUM's annotators, under the
Creative Commons Attribution 4.0 licence (https://creativecommons.org/licenses/by/4.0/). Changed:
one document is one line of JSON, with its paragraphs, the places where its sentences end, and its
summaries; other annotations and summaries made by machines are left out.

This project's own licence does not cover this file.

The texts, by their names in GUM:

"""


def line(document: Document) -> str:
    """Return a document as one line of JSON."""
    return json.dumps(asdict(document), ensure_ascii=False, separators=(",", ":")) + "\n"


def notice(documents: tuple[Document, ...]) -> str:
    """Return what has to be said of the licences, with the source of each text."""
    sources = (f"{d.name}\n    {d.title} ({d.published})\n    {d.source}\n" for d in documents)
    return _NOTICE + "".join(sources)


def main() -> int:
    """Write the sample and its notice; exit with 2 where GUM isn't fetched."""
    argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0]).parse_args()
    folder = fetched("GUM")
    documents = gum(folder, "news") if folder else ()
    if not documents:
        print("PULLQUOTE_GUM_DIR names no fetched copy of GUM.")
        return 2
    SAMPLE.write_text("".join(map(line, documents)), "utf-8")
    NOTICE.write_text(notice(documents), "utf-8")
    print(f"{len(documents)} documents, {SAMPLE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
