"""Ranges of shards are written as people write them; what is none is refused in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.settings import SettingsError, load_settings
from config.shards import Shards


def test_a_range_has_its_shards_and_their_servers() -> None:
    some = Shards.parse("4-7/16")
    assert some.ids == [4, 5, 6, 7]
    assert some.has(5 << 22 | 99)
    assert not some.has(8 << 22)
    assert Shards.parse("5/16").ids == [5]


@given(st.integers(0, 5_000), st.integers(0, 5_000), st.integers(1, 6_000))
def test_each_server_is_told_to_one_process(guild: int, cut: int, count: int) -> None:
    cut = cut % count
    parts = [Shards(0, cut, count)]
    if cut + 1 < count:
        parts.append(Shards(cut + 1, count - 1, count))
    assert sum(part.has(guild << 22) for part in parts) == 1


@pytest.mark.parametrize("text", ["16", "0-16/16", "3-1/4", "a/b", "-1/4", "0/0", "٣/٤", "1/2/3"])
def test_what_is_no_range_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_SHARDS", text)
    with pytest.raises(SettingsError, match="PULLQUOTE_SHARDS"):
        load_settings()


def test_without_one_a_process_serves_all() -> None:
    assert load_settings().shards is None
    assert load_settings(shards="0-1/2").shards == Shards(0, 1, 2)
