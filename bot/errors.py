"""What went wrong, said to the person it happened to: privately, in one sentence, with what to do.

A chain of handlers, the first that knows an error says it; the last says "something broke" with a
reference that stands in the log beside the traceback.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any, Final

import discord
from discord import app_commands

from bot.access import ManagersOnly, NotAMember, ServerOnly
from bot.labels import Labels
from bot.pages.refusals import refusal
from bot.pages.view import text_view
from bot.requests import BriefGone
from summaries.briefs import SourceMismatch
from summaries.corpus import ArticleDamaged, RefusedText
from summaries.corpus.extracted import ExtractRefused
from summaries.corpus.fetching import FetchRefused
from summaries.store import StoreError

log = logging.getLogger(__name__)

_REFERENCE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another


class Refused(Exception):
    """A command can't do what was asked; the message says why and what to do instead."""


class RefusedInput(Refused):
    """What somebody gave is no article; it is logged, with a reference that she can name."""


def _refused_input(error: Exception, labels: Labels) -> str | None:
    if isinstance(error, FetchRefused | ExtractRefused):
        said = refusal(error, labels)
    elif isinstance(error, RefusedInput | RefusedText):
        said = str(error)
    else:
        return None
    reference = _reference()
    # Not what is said: it may repeat what was typed.
    why = getattr(error, "why", getattr(error, "reason", type(error).__name__))
    log.info("Reference %s: refused: %s", reference, why, extra={"reference": reference})
    return f"{said}\n-# {labels('error.reference', reference=reference)}"


def _refused(error: Exception, labels: Labels) -> str | None:
    return str(error) if isinstance(error, Refused | StoreError) else None


def _known(error: Exception, labels: Labels) -> str | None:
    keys: dict[type[Exception], str] = {
        ServerOnly: "error.server_only",
        ManagersOnly: "error.managers_only",
        NotAMember: "error.not_a_member",
        BriefGone: "error.brief_gone",
        SourceMismatch: "error.source_changed",
        ArticleDamaged: "error.source_changed",
        app_commands.NoPrivateMessage: "error.server_only",
        app_commands.MissingPermissions: "error.managers_only",
    }
    return next((labels(key) for kind, key in keys.items() if isinstance(error, kind)), None)


_HANDLERS: Final[tuple[Callable[[Exception, Labels], str | None], ...]] = (
    _refused_input,
    _refused,
    _known,
)


def sentence(error: Exception, labels: Labels) -> str:
    """Return what a person is told about an error. An unknown one is logged with a reference."""
    error = _cause(error)
    for handler in _HANDLERS:
        if (said := handler(error, labels)) is not None:
            if isinstance(error, SourceMismatch | ArticleDamaged):
                log.error("A slice was refused: %s", error)
            return said
    reference = _reference()
    log.error("Reference %s", reference, exc_info=error, extra={"reference": reference})
    return labels("error.broken", reference=reference)


def _cause(error: Exception) -> Exception:
    """Return what went wrong inside a command, without what discord.py wraps it in."""
    while isinstance(error, app_commands.CommandInvokeError | app_commands.TransformerError):
        cause = error.__cause__
        if not isinstance(cause, Exception):
            break
        error = cause
    return error


def _reference() -> str:
    return "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(4))


async def answer_error(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Answer an interaction that failed: privately, unless a public answer was begun.

    Never raises: where even the answer can't be sent, that is logged.
    """
    labels = Labels.for_locale(str(interaction.locale))
    said = sentence(error, labels)
    interaction.client.desk.meter.failed(_cause(error))
    try:
        await say_to(interaction, said)
    except discord.HTTPException as failure:
        log.warning("An error could not be told to the person it concerns: %s", failure)


async def say_to(interaction: discord.Interaction[Any], said: str) -> None:
    """Say something to the one person it concerns, as the answer to her interaction."""
    nothing = discord.AllowedMentions.none()
    response = interaction.response
    if not response.is_done():
        await response.send_message(said, ephemeral=True, allowed_mentions=nothing)
    elif response.type is discord.InteractionResponseType.deferred_channel_message:
        # Who sees this was fixed when the answer was deferred. It is the place of the answer, which
        # would else say "thinking" for ever.
        await interaction.edit_original_response(view=text_view([said]), allowed_mentions=nothing)
    else:
        await interaction.followup.send(said, ephemeral=True, allowed_mentions=nothing)
