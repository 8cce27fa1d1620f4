"""`pullquote check`: is all there that the bot needs, and if not, what is to be done."""

from typing import Annotated, Any, Literal

import typer

from bot.cli.terminal import as_json, say


def check(
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask Discord nothing; no token is needed.")
    ] = False,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to write it.")
    ] = "text",
) -> None:
    """Look at all that the bot needs, and name the first thing that is wrong, with its cure.

    Nothing is changed, and the token is never shown.

    \b
    pullquote check
    pullquote check --offline
    pullquote check --format json

    Exit codes: 0 all is well, 1 something is not.
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    from bot.checkup import checked
    from bot.pages.source_words import visible

    found = []
    for condition in checked(offline=offline):
        found.append(condition)
        if form == "json":
            continue
        mark = "passed" if condition.met else "FAILED"
        say(visible(f"{mark}  {condition.name}: {condition.said}"))
        if condition.cure is not None:
            say(visible(f"to do   {condition.cure}"))
    well = all(condition.met for condition in found)
    if form == "json":
        conditions = [_entry(condition) for condition in found]
        say(as_json({"ok": well, "conditions": conditions}, indent=2))
    elif well:
        say(f"All {len(found)} conditions are met.")
    if not well:
        raise typer.Exit(1)


def _entry(condition: Any) -> dict[str, Any]:
    entry = {"name": condition.name, "met": condition.met, "said": condition.said}
    return entry | {"cure": condition.cure} if condition.cure is not None else entry
