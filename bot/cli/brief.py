"""`pullquote brief`: a brief of a folder of articles, in the terminal or for programs."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.corpus import corpus_folder, read_articles, read_topics
from bot.cli.failures import CannotDo, WrongCall
from bot.cli.terminal import as_json, safe_json, say
from config import TOPICS_FOLDER

if TYPE_CHECKING:
    from summaries.briefs import Brief, Wish
    from summaries.corpus import Article
    from summaries.topics import About, Topic

_MOST_STATED = 400  # articles: some seconds


def brief(
    about: Annotated[
        list[str] | None,
        # Its type would stand in the help as <list[str]>; the text below says what it is.
        typer.Argument(metavar="ABOUT", hidden=True),
    ] = None,
    search: Annotated[
        bool,
        typer.Option("--search", help="Search for ABOUT even if it is (nearly) a topic's name."),
    ] = False,
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of articles; by default the starter corpus."),
    ] = None,
    topics: Annotated[
        Path,
        typer.Option(metavar="DIR", help="Folder of topic files.", show_default="those shipped"),
    ] = TOPICS_FOLDER,
    since: Annotated[
        Literal["24h", "7d", "30d", "all"],
        typer.Option(help="Only articles so new; one without a date counts from its file's date."),
    ] = "all",
    length: Annotated[
        Literal["short", "standard", "long"], typer.Option(help="How much to show.")
    ] = "standard",
    method: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="One of sumy's methods instead, such as lexrank."),
    ] = None,
    form: Annotated[
        Literal["text", "markdown", "json"], typer.Option("--format", help="How to write it.")
    ] = "text",
    sentence: Annotated[
        str | None,
        typer.Option("--why-not", metavar="SENTENCE", help="Say what keeps this sentence out."),
    ] = None,
) -> None:
    """Brief a topic, an article or words to search for; with nothing named, all topics.

    ABOUT is a topic's name, an article (its number such as A3, its title or its file), or words to
    search for. Every sentence is word for word from an article and carries the article's number.

    \b
    pullquote brief
    pullquote brief aid-pledges --length long
    pullquote brief A3 --format markdown
    pullquote brief school meals --corpus articles --since 7d
    pullquote brief aid-pledges --format json
    pullquote brief aid-pledges --why-not "The new bridge opened on Friday."

    In JSON, "start" and "end" count characters (code points) in the decoded file.
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    typed = " ".join(about or ())
    if search and not typed.strip():
        raise WrongCall("Say what to search for: pullquote brief --search WORDS.")
    rules = read_topics(topics)
    articles = read_articles(corpus_folder(corpus))
    meant = _meant(typed, search, rules, articles)
    made = _made(meant, rules, articles, since=since, length=length, method=method)
    if sentence is None:
        say(_written(made, articles, form))
        return
    wish = _wish(since=since, length=length, method=method)
    say(_why_not(sentence, made, meant, rules, articles, wish, form))


def _meant(
    typed: str, search: bool, topics: Sequence["Topic"], articles: Sequence["Article"]
) -> "About":
    from summaries.topics import About, resolve

    if search:
        return About(typed, query=typed)
    about = resolve(typed, topics, articles)
    if about.suggestion is not None:
        raise WrongCall(
            f"No topic called “{about.typed}”. Did you mean “{about.suggestion.name}”? "
            "To search the articles for the word instead, add --search."
        )
    if not about.typed and not topics:
        raise WrongCall("There are no topics. Name an article, or words to search for.")
    return about


def _made(
    about: "About",
    topics: Sequence["Topic"],
    articles: Sequence["Article"],
    *,
    since: str,
    length: str,
    method: str | None,
) -> "Brief":
    from summaries.selection.selector import UnknownMethod, check_method

    wish = _wish(since=since, length=length, method=method)
    try:
        check_method(method)
        return _builder(about, topics, articles, wish)
    except UnknownMethod as error:
        raise WrongCall(str(error)) from None


def _wish(*, since: str, length: str, method: str | None) -> "Wish":
    from summaries.briefs import Length, Wish

    return Wish(Length(length), since, method=method)


def _builder(
    about: "About", topics: Sequence["Topic"], articles: Sequence["Article"], wish: "Wish"
) -> "Brief":
    from dataclasses import replace

    from summaries.briefs import article_brief, overview, query_brief, topic_brief
    from summaries.briefs.copies import copies_among
    from summaries.briefs.window import within

    recent = within(articles, wish.since, datetime.now(UTC))
    if about.article is not None:
        others = [article for article in recent if article.id != about.article.id]
        wish = _with_evidence(wish, [about.article, *others])
        return article_brief(about.article, wish, others=others)
    wish = replace(_with_evidence(wish, recent), copies=copies_among(recent))
    if about.topic is not None:
        return topic_brief(about.topic, recent, wish)
    if about.query is not None:
        return query_brief(about.query, recent, wish)
    return overview(topics, recent, wish)


def _with_evidence(wish: "Wish", articles: Sequence["Article"]) -> "Wish":
    """Add what the articles state, and where they differ; of very many, the first ones only."""
    from dataclasses import replace

    from summaries.evidence import evidence_of
    from summaries.evidence.differences import differences

    read = articles[:_MOST_STATED]
    stated = [evidence_of(article) for article in read]
    return replace(
        wish,
        evidence={rows.article: rows for rows in stated},
        differences=differences(read, stated),
    )


def _written(brief: "Brief", articles: Sequence["Article"], form: str) -> str:
    """Write the brief; its words are sliced from the articles here, and checked."""
    from summaries.briefs import SourceMismatch, codec

    by_id = {article.id: article for article in articles}
    try:
        if form == "json":
            return safe_json(codec.to_json(codec.report(brief, by_id)))
        from bot.labels import Labels
        from bot.pages import brief_as_markdown, brief_as_text

        write = brief_as_markdown if form == "markdown" else brief_as_text
        return write(brief, by_id, Labels.for_locale("en")).rstrip("\n")
    except SourceMismatch as error:
        raise CannotDo(str(error)) from None


def _why_not(
    sentence: str,
    brief: "Brief",
    about: "About",
    topics: Sequence["Topic"],
    articles: Sequence["Article"],
    wish: "Wish",
    form: str,
) -> str:
    """Try the brief again, and say what kept a sentence out of it."""
    from dataclasses import replace

    from bot.labels import Labels
    from bot.pages.style import markdown_style, text_style
    from bot.pages.why_not_page import why_not_page
    from summaries.briefs.copies import copies_among
    from summaries.briefs.retrial import retrial
    from summaries.briefs.why_not import Case, report, why_not
    from summaries.briefs.window import within

    now = datetime.now(UTC)
    recent = within(articles, wish.since, now)
    read: Sequence[Article] = [about.article] if about.article else recent
    rules = [about.topic] if about.topic else topics
    if about.article is None:
        wish = replace(wish, copies=copies_among(read))
    trials, wish = retrial(brief, rules, read, wish)
    answer = why_not(sentence, articles, Case(brief, trials, wish, now))
    by_id = {article.id: article for article in articles}
    if form == "json":
        return as_json(report(answer, by_id), indent=2)
    labels = Labels.for_locale("en")
    style = markdown_style(labels) if form == "markdown" else text_style(labels)
    return "\n\n".join(why_not_page(answer, brief, by_id, labels, style))
