"""Articles that print much of each other's text: in a brief they are one source, not several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from summaries.corpus import Article, NearDuplicates, compared_text, groups, same_time
from summaries.text import folded_words


class Copies:
    """Which articles are copies of which: each group goes by its first article.

    ``first`` maps the id of each other article of a group to that of its first.
    """

    def __init__(self, first: Mapping[str, str] | None = None) -> None:
        self._first = dict(first or {})
        self._groups: dict[str, list[str]] = {}
        for one, leader in self._first.items():
            self._groups.setdefault(leader, [leader]).append(one)

    def __bool__(self) -> bool:
        return bool(self._first)

    def first(self, article: str) -> str:
        """Return the first article of an article's group: itself, as a rule."""
        return self._first.get(article, article)

    def others(self, article: str) -> tuple[str, ...]:
        """Return the other articles of an article's group, by number."""
        group = self._groups.get(self.first(article), ())
        return tuple(sorted((a for a in group if a != article), key=lambda a: (len(a), a)))

    def repeated(self, articles: Sequence[Article]) -> frozenset[tuple[int, int]]:
        """Return the sentences that an earlier article of the same group prints too.

        Each is (place of its article in ``articles``, index): nothing is lost without them.
        """
        printed: dict[str, set[str]] = {}
        found: set[tuple[int, int]] = set()
        # The first of a group is the one that is quoted, wherever it stands among the articles.
        order = sorted(range(len(articles)), key=lambda d: articles[d].id in self._first)
        for document in order:
            article = articles[document]
            if len(self._groups.get(self.first(article.id), ())) < 2:
                continue
            seen = printed.setdefault(self.first(article.id), set())
            said = [" ".join(folded_words(article.words_of(s))) for s in article.sentences]
            found.update((document, index) for index, words in enumerate(said) if words in seen)
            seen.update(said)
        return frozenset(found)


def copies_among(articles: Iterable[Article]) -> Copies:
    """Find the copies among articles that no store has compared; linear in their texts."""
    index = NearDuplicates()
    read: dict[str, Article] = {}
    pairs = []
    for article in articles:
        text = compared_text(article.text, article.title_span, article.set_aside)
        pairs += [
            (near.article, article.id)
            for near in index.find(text)
            if same_time(article.published, read[near.article].published)
        ]
        index.add(article.id, text)
        read[article.id] = article
    return Copies(groups(pairs))
