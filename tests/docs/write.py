"""Write what of the documentation follows from the code: `make docs`.

`docs/commands` is written whole; in `docs/operators.md`, what stands between two marks is.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from tests.docs.commands import command_pages
from tests.docs.settings import settings_table

DOCS: Final = Path(__file__).parents[2] / "docs"
COMMANDS: Final = DOCS / "commands"
_BEGIN: Final = "<!-- settings, by `make docs` -->"
_END: Final = "<!-- end of settings -->"


async def written() -> dict[Path, str]:
    """Return what the files have to be."""
    pages = {COMMANDS / name: text for name, text in (await command_pages()).items()}
    operators = DOCS / "operators.md"
    before, _, rest = operators.read_text("utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    pages[operators] = f"{before}{_BEGIN}\n{settings_table()}\n{_END}{after}"
    return pages


def main() -> None:
    """Bring the files up to date, and remove the page of a command that is gone."""
    wanted = asyncio.run(written())
    COMMANDS.mkdir(exist_ok=True)
    for path in COMMANDS.glob("*.md"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
