"""A line of the log, whatever was written into it by whichever version."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.labels import Labels, languages
from bot.pages.audit_page import ON_A_PAGE, audit_line, audit_page, fitting
from bot.pages.budget import size_of_text
from summaries.store import AuditEntry

NOON = datetime(2021, 6, 9, 12, tzinfo=UTC)
ENGLISH = Labels.for_locale("en")

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
actions = st.text() | st.sampled_from(
    ["article.add", "article.withdraw", "feed.pause", "settings.change", "edition.failed"]
)
names = st.text() | st.sampled_from(["article", "reason", "channel", "title", "feed", "edition"])
entries = st.builds(
    AuditEntry,
    id=st.integers(1),
    at=st.just(NOON),
    user=st.none() | st.integers(1, 2**63 - 1),
    action=actions,
    detail=st.dictionaries(names, values, max_size=6),
)


@given(entry=entries)
def test_no_line_is_a_crash_or_breaks_into_two(entry: AuditEntry) -> None:
    line = audit_line(entry, ENGLISH)

    assert line.startswith("<t:1623240000:f> ")
    assert "\n" not in line
    assert "@everyone" not in line.replace("\\@everyone", "")


@given(lines=st.lists(entries, min_size=1, max_size=ON_A_PAGE))
def test_a_page_always_fits(lines: list[AuditEntry]) -> None:
    assert size_of_text(audit_page(lines, ENGLISH, page=3, pages=9)).within()


def test_values_are_cut_before_lines_are_left_out() -> None:
    long = [
        AuditEntry(n, NOON, 1, "feed.pause", {"title": "न" * 500, "reason": "न" * 500})
        for n in range(ON_A_PAGE)
    ]

    assert len(fitting(long, ENGLISH)) == ON_A_PAGE


@pytest.mark.parametrize("language", languages())
def test_every_action_of_the_bot_has_words(language: str) -> None:
    labels = Labels.for_locale(language)
    for action in (
        "article.add", "article.edit", "article.withdraw", "article.restore", "copy.found",
        "library.remove_samples", "digest.schedule", "digest.remove", "edition.failed",
        "edition.settled", "settings.change", "feed.add", "feed.pause", "feed.resume",
        "feed.remove", "guild.left", "guild.back",
    ):  # fmt: skip
        assert "`" not in audit_line(AuditEntry(1, NOON, 1, action, {}), labels), action
