from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import NEWS, PROJECT, Terminal

COMMAND = [sys.executable, "-m", "bot"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT)}


def test_alone_it_starts_the_bot_which_asks_for_a_token(in_shell: Terminal, tmp_path: Path) -> None:
    empty = tmp_path / "token"
    empty.write_text("")
    for call in ([], ["run"]):
        # A token file without a token: a token in the project's own .env does not count then.
        answer = in_shell(*call, DISCORD_TOKEN_FILE=str(empty))
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith("DISCORD_TOKEN_FILE names ")
        assert "Traceback" not in answer.err


def test_help_is_fast_and_loads_nothing_heavy() -> None:
    heavy = ("discord", "sumy", "numpy", "sqlalchemy", "pydantic", "rich", "eld")
    script = (
        "import sys, time; begun = time.process_time()\n"
        "from bot.__main__ import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([m for m in {heavy!r} if m in sys.modules], file=sys.stderr)\n"
        "print(time.process_time() - begun, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT, check=True
    )
    loaded, seconds = done.stderr.splitlines()
    assert loaded == "[]"
    assert float(seconds) < 1
    for command in ("run", "demo", "brief", "summarize", "extract"):
        assert f"\n  {command} " in done.stdout


def test_sumy_is_loaded_only_for_its_own_methods() -> None:
    script = (
        "import sys\n"
        "from bot.__main__ import main\n"
        "try: main(['brief', 'aid-pledges', '--corpus', 'seeds', *sys.argv[1:]])\n"
        "except SystemExit: pass\n"
        "print(*(m for m in ('sumy.summarizers', 'nltk') if m in sys.modules), file=sys.stderr)"
    )
    loaded = {}
    for chosen in ([], ["--method", "lexrank"]):
        asked = [sys.executable, "-c", script, *chosen]
        done = subprocess.run(asked, capture_output=True, text=True, cwd=PROJECT, check=True)
        assert "[1]" in done.stdout
        loaded[tuple(chosen)] = done.stderr.split()
    assert loaded == {(): [], ("--method", "lexrank"): ["sumy.summarizers", "nltk"]}


@pytest.mark.parametrize("command", ["run", "demo", "brief", "summarize", "extract"])
def test_every_command_has_help(pullquote: Terminal, command: str) -> None:
    answer = pullquote(command, "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"Usage: pullquote {command} ") or command in answer.out
    assert all(len(line) <= 80 for line in answer.out.splitlines())


def test_the_version_is_said(pullquote: Terminal) -> None:
    answer = pullquote("--version")
    assert answer.code == 0
    assert answer.out.startswith("pullquote ")


def test_a_mistyped_command_is_suggested(pullquote: Terminal) -> None:
    answer = pullquote("breif")
    assert answer.code == 2
    assert "Did you mean 'brief'?" in answer.err


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    line = json.dumps({"id": "1", "documents": [{"text": NEWS}], "sentences": 4}) + "\n"
    path.write_text(line * 3_000)
    call = subprocess.Popen(
        [*COMMAND, "summarize", "--batch", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
        env=ENVIRONMENT,
    )
    with call:
        assert call.stdout is not None
        assert call.stderr is not None
        assert call.stdout.readline()
        call.stdout.close()
        assert call.stderr.read() == b""
        assert call.wait(timeout=30) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C can't be sent to one process")
def test_ctrl_c_ends_it_without_a_traceback() -> None:
    call = subprocess.Popen(
        [*COMMAND, "summarize", "--batch", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
        env=ENVIRONMENT,
    )
    with call:
        assert call.stdin is not None
        assert call.stdout is not None
        assert call.stderr is not None
        line = json.dumps({"id": "1", "documents": [{"text": NEWS}], "sentences": 1})
        call.stdin.write(f"{line}\n".encode())
        call.stdin.flush()
        assert json.loads(call.stdout.readline())["id"] == "1"  # answered before the input ends
        time.sleep(0.1)
        call.send_signal(signal.SIGINT)
        assert call.wait(timeout=30) == 130
        assert call.stderr.read() == b""


def test_letters_survive_whatever_the_locale(in_shell: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("López Obrador recibió a los pescadores de Lindal.", "utf-8")
    for environment in ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0"}):
        answer = in_shell("summarize", path, **environment)
        assert answer.out == "López Obrador recibió a los pescadores de Lindal.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_bar_is_shown_on_a_terminal_and_stays_out_of_the_answer(tmp_path: Path) -> None:
    import pty

    path = tmp_path / "in.jsonl"
    line = json.dumps({"id": "1", "documents": [{"text": NEWS}], "sentences": 4}) + "\n"
    path.write_text(line * 20)
    keyboard, screen = pty.openpty()
    try:
        done = subprocess.run(
            [*COMMAND, "summarize", "--batch", str(path)],
            stdout=subprocess.PIPE,
            stderr=screen,
            cwd=PROJECT,
            env={**ENVIRONMENT, "TERM": "xterm"},
            timeout=60,
            check=True,
        )
        shown = os.read(keyboard, 65_536)
    finally:
        os.close(screen)
        os.close(keyboard)
    assert b"Summarizing" in shown
    assert [json.loads(answer)["id"] for answer in done.stdout.splitlines()] == ["1"] * 20


def test_a_network_that_is_down_is_one_sentence(
    pullquote: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    import aiohttp

    async def refused(*arguments: object, **options: object) -> None:
        raise aiohttp.ClientConnectionError("Connection refused")

    monkeypatch.setattr("bot.client.run", refused)
    answer = pullquote("run")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "Discord can't be reached (Connection refused). "
        "Check the network and start again; nothing is lost.\n"
    )


def test_a_fault_of_ours_is_one_sentence(
    pullquote: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from summaries import corpus

    def broken(*arguments: object, **options: object) -> None:
        raise KeyError("index")

    monkeypatch.setattr(corpus, "load_folder", broken)
    answer = pullquote("brief")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("Something broke on my side (KeyError: 'index').")
