"""Buttons that carry their state in their ids and work after restarts, upgrades and months."""

from typing import Any

from bot.buttons.answering import answer_brief
from bot.buttons.article_buttons import CancelDraft, ConfirmDraft, KeepLine, UndoAdd
from bot.buttons.base import VERSION, StatefulButton, StatefulItem, desk_of
from bot.buttons.brief_buttons import ExportBrief, More, brief_buttons
from bot.buttons.check_buttons import AskCheck, TurnCheck
from bot.buttons.context_buttons import InContext
from bot.buttons.forget_button import ForgetLooks
from bot.buttons.library_buttons import RemoveSamples, TurnPage
from bot.buttons.report_buttons import Handled, ReportBrief
from bot.buttons.suggestion import AskAgain, suggestion_view
from bot.buttons.why_buttons import WHY_BUTTONS, WhyThese
from bot.buttons.withdraw_buttons import CancelWithdraw, ConfirmWithdraw, UndoWithdraw

ALL_BUTTONS: tuple[type[StatefulItem[Any]], ...] = (
    AskAgain,
    AskCheck,
    CancelDraft,
    CancelWithdraw,
    ConfirmDraft,
    ConfirmWithdraw,
    ExportBrief,
    ForgetLooks,
    Handled,
    InContext,
    KeepLine,
    More,
    RemoveSamples,
    ReportBrief,
    TurnCheck,
    TurnPage,
    UndoAdd,
    UndoWithdraw,
    *WHY_BUTTONS,
)
"""Every kind of button; the client registers them so that old messages keep working."""

__all__ = [
    "ALL_BUTTONS",
    "VERSION",
    "AskAgain",
    "ExportBrief",
    "ForgetLooks",
    "InContext",
    "More",
    "StatefulButton",
    "WhyThese",
    "answer_brief",
    "brief_buttons",
    "desk_of",
    "suggestion_view",
]
