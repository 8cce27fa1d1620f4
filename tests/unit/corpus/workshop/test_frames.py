"""A child process that was taken over may say anything: it is read as data, or refused."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.corpus.workshop.frames import LONGEST, frame, read_frame, unframe, whole

SAID = st.dictionaries(
    st.text(),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    ),
)


@given(said=SAID, data=st.binary())
def test_what_is_said_is_what_is_heard(said: dict[str, Any], data: bytes) -> None:
    message = frame(said, data)
    assert whole(message) == len(message)
    assert unframe(message) == (said, data)
    assert read_frame(io.BytesIO(message)) == (said, data)


@given(message=st.binary(max_size=200))
def test_any_bytes_are_a_message_or_none(message: bytes) -> None:
    try:
        length = whole(message)
    except ValueError:
        return
    if length is not None and len(message) >= length:
        with contextlib.suppress(ValueError):
            assert isinstance(unframe(message)[0], dict)


@given(words=st.binary(max_size=100), data=st.binary(max_size=50))
def test_any_words_in_a_well_formed_frame_are_an_object_or_refused(
    words: bytes, data: bytes
) -> None:
    message = len(words).to_bytes(4) + len(data).to_bytes(4) + words + data
    with contextlib.suppress(ValueError):
        said, rest = unframe(message)
        assert isinstance(said, dict)
        assert rest == data


def test_depth_without_end_is_refused_and_so_is_length() -> None:
    words = b'{"a":' * 200_000
    with pytest.raises(ValueError, match="deep"):
        unframe(len(words).to_bytes(4) + bytes(4) + words)
    with pytest.raises(ValueError, match="none of ours"):
        whole(LONGEST.to_bytes(4) + bytes(4))
