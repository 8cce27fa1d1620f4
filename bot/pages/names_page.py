"""The pages of `/settings` › *Names*: the list of other names, and lines that can't be taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from bot.labels import Labels
from bot.pages.article_card import excerpt
from bot.pages.budget import HARD_STOP, cut_to, size_of_text
from bot.pages.source_words import escaped, visible
from summaries.evidence.aliases import LONGEST, MOST, Alias, RefusedLine

ON_A_PAGE: Final = 20

_LONGEST: Final = (80, 40, 20)  # of a name, tried in turn until a page fits
_LONGEST_OPTION: Final = 100


def in_order(names: Iterable[Alias]) -> list[Alias]:
    """Return names in the order of the list: by the other name."""
    return sorted(names, key=lambda one: one.key)


def pages_of(count: int) -> int:
    """Return how many pages so many names fill, one at least."""
    return max(1, -(-count // ON_A_PAGE))


def names_page(
    names: Sequence[Alias], labels: Labels, *, page: int = 0, said: str = ""
) -> tuple[str, ...]:
    """Write a page of the list; ``page`` counts from 0. ``said`` tells what was just changed."""
    facts = [labels("names.of", n=len(names), most=MOST)]
    if (pages := pages_of(len(names))) > 1:
        facts.append(labels("names.page", page=page + 1, pages=pages))
    head = f"## {labels('names.heading')}\n-# {' · '.join(facts)}\n{labels('names.note')}"
    first = (head, said) if said else (head,)
    if not names:
        return (*first, labels("names.none"))
    shown = names[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    for longest in _LONGEST:
        lines = (f"- **{_cut(one.other, longest)}** = {_cut(one.name, longest)}" for one in shown)
        blocks = (*first, "\n".join(lines))
        if size_of_text(blocks).within(HARD_STOP):
            break
    return blocks


def option_of(name: Alias) -> str:
    """Write a name for a list to choose from: plain text, no markup."""
    return cut_to(visible(f"{name.other} = {name.name}"), _LONGEST_OPTION) or "…"


def refused_lines(refused: Collection[RefusedLine], labels: Labels) -> tuple[str, ...]:
    """Say of each line why it can't be taken, in one sentence that repeats it.

    Where that is too much for a message, the lines stand together as they were typed.
    """
    head = f"**{labels('names.refused', n=len(refused))}**"
    blocks = (head, "\n".join(f"- {_wrong(one, labels)}" for one in refused))
    if size_of_text(blocks).within(HARD_STOP):
        return blocks
    # Nothing is escaped inside a code block, and only its own mark would end it.
    typed = "\n".join(one.line for one in refused).replace("``", "`\u200b`")
    return head, labels("names.form_hint"), f"```\n{typed}\n```"


def _wrong(one: RefusedLine, labels: Labels) -> str:
    line, name = escaped(one.line), escaped(one.name)
    return labels(f"names.wrong.{one.why}", line=line, name=name, most=MOST, longest=LONGEST)


def _cut(name: str, longest: int) -> str:
    return excerpt(name, longest) or "…"
