"""The cards of `/article add`: what will be stored, and what it changed once it was.

What a text does not state is "not stated": nothing here is inferred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.labels import Labels
from bot.pages.budget import HARD_STOP, characters_of, size_of_text
from bot.pages.source_words import escaped, visible
from bot.pages.style import discord_style
from summaries.corpus import Article, SetAside
from summaries.corpus.language import UNKNOWN

LONGEST_TITLE: Final = 250
LONGEST_NAME: Final = 100  # of a publisher, an author, a file, a neighbour's title
LONGEST_LINK: Final = 200
_LONGEST_OPTION: Final = 90  # of a line in a list; Discord takes 100 for an option
_LONGEST_LINE: Final = 150  # of a line set aside; rules name none over 200
_MOST_LINES: Final = 10  # of those: the card stays a card
_MOST_NEAR: Final = 3
_MOST_GAINS: Final = 10
_AROUND_SEAM: Final = 40  # characters on either side


@dataclass(frozen=True, slots=True)
class Near:
    """An article of the library that prints much of the same text.

    ``share`` is how much of the shorter text stands in the longer one, in per cent; ``whole`` is
    true where the shorter one is the new text.
    """

    article: str
    title: str | None
    share: int
    whole: bool


def draft_card(
    article: Article,
    labels: Labels,
    *,
    near: Sequence[Near] = (),
    withdrawn: str | None = None,
    seam: int | None = None,
    about: bool = False,
) -> tuple[str, ...]:
    """Write what will be stored if it is confirmed: the facts, the lines set aside, what is near.

    ``withdrawn`` is the id under which the same text was in the library before. ``seam`` is where
    two pasted parts were joined. ``about`` is true where the date is not certain. Lines that don't
    fit are counted.
    """
    head = f"## {labels('article.heading')}\n-# {labels('article.not_yet')}"
    facts = "\n".join(_facts(article, labels, about=about))
    notes = "\n".join(_notes(article, labels, near, withdrawn, seam))
    for shown in range(min(_MOST_LINES, len(article.set_aside)), -1, -1):
        aside = aside_lines(article, labels, shown)
        blocks = tuple(filter(None, (head, facts, aside, notes)))
        if size_of_text(blocks).within(HARD_STOP):
            return blocks
    return head, facts


def added_card(
    article: Article, gains: Sequence[tuple[str, int]], labels: Labels, *, until: datetime
) -> tuple[str, ...]:
    """Write what adding an article changed. ``gains`` are topics and how many sentences qualify.

    ``until`` is when Undo ends.
    """
    lines = [f"## {labels('article.added', article=article.id)}"]
    if title := excerpt(article.title or "", LONGEST_TITLE):
        lines.append(f"**{title}**")
    lines.append(labels("article.in_briefs"))
    found = [(topic, n) for topic, n in gains if n]
    changed = [f"- {labels('article.gain', topic=escaped(t), n=n)}" for t, n in found[:_MOST_GAINS]]
    if len(found) > _MOST_GAINS:
        changed.append(f"- {labels('article.more_topics', n=len(found) - _MOST_GAINS)}")
    if not changed:
        changed = [f"- {labels('article.no_gain')}"]
    undo = f"-# {labels('article.undo_until', time=f'<t:{int(until.timestamp())}:t>')}"
    return "\n".join(lines), "\n".join((f"**{labels('article.changes')}**", *changed, undo))


def excerpt(words: str, longest: int) -> str:
    """Return the start of some source words, at most ``longest`` characters, safe for Discord.

    Words of which nothing can be seen give "".
    """
    seen = visible(" ".join(words.split()))
    if not any(character.isprintable() and character != " " for character in seen):
        return ""
    return escaped(seen if len(seen) <= longest else f"{seen[:longest].rstrip()} …")


def stated(words: str | None, longest: int, labels: Labels) -> str:
    """Return what a text states, or "not stated"."""
    return excerpt(words or "", longest) or labels("article.not_stated")


def option_of(line: SetAside, text: str, labels: Labels, *, kept: bool) -> tuple[str, str]:
    """Return a line set aside and its state, for a list to choose from: plain text, no markup."""
    words = visible(" ".join(line.span.of(text).split()))
    if characters_of(words) > _LONGEST_OPTION:
        words = f"{words[: _LONGEST_OPTION // 2].rstrip()} …"
    kind = labels(f"line.{line.kind.value}")
    return f"“{words}”", labels("article.keep_kept" if kept else "article.keep_aside", kind=kind)


def aside_lines(article: Article, labels: Labels, shown: int) -> str:
    """Write the first ``shown`` of the lines that are set aside, and count the rest."""
    lines = article.set_aside
    if not lines:
        return f"**{labels('article.nothing_aside')}**"
    written = [f"**{labels('article.set_aside', n=len(lines))}**"]
    written += [_quoted(line, article, labels) for line in lines[:shown]]
    if len(lines) > shown:
        written.append(f"-# {labels('article.more_lines', n=len(lines) - shown)}")
    return "\n".join(written)


def language_of(code: str, labels: Labels) -> str:
    """Name an article's language, or say that it can't be told."""
    known = code != UNKNOWN
    return labels.language_name(code) if known else labels("article.language_unknown")


def _facts(article: Article, labels: Labels, *, about: bool) -> list[str]:
    if article.published is None:
        published = labels("article.date_not_stated")
    else:
        published = discord_style().day(article.published)
        if about:
            published = labels("article.date_about", date=published)
    language = language_of(article.language, labels)
    facts = [
        ("title", stated(article.title, LONGEST_TITLE, labels)),
        ("publisher", stated(article.publisher, LONGEST_NAME, labels)),
        ("date", published),
        ("language", language),
        ("sentences", labels("article.kept", n=len(article.sentences))),
    ]
    if byline := excerpt(article.byline or "", LONGEST_NAME):
        facts.insert(2, ("byline", byline))
    if file := excerpt(article.file or "", LONGEST_NAME):
        facts.append(("file", file))
    if link := excerpt(article.url or "", LONGEST_LINK):
        facts.append(("link", link))
    return [f"**{labels(f'article.fact_{name}')}** {value}" for name, value in facts]


def _quoted(line: SetAside, article: Article, labels: Labels) -> str:
    words = excerpt(line.span.of(article.text), _LONGEST_LINE)
    return f"- “{words}” ({labels(f'line.{line.kind.value}')})"


def _notes(
    article: Article,
    labels: Labels,
    near: Sequence[Near],
    withdrawn: str | None,
    seam: int | None,
) -> list[str]:
    notes = []
    if near:
        notes.append(f"**{labels('article.near')}**")
    for other in near[:_MOST_NEAR]:
        key = "article.stands_in" if other.whole else "article.stands_in_it"
        title = excerpt(other.title or "", LONGEST_NAME)
        said = labels(key, share=other.share, article=escaped(other.article))
        notes.append(f"- {said}{f' “{title}”' if title else ''}")
    if len(near) > _MOST_NEAR:
        notes.append(f"- {labels('article.more_near', n=len(near) - _MOST_NEAR)}")
    if withdrawn:
        notes.append(labels("article.was_withdrawn", article=escaped(withdrawn)))
    if seam is not None:
        before = excerpt(article.text[max(0, seam - _AROUND_SEAM) : seam], _AROUND_SEAM)
        after = excerpt(article.text[seam : seam + _AROUND_SEAM], _AROUND_SEAM)
        notes.append(labels("article.joined", before=before, after=after))
    return notes
