"""Foreign bytes are parsed elsewhere: what hangs is killed, and the next task is done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from summaries.corpus.extracted import ExtractRefused, Reason
from summaries.corpus.workshop import Workshop
from summaries.corpus.workshop.child import ROOM
from summaries.corpus.workshop.frames import LONGEST, frame, unframe, whole
from summaries.corpus.workshop.workshop import _Child
from tests.unit.corpus.documents.files import column, docx, pdf

SAID = "The river rose over the old bridge on Monday and flooded the lower town, officials said."
PAGE = f"<html><body><h1>Floods</h1><p>{SAID}</p><p>{SAID[::-1]}</p></body></html>".encode()
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Desk</title>
<item><title>One</title><link>https://paper.example.org/1</link></item></channel></rss>"""

# Takes a second or more to read, without anything in it being wrong.
SLOW = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><content type="xhtml"><div>'
    + "<p>x</p>" * 90_000
    + "</div></content></entry></feed>"
).encode()


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    made = Workshop()
    yield made
    made.close()


def test_pages_files_and_feeds_are_read(workshop: Workshop) -> None:
    page = workshop.extract_page(PAGE, url="https://paper.example.org/floods")
    assert SAID in page.text
    assert workshop.extract_file("Señora.".encode(), file="a.txt").text == "Señora."
    feed = workshop.parse_feed(FEED, url="https://paper.example.org/feed")
    assert [(e.title, e.url) for e in feed.entries] == [("One", "https://paper.example.org/1")]


def test_a_refusal_comes_back_as_it_was(workshop: Workshop) -> None:
    with pytest.raises(ExtractRefused) as refused:
        workshop.extract_file(b"MZ", file="a.exe")
    assert refused.value.reason is Reason.UNKNOWN_TYPE
    assert "“.exe”" in str(refused.value)


def warm(workshop: Workshop) -> int:
    """Have a feed read, so that all is imported; return the child's process id."""
    workshop.parse_feed(FEED, url="https://paper.example.org/feed")
    (child,) = workshop._idle
    return child._process.pid


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_what_takes_too_long_is_killed_and_the_next_task_is_done(workshop: Workshop) -> None:
    child = warm(workshop)
    workshop._limit = 0.2
    with pytest.raises(ExtractRefused) as refused:
        workshop.parse_feed(SLOW, url="https://paper.example.org/feed")
    assert refused.value.reason is Reason.TOO_SLOW
    assert str(refused.value).endswith("paste the text of the article alone.")
    assert gone(child)

    workshop._limit = 20.0
    assert workshop.extract_file(b"A line.", file="a.txt").text == "A line."


def test_one_child_reads_whatever_ordinary_things_come(workshop: Workshop) -> None:
    ask = partial(workshop.extract_page, url="https://paper.example.org/floods")
    line = "A loaf cost three coins on Monday, one more than in the spring, bakers said."
    tasks: tuple[Callable[[], object], ...] = (
        *(partial(ask, article(said, n)) for n, said in enumerate((SAID, line, SAID))),
        partial(workshop.extract_file, line.encode(), file="a.txt"),
        partial(workshop.extract_file, article(line, 9), file="a.html"),
        partial(workshop.extract_file, docx(line, SAID), file="a.docx"),
        partial(workshop.extract_file, pdf(column(line, SAID)), file="a.pdf"),
        partial(ask, article(line, 1)),
    )
    child = warm(workshop)

    for task in tasks:
        task()
        (kept,) = workshop._idle
        assert kept._process.pid == child, f"{task} wore it out"


def article(said: str, day: int) -> bytes:
    """A page of the length of a short report, with its date."""
    written = f"<meta property='article:published_time' content='2021-06-0{day}'>"
    paragraphs = "".join(f"<p>{said} It was day {n} of the month.</p>" for n in range(20))
    return f"<html><head>{written}</head><body><h1>News</h1>{paragraphs}</body></html>".encode()


def test_a_child_that_dies_at_work_costs_that_task_only(workshop: Workshop) -> None:
    child = warm(workshop)
    threading.Timer(0.2, os.kill, (child, signal.SIGKILL)).start()
    with pytest.raises(ExtractRefused) as refused:
        workshop.parse_feed(SLOW, url="https://paper.example.org/feed")
    assert refused.value.reason is Reason.DAMAGED
    assert workshop.extract_file(b"A line.", file="a.txt").text == "A line."


