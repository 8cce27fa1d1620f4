"""What articles state is kept with them, and worked out again when it rests on something else."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from summaries.corpus import load_folder
from summaries.evidence import evidence_of
from summaries.evidence.codec import dump, load
from summaries.ingest.evidence import made_by, stated
from summaries.store import Database
from summaries.store.tables import evidence

SEEDS = load_folder(Path(__file__).parents[3] / "seeds").articles
GUILD, EDITOR = 100, 7


def test_rows_come_back_as_they_were_under_the_articles_number(desk: Database) -> None:
    kept = [
        desk.library(GUILD).add(article, added_by=EDITOR, evidence=("1", evidence_of(article)))
        for article in SEEDS
    ]

    found = desk.evidence(GUILD).of([article.id for article in kept], "1")

    assert found == {article.id: evidence_of(article) for article in kept}
    assert any(rows.pledges for rows in found.values())
    assert desk.evidence(GUILD).of([kept[0].id], "2") == {}, "rows of another grammar are none"


def test_what_is_missing_is_worked_out_and_kept(desk: Database) -> None:
    article = desk.library(GUILD).add(SEEDS[0], added_by=EDITOR)

    assert stated(desk, GUILD, [article], {}) == {article.id: evidence_of(article)}
    assert desk.evidence(GUILD).of([article.id], made_by({})) != {}


def test_other_names_make_other_rows(desk: Database) -> None:
    article = desk.library(GUILD).add(SEEDS[1], added_by=EDITOR)
    names = {"amlo": "Andrés Manuel López Obrador"}
    stated(desk, GUILD, [article], {})

    stated(desk, GUILD, [article], names)

    assert made_by(names) != made_by({})
    assert desk.evidence(GUILD).of([article.id], made_by({})) == {}, "one making is kept"
    assert desk.evidence(GUILD).of([article.id], made_by(names))[article.id].article == article.id


def test_damaged_rows_are_worked_out_again(desk: Database) -> None:
    article = desk.library(GUILD).add(SEEDS[0], added_by=EDITOR)
    stated(desk, GUILD, [article], {})
    with desk._store.writing() as connection:
        connection.execute(evidence.update().values(rows=sa.literal(b"x", sa.LargeBinary)))

    assert stated(desk, GUILD, [article], {}) == {article.id: evidence_of(article)}


@pytest.mark.parametrize("stored", [b"", b"x", dump(evidence_of(SEEDS[0]))[:-9]])
def test_what_is_cut_off_is_no_rows(stored: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        load(stored)
