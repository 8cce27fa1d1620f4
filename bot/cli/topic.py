"""`pullquote topic`: rules in files, tried on a folder of articles, as `/topic` does in Discord."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.corpus import corpus_folder, read_articles, read_topics
from bot.cli.failures import CannotDo, WrongCall
from bot.cli.terminal import complain, say
from config import TOPICS_FOLDER

if TYPE_CHECKING:
    from summaries.store import Database
    from summaries.topics import Topic

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read, try out, and move topics: rules that say which sentences are about a subject.",
)

_MOST_BYTES = 64_000

Named = Annotated[
    str, typer.Argument(metavar="TOPIC", help="A topic's name, or a file that ends in .toml.")
]
Folder = Annotated[
    Path,
    typer.Option(
        "--topics", metavar="DIR", help="Folder of topic files.", show_default="those shipped"
    ),
]
Guild = Annotated[
    int | None,
    typer.Option(
        "--guild",
        metavar="ID",
        min=1,
        max=2**63 - 1,
        help="The topics of this Discord server instead of a folder's.",
    ),
]


@app.command("list")
def list_topics(topics: Folder = TOPICS_FOLDER, guild: Guild = None) -> None:
    """List topics: name, version, title.

    \b
    pullquote topic list
    pullquote topic list --guild 123456789012345678
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    for topic in _every(topics, guild):
        say(_safe(f"{topic.name}  version {topic.version}  {topic.title()}"))


@app.command()
def show(name: Named, topics: Folder = TOPICS_FOLDER, guild: Guild = None) -> None:
    """Show a rule as a person reads it: words by weight, required lists, excluded words.

    \b
    pullquote topic show aid-pledges
    pullquote topic show floods.toml
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    from bot.cli.topic_report import as_read

    say(as_read(_topic(name, topics, guild)))


@app.command("test")
def try_out(
    name: Named,
    add: Annotated[
        str, typer.Option(metavar="WORDS", help="Words to add: “blankets, tents +2”.")
    ] = "",
    exclude: Annotated[
        str, typer.Option(metavar="WORDS", help="Words that keep a sentence out: “vaccin*”.")
    ] = "",
    threshold: Annotated[str, typer.Option(metavar="N", help="Another threshold.")] = "",
    against: Annotated[
        str | None,
        typer.Option(metavar="TOPIC", help="Compare with this topic or file, not with TOPIC."),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of articles; by default the starter corpus."),
    ] = None,
    topics: Folder = TOPICS_FOLDER,
    guild: Guild = None,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to write it.")
    ] = "text",
) -> None:
    """Try a rule out on a folder of articles; nothing is changed.

    Shows which sentences match, are just missed, or are kept out; how many there would be at other
    thresholds; what each word does; and against the rule without the change, what is lost and
    gained.

    \b
    pullquote topic test aid-pledges --exclude "vaccin*" --corpus seeds
    pullquote topic test floods.toml --corpus articles --format json
    pullquote topic test new.toml --against old.toml --corpus articles
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    from summaries.topics import BadForm
    from summaries.topics.form import with_words

    before = _topic(name, topics, guild)
    try:
        rule = with_words(before, add, exclude, threshold)
    except BadForm as error:
        raise WrongCall(_sentence(str(error))) from None
    if against is not None:
        before = _topic(against, topics, guild)
    articles = read_articles(corpus_folder(corpus))
    from bot.cli.topic_report import as_data, as_text, tried

    trial = tried(rule, before if rule != before else None, articles)
    if form == "json":
        from bot.cli.terminal import as_json

        say(as_json(as_data(trial), indent=2))
    else:
        say(as_text(trial))


@app.command()
def export(name: Named, topics: Folder = TOPICS_FOLDER, guild: Guild = None) -> None:
    """Write a topic as a file, to standard output.

    \b
    pullquote topic export aid-pledges --guild 123456789012345678 > aid-pledges.toml
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    from summaries.topics import write_topic

    say(write_topic(_topic(name, topics, guild)).rstrip("\n"))


@app.command("import")
def import_topic(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A topic's file.")],
    guild: Annotated[
        int,
        typer.Option(
            "--guild", metavar="ID", min=1, max=2**63 - 1, help="The Discord server's id."
        ),
    ],
) -> None:
    """Save a topic's file as a new version of a server's own topic.

    The bot may run meanwhile. `/topic undo` takes it back.

    \b
    pullquote topic import floods.toml --guild 123456789012345678
    """  # noqa: D301  # typer keeps the lines of a paragraph that begins with a backspace
    topic = _file(file)
    with _database() as database:
        from summaries.ingest import TeamTopics
        from summaries.store import How
        from summaries.topics import clash, load_topics, write_topic

        shared = TeamTopics(database, load_topics(TOPICS_FOLDER))
        if found := clash(topic, shared.of(guild)):
            taken, other = found
            raise CannotDo(f"The name “{taken}” belongs to {other.name} already; change it.")
        if database.guilds().get(guild) is None:
            complain(
                f"Server {guild} is new to this database: the topic is there when the bot joins it."
            )
        last, shipped = database.topics(guild).latest(topic.name), shared.shipped_as(topic.name)
        stored = database.topics(guild).save(
            topic.name,
            write_topic(topic),
            by=None,
            seen=last.version if last else 0,
            how=How.IMPORT,
            after=shipped.version if shipped else 0,
        )
        say(f"{stored.name}: saved as version {stored.version}.")


def _every(folder: Path, guild: int | None) -> "tuple[Topic, ...]":
    if guild is None:
        return read_topics(folder)
    from summaries.ingest import TeamTopics

    with _database() as database:
        return TeamTopics(database, read_topics(folder)).of(guild)


def _topic(name: str, folder: Path, guild: int | None) -> "Topic":
    """Return the topic that is meant: a file's, or one by its name. Raises WrongCall."""
    from summaries.topics import resolve

    if name.endswith(".toml"):
        return _file(Path(name))
    about = resolve(name, _every(folder, guild), ())
    if about.topic is not None:
        return about.topic
    near = f" Did you mean “{about.suggestion.name}”?" if about.suggestion else ""
    raise WrongCall(f"No topic called “{name}”.{near} See: pullquote topic list.")


def _file(path: Path) -> "Topic":
    from summaries.topics import BadTopic, load_topic

    try:
        if path.stat().st_size > _MOST_BYTES:
            raise WrongCall(f"{path} is over {_MOST_BYTES // 1_000} kB, more than a topic has.")
        return load_topic(path)
    except OSError as error:
        raise WrongCall(f"{path} can't be read ({error.strerror}).") from None
    except BadTopic as error:
        raise WrongCall(str(error)) from None


def _database() -> "Database":
    from config.settings import load_settings
    from summaries.store import Database

    settings = load_settings()
    settings.make_data_dir()
    return Database(settings.database)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _safe(line: str) -> str:
    from bot.pages.source_words import visible

    return visible(line)
