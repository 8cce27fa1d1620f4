"""`pullquote extract`: what is read from a text file, and what is set aside."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bot.cli.terminal import as_json, progress, say
from bot.cli.texts import named_articles

if TYPE_CHECKING:
    from summaries.corpus import Article


def extract(
    files: Annotated[
        # Its type would stand in the help as <list[Path]>; the text below says what it is.
        list[Path],
        typer.Argument(metavar="FILE", hidden=True),
    ],
    form: Annotated[
        Literal["text", "json"],
        typer.Option("--format", help="json is one object on one line for each file."),
    ] = "text",
) -> None:
    """Show what is read from text files: title, byline, publisher, date, language, text.

    FILE is a text file, or - for standard input. What a text does not state stays empty; nothing
    is guessed. Lines that are no part of the article (cookie notices, link lines, bylines) are
    listed as set aside, with their places.

    \b
    pullquote extract article.txt
    pullquote extract *.txt --format json > articles.jsonl
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    failed = False
    with progress("Reading", beside_output=True) as report:
        for done, article in enumerate(named_articles(files), start=1):
            if article is None:
                failed = True
            elif form == "json":
                say(as_json(_extraction(article)))
            else:
                say(_as_text(article))
            report(done, len(files))
    if failed:
        raise typer.Exit(1)


def _extraction(article: "Article") -> dict[str, Any]:
    from summaries.corpus import body_text

    return {
        "file": article.file,
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
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
        for name in ("file", "title", "byline", "publisher", "published", "language")
    ]
    lines += ["", *(visible(line) for line in read["text"].splitlines()), ""]
    lines.append(f"Set aside: {len(read['set_aside']) or 'nothing'}")
    lines += [f"- {line['kind']}: {visible(line['text'])}" for line in read["set_aside"]]
    return "\n".join(lines) + "\n"
