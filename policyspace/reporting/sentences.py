"""What each verb of the ledger says in a list of activity. A verb without a row here is not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from policyspace.charter.actions import Action
from policyspace.foundation.i18n import lazy


@dataclass(frozen=True, slots=True)
class Telling:
    """One verb: its sentence, the page it leads to, and what a reader must be allowed.

    The sentence may hold %(who)s, %(whom)s, %(title)s, %(role)s, %(stage)s, %(from)s, %(to)s, %(revision)s.
    `leads_to` is an endpoint; `names` are the values it needs beside the space: "number" of the document,
    "revision_number", "comment_id", "suggestion_id", "stage". `needs` is asked of the charter for a draft: what
    happens to a text is for those who may read it. `of_comment`: not shown once that comment, or the one at the head
    of that suggestion, is hidden or withdrawn. `unnamed`: who did it stays out.
    """

    verb: str
    sentence: Any
    leads_to: str = "spaces.show"
    names: tuple[str, ...] = ()
    needs: Action = Action.READ_SPACE
    of_comment: bool = False
    unnamed: bool = False


def _text(verb: str, sentence: Any, *, unnamed: bool = False) -> Telling:
    names = ("number",)
    return Telling(verb, sentence, "drafting.show", names, Action.READ_DRAFT_DOCUMENT, unnamed=unnamed)


def _template(verb: str, sentence: Any) -> Telling:
    return Telling(verb, sentence, "drafting.templates", needs=Action.CREATE_PROBLEM)


def _comment(verb: str, sentence: Any, *, of_comment: bool = False) -> Telling:
    names = ("number", "comment_id")
    needs = Action.READ_DRAFT_DOCUMENT
    return Telling(verb, sentence, "discussion.thread", names, needs, of_comment=of_comment)


def _on_entry(verb: str, sentence: Any) -> Telling:
    names = ("number", "comment_id")
    return Telling(verb, sentence, "discussion.thread", names, Action.READ_RECORD, of_comment=True)


def _suggestion(verb: str, sentence: Any) -> Telling:
    names = ("number", "suggestion_id")
    needs = Action.READ_DRAFT_DOCUMENT
    return Telling(verb, sentence, "drafting.suggestion", names, needs, of_comment=True)


def _stage(verb: str, sentence: Any) -> Telling:
    return Telling(verb, sentence, "outcomes.show", ("number", "stage"), Action.READ_RECORD)


def _record(verb: str, sentence: Any) -> Telling:
    return Telling(verb, sentence, "outcomes.index", ("number",), Action.READ_RECORD)


_ROWS = (
    Telling("space.opened", lazy("%(who)s opened this space")),
    Telling("space.edited", lazy("%(who)s changed what this space says about itself")),
    Telling("member.joined", lazy("%(who)s joined this space"), "spaces.members"),
    Telling("member.left", lazy("%(who)s left this space"), "spaces.members"),
    Telling("member.removed", lazy("%(who)s ended the membership of %(whom)s"), "spaces.members"),
    Telling("capacity.chosen", lazy("%(who)s now acts in another capacity"), "spaces.members"),
    Telling("role.changed", lazy("%(who)s changed the role of %(whom)s to: %(role)s"), "spaces.members"),
    Telling(
        "invitation.sent", lazy("%(who)s invited someone as: %(role)s"), "spaces.members", needs=Action.INVITE
    ),
    _text("document.created", lazy("%(who)s started “%(title)s”")),
    Telling(
        "revision.saved",
        lazy("%(who)s saved revision %(revision)s of “%(title)s”"),
        "drafting.revision",
        ("number", "revision_number"),
        Action.READ_DRAFT_DOCUMENT,
    ),
    _text("problem.opened", lazy("%(who)s opened “%(title)s” for comments")),
    _text("problem.closed", lazy("%(who)s closed “%(title)s” to comments")),
    _text("problem.framed", lazy("%(who)s marked “%(title)s” as agreed")),
    _text("problem.reopened", lazy("%(who)s opened “%(title)s” for comments again")),
    _text("proposal.published", lazy("%(who)s published “%(title)s”")),
    _record("publication.lifted", lazy("%(who)s let “%(title)s” be published before Trust is met")),
    _template("template.added", lazy("%(who)s added a template for documents")),
    _template("template.changed", lazy("%(who)s changed a template for documents")),
    _template("template.retired", lazy("%(who)s retired a template for documents")),
    _template("template.brought_back", lazy("%(who)s brought back a template for documents")),
    _comment("comment.posted", lazy("%(who)s commented on “%(title)s”"), of_comment=True),
    _comment(
        "comment.keyed_in", lazy("%(who)s keyed in what someone said about “%(title)s”"), of_comment=True
    ),
    _text("comment.taken_back", lazy("%(who)s took back what was keyed in about “%(title)s”")),
    _comment("comment.replied", lazy("%(who)s replied to a comment on “%(title)s”"), of_comment=True),
    _text("comment.withdrawn", lazy("Someone took back their comment on “%(title)s”"), unnamed=True),
    _comment("comment.hidden", lazy("%(who)s hid a comment on “%(title)s”")),
    _comment("comment.unhidden", lazy("%(who)s showed a hidden comment on “%(title)s” again")),
    _text("answers.published", lazy("%(who)s published answers to comments on “%(title)s”")),
    _text("answers.taken_back", lazy("%(who)s took answers to comments on “%(title)s” back to draft")),
    _suggestion("suggestion.made", lazy("%(who)s suggested a change to “%(title)s”")),
    _suggestion("suggestion.renewed", lazy("%(who)s made a suggestion for “%(title)s” again")),
    _suggestion(
        "suggestion.accepted",
        lazy("%(who)s accepted a suggestion by %(whom)s as revision %(revision)s of “%(title)s”"),
    ),
    _suggestion("suggestion.declined", lazy("%(who)s declined a suggestion by %(whom)s for “%(title)s”")),
    _text("suggestion.withdrawn", lazy("Someone took back their suggestion for “%(title)s”"), unnamed=True),
    _stage("entry.added", lazy("%(who)s added to %(stage)s for “%(title)s”")),
    _stage("entry.changed", lazy("%(who)s changed what %(stage)s says for “%(title)s”")),
    _stage("entry.said_again", lazy("%(who)s said that their interests are still the same for “%(title)s”")),
    _stage("entry.ended", lazy("%(who)s took something off %(stage)s for “%(title)s”")),
    _stage("entry.accepted", lazy("%(who)s accepted what %(stage)s says of their side for “%(title)s”")),
    _stage(
        "entry.corrected", lazy("%(who)s asked to correct what %(stage)s says of their side for “%(title)s”")
    ),
    _record(
        "entries.carried_over", lazy("%(who)s carried answers over from an earlier proposal to “%(title)s”")
    ),
    _on_entry("entry.commented", lazy("%(who)s commented on an answer in the shared outcome of “%(title)s”")),
    _on_entry(
        "entry.replied",
        lazy("%(who)s replied to a comment on an answer in the shared outcome of “%(title)s”"),
    ),
    _stage("stage.confirmed", lazy("%(who)s confirmed %(stage)s for “%(title)s”")),
    _stage("stage.reserved", lazy("%(who)s confirmed %(stage)s for “%(title)s” with a reservation")),
    _stage("stage.not_yet", lazy("%(who)s said “not yet” to %(stage)s for “%(title)s”")),
    _record("stage.moved", lazy("%(who)s moved “%(title)s” from %(from)s to %(to)s")),
    Telling(
        "member.nudged",
        lazy("%(who)s nudged %(whom)s about “%(title)s”"),
        "outcomes.index",
        ("number",),
        Action.NUDGE,
    ),
    _record("record.closed", lazy("%(who)s closed the shared outcome of “%(title)s”")),
    _record("record.reopened", lazy("%(who)s opened the shared outcome of “%(title)s” again")),
    _record("record.handed_over", lazy("%(who)s handed “%(title)s” over to %(whom)s")),
    _record("requirement.set_aside", lazy("%(who)s set a required item aside for “%(title)s”")),
    _record("requirement.required_again", lazy("%(who)s asked for an item again for “%(title)s”")),
)

TELLINGS: Mapping[str, Telling] = MappingProxyType({row.verb: row for row in _ROWS})
