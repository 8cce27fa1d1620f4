"""What a page stated, as plain JSON: so that a draft can become the same article an hour later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from summaries.corpus.extracted import Extracted
from summaries.text import sha256_of


def as_facts(extracted: Extracted) -> dict[str, Any]:
    """Return all of an extraction but its text, as JSON values."""
    facts = {f.name: getattr(extracted, f.name) for f in fields(extracted) if f.name != "text"}
    published = extracted.published
    return facts | {"published": published.isoformat() if published else None}


def from_facts(text: str, facts: Mapping[str, Any]) -> Extracted:
    """Return the extraction that `as_facts` wrote; with no facts, that of a plain text."""
    known = {f.name: facts[f.name] for f in fields(Extracted) if f.name in facts}
    if known.get("published"):
        known["published"] = date.fromisoformat(known["published"])
    return Extracted(**{"kind": "txt", "original_sha256": sha256_of(text)} | known, text=text)
