"""The dependency audit says what it found, and what it could not find out."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from tests.supply import __main__ as audit
from tests.supply.locks import BadLock, Pin, pins_of, read_locks

HASH = "--hash=sha256:" + "a1" * 32
PINS = (Pin("aiohttp", "3.14.5"), Pin("yarl", "1.0"))


def test_the_lock_files_name_everything_exactly() -> None:
    locks = read_locks()
    names = {pin.name for pin in locks["run.lock"]}
    assert {"discord-py", "sqlalchemy", "prometheus-client"} <= names
    assert "pytest" not in names


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"aiohttp>=3 {HASH}", "names no exact version"),
        ("aiohttp==3.14.5", "has no hash"),
        ("aiohttp==3.14.5 --hash=md5:1234", "an odd one"),
        (f"aiohttp @ https://example.org/aiohttp.whl {HASH}", "names no exact version"),
        (f"--index-url https://example.org {HASH}", "names no exact version"),
    ],
)
def test_a_lock_file_that_lets_anything_in_is_refused(line: str, said: str) -> None:
    with pytest.raises(BadLock, match=said):
        pins_of(
            f"# made by make lock\nyarl==1.0 ; python_version < '4' \\\n    {HASH}\n{line}\n", "x"
        )


def test_an_advisory_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {"results": [{}, {"vulns": [{"id": "GHSA-1"}, {"id": "PYSEC-2"}]}]}
    assert audit.found_in(PINS, answer) == {PINS[1]: ["GHSA-1", "PYSEC-2"]}
    with pytest.raises(ValueError, match="something else"):
        audit.found_in(PINS, {"results": []})

    monkeypatch.setattr(audit, "advisories", lambda pins: {PINS[1]: ["GHSA-1"]})
    assert audit.main([]) == audit.UNSAFE


def test_without_a_network_it_says_so_and_passes_unless_it_must_know(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(*_: object, **__: object) -> None:
        raise urllib.error.URLError("no network")

    monkeypatch.setattr(urllib.request, "urlopen", away)

    assert audit.main([]) == audit.PASSED
    assert "could NOT be looked up (no network)" in capsys.readouterr().out
    assert audit.main(["--strict"]) == audit.UNKNOWN
