"""The pages of a topic's workbench: what a rule would do, before anything is saved."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.labels import Labels
from bot.pages.budget import HARD_STOP, cut_to, size_of_text
from bot.pages.rule_changes import changes_of, in_a_line
from bot.pages.source_words import escaped, visible
from bot.pages.topic_words import named, worth
from summaries.briefs import Quote
from summaries.corpus import Article
from summaries.topics import Topic, write_number
from summaries.topics.steering import Proposal
from summaries.topics.trial import Difference, Fired, Judged, Part, Trial, Warned

ON_A_PAGE: Final = 5  # sentences
WORDS_ON_A_PAGE: Final = 15

_MOST_FIRST: Final = 3  # sentences lost, and gained, that the first page shows
_LONGEST: Final = (350, 200, 100)  # of a sentence, tried in turn until a page fits
_LONGEST_OPTION: Final = 80
_LONGEST_SILENT: Final = 200


class Section(enum.Enum):
    """What of a trial is looked at; the value stands in buttons' ids."""

    OVERVIEW = "o"
    LOST = "l"
    GAINED = "g"
    MATCHED = "m"
    MISSED = "j"
    EXCLUDED = "x"
    WORDS = "w"


@dataclass(frozen=True, slots=True)
class Bench:
    """What the pages show: a rule tried out, beside the one that counts.

    ``saved`` is None for a new topic. ``count`` is how many articles the library has in all.
    ``others`` are people who have a draft of the same topic. ``proposed`` is what proposed weights
    would do.
    """

    trial: Trial
    before: Trial
    difference: Difference
    saved: Topic | None
    articles: Mapping[str, Article]
    count: int
    others: tuple[int, ...] = ()
    proposed: tuple[Trial, Difference] | None = None

    def sentences(self, section: Section) -> tuple[Judged, ...]:
        """Return the sentences of a section, the strongest first."""
        return {
            Section.LOST: self.difference.lost,
            Section.GAINED: self.difference.gained,
            Section.MATCHED: self.trial.matched,
            Section.MISSED: self.trial.missed,
            Section.EXCLUDED: self.trial.excluded,
        }.get(section, ())

    @property
    def words(self) -> list[Fired]:
        """What each pattern did, those first that are in most of what matches; each once."""
        weighed = {one.pattern for one in self.trial.fired if one.part is Part.WORDS}
        some = (
            one
            for one in self.trial.fired
            if one.part is not Part.REQUIRED or one.pattern not in weighed
        )
        return sorted(some, key=lambda one: (-one.matched, -one.sentences))

    def pages(self, section: Section) -> int:
        """Return how many pages a section has."""
        if section is Section.WORDS:
            return max(1, -(-len(self.words) // WORDS_ON_A_PAGE))
        return max(1, -(-len(self.sentences(section)) // ON_A_PAGE))


def bench_page(
    bench: Bench,
    labels: Labels,
    section: Section = Section.OVERVIEW,
    page: int = 0,
    *,
    said: str = "",
) -> tuple[str, ...]:
    """Write a page of the workbench; ``page`` counts from 0. ``said`` tells what just happened.

    Raises SourceMismatch.
    """
    for longest in _LONGEST:
        if section is Section.OVERVIEW:
            blocks = _overview(bench, labels, longest, said)
        elif section is Section.WORDS:
            blocks = _words(bench, labels, page)
        else:
            blocks = _sentences(bench, labels, section, page, longest)
        if size_of_text(blocks).within(HARD_STOP):
            break
    return fitting(blocks)


def proposal_page(bench: Bench, proposal: Proposal, labels: Labels) -> tuple[str, ...]:
    """Write which weights would change, and what that would do."""
    assert bench.proposed is not None
    trial, difference = bench.proposed
    changes = "; ".join(
        f"{escaped(one.pattern)} {worth(one.before)} → {worth(one.after)}"
        for one in proposal.changes
    )
    lines = [
        f"## {labels('topic.proposed')}",
        f"**{labels('topic.weights')}** {changes}",
        labels(
            "topic.effect",
            before=len(bench.trial.matched),
            after=len(trial.matched),
            gained=len(difference.gained),
            lost=len(difference.lost),
        ),
        labels("topic.proposed_enough" if proposal.enough else "topic.proposed_not_enough"),
        f"-# {labels('topic.proposed_note')}",
    ]
    for longest in _LONGEST:
        blocks = ("\n".join(lines), *_changed(difference, bench.articles, labels, longest))
        if size_of_text(blocks).within(HARD_STOP):
            break
    return fitting(blocks)


def fitting(blocks: tuple[str, ...]) -> tuple[str, ...]:
    """Leave blocks out from the end until a message holds the rest."""
    while len(blocks) > 1 and not size_of_text(blocks).within(HARD_STOP):
        blocks = blocks[:-1]
    return blocks


def option_of(one: Judged, number: int, articles: Mapping[str, Article]) -> str:
    """Write a sentence for a list to choose from: plain text, its first words."""
    article = articles[one.place[0]]
    words = visible(" ".join(Quote.of(article, one.place[1]).words_in(articles).split()))
    return cut_to(f"{number}. {words}", _LONGEST_OPTION) or f"{number}."


def _overview(bench: Bench, labels: Labels, longest: int, said: str) -> tuple[str, ...]:
    trial = bench.trial
    head = [f"## {labels('topic.bench', topic=named(trial.topic, labels))}"]
    head.append(f"-# {labels('topic.not_yet')}")
    if said:
        head.append(said)
    if bench.others:
        who = ", ".join(f"<@{user}>" for user in bench.others[:3])
        head.append(labels("topic.others", who=who))
    facts = [_tried_on(bench, labels), _found(bench, labels)]
    silent = [w for w in trial.warnings if w is Warned.SILENT]
    facts += [_warning(w, trial, labels) for w in trial.warnings if w not in silent]
    counts = (
        f"**{write_number(at)}: {labels.number(n)}**"
        if at == trial.topic.threshold
        else f"{write_number(at)}: {labels.number(n)}"
        for at, n in trial.counts
    )
    facts.append(f"{labels('topic.counts')} {' · '.join(counts)}")
    blocks = ["\n".join(head)]
    if bench.saved is not None and (
        changes := changes_of(bench.saved, trial.topic, labels, longest)
    ):
        heading = labels("topic.changes", version=bench.saved.version)
        blocks.append("\n".join((f"**{heading}**", *changes)))
    blocks.append("\n".join(facts))
    changed = _changed(bench.difference, bench.articles, labels, longest) if bench.saved else []
    if bench.saved is not None and not changed:
        blocks.append(labels("topic.no_change", version=bench.saved.version))
    if not changed and trial.matched:
        heading = labels("topic.section.matched")
        changed = [_first(heading, trial.matched, bench.articles, labels, longest)]
    blocks += changed
    blocks += [_warning(w, trial, labels) for w in silent]
    return tuple(blocks)


def _changed(
    difference: Difference, articles: Mapping[str, Article], labels: Labels, longest: int
) -> list[str]:
    """Write the first sentences that are lost, and those that are gained."""
    return [
        _first(labels(key, n=len(some)), some, articles, labels, longest)
        for key, some in (("topic.lost", difference.lost), ("topic.gained", difference.gained))
        if some
    ]


def _first(
    heading: str,
    some: Sequence[Judged],
    articles: Mapping[str, Article],
    labels: Labels,
    longest: int,
) -> str:
    """Write the first of some sentences below a heading, and say how many more there are."""
    lines = [
        entry(one, n, articles, labels, longest)
        for n, one in enumerate(some[:_MOST_FIRST], start=1)
    ]
    if len(some) > _MOST_FIRST:
        lines.append(f"-# {labels('topic.more_sentences', n=len(some) - _MOST_FIRST)}")
    return "\n".join((f"**{heading}**", *lines))


def _sentences(
    bench: Bench, labels: Labels, section: Section, page: int, longest: int
) -> tuple[str, ...]:
    some = bench.sentences(section)
    head = [f"## {labels(f'topic.section.{section.name.lower()}')}"]
    facts = [named(bench.trial.topic, labels), labels("topic.sentences", n=len(some))]
    if (pages := bench.pages(section)) > 1:
        facts.append(labels("library.page", page=page + 1, pages=pages))
    head.append(f"-# {' · '.join(facts)}")
    if not some:
        return "\n".join(head), labels("topic.no_sentence")
    first = page * ON_A_PAGE
    shown = some[first : first + ON_A_PAGE]
    lines = [
        entry(one, n, bench.articles, labels, longest)
        for n, one in enumerate(shown, start=first + 1)
    ]
    return "\n".join(head), "\n".join(lines)


def entry(
    one: Judged, number: int, articles: Mapping[str, Article], labels: Labels, longest: int
) -> str:
    """Write a sentence, where it stands, and why the rule judges it so."""
    article, index = one.place
    words = " ".join(Quote.of(articles[article], index).words_in(articles).split())
    shown = escaped(words) if len(words) <= longest else _start(words, longest)
    place = labels("why.position", article=escaped(article), sentence=index + 1)
    return f"**{number}.** {shown} ({place})\n-# {_reason(one, labels, longest)}"


def _start(words: str, longest: int) -> str:
    """The first words of a long sentence, cut at a blank: this page points to sentences."""
    return f"{escaped(words[:longest].rsplit(' ', 1)[0])} …"


def _reason(one: Judged, labels: Labels, longest: int) -> str:
    verdict = one.verdict
    found = (f"{escaped(f.pattern)} {worth(f.weight)}" for f in verdict.found)
    score = write_number(round(verdict.score, 4))
    words = in_a_line(found, longest) or labels("topic.no_word")
    reasons = [labels("why.matched", score=score, words=words)]
    if verdict.excluded:
        out = (f"{escaped(e.pattern)} ({escaped(e.words)})" for e in verdict.excluded)
        reasons.append(labels("why.excluded", words=in_a_line(out, longest)))
    if verdict.missing:
        lists = in_a_line(map(escaped, verdict.missing), longest)
        reasons.append(labels("topic.lacks", lists=lists))
    if one.short:
        reasons.append(labels("topic.short", points=write_number(round(one.short, 4))))
    return " · ".join(reasons)


def _words(bench: Bench, labels: Labels, page: int) -> tuple[str, ...]:
    facts = [named(bench.trial.topic, labels)]
    if (pages := bench.pages(Section.WORDS)) > 1:
        facts.append(labels("library.page", page=page + 1, pages=pages))
    head = f"## {labels('topic.section.words')}\n-# {' · '.join(facts)}"
    shown = bench.words[page * WORDS_ON_A_PAGE : (page + 1) * WORDS_ON_A_PAGE]
    return head, "\n".join(f"- {_fired(one, labels)}" for one in shown)


def _fired(one: Fired, labels: Labels) -> str:
    name = f"**{escaped(one.pattern)}**"
    if one.part is Part.WORDS:
        name += f" {worth(one.weight)}"
    else:
        name += f" ({labels(f'topic.box.{one.part.value}')})"
    if not one.sentences:
        return labels("topic.never", word=name)
    if one.part is Part.EXCLUDED:
        return labels("topic.in_sentences", word=name, n=one.sentences)
    said = labels("topic.fired", word=name, n=one.sentences, matched=one.matched)
    return said if one.part is Part.REQUIRED else f"{said} ({worth(one.given)})"


def _tried_on(bench: Bench, labels: Labels) -> str:
    sentences = labels("topic.sentences", n=len(bench.trial.judged))
    tried = len(bench.articles)
    if tried < bench.count:
        return labels("topic.tried_newest", n=tried, count=bench.count, sentences=sentences)
    return labels("topic.tried", n=tried, sentences=sentences)


def _found(bench: Bench, labels: Labels) -> str:
    trial = bench.trial
    facts = [
        labels("topic.found.matched", n=len(trial.matched)),
        labels("topic.found.missed", n=len(trial.missed)),
        labels("topic.found.excluded", n=len(trial.excluded)),
    ]
    if bench.saved is not None:
        version, n = bench.saved.version, len(bench.before.matched)
        facts[0] += f" ({labels('topic.found.before', n=n, version=version)})"
    return " · ".join(facts)


def _warning(warned: Warned, trial: Trial, labels: Labels) -> str:
    if warned is Warned.SILENT:
        silent = trial.silent
        every = len({one.pattern for one in trial.fired})
        words = in_a_line(map(escaped, silent), _LONGEST_SILENT)
        said = labels("topic.warned.silent", n=len(silent), every=every, words=words)
    elif warned is Warned.TOO_MANY:
        share = round(100 * len(trial.matched) / len(trial.judged))
        said = labels("topic.warned.too_many", share=share)
    else:
        most = write_number(round(trial.reachable, 4))
        at = write_number(trial.topic.threshold)
        said = labels(f"topic.warned.{warned.value}", most=most, threshold=at)
    return f"**{labels('topic.warning')}** {said}"
