"""How much CPU and memory a start costs: `make bench` prints it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.many_servers import SIZES

ROOT = Path(__file__).parents[2]
Figures = dict[str, float]


def run_apart(module: str, folder: Path, figures: list[Figures], *more: str) -> None:
    """Run a module of the benchmarks in a process of its own, and keep what it prints last."""
    script = [sys.executable, "-m", f"tests.benchmarks.{module}", str(folder), *more]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=True)
    figures.append(json.loads(done.stdout.splitlines()[-1]))


def test_start_to_ready(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """A second start on the same data, as after a restart: under a second of CPU and 120 MiB."""
    figures: list[Figures] = []
    arguments = ("start_to_ready", tmp_path, figures)
    benchmark.pedantic(run_apart, arguments, rounds=5, warmup_rounds=1)
    warm = figures[1:]
    benchmark.extra_info["cpu_s"] = sorted(round(f["cpu_s"], 2) for f in warm)
    benchmark.extra_info["peak_mib"] = sorted(round(f["peak_mib"]) for f in warm)
    print(f"\nstart to READY: CPU s {benchmark.extra_info['cpu_s']}, "
          f"peak MiB {benchmark.extra_info['peak_mib']}")  # fmt: skip
    assert not any(f["sumy_imported"] for f in warm), "sumy is for the first brief, not the start"


@pytest.mark.parametrize("size", SIZES)
def test_many_servers(benchmark: BenchmarkFixture, tmp_path: Path, size: str) -> None:
    """2,000 servers, small or large; discord.py keeps their channels and roles in memory."""
    figures: list[Figures] = []
    arguments = ("many_servers", tmp_path, figures, size)
    benchmark.pedantic(run_apart, arguments, rounds=2, warmup_rounds=1)
    benchmark.extra_info.update({name: round(mib) for name, mib in figures[-1].items()})
    print(f"\nin many {size} servers, MiB: {benchmark.extra_info}")


def test_importing_discord_alone(benchmark: BenchmarkFixture) -> None:
    """The floor: what a bot that does nothing pays."""

    def start() -> None:
        subprocess.run([sys.executable, "-c", "import discord"], check=True)

    benchmark.pedantic(start, rounds=5, warmup_rounds=1)
