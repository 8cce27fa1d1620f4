"""What commands read before they answer: topics, and the articles of a folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.failures import CannotDo, WrongCall
from bot.cli.terminal import complain, progress

if TYPE_CHECKING:
    from summaries.corpus import Article
    from summaries.topics import Topic


def read_topics(folder: Path) -> tuple["Topic", ...]:
    """Read a folder of topic files. Raises WrongCall."""
    from summaries.topics import BadTopic, load_topics

    if not folder.is_dir():
        raise WrongCall(f"{folder} is not a folder of topics.")
    try:
        return load_topics(folder)
    except BadTopic as error:
        raise WrongCall(str(error)) from None


def corpus_folder(corpus: Path | None) -> Path:
    """Return the folder that was named, or the starter folder. Raises WrongCall."""
    if corpus is not None:
        return corpus
    from config.settings import load_settings

    starter = load_settings().starter_corpus
    if starter is None:
        raise WrongCall("There is no starter corpus. Name a folder of articles: --corpus DIR.")
    return starter


def read_articles(folder: Path) -> tuple["Article", ...]:
    """Read a folder of articles; what is none is complained of. Raises WrongCall, CannotDo."""
    from summaries.corpus import NoSuchFolder, load_folder

    try:
        with progress(f"Reading {folder.name}") as report:
            corpus = load_folder(folder, progress=report)
    except NoSuchFolder as error:
        raise WrongCall(str(error)) from None
    for refused in corpus.refused:
        complain(f"{refused.file}: {refused.reason}")
    if not corpus.articles:
        raise CannotDo(f"The folder {folder} holds no article. Put text files (.txt) into it.")
    return corpus.articles
