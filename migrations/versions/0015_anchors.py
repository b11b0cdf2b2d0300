"""where comments stand, and where they stood on earlier revisions

A comment on a block stands on the newest revision from now on. Those that there are follow the id of their block; where
that is no longer in the text they are detached, with the words that they were made on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PLACE = ("block_id", "start_at", "end_at", "words", "state")
TAG = re.compile(r"<[^>]*>")
COMMENT = sa.table(
    "comment",
    *(
        sa.column(name)
        for name in (
            "id",
            "document_id",
            "thread_id",
            "block_id",
            "revision_number",
            "withdrawn_at",
            "hidden_at",
        )
    ),
)
REVISION = sa.table(
    "revision",
    sa.column("document_id"),
    sa.column("number"),
    sa.column("blocks", sa.JSON().with_variant(JSONB(), "postgresql")),
)
BLOCK = sa.table(
    "discussed_block", sa.column("document_id"), sa.column("block_id"), sa.column("comment_count")
)
ANCHOR = sa.table("anchor", *map(sa.column, ("comment_id", "document_id", *PLACE, "quote", "since")))
EARLIER = sa.table("earlier_place", *map(sa.column, ("comment_id", "since", "until", "document_id", *PLACE)))


def upgrade() -> None:
    op.create_table(
        "anchor",
        sa.Column("comment_id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("since", sa.Integer(), nullable=False),
        *_place("anchor"),
        sa.CheckConstraint(
            "(quote IS NOT NULL) = (state = 'detached' OR start_at IS NOT NULL)",
            name=op.f("ck_anchor_passage_is_quoted"),
        ),
        sa.CheckConstraint("since >= 1", name=op.f("ck_anchor_since_from_one")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_anchor_comment_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_anchor_document_id")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_anchor")),
    )
    op.create_index("ix_anchor_document_id", "anchor", ["document_id", "comment_id"], unique=False)
    op.create_table(
        "earlier_place",
        sa.Column("comment_id", KEY, nullable=False),
        sa.Column("since", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        *_place("earlier_place"),
        sa.CheckConstraint("since >= 1 AND since <= until", name=op.f("ck_earlier_place_since_until")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_earlier_place_comment_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_earlier_place_document_id")),
        sa.PrimaryKeyConstraint("comment_id", "since", name=op.f("pk_earlier_place")),
    )
    op.create_index("ix_earlier_place_document_id", "earlier_place", ["document_id", "since"], unique=False)
    _anchor_what_there_is()


def downgrade() -> None:
    first = sa.select(EARLIER.c.comment_id, sa.func.min(EARLIER.c.since).label("since"))
    first = first.group_by(EARLIER.c.comment_id).subquery()
    made = (
        sa.select(EARLIER.c.comment_id, EARLIER.c.document_id, EARLIER.c.block_id, COMMENT.c.block_id)
        .join(first, sa.and_(first.c.comment_id == EARLIER.c.comment_id, first.c.since == EARLIER.c.since))
        .join(COMMENT, COMMENT.c.id == EARLIER.c.comment_id)
    )
    for comment, document, block, stands_on in op.get_bind().execute(made).all():
        if block != stands_on:
            _stand_on(comment, document, stands_on, block)
    op.drop_index("ix_earlier_place_document_id", table_name="earlier_place")
    op.drop_table("earlier_place")
    op.drop_index("ix_anchor_document_id", table_name="anchor")
    op.drop_table("anchor")


def _place(table: str) -> Iterator[Any]:
    """The columns of a place, and what must hold of them."""
    yield sa.Column("block_id", sa.String(length=16), nullable=True)
    yield sa.Column("start_at", sa.Integer(), nullable=True)
    yield sa.Column("end_at", sa.Integer(), nullable=True)
    yield sa.Column("words", sa.Text(), nullable=True)
    yield sa.Column("state", sa.String(length=10), nullable=False)
    rules = {
        "begins_and_ends": "(start_at IS NULL) = (end_at IS NULL)",
        "begins_before_end": "start_at IS NULL OR (start_at >= 0 AND start_at < end_at)",
        "detached_from_block": "(state = 'detached') = (block_id IS NULL)",
        "passage_on_block": "start_at IS NULL OR block_id IS NOT NULL",
        "state_known": "state IN ('here', 'moved', 'changed', 'detached')",
        "words_when_changed": "(words IS NOT NULL) = (state = 'changed' AND start_at IS NOT NULL)",
    }
    for name, rule in rules.items():
        yield sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _anchor_what_there_is() -> None:
    placed = sa.select(COMMENT.c.id, COMMENT.c.document_id, COMMENT.c.block_id, COMMENT.c.revision_number)
    placed = placed.where(COMMENT.c.block_id.is_not(None)).order_by(COMMENT.c.document_id, COMMENT.c.id)
    document, known = None, {}
    for comment, its_document, block, made_on in op.get_bind().execute(placed).all():
        if its_document != document:
            document, known = its_document, _blocks_by_revision(its_document)
        _anchor(comment, its_document, block, made_on, known)


def _blocks_by_revision(document: int) -> dict[int, dict[str, str]]:
    rows = sa.select(REVISION.c.number, REVISION.c.blocks).where(REVISION.c.document_id == document)
    return {
        number: {each["id"]: each["html"] for each in blocks}
        for number, blocks in op.get_bind().execute(rows.order_by(REVISION.c.number))
    }


def _anchor(comment: int, document: int, block: str, made_on: int, known: dict[int, dict[str, str]]) -> None:
    """A comment made on a block: as long as its HTML is the same it is here, then changed, then detached."""
    html = known[made_on][block]
    steps: list[tuple[int, str]] = [(made_on, "here")]
    for number in range(made_on + 1, max(known) + 1):
        now = known[number].get(block)
        state = "detached" if now is None else "here" if now == html and steps[-1][1] == "here" else "changed"
        if state != steps[-1][1]:
            steps.append((number, state))
    common = {"comment_id": comment, "document_id": document}
    ends = [since - 1 for since, _state in steps[1:]]
    for (since, state), until in zip(steps, ends, strict=False):
        stood = {"block_id": None if state == "detached" else block, "state": state}
        op.get_bind().execute(EARLIER.insert().values(since=since, until=until, **stood, **common))
    since, state = steps[-1]
    gone = state == "detached"
    quote = unescape(TAG.sub(" ", html)).strip() if gone else None
    stands = {"block_id": None if gone else block, "state": state, "quote": quote, "since": since}
    op.get_bind().execute(ANCHOR.insert().values(**stands, **common))
    if gone:
        _stand_on(comment, document, block, None)


def _stand_on(comment: int, document: int, was: str | None, block: str | None) -> None:
    """Let a comment stand on `block`, and count it and its replies there."""
    run = op.get_bind().execute
    run(COMMENT.update().where(COMMENT.c.id == comment).values(block_id=block))
    thread = sa.or_(COMMENT.c.id == comment, COMMENT.c.thread_id == comment)
    visible = run(
        sa.select(sa.func.count()).where(
            thread, COMMENT.c.withdrawn_at.is_(None), COMMENT.c.hidden_at.is_(None)
        )
    ).scalar_one()
    changes = Counter({each: by for each, by in ((was, -visible), (block, visible)) if each is not None})
    for each, by in changes.items():
        here = sa.and_(BLOCK.c.document_id == document, BLOCK.c.block_id == each)
        done = run(BLOCK.update().where(here).values(comment_count=BLOCK.c.comment_count + by))
        if not done.rowcount:
            run(BLOCK.insert().values(document_id=document, block_id=each, comment_count=by))
