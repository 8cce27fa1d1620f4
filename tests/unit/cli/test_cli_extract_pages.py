"""`pullquote extract` on pages and documents, one by one and as a batch."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import NEWS, Terminal

PARAGRAPHS = (
    "Two bridges on the main road were washed away during the storm last week, the ministry said.",
    "Engineers expect to open a temporary crossing by Friday, before the market in Lindal begins.",
    "Fishermen in the port of Lindal lost at least 60 boats, according to the harbour office.",
)
URL = "https://courier.example.org/2021/06/08/floods-close-the-coast-road"
PAGE = (
    "<!doctype html><html><head><title>Floods close the coast road | Coast Courier</title>"
    '<meta property="og:site_name" content="Coast Courier"><meta name=author content="Ana Torres">'
    '<meta property="article:published_time" content="2021-06-08T09:00:00Z"></head><body>'
    "<h1>Floods close the coast road</h1><article>"
    + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    + "<p>Click here to subscribe to our newsletter.</p><p hidden>Not to be seen by anyone.</p>"
    "</article></body></html>"
)
FACTS = {
    "title": "Floods close the coast road",
    "byline": "Ana Torres",
    "publisher": "Coast Courier",
    "published": "2021-06-08",
    "language": "en",
}


def test_a_page_is_read_without_what_is_set_aside(pullquote: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    answer = pullquote("extract", path, "--url", f"{URL}?utm_source=x", "--format", "json")
    read = json.loads(answer.out)

    assert (answer.code, answer.err) == (0, "")
    assert {name: read[name] for name in FACTS} == FACTS
    assert read["text"] == "\n\n".join(PARAGRAPHS)
    assert read["url"] == URL
    assert [line["kind"] for line in read["set_aside"]] == ["promotion"]


def test_a_page_is_known_by_its_beginning(pullquote: Terminal) -> None:
    answer = pullquote("extract", "-", stdin=PAGE)

    assert "Title: Floods close the coast road\n" in answer.out
    assert PARAGRAPHS[2] in answer.out
    assert "Not to be seen" not in answer.out


def test_a_text_that_speaks_of_markup_stays_a_text(pullquote: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "about.txt"
    path.write_text(f"<html> is where a page begins, she said on Monday. {NEWS}", "utf-8")
    read = json.loads(pullquote("extract", path, "--format", "json").out)

    assert read["text"].startswith("<html> is where")


def test_a_batch_answers_each_line(pullquote: Terminal, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    (tmp_path / "plain.txt").write_text(NEWS, "utf-8")
    (tmp_path / "wall.html").write_text("<html><body><h1>404</h1>Page not found", "utf-8")
    asked = [
        {"id": "a", "url": URL, "path": str(tmp_path / "page.html")},
        {"id": 2, "path": "plain.txt"},
        {"id": "c", "path": "wall.html"},
        {"id": "d", "path": "missing.html"},
        {"id": "e", "path": 7},
        {"id": "f", "path": "pl\0ain.txt"},
    ]
    batch = tmp_path / "in.jsonl"
    batch.write_text("".join(json.dumps(one) + "\n" for one in asked) + "nonsense\n", "utf-8")
    answer = pullquote("extract", "--batch", batch)
    page, plain, *wrong = [json.loads(line) for line in answer.out.splitlines()]

    assert page == {"id": "a", **FACTS, "text": "\n\n".join(PARAGRAPHS)}
    assert (plain["id"], plain["published"], plain["text"]) == (2, None, NEWS)
    assert [one["id"] for one in wrong] == ["c", "d", "e", "f", None]
    assert all(set(one) == {"id", "error"} and one["error"].endswith(".") for one in wrong)
    assert answer.code == 1


def test_what_does_not_go_together_is_said(pullquote: Terminal, tmp_path: Path) -> None:
    for command in (
        ("extract",),
        ("extract", "a.html", "--batch", "in.jsonl"),
        ("extract", "a.html", "b.html", "--url", URL),
    ):
        answer = pullquote(*command)
        assert answer.code != 0
        assert answer.err.count("\n") == 1
