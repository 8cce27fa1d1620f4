"""A second reading of a page, by where its paragraphs are dense; and the first one's edges trimmed.

The idea of counting commas and letters for a paragraph's parents is Arc90's Readability (2009).
Two readings that were made in different ways seldom agree on a line that is not the article's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.corpus.lines import ends_sentence
from summaries.corpus.pages.words import key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_PARAGRAPHS: Final = "p, pre, blockquote, td, dd, div, section"
_BLOCKS: Final = (
    "p, div, section, article, ul, ol, li, table, blockquote, pre, h1, h2, h3, h4, h5, h6, form, "
    "figure, header, footer, aside, nav, main, dl"
)
_BLOCK_NAMES: Final = frozenset(_BLOCKS.split(", "))
_SHORTEST: Final = 25  # characters of a paragraph that counts
_LONGEST_EDGE: Final = 160
_A_LEDE: Final = 100  # characters of a whole sentence at the head, which may be the first of all
_AGREEMENT: Final = 0.6
_ITEMS: Final = "li, p, h2, h3, h4, h5, h6, td"
_ALL_LINKED: Final = 0.9
_COMMAS: Final = re.compile("[,،、，;]")


@dataclass(frozen=True, slots=True)
class Dense:
    """What the second reading found: keys of lines, see ``words.key``.

    ``text`` is the dense part as one key; ``links`` are the lines that are links and nothing else,
    ``headings`` those that head something.
    """

    text: str
    links: frozenset[str]
    headings: frozenset[str]


def read_dense(page: LexborHTMLParser) -> Dense:
    """Read where the page's paragraphs are dense, and which of its lines are links or headings."""
    links = {key(n.text(deep=True)) for n in page.css(_ITEMS) if _linked(n) >= _ALL_LINKED}
    headings = {key(n.text(deep=True)) for n in page.css("h1, h2, h3, h4, h5, h6")}
    return Dense(_dense_text(page), frozenset(links - {""}), frozenset(headings - {""}))


def _dense_text(page: LexborHTMLParser) -> str:
    """Return the text, as a key, of the part of the page where paragraphs are dense."""
    scores: dict[int, float] = {}
    nodes: dict[int, LexborNode] = {}
    for node in page.css(_PARAGRAPHS):
        if node.tag != "p" and _holds_blocks(node):
            continue
        words = node.text(deep=True).strip()
        if len(words) < _SHORTEST:
            continue
        score = 1 + len(_COMMAS.findall(words)) + min(len(words) / 100, 3)
        above, share = node.parent, 1.0
        while above is not None and share >= 0.25 and above.tag not in {"html", "-document"}:
            nodes.setdefault(above.mem_id, above)
            scores[above.mem_id] = scores.get(above.mem_id, 0.0) + score * share
            above, share = above.parent, share / 2
    if not scores:
        return ""
    for place, node in nodes.items():
        scores[place] *= 1 - _linked(node)
    best = max(scores, key=lambda place: scores[place])
    top = nodes[best]
    threshold = max(10.0, scores[best] * 0.2)
    parts = [top]
    if top.parent is not None:
        parts = [
            sibling
            for sibling in top.parent.iter()
            if sibling.mem_id == best
            or scores.get(sibling.mem_id, 0.0) >= threshold
            or (sibling.tag == "p" and _is_paragraph(sibling))
        ]
    return " ".join(key(part.text(deep=True, separator=" ")) for part in parts)


def _holds_blocks(node: LexborNode) -> bool:
    return node.css_first(_BLOCKS) is not None and any(
        child.tag in _BLOCK_NAMES for child in node.iter()
    )


def _is_paragraph(node: LexborNode) -> bool:
    words = node.text(deep=True)
    return len(words) > 80 and _linked(node) < 0.25


def _linked(node: LexborNode) -> float:
    """Return the share of a node's characters that are links."""
    whole = len(node.text(deep=True)) or 1
    return min(1.0, sum(len(link.text(deep=True)) for link in node.css("a")) / whole)


def trim(lines: list[str], dense: Dense) -> list[str]:
    """Drop short lines at either end that the dense part does not hold, where the two agree.

    At the end a line that is a link and nothing else goes too, and a heading with nothing below.
    """
    keys = [key(line) for line in lines]
    both = sum(len(k) for k in keys if k in dense.text)
    if not dense.text or both < _AGREEMENT * sum(map(len, keys)):
        return lines
    start, end = 0, len(lines)
    while start < end and _is_edge(lines[start], keys[start], dense):
        if len(lines[start]) >= _A_LEDE and ends_sentence(lines[start]):
            break
        start += 1
    while end > start and (
        _is_edge(lines[end - 1], keys[end - 1], dense)
        or (len(lines[end - 1]) <= _LONGEST_EDGE and keys[end - 1] in dense.headings)
    ):
        end -= 1
    return lines[start:end]


def _is_edge(line: str, found: str, dense: Dense) -> bool:
    if len(line) > _LONGEST_EDGE:
        return False
    return found not in dense.text or found in dense.links
