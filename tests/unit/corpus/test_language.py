"""Telling a text's language; what is said in which language is tested where articles are made."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from summaries.corpus.language import UNKNOWN, detect

LOAD = """
import gc
from summaries.corpus.language import detect
{before}
passes = sum(one["collections"] for one in gc.get_stats())
assert detect("The mayor opened the new bridge over the river on Monday.") == "en"
print(gc.isenabled(), sum(one["collections"] for one in gc.get_stats()) - passes)
"""


@pytest.mark.parametrize(("before", "enabled"), [("", "True"), ("gc.disable()", "False")])
def test_its_data_is_loaded_without_a_look_for_cycles(before: str, enabled: str) -> None:
    script = LOAD.format(before=before)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    collects, passes = done.stdout.split()
    assert collects == enabled, "the collector is left as it was found"
    assert int(passes) < 5, "dozens, where it looks at each of the new objects"


def test_what_has_no_words_has_no_language() -> None:
    assert detect("") == detect("42") == UNKNOWN
    assert gc.isenabled()
