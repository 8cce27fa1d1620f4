"""`pullquote extract`: what is read from a page or a file, and what is set aside."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bot.cli.failures import WrongCall
from bot.cli.terminal import as_json, complain, progress, say
from bot.cli.texts import STANDARD_INPUT

if TYPE_CHECKING:
    from summaries.corpus import Article


def extract(
    files: Annotated[
        # Its type would stand in the help as <list[Path]>; the text below says what it is.
        list[Path] | None,
        typer.Argument(metavar="FILE", hidden=True),
    ] = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the page was found; for one file.")
    ] = None,
    form: Annotated[
        Literal["text", "json"] | None,
        typer.Option("--format", help="json is one object on one line for each file."),
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="IN.jsonl", help="Answer each line of a file; - is standard input."),
    ] = None,
) -> None:
    """Show what is read from files: title, byline, publisher, date, language, text.

    FILE is a page (.html), a document (.pdf, .docx, .eml) or a text file; - is standard input.
    What is not stated stays empty; nothing is guessed. Lines that are no part of the article
    (cookie notices, link lines, bylines) are listed as set aside, with their places.

    \b
    pullquote extract article.txt
    pullquote extract page.html --url https://example.org/2021/06/08/floods
    pullquote extract *.txt --format json > articles.jsonl
    pullquote extract --batch in.jsonl > out.jsonl

    \b
    A batch has an object on each line (? marks what may be left out):
      {"id", "url"?, "path"}
    and is answered by an object on each line:
      {"id", "title", "byline", "publisher", "published", "language", "text"}

    A line that can't be answered gets {"id", "error"}; the rest goes on, and the exit code is 1
    at the end.
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    if batch is not None:
        if files or url or form:
            raise WrongCall("With --batch each line says what it asks for; leave out all else.")
        from bot.cli.extracting import extract_lines

        if extract_lines(batch):
            raise typer.Exit(1)
        return
    if not files:
        raise WrongCall("Name a file, or - for standard input.")
    if url and len(files) > 1:
        raise WrongCall("--url is the address of one page; name one file with it.")
    if _shown(files, url, form or "text"):
        raise typer.Exit(1)


def _shown(files: Sequence[Path], url: str | None, form: str) -> int:
    """Show each file's article; return how many could not be read, each told why."""
    from bot.cli.extracting import read_article
    from summaries.corpus import RefusedText
    from summaries.corpus.extracted import ExtractRefused

    failed = 0
    with progress("Reading", beside_output=True) as report:
        for number, path in enumerate(files, start=1):
            try:
                article = read_article(path, id=f"A{number}", url=url)
            except (RefusedText, ExtractRefused) as refused:
                name = "standard input" if path == STANDARD_INPUT else str(path)
                complain(f"{name}: {refused}")
                failed += 1
            else:
                say(as_json(_extraction(article)) if form == "json" else _as_text(article))
            report(number, len(files))
    return failed


def _extraction(article: "Article") -> dict[str, Any]:
    from bot.cli.extracting import facts
    from summaries.corpus import body_text

    return {
        "file": article.file,
        **facts(article),
        "url": article.url,
        "text": body_text(article),
        "set_aside": [
            {
                "kind": line.kind.value,
                "text": line.span.of(article.text),
                "start": line.span.start,
                "end": line.span.end,
            }
            for line in article.set_aside
        ],
    }


def _as_text(article: "Article") -> str:
    from bot.pages.source_words import visible

    read = _extraction(article)
    lines = [
        f"{name.capitalize()}: {visible(str(read[name])) if read[name] else 'not stated'}"
        for name in ("file", "title", "byline", "publisher", "published", "language", "url")
    ]
    lines += ["", *(visible(line) for line in read["text"].splitlines()), ""]
    lines.append(f"Set aside: {len(read['set_aside']) or 'nothing'}")
    lines += [f"- {line['kind']}: {visible(line['text'])}" for line in read["set_aside"]]
    return "\n".join(lines) + "\n"
