"""who saw what of a discussion when, and an index to look through all that is said about a document"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "discussion_look",
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("seen_id", KEY, nullable=False),
        sa.Column("earlier_id", KEY, nullable=True),
        sa.Column("earlier_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(earlier_id IS NULL) = (earlier_at IS NULL)", name=op.f("ck_discussion_look_earlier_has_moment")
        ),
        sa.CheckConstraint(
            "earlier_id IS NULL OR (earlier_id >= 0 AND earlier_id <= seen_id)",
            name=op.f("ck_discussion_look_earlier_is_not_newer"),
        ),
        sa.CheckConstraint("seen_id >= 0", name=op.f("ck_discussion_look_seen_not_negative")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_discussion_look_document_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_discussion_look_person_id")),
        sa.PrimaryKeyConstraint("person_id", "document_id", name=op.f("pk_discussion_look")),
    )
    op.create_index("ix_discussion_look_document_id", "discussion_look", ["document_id"], unique=False)
    op.create_index("ix_comment_document", "comment", ["document_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_comment_document", table_name="comment")
    op.drop_index("ix_discussion_look_document_id", table_name="discussion_look")
    op.drop_table("discussion_look")
