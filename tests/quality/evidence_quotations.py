"""Quotations beside a peer: `python -m tests.quality.evidence_quotations` reads the seeds' gold.

textacy finds direct quotations with spaCy's small English model, and takes the subject of the verb
of speech for the speaker. It is measured where both are installed, and said not to be elsewhere.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from typing import Any

from summaries.corpus import Article, body_text
from summaries.evidence import QuotationKind, evidence_of
from tests.quality.evidence_amounts import spacy_model
from tests.quality.measures import articles, gold, scorer

Row = dict[str, Any]


def pullquote(article: Article) -> list[Row]:
    """Return what this project reads in quotation marks."""
    return [
        {
            "file": article.file,
            "text": " ".join(segment.of(article.text) for segment in said.segments),
            "speaker": said.speaker and said.speaker.name,
        }
        for said in evidence_of(article).quotations
        if said.kind is not QuotationKind.INDIRECT
    ]


def textacy() -> Callable[[Article], list[Row]] | None:
    """Return textacy's extraction of quotations; None where it isn't installed."""
    model = spacy_model()
    if model is None or importlib.util.find_spec("textacy") is None:
        return None
    extract = importlib.import_module("textacy.extract")

    def read(article: Article) -> list[Row]:
        found = extract.direct_quotations(model(body_text(article)))
        return [
            {
                "file": article.file,
                "text": quotation.content.text.strip("“”\"'"),
                "speaker": " ".join(token.text for token in quotation.speaker),
            }
            for quotation in found
        ]

    return read


def main() -> None:
    """Print F of the spans, and of spans with their speakers, with the counts."""
    print(f"{'direct and mixed quotations':30} {'span':>6} {'speaker':>8} {'rows':>5} {'gold':>5}")
    for name, read in (("pullquote", pullquote), ("textacy", textacy())):
        if read is None:
            print(f"{name:30} not installed")
            continue
        rows = [row for article in articles() for row in read(article)]
        score = scorer().score_quotes(gold(), rows)
        print(
            f"{name:30} {score['span'][2]:6.3f} {score['span_and_speaker'][2]:8.3f} "
            f"{score['n_pred']:5} {score['n_gold']:5}"
        )


if __name__ == "__main__":
    main()
