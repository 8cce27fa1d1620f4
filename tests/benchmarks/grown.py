"""A very large library: a smaller real one, and articles put together from its paragraphs.

Ten thousand articles are taken in as any article is, with everything worked out. What is worked out
of their paragraphs (sentences, words, hashes, topic scores, evidence) is then dealt out anew: each
further article is some of the paragraphs in a new order, with their rows moved to where they now
stand, and a paragraph of rare words, so that the vocabulary grows as Heaps' law says. Everything is
written to the store's own tables.
"""

from __future__ import annotations

import dataclasses
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from math import exp, log
from typing import Any, Final

import sqlalchemy as sa

from config import TOPICS_FOLDER
from summaries.corpus import Fingerprint, pack_sentences, resplit
from summaries.corpus.extracted import Extracted
from summaries.evidence import GRAMMAR, Evidence
from summaries.evidence.codec import dump, load
from summaries.ingest import Intake
from summaries.ingest.scoring import rule_key, said_of
from summaries.store import Database
from summaries.store import tables as t
from summaries.store.amounts import amount_hashes
from summaries.store.hashes import leave_out_old
from summaries.store.scores import rule_number
from summaries.store.search_index import put_words
from summaries.store.search_words import indexed_words, scope_of
from summaries.text import Span, count_words, sha256_of
from summaries.topics import Topic, load_topics
from tests.benchmarks.made import SIZE
from tests.benchmarks.recombined import rare_word, recombined, vocabulary

GUILD: Final = 100
REAL: Final = 10_000
BEGIN: Final = datetime(2021, 1, 1, tzinfo=UTC)
APART: Final = timedelta(minutes=3)

_AT_ONCE: Final = 1_000
_RARE_WORDS: Final = 24
_SAMPLED: Final = 8
_SIGN: Final = 1 << 31
_ACROSS: Final = 3  # hashes of words that stand on both sides of a paragraph's end, of one article


def take_in(database: Database, first: int, last: int, clock: list[datetime]) -> float:
    """Take recombined articles in, as `Intake` does; return the seconds that this process worked.

    ``clock`` holds what the database's reads.
    """
    worked = 0.0
    intake = Intake(database, lambda: NotImplemented, now=lambda: clock[0], topics=shipped())
    for number in range(first, last + 1):
        clock[0] = BEGIN + number * APART
        text = recombined(number)
        before = time.process_time()
        candidate = intake.consider(GUILD, Extracted(text, "txt", sha256_of(text)))
        intake.accept(GUILD, candidate, None)
        worked += time.process_time() - before
    return worked


def grow(database: Database, count: int, said: Callable[[str], None] = print) -> None:
    """Let a library of `REAL` articles grow to ``count``."""
    pool = _pool(database)
    with database._store.reading() as connection:
        there = connection.scalar(sa.select(sa.func.max(t.articles.c.number))) or 0
    for start in range(there + 1, count + 1, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, count + 1))
        _write(database, [_dealt(number, pool) for number in numbers])
        if start % 50_000 <= _AT_ONCE:
            said(f"{numbers[-1]:,} articles")


