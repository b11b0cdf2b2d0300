"""how many comments stand on the same words

Counted once from those that there are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNT = """
INSERT INTO discussed_passage (document_id, block_id, start_at, end_at, comment_id, comment_count)
SELECT anchor.document_id, anchor.block_id, anchor.start_at, anchor.end_at, min(comment.id), count(*)
FROM anchor JOIN comment ON comment.id = anchor.comment_id
WHERE anchor.start_at IS NOT NULL AND comment.withdrawn_at IS NULL AND comment.hidden_at IS NULL
GROUP BY anchor.document_id, anchor.block_id, anchor.start_at, anchor.end_at
"""


def upgrade() -> None:
    op.create_table(
        "discussed_passage",
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("block_id", sa.String(length=16), nullable=False),
        sa.Column("start_at", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end_at", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("comment_id", KEY, nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("comment_count >= 0", name=op.f("ck_discussed_passage_count_not_negative")),
        sa.CheckConstraint(
            "start_at >= 0 AND start_at < end_at", name=op.f("ck_discussed_passage_begins_before_end")
        ),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_discussed_passage_comment_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_discussed_passage_document_id")
        ),
        sa.PrimaryKeyConstraint(
            "document_id", "block_id", "start_at", "end_at", name=op.f("pk_discussed_passage")
        ),
    )
    op.create_index(
        "ix_discussed_passage_most",
        "discussed_passage",
        ["document_id", "comment_count", "comment_id"],
        unique=False,
    )
    op.execute(COUNT)


def downgrade() -> None:
    op.drop_index("ix_discussed_passage_most", table_name="discussed_passage")
    op.drop_table("discussed_passage")
