"""The dispatcher wakes by itself, and no failure of one look keeps it from the next."""

from __future__ import annotations

import asyncio
from pathlib import Path

import discord
import pytest

from bot.desk import Desk
from bot.digests import Dispatcher
from bot.digests.delivery import Failure
from bot.digests.terms import Terms
from bot.labels import Labels, languages
from config.settings import load_settings
from summaries.store import Database


class Counting(Dispatcher):
    """Counts how often it wakes; each look fails."""

    looks = 0

    async def wake(self) -> None:
        self.looks += 1
        raise RuntimeError("the database is locked")


async def test_it_wakes_again_after_a_look_that_failed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = discord.Client(intents=discord.Intents.none())
    desk = Desk(Database.file(tmp_path / "pullquote.db"), load_settings(data_dir=tmp_path))
    waking = Counting(client, desk, terms=Terms(every=0.02))

    waking.start()
    waking.start()  # once is enough
    async with asyncio.timeout(10):
        while waking.looks < 3:
            await asyncio.sleep(0.02)
    waking.stop()
    waking.stop()
    await asyncio.sleep(0.05)
    looks = waking.looks
    await asyncio.sleep(0.1)

    assert waking.looks == looks
    assert "The digests could not be looked at." in caplog.text
    desk.close()


@pytest.mark.parametrize("language", languages())
def test_every_failure_has_words_for_people(language: str) -> None:
    labels = Labels.for_locale(language)
    for failure in Failure:
        assert "<#1>" in labels(f"digest.failure.{failure}", channel="<#1>") or (
            failure is Failure.NO_CHANNEL
        )
