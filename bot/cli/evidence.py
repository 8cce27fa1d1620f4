"""`pullquote evidence`: what articles state, as rows, and where they differ."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bot.cli.corpus import corpus_folder, read_articles, read_topics
from bot.cli.failures import CannotDo
from bot.cli.terminal import as_json, complain, say
from config import TOPICS_FOLDER

if TYPE_CHECKING:
    from summaries.corpus import Article
    from summaries.evidence import Evidence
    from summaries.topics import Topic


_LISTS = ("money", "amounts", "pledges", "appeals", "numbers", "figures", "quotes")
_NOT_GIVEN = ("sought", "refused")


def evidence(
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of articles; by default the starter corpus."),
    ] = None,
    topics: Annotated[
        Path,
        typer.Option(metavar="DIR", help="Folder of topic files.", show_default="those shipped"),
    ] = TOPICS_FOLDER,
    names: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Other names that you use, a line each: UNO = United Nations."
        ),
    ] = None,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to write it.")
    ] = "text",
) -> None:
    """Show what articles state: pledges, figures, quotations, and where sources differ.

    Every row is tied to the words that state it, and nothing is added up. Figures are those that
    belong to a topic with figures; in JSON there are all of them, too, and every amount.

    \b
    pullquote evidence
    pullquote evidence --corpus articles --format json
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    from summaries.evidence import evidence_of

    rules = read_topics(topics)
    articles = read_articles(corpus_folder(corpus))
    aliases = _aliases(names)
    stated = [evidence_of(article, aliases) for article in articles]
    made = _report(articles, stated, rules)
    say(as_json(made, indent=2) if form == "json" else _text(made, articles))


def _aliases(names: Path | None) -> dict[str, str]:
    """Read a file of names; a line that is none is complained of, and left out."""
    from bot.labels import Labels
    from summaries.evidence.aliases import LONGEST, MOST, read_lines

    if names is None:
        return {}
    try:
        typed = names.read_text("utf-8")
    except OSError as error:
        raise CannotDo(f"{names}: {error.strerror or error}. Name a text file.") from None
    except UnicodeDecodeError:
        raise CannotDo(f"{names} is no text in UTF-8. Save it as UTF-8 and try again.") from None
    labels, read = Labels.for_locale("en"), read_lines(typed, {})
    for wrong in read.refused:
        complain(
            labels(
                f"names.wrong.{wrong.why}",
                line=wrong.line,
                name=wrong.name,
                longest=LONGEST,
                most=MOST,
            )
        )
    return {alias.key: alias.name for alias in read.taken}


def _report(
    articles: Sequence["Article"], stated: Sequence["Evidence"], topics: Sequence["Topic"]
) -> dict[str, Any]:
    from summaries.evidence.differences import differences
    from summaries.evidence.report import Report, differences_report

    counting = [topic for topic in topics if "figures" in topic.rows]
    made: dict[str, Any] = {name: [] for name in _LISTS}
    for article, rows in zip(articles, stated, strict=True):
        report = Report(article, rows)
        made["money"] += report.money()
        made["amounts"] += report.amounts()
        for row in report.pledges():
            made["pledges" if row["status"] not in _NOT_GIVEN else "appeals"].append(row)
        made["figures"] += report.figures()
        made["numbers"] += report.figures(_topical(article, rows, counting))
        made["quotes"] += report.quotations()
    found = differences(articles, stated)
    made["differences"] = differences_report(found, {a.id: a for a in articles})
    return made


def _topical(article: "Article", rows: "Evidence", topics: Sequence["Topic"]) -> list[Any]:
    from summaries.evidence.figures import about

    return [f for f in rows.figures if any(about(f, article, topic) for topic in topics)]


def _text(made: dict[str, Any], articles: Sequence["Article"]) -> str:
    """Write the rows for a reader: a heading for each kind, a line for each row."""
    from bot.pages.source_words import visible

    ids = {article.file: article.id for article in articles}
    lines: list[str] = []

    def part(heading: str, rows: list[str]) -> None:
        lines.extend([*([""] if lines else []), f"{heading} ({len(rows)})", *rows])

    part("Pledges, as written and not added up", [_pledge(row, ids) for row in made["pledges"]])
    part("Figures", [_figure(row, ids) for row in made["numbers"]])
    part("Who said what", [_quotation(row, ids) for row in made["quotes"]])
    part("Sources differ", [_difference(row, ids) for row in made["differences"]])
    return "\n".join(visible(line) for line in lines)


def _pledge(row: dict[str, Any], ids: dict[str | None, str]) -> str:
    donor, recipient = row["donor"] or "donor not stated", row["recipient"]
    to = f" to {recipient}" if recipient else ""
    return f"- “{_flat(row['text'])}”: {donor}{to}, {row['status']} [{ids[row['file']]}]"


def _figure(row: dict[str, Any], ids: dict[str | None, str]) -> str:
    said = [row["text"]] if row["value"] is not None else []
    said += [row[key] for key in ("metric", "comparison") if row[key]]
    if row["period"]:
        said.append(row["period"]["text"])
    said += [row["caveat"]] if row["caveat"] else []
    quoted = " · ".join(f"“{_flat(words)}”" for words in dict.fromkeys(said))
    return f"- {quoted} [{ids[row['file']]}]"


def _quotation(row: dict[str, Any], ids: dict[str | None, str]) -> str:
    segments = map(_flat, row["segments"])
    reported = row["type"] == "indirect"
    quoted = " … ".join(segments) if reported else " … ".join(f"“{one}”" for one in segments)
    return f"- {row['speaker'] or 'speaker not stated'}: {quoted} [{ids[row['file']]}]"


def _difference(row: dict[str, Any], ids: dict[str | None, str]) -> str:
    sides = "; ".join(f"“{_flat(one['text'])}” [{ids[one['file']]}]" for one in row["items"])
    return f"- {row['kind'].replace('_', ' ')}: {sides}"


def _flat(words: str) -> str:
    return " ".join(words.split())
