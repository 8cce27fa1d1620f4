"""A file that somebody hands over as a backup is restored whole, or refused; never half of it."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summaries.evidence import codec
from summaries.store import BadBackup, Database, StoreError
from tests.unit.store.conftest import article_from_lines, rebuild_from_lines
from tests.unit.store.test_store_isolation import pledging


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    with Database.file(folder / "desk.db", rebuild=rebuild_from_lines) as desk:
        desk.library(100).add(article_from_lines("The ministry sent 40 trucks."), added_by=7)
        return desk.keeper().back_up(folder / "backup").file


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hurt=st.lists(
        st.tuples(st.integers(0, 10**9), st.binary(min_size=1, max_size=400)), max_size=4
    ),
    cut=st.none() | st.integers(0, 10**9),
)
def test_a_changed_file_is_restored_whole_or_refused(
    backup: Path, tmp_path: Path, hurt: list[tuple[int, bytes]], cut: int | None
) -> None:
    content = bytearray(backup.read_bytes())
    for where, put in hurt:
        at = where % len(content)
        content[at : at + len(put)] = put
    if cut is not None:
        del content[cut % len(content) :]
    shutil.rmtree(tmp_path / "place", ignore_errors=True)
    (tmp_path / "file").write_bytes(bytes(content))
    place = Database.file(tmp_path / "place" / "desk.db", rebuild=rebuild_from_lines)

    try:
        place.keeper().restore(tmp_path / "file")
    except StoreError as error:
        refused: StoreError | None = error
    else:
        refused = None

    with place:
        there = [one.text for one in place.library(100).all()] if place.guilds().get(100) else []
    # What can be read has the hash that it was stored with, or is not shown.
    assert set(there) <= {"The ministry sent 40 trucks."}
    assert refused is None or (not there and "\n" not in str(refused))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=3_000))
def test_any_bytes_are_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    place = Database.file(tmp_path / "place" / "desk.db", rebuild=rebuild_from_lines)
    with pytest.raises(BadBackup):
        place.keeper().restore(tmp_path / "file")


@given(
    stored=st.binary(max_size=300)
    | st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=9)).map(
        lambda hurt: _put(codec.dump(pledging("A1")), *hurt)
    )
)
def test_stored_rows_that_are_damaged_are_a_value_error(stored: bytes) -> None:
    with contextlib.suppress(ValueError):
        codec.load(stored)


def _put(whole: bytes, place: int, more: bytes) -> bytes:
    at = place % len(whole)
    return whole[:at] + more + whole[at + len(more) :]
