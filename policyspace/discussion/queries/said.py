"""A comment as one reader may see it: read by columns, for lists are long, and without what is not for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    RowMapping,
    Select,
    and_,
    bindparam,
    literal,
    or_,
    select,
)

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Capacity, read_capacity
from policyspace.charter.words import Channel, CommentKind, HideReason
from policyspace.discussion.models import Anchor as AnchorRow
from policyspace.discussion.models import Comment, KeyedIn, Support
from policyspace.discussion.provenance import SaidElsewhere
from policyspace.discussion.queries.answered import ANSWER_COLUMNS, Answered, answered, with_answers
from policyspace.discussion.queries.places import anchor_from
from policyspace.discussion.queries.rights import Rights
from policyspace.discussion.rules import Anchor, CommentState, comment_state
from policyspace.foundation.db import Facts
from policyspace.people.models import Person

comments = Comment.__table__
_authors = Person.__table__
_supports = Support.__table__
_places = AnchorRow.__table__
_keyed = KeyedIn.__table__
_keyers = _authors.alias("keyer")
_parents = comments.alias("parent")
_parent_authors = _authors.alias("parent_author")
PLACE = ("state", "start_at", "end_at", "quote", "words", "since")
_COLUMNS = (
    *(
        column
        for column in comments.c
        if column.name
        not in {"body", "document_id", "idempotency_key", "hidden_by", "answer_id", "answered_at"}
    ),
    comments.c.answer_id.label("its_answer_id"),
    _authors.c.display_name,
    _parent_authors.c.display_name.label("parent_author"),
    *ANSWER_COLUMNS,
    *(_keyed.c[name].label(f"keyed_{name}") for name in ("channel", "place", "said_on")),
    _keyers.c.display_name.label("keyed_by"),
    *(_places.c[name].label(f"place_{name}") for name in PLACE),
)
_OF_WORDS = {Action.EDIT_COMMENT, Action.CORRECT_KEYED_IN}
_HAT = ("side", "organisation_name", "organisation_id", "voice")
NOTHING = literal(0, literal_execute=True)
"""A zero written into the statement: an index with a condition is used only where the condition can be seen."""


@dataclass(frozen=True, slots=True)
class Said:
    """A comment or a reply. What its reader may not read is empty; `may` says what they may do with it.

    `parent_author` is set for a reply to a reply, unless that was withdrawn. `supported`: by the reader.
    `body`, the Markdown, is there only where it was asked for. `answer` is the published one; `answer_id` may name a
    draft, which is for the team. `entry_id` is the entry of the shared outcome that it is about, if it is not about the
    text. `place` is where it stands on the newest revision, as it has since revision
    `placed_since`; None for a reply and for what is said of the whole text. `elsewhere` tells where it was said, if a
    facilitator keyed it in.
    """

    id: int
    thread_id: int | None
    parent_id: int | None
    parent_author: str | None
    kind: CommentKind | None
    state: CommentState
    html: str
    body: str
    author_id: int | None
    author: str
    capacity: Capacity
    block_id: str | None
    place: Anchor | None
    placed_since: int | None
    suggestion_id: int | None
    entry_id: int | None
    revision_number: int
    support_count: int
    reply_count: int
    created_at: datetime
    edited_at: datetime | None
    hidden_at: datetime | None
    hidden_reason: HideReason | None
    hidden_words: str | None
    imported: Facts | None
    elsewhere: SaidElsewhere | None
    supported: bool
    answer_id: int | None
    answer: Answered | None
    may: frozenset[Action]


def stands(table: FromClause = comments) -> ColumnElement[bool]:
    """Whether a row of `table`, the comments, is shown at all."""
    return or_(table.c.withdrawn_at.is_(None), table.c.reply_count > NOTHING)


def one_by_one(table: FromClause = comments) -> ColumnElement[bool]:
    """Rows of `table`, the comments, are wanted one by one, replies among the rest: true of all (`ONE_BY_ONE`)."""
    return table.c.id > NOTHING


def read_by_all(table: FromClause = comments) -> ColumnElement[bool]:
    """Whether everyone who reads the document may read the words of a row of `table`, the comments."""
    return and_(table.c.withdrawn_at.is_(None), table.c.hidden_at.is_(None))


def saying(ids: CTE, *, to_reader: bool, with_body: bool) -> Select[Any]:
    """All there is to show of the comments whose `id` is in `ids`, in no order.

    Bind `reader` where it is shown `to_reader`, someone signed in: then it tells what they support.
    """
    replied_to = and_(_parents.c.id == comments.c.parent_id, comments.c.parent_id != comments.c.thread_id)
    named = and_(_parent_authors.c.id == _parents.c.author_id, _parents.c.withdrawn_at.is_(None))
    rows: FromClause = (
        ids.join(comments, comments.c.id == ids.c.id)
        .join(_authors, _authors.c.id == comments.c.author_id)
        .outerjoin(_places, _places.c.comment_id == comments.c.id)
        .outerjoin(_keyed, _keyed.c.comment_id == comments.c.id)
        .outerjoin(_keyers, _keyers.c.id == _keyed.c.keyed_by)
        .outerjoin(_parents, replied_to)
        .outerjoin(_parent_authors, named)
    )
    rows = with_answers(rows)
    columns: list[ColumnElement[Any]] = [*_COLUMNS]
    if with_body:
        columns.append(comments.c.body)
    if to_reader:
        mine = and_(_supports.c.comment_id == comments.c.id, _supports.c.person_id == bindparam("reader"))
        rows = rows.outerjoin(_supports, mine)
        columns.append(_supports.c.person_id.label("supporter"))
    return select(*columns).select_from(rows)


def said(values: RowMapping, rights: Rights) -> Said:
    """What `saying` read of one comment, as the reader with `rights` may see it."""
    state = _state(values)
    may = _may(values, state, rights)
    gone = state is CommentState.WITHDRAWN
    readable = _is_readable(state, may)
    reason, answer = values["hidden_reason"], answered(values) if readable else None
    return Said(
        id=values["id"],
        thread_id=values["thread_id"],
        parent_id=values["parent_id"],
        parent_author=values["parent_author"],
        kind=CommentKind(values["kind"]) if values["kind"] else None,
        state=state,
        html=values["html"] if readable else "",
        body=values.get("body", "") if readable else "",
        author_id=None if gone else values["author_id"],
        author="" if gone else values["display_name"],
        capacity=read_capacity(*(values[name] for name in _HAT)),
        block_id=values["block_id"],
        place=_place(values),
        placed_since=values["place_since"],
        suggestion_id=values["suggestion_id"],
        entry_id=values["entry_id"],
        revision_number=values["revision_number"],
        support_count=values["support_count"],
        reply_count=values["reply_count"],
        created_at=values["created_at"],
        edited_at=values["edited_at"],
        hidden_at=values["hidden_at"],
        hidden_reason=HideReason(reason) if reason else None,
        hidden_words=values["hidden_words"] if readable else None,
        imported=None if gone else values["imported"],
        elsewhere=None if gone else _elsewhere(values),
        supported=values.get("supporter") is not None,
        answer_id=values["its_answer_id"],
        answer=answer,
        may=may - _OF_WORDS if values["suggestion_id"] or answer else may,
    )


def _is_readable(state: CommentState, may: frozenset[Action]) -> bool:
    hidden = state is CommentState.HIDDEN
    return state is CommentState.SHOWN or (hidden and Action.READ_HIDDEN_COMMENT in may)


def _may(values: RowMapping, state: CommentState, rights: Rights) -> frozenset[Action]:
    on_entry = values["entry_id"] is not None
    may = rights.over(
        state, author_id=values["author_id"], on_entry=on_entry, created_at=values["created_at"]
    )
    if values["keyed_by"] is None:
        return may
    return may | rights.over_keyed_in(state, created_at=values["created_at"])


def _elsewhere(values: RowMapping) -> SaidElsewhere | None:
    if values["keyed_by"] is None:
        return None
    where = (values["keyed_place"], values["keyed_said_on"])
    return SaidElsewhere(Channel(values["keyed_channel"]), *where, values["keyed_by"])


def _state(values: RowMapping) -> CommentState:
    return comment_state(withdrawn=values["withdrawn_at"] is not None, hidden=values["hidden_at"] is not None)


def _place(values: RowMapping) -> Anchor | None:
    if values["place_state"] is None:
        return None
    row = {name: values[f"place_{name}"] for name in PLACE}
    return anchor_from({**row, "comment_id": values["id"], "block_id": values["block_id"]})