def disagreeing(database: Database, numbers: Sequence[int]) -> int:
    """Count the articles of which the store holds other sentences or scores than are worked out."""
    rules = _rules()
    wrong = 0
    for number in numbers:
        article = database.library(GUILD).get(f"A{number}")
        assert article is not None
        with database._store.reading() as connection:
            query = sa.select(t.topic_scores).where(t.topic_scores.c.number == number)
            kept = {(r.rule, r.sentence, r.score) for r in connection.execute(query)}
            sentences = connection.scalar(
                sa.select(t.article_facts.c.sentences).where(t.article_facts.c.number == number)
            )
        found = {
            (rule_number(rule), index, score)
            for rule, rows in said_of(rules, article).items()
            for index, score in rows
        }
        wrong += kept != found or sentences != len(article.sentences)
    return wrong


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    lede: bool
    sentences: int
    words: int
    indexed: tuple[str, ...]
    shingles: int
    hashes: tuple[int, ...]
    scores: tuple[tuple[int, int, float], ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Dealt:
    number: int
    text: str
    parts: tuple[_Paragraph, ...]


def _pool(database: Database) -> list[_Paragraph]:
    """Return the paragraphs of the real articles, with what was worked out of them."""
    rules = {rule_number(rule) for rule in _rules()}
    with database._store.reading() as connection:
        scores: dict[int, list[tuple[int, int, float]]] = {}
        for row in connection.execute(sa.select(t.topic_scores)):
            if row.rule in rules:
                scores.setdefault(row.number, []).append((row.rule, row.sentence, row.score))
        said = {
            row.number: row.rows
            for row in connection.execute(sa.select(t.evidence.c.number, t.evidence.c.rows))
        }
    found: list[_Paragraph] = []
    for start in range(1, REAL + 1, 500):
        read = database.library(GUILD).get_many(f"A{n}" for n in range(start, start + 500))
        for article in read.values():
            number = int(article.id[1:])
            if number > REAL or article.title_span or article.set_aside or number not in said:
                continue
            evidence = load(said[number])
            at = 0
            for block in article.text.split("\n\n"):
                span, at = Span(at, at + len(block)), at + len(block) + 2
                inside = [
                    s for s in article.sentences
                    if span.start <= s.span.start and s.span.end <= span.end
                ]  # fmt: skip
                if not inside:
                    continue
                first = inside[0].index
                own = {s.index for s in inside}
                printed = Fingerprint.of(block)
                found.append(
                    _Paragraph(
                        block,
                        span.start == 0,
                        len(inside),
                        sum(count_words(article.words_of(s)) for s in inside),
                        tuple(indexed_words(GUILD, (block,)).split()[1:]),
                        len(printed.shingles),
                        _hashes(printed),
                        tuple(
                            (rule, index - first, score)
                            for rule, index, score in scores.get(number, ())
                            if index in own
                        ),
                        _cut(evidence, span, first, len(inside)),
                    )
                )
    return found


def _cut(evidence: Evidence, span: Span, first: int, count: int) -> Evidence:
    """Return the rows that lie in a paragraph, as if it stood alone."""
    amounts = evidence.amounts[first : first + count]
    rows: dict[str, Any] = {"amounts": amounts}
    for name in ("pledges", "figures", "quotations"):
        rows[name] = tuple(
            one for one in getattr(evidence, name) if all(map(span.holds, _spans(one)))
        )
    moved: Evidence = _moved(Evidence("", **rows), -span.start, -first)
    return moved


def _spans(row: object) -> Iterator[Span]:
    if isinstance(row, Span):
        yield row
    elif dataclasses.is_dataclass(row):
        for field in dataclasses.fields(row):
            yield from _spans(getattr(row, field.name))
    elif isinstance(row, tuple):
        for one in row:
            yield from _spans(one)


def _moved(row: Any, by: int, sentences: int) -> Any:
    """Return a row whose places are moved by so many characters and sentences."""
    if isinstance(row, Span):
        return Span(row.start + by, row.end + by)
    if isinstance(row, tuple):
        return tuple(_moved(one, by, sentences) for one in row)
    if not dataclasses.is_dataclass(row) or isinstance(row, type):
        return row
    changes: dict[str, Any] = {}
    for one in dataclasses.fields(row):
        value = getattr(row, one.name)
        if one.name == "sentence":
            changes[one.name] = value + sentences
        elif one.name == "sentences":
            changes[one.name] = tuple(index + sentences for index in value)
        elif isinstance(value, tuple) or dataclasses.is_dataclass(value):
            changes[one.name] = _moved(value, by, sentences)
    return dataclasses.replace(row, **changes)


def _hashes(printed: Fingerprint) -> tuple[int, ...]:
    """Return the hashes that are kept of a paragraph of a long text: of a short one, all are."""
    return tuple(value - _SIGN for value in sorted(printed.shingles) if value % _SAMPLED == 0)


def _dealt(number: int, pool: Sequence[_Paragraph]) -> _Dealt:
    """Put an article together."""
    drawn = random.Random(f"dealt {number}")
    known = vocabulary(number)
    rare = [rare_word(round(exp(drawn.random() * log(known)))) for _ in range(_RARE_WORDS)]
    new = f"{rare[0].capitalize()} {' '.join(rare[1:])}."
    printed = Fingerprint.of(new)
    parts: list[_Paragraph] = []
    size = len(new)
    while size < SIZE:
        part = drawn.choice(pool)
        if part.lede and parts:
            continue
        parts.append(part)
        size += len(part.text) + 2
    parts.append(
        _Paragraph(
            new, False, 1, count_words(new), tuple(indexed_words(GUILD, (new,)).split()[1:]),
            len(printed.shingles), _hashes(printed), (), Evidence("", ((),)),
        )
    )  # fmt: skip
    return _Dealt(number, "\n\n".join(part.text for part in parts), tuple(parts))


def _evidence(dealt: _Dealt) -> Evidence:
    rows: dict[str, list[Any]] = {"amounts": [], "pledges": [], "figures": [], "quotations": []}
    at, index = 0, 0
    for part in dealt.parts:
        moved = _moved(part.evidence, at, index)
        for name, found in rows.items():
            found.extend(getattr(moved, name))
        at, index = at + len(part.text) + 2, index + part.sentences
    return Evidence("draft", **{name: tuple(found) for name, found in rows.items()})


def _write(database: Database, articles: Sequence[_Dealt]) -> None:
    rows: dict[str, list[dict[str, Any]]] = {}
    words: list[str] = []

    def row(table: str, **values: Any) -> None:
        rows.setdefault(table, []).append({"guild": GUILD, **values})

    for one in articles:
        drawn, number, at = random.Random(one.number), one.number, BEGIN + one.number * APART
        sha256 = sha256_of(one.text)
        row(
            "articles", number=number, version=1, text=one.text, sha256=sha256, added=at,
            publisher_given=False, published_given=False, language="en", sample=False,
            set_aside=[], features_version="", original_sha256=sha256,
            places=pack_sentences(resplit(one.text, "en", None, ())),
        )  # fmt: skip
        found = dict.fromkeys([scope_of(GUILD), *(w for p in one.parts for w in p.indexed)])
        words.append(" ".join(found))
        hashes = {h for p in one.parts for h in p.hashes}
        hashes |= {drawn.randrange(-(1 << 31), 1 << 31) for _ in range(_ACROSS)}
        for value in hashes:
            row("shingles", hash=value, number=number)
        row(
            "article_facts", number=number, version=1, counts_from=at.date(), language="en",
            sentences=sum(p.sentences for p in one.parts), words=sum(p.words for p in one.parts),
            shingles=sum(p.shingles for p in one.parts), sample=False, withdrawn=False,
        )  # fmt: skip
        first = 0
        for part in one.parts:
            for rule, sentence, score in part.scores:
                row("topic_scores", rule=rule, number=number, sentence=first + sentence,
                    score=score)  # fmt: skip
            first += part.sentences
        for key in _rules():
            row("scored", rule=rule_number(key), number=number, version=1)
        evidence = _evidence(one)
        row("evidence", number=number, made_by=GRAMMAR, rows=dump(evidence))
        for amount in amount_hashes(evidence):
            row("amounts", amount=amount, number=number)
        row("audit", at=at, user=None, action="article.add",
            detail={"article": f"A{number}", "sha256": sha256})  # fmt: skip
    with database._store.writing() as connection:
        for table, values in rows.items():
            connection.execute(t.metadata.tables[table].insert(), values)
        last = connection.scalar(sa.select(sa.func.max(t.article_words.c.id))) or 0
        found_by = dict(enumerate(words, last + 1))
        connection.execute(
            t.article_words.insert(),
            [
                {"id": row_id, "guild": GUILD, "number": one.number}
                for row_id, one in zip(found_by, articles, strict=True)
            ],
        )
        put_words(connection, found_by)
        known = {h for one in articles for part in one.parts for h in part.hashes}
        leave_out_old(connection, GUILD, sorted(known))
        connection.execute(
            t.guilds.update()
            .where(t.guilds.c.id == GUILD)
            .values(
                next_article=articles[-1].number + 1,
                library_revision=t.guilds.c.library_revision + len(articles),
            )
        )


@cache
def shipped() -> Sequence[Topic]:
    """Return the shipped topics: one set of them, as a bot has."""
    return load_topics(TOPICS_FOLDER)


@cache
def _rules() -> dict[str, Topic]:
    return {rule_key(topic): topic for topic in shipped()}
