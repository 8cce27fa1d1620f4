"""Drive the Chromium that is installed, over its own DevTools protocol, to look at a page.

A browser-testing library would bring a browser's worth of downloads for the five calls used here.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
_PATIENCE = 30.0  # seconds
_KEYS = {"Enter": ("\r", 13), "Tab": ("\t", 9), "Escape": ("", 27), "ArrowDown": ("", 40)}


class ChromiumError(Exception):
    """The browser is missing, or did not do as it was told."""


def find_chromium() -> str:
    """The path of the installed Chromium or a browser built on it; CHROMIUM may name another."""
    wanted = os.environ.get("CHROMIUM")
    for name in [wanted] if wanted else _NAMES:
        if path := shutil.which(name):
            return path
    if not wanted and _MAC.exists():
        return str(_MAC)
    raise ChromiumError(
        f"No Chromium was found (looked for {wanted or ', '.join(_NAMES)}): install one, or name "
        "its program in CHROMIUM."
    )


class Tab:
    """One page in the browser, used as a person would: look, type, press, click."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._session: str | None = None

    async def _send(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        await self._socket.send_json(message)
        async with asyncio.timeout(_PATIENCE):
            while True:
                answer = await self._socket.receive_json()
                if answer.get("id") == number:  # the rest is events, which nobody here waits for
                    break
        if "error" in answer:
            raise ChromiumError(f"{method}: {answer['error'].get('message')}")
        result: dict[str, Any] = answer["result"]
        return result

    async def attach(self) -> None:
        """Open an empty page and talk to it from now on."""
        target = await self._send("Target.createTarget", url="about:blank")
        attached = await self._send(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )
        self._session = attached["sessionId"]
        await self._send("Page.enable")

    async def resize(self, width: int, height: int, scale: float = 1) -> None:
        """Make the page ``width`` by ``height`` CSS pixels, ``scale`` device pixels each."""
        await self._send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=False,
        )

    async def open(self, url: str) -> None:
        """Go to ``url``, as in a new tab: also if only what follows the ``#`` is different."""
        await self._send("Page.navigate", url="about:blank")
        await self._send("Page.navigate", url=url)

    async def see(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page; a promise is awaited."""
        answer = await self._send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise ChromiumError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    async def until(self, expression: str) -> None:
        """Wait until a JavaScript expression is true."""
        try:
            async with asyncio.timeout(_PATIENCE):
                while not await self.see(expression):
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise ChromiumError(f"never came true: {expression}") from None

    async def type(self, text: str) -> None:
        """Type ``text`` where the cursor is."""
        for letter in text:
            await self._send("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
            await self._send("Input.dispatchKeyEvent", type="keyUp", key=letter)

    async def press(self, key: str) -> None:
        """Press one of the keys that have a name."""
        text, code = _KEYS[key]
        common = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        await self._send("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        await self._send("Input.dispatchKeyEvent", type="keyUp", **common)

    async def click(self, label: str, within: str = "body") -> None:
        """Click the last visible button with this label in the element that ``within`` finds."""
        await self.until(f"Boolean({_button(label, within)})")
        box = await self.see(
            f"(() => {{ const b = {_button(label, within)}; b.scrollIntoView({{block: 'center'}});"
            " const r = b.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2];"
            " })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self._send(
                "Input.dispatchMouseEvent",
                type=kind,
                x=box[0],
                y=box[1],
                button="left",
                clickCount=1,
            )

    async def picture(self) -> bytes:
        """What is on the screen, as PNG."""
        shot = await self._send("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])


def _button(label: str, within: str) -> str:
    return (
        f"[...document.querySelectorAll({within!r} + ' button')].filter(b => !b.disabled"
        f" && b.offsetParent && b.textContent.trim() === {label!r}).at(-1)"
    )


@contextlib.asynccontextmanager
async def open_tab() -> AsyncIterator[Tab]:
    """Start Chromium without a window, and give one page of it."""
    program = find_chromium()
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        arguments = [
            "--headless",
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "--no-first-run",
            "--hide-scrollbars",
            "--disable-gpu",
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            arguments.append("--no-sandbox")  # Chromium's sandbox refuses to run as root
        process = await asyncio.create_subprocess_exec(
            program,
            *arguments,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            port, path = await _devtools(Path(profile) / "DevToolsActivePort", process)
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0) as socket,
            ):
                tab = Tab(socket)
                await tab.attach()
                yield tab
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


async def _devtools(file: Path, process: asyncio.subprocess.Process) -> tuple[str, str]:
    """The port and path that Chromium listens on, from the file it writes once it does."""
    async with asyncio.timeout(_PATIENCE):
        while process.returncode is None:
            lines = file.read_text().splitlines() if file.exists() else []
            if len(lines) == 2:
                return lines[0], lines[1]
            await asyncio.sleep(0.05)
    raise ChromiumError(f"Chromium ended at once, with status {process.returncode}.")
