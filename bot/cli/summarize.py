"""`pullquote summarize`: the sentences that say most, of text files or of a batch."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.failures import WrongCall
from bot.cli.terminal import as_json, complain, say
from bot.cli.texts import named_articles

if TYPE_CHECKING:
    from summaries.corpus import Article
    from summaries.selection.summarize import Chosen

_SENTENCES = 3  # when nothing else is asked for


def summarize(
    files: Annotated[
        list[Path] | None,
        # Its type would stand in the help as <list[Path]>; the text below says what it is.
        typer.Argument(metavar="FILE", hidden=True),
    ] = None,
    words: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Show at most so many words; never more."),
    ] = None,
    sentences: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help=f"Show at most so many sentences ({_SENTENCES} by default)."
        ),
    ] = None,
    query: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Prefer sentences that answer these words.")
    ] = None,
    method: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="One of sumy's methods instead, such as lexrank."),
    ] = None,
    form: Annotated[
        Literal["text", "json"] | None, typer.Option("--format", help="text by default.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="IN.jsonl", help="Answer each line of a file; - is standard input."),
    ] = None,
) -> None:
    """Show the sentences of text files that say most, word for word.

    FILE is a text file, or - for standard input; several are read together. A sentence that
    can't be understood by itself comes with the one before it, or not at all.

    \b
    pullquote summarize article.txt
    pullquote summarize *.txt --words 100 --query "aid to flood victims"
    pullquote summarize --batch in.jsonl > out.jsonl

    \b
    A batch has an object on each line (? marks what may be left out):
      {"id", "documents": [{"title"?, "published"?, "text"}], "query"?,
       "seen"?: [like documents], "words" or "sentences"}
    and is answered by an object on each line:
      {"id", "sentences": [{"document", "start", "end", "text"}]}

    A line that is wrong is answered by {"id", "error"}; the rest goes on, and the exit code is 1
    at the end.
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    _check_method(method)
    if batch is not None:
        if files or words or sentences or query is not None or form:
            raise WrongCall(
                "With --batch each line says what it asks for; leave out all but --method."
            )
        from bot.cli.batch import summarize_lines

        if summarize_lines(batch, method):
            raise typer.Exit(1)
        return
    if not files:
        raise WrongCall("Name at least one text file, or a batch: pullquote summarize --help.")
    read = list(named_articles(files))
    articles = [article for article in read if article is not None]
    if articles:
        _say_what_is_unknown(articles)
        from summaries.selection import Budget
        from summaries.selection.summarize import summarize as choose

        if words is None and sentences is None:
            sentences = _SENTENCES
        chosen = choose(articles, Budget(sentences, words), query=query, method=method)
        if not chosen:
            complain("No sentence that can stand by itself fits so few words.")
        if form == "json":
            say(as_json({"sentences": [_entry(articles, one) for one in chosen]}, indent=2))
        elif chosen:
            say(_as_text(articles, chosen))
    if len(articles) < len(read):
        raise typer.Exit(1)


def _say_what_is_unknown(articles: Sequence["Article"]) -> None:
    """Say of each text in a language without rules of context what its summary rests on."""
    from summaries.context import supported

    for article in articles:
        if not supported(article.language):
            from babel import Locale  # a quarter of a second, for a few texts only

            language = Locale("en").languages.get(article.language, article.language)
            complain(
                f"{article.file}: The text is in {language}, for which Pullquote has no rules of "
                "context: sentences are chosen by place and centrality."
            )


def _check_method(method: str | None) -> None:
    from summaries.selection.selector import UnknownMethod, check_method

    try:
        check_method(method)
    except UnknownMethod as error:
        raise WrongCall(str(error)) from None


def _entry(articles: Sequence["Article"], chosen: "Chosen") -> dict[str, object]:
    article = articles[chosen.document]
    return {
        "document": chosen.document,
        "file": article.file,
        "start": chosen.start,
        "end": chosen.end,
        "text": article.text[chosen.start : chosen.end],
    }


def _as_text(articles: Sequence["Article"], chosen: Sequence["Chosen"]) -> str:
    """Write one sentence a line; of several files, with a number for each file."""
    from bot.pages.source_words import visible

    cited = list(dict.fromkeys(one.document for one in chosen))
    lines = []
    for one in chosen:
        words = visible(articles[one.document].text[one.start : one.end])
        lines.append(f"{words} [{cited.index(one.document) + 1}]" if len(articles) > 1 else words)
    if len(articles) > 1:
        lines.append("")
        lines += [f"[{n}] {visible(articles[d].file or '')}" for n, d in enumerate(cited, start=1)]
    return "\n".join(lines)