def test_a_child_that_died_while_nobody_asked_costs_nothing(workshop: Workshop) -> None:
    os.kill(warm(workshop), signal.SIGKILL)
    time.sleep(0.1)
    assert workshop.extract_file(b"A line.", file="a.txt").text == "A line."


def test_a_child_without_work_is_ended_and_another_one_started() -> None:
    workshop = Workshop(idle=0.1)
    try:
        child = warm(workshop)
        for _ in range(100):
            if gone(child):
                break
            time.sleep(0.05)
        assert gone(child)
        assert workshop.extract_file(b"A line.", file="a.txt").text == "A line."
    finally:
        workshop.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.parametrize(
    ("wish", "found"),
    [("bytearray(2_000_000_000)", "MemoryError"), ("Path(sys.argv[1]).write_text('x')", "OSError")],
)
def test_a_child_gets_no_more_memory_and_writes_no_file(
    wish: str, found: str, tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from summaries.corpus.workshop.child import _limit; _limit()\n"
        f"try: {wish}\nexcept Exception as error: print(type(error).__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "x")],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc tells what is in use")
@pytest.mark.parametrize(
    "feed",
    [
        b"<rss version='2.0'><channel><item><title "
        + b" ".join(b"a%d='x'" % n for n in range(300_000))
        + b">x</title></item></channel></rss>",
        b"<rss version='2.0'><channel><item><description>"
        + b"&lt;b&gt;" * 500_000
        + b"</description></item></channel></rss>",
    ],
    ids=["300,000 attributes", "500,000 entities"],
)
def test_a_hostile_feed_gets_64_megabytes_and_no_more(
    workshop: Workshop, feed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def highest(pid: int) -> int:
        status = Path(f"/proc/{pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) * 1024

    small = b"<rss version='2.0'><channel><title>News</title></channel></rss>"
    workshop.parse_feed(small, url="https://example.org/")
    child = workshop._idle[0]
    rest, used = highest(child._process.pid), []
    killed = _Child.kill

    def kill(self: _Child) -> None:
        used.append(highest(self._process.pid))
        killed(self)

    monkeypatch.setattr(_Child, "kill", kill)
    with pytest.raises(ExtractRefused) as refused:
        workshop.parse_feed(feed, url="https://example.org/")
    assert "paste the text" in str(refused.value)
    assert used, "a child that ran out of room is replaced"
    assert max(used) - rest <= ROOM + 8_000_000, "the system's own share is on top"
    assert workshop.parse_feed(small, url="https://example.org/").title == "News"


def test_closing_ends_a_child_at_work(workshop: Workshop) -> None:
    child = warm(workshop)
    said: list[Reason] = []

    def ask() -> None:
        try:
            workshop.parse_feed(SLOW, url="https://paper.example.org/feed")
        except ExtractRefused as refused:
            said.append(refused.reason)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.2)
    workshop.close()
    asking.join(20)

    assert said == [Reason.DAMAGED]
    assert gone(child)


def test_several_threads_wait_for_their_turn(workshop: Workshop) -> None:
    found: list[str] = []
    threads = [
        threading.Thread(
            target=lambda n=n: found.append(
                workshop.extract_file(f"Line {n}.".encode(), file="a.txt").text
            )
        )
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(found) == [f"Line {n}." for n in range(6)]


def test_closing_ends_every_child() -> None:
    made = Workshop(size=2)
    made.extract_file(b"A line.", file="a.txt")
    child = made._idle[0]._process.pid
    made.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    with pytest.raises(ExtractRefused):
        made.extract_file(b"A line.", file="a.txt")


def test_a_child_ends_when_nobody_asks_any_more() -> None:
    code = (
        "from summaries.corpus.workshop import Workshop; import os\n"
        "w = Workshop(); w.extract_file(b'A line.', file='a.txt')\n"
        "print(w._idle[0]._process.pid, flush=True); os._exit(0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    child = int(done.stdout)
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the child is still there")


def test_the_parent_imports_no_parser() -> None:
    code = (
        "import sys, summaries.corpus.workshop\n"
        "print([m for m in ('trafilatura', 'feedparser', 'pypdf', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_messages_come_back_as_they_were_sent() -> None:
    said, data = {"a": ["ü", None, "\ud800"]}, b"\x00\xff"
    message = frame(said, data)
    assert whole(message[:7]) is None
    assert whole(message) == len(message)
    assert unframe(message) == (said, data)
    with pytest.raises(ValueError, match="length"):
        whole((LONGEST).to_bytes(4, "big") * 2)
