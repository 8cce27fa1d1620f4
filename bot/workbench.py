"""The workbench of a topic: a rule that is not saved yet, tried out on the team's own articles.

A draft waits in the database until it is saved or discarded, so that a restart loses nothing. It
knows which version it was made from: who saves on top of a newer one is told first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Self

from bot.desk import Desk
from bot.pages.bench_page import Bench
from bot.shelves import Shelf
from summaries.briefs.samples import samples_of
from summaries.store import Draft, How, StoredTopic
from summaries.topics import Form, Topic, clash, parse_topic, write_topic
from summaries.topics.form import with_weights
from summaries.topics.steering import Proposal, steer
from summaries.topics.trial import Place, Trial, compare, try_out

SAMPLE: Final = 300
"""Of a large library so many articles are tried, the newest: that takes about a second."""

_TOPIC: Final = "topic"  # the fact of a draft by which those of one topic are found
_NOTHING: Final[Mapping[str, float]] = {}


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule that somebody is working on.

    ``seen`` is the newest version of the team's own that it was made from, 0 for none. ``rule`` is
    None while what was typed into ``form`` can't be read. ``weights`` are proposed and not taken.
    """

    name: str
    seen: int
    how: How
    rule: Topic | None = None
    form: Form | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    id: str = ""
    user: int = 0

    @classmethod
    def of(cls, draft: Draft) -> Self | None:
        """Read a stored draft; None if it is one of something else."""
        kept = draft.facts.get("rule")
        if not isinstance(kept, dict):
            return None
        return cls(
            name=draft.facts[_TOPIC],
            seen=kept["seen"],
            how=How(kept["how"]),
            rule=parse_topic(kept["text"], kept["name"]) if kept["text"] else None,
            form=Form(**kept["form"]) if kept["form"] else None,
            weights=kept["weights"],
            id=draft.id,
            user=draft.user,
        )

    @property
    def facts(self) -> dict[str, Any]:
        """All of it, as a draft in the store keeps it."""
        return {
            _TOPIC: self.name,
            "rule": {
                "name": self.name,
                "seen": self.seen,
                "how": self.how.value,
                "text": write_topic(self.rule) if self.rule else None,
                "form": asdict(self.form) if self.form else None,
                "weights": dict(self.weights),
            },
        }

    def filled(self, language: str) -> Form:
        """Return the form as it is to be opened: with what was typed, else with the rule."""
        if self.form is not None:
            return self.form
        return Form.of(self.rule, language) if self.rule else Form()

    def accepted(self) -> Self:
        """Return the draft with the proposed weights in its rule."""
        assert self.rule is not None
        return self.with_rule(with_weights(self.rule, self.weights))

    def with_rule(self, rule: Topic) -> Self:
        """Return the draft with a rule that can be tried out."""
        return replace(self, name=rule.name, rule=rule, form=None, weights=_NOTHING)


def put(desk: Desk, guild: int, draft: RuleDraft, user: int) -> RuleDraft:
    """Keep a new draft, and return it with the name that its buttons carry."""
    desk.database.guilds().drop_old_drafts()
    name = desk.database.drafts(guild).put("", file=None, user=user, facts=draft.facts)
    return replace(draft, id=name, user=user)


def keep(desk: Desk, guild: int, draft: RuleDraft) -> bool:
    """Keep a draft that was changed; False if it is gone."""
    return desk.database.drafts(guild).note(draft.id, draft.facts)


def get(desk: Desk, guild: int, name: str) -> RuleDraft | None:
    """Read a draft; None if it was saved or discarded, or is over an hour old."""
    draft = desk.database.drafts(guild).get(name)
    return RuleDraft.of(draft) if draft is not None else None


def begin(desk: Desk, guild: int, name: str) -> RuleDraft | None:
    """Begin a draft of the topic of this name as it is now; None if there is none any more."""
    while True:
        seen = newest(desk, guild, name)
        topic = next((one for one in desk.topics_of(guild) if one.name == name), None)
        if newest(desk, guild, name) == seen:  # else somebody saved in between
            return RuleDraft(name, seen, How.EDIT, topic) if topic else None


def imported(desk: Desk, guild: int, rule: Topic) -> RuleDraft:
    """Begin a draft of a rule that came in a file."""
    return RuleDraft(rule.name, newest(desk, guild, rule.name), How.IMPORT, rule)


def newest(desk: Desk, guild: int, name: str) -> int:
    """Return the newest version that the team has of a name, 0 for none."""
    last = desk.database.topics(guild).latest(name)
    return last.version if last else 0


def tried(desk: Desk, guild: int, draft: RuleDraft) -> Bench:
    """Try the rule of a draft out, and compare it with the one that counts."""
    assert draft.rule is not None
    shelf = _shelf(desk, guild)
    samples = samples_of(shelf.articles)
    saved = next((t for t in desk.topics_of(guild) if t.name == draft.name), None)
    trial = try_out(draft.rule, samples)
    before = try_out(saved, samples) if saved else Trial(draft.rule, (), ())
    proposed = None
    if draft.weights:
        changed = try_out(with_weights(draft.rule, draft.weights), samples)
        proposed = changed, compare(trial, changed)
    drafts = desk.database.drafts(guild).stating(_TOPIC, draft.name)
    return Bench(
        trial=trial,
        before=before,
        saved=saved,
        difference=compare(before, trial),
        articles=shelf.by_id,
        count=desk.database.scores(guild).extent().articles,
        others=tuple(dict.fromkeys(o.user for o in drafts if o.user != draft.user)),
        proposed=proposed,
    )


def propose(desk: Desk, guild: int, draft: RuleDraft, place: Place, *, more: bool) -> Proposal:
    """Propose weights after the example of a sentence."""
    assert draft.rule is not None
    samples = samples_of(_shelf(desk, guild).articles)
    return steer(try_out(draft.rule, samples), place, more=more)


def save(desk: Desk, guild: int, draft: RuleDraft, user: int) -> StoredTopic:
    """Save the rule of a draft and forget the draft. Raises TopicChanged, TooManyTopics.

    Scores for the new rule are worked out in the background.
    """
    assert draft.rule is not None
    shipped = desk.topics.shipped_as(draft.name)
    stored = desk.database.topics(guild).save(
        draft.name,
        write_topic(draft.rule),
        by=user,
        seen=draft.seen,
        how=draft.how,
        after=shipped.version if shipped else 0,
    )
    desk.database.drafts(guild).drop(draft.id)
    desk.shelves.behind.add(guild)
    return stored


def taken(desk: Desk, guild: int, rule: Topic) -> tuple[str, Topic] | None:
    """Return a name of a rule by which another topic of the team is known already."""
    return clash(rule, desk.topics_of(guild))


def same(rule: Topic, saved: Topic | None) -> bool:
    """Tell whether a rule says what the saved one says, whatever its version."""
    return saved is not None and replace(rule, version=saved.version) == saved


def _shelf(desk: Desk, guild: int) -> Shelf:
    """Return what a rule is tried on: a small library, or the newest articles of a large one."""
    whole = desk.shelves.whole(guild)
    return Shelf.of(whole) if whole is not None else desk.shelves.newest(guild, SAMPLE)
