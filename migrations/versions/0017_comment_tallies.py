"""how many visible top-level comments of each sort there are on a document, and indexes to list them by"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STANDS = "(withdrawn_at IS NULL OR reply_count > 0)"
WAITS = "thread_id IS NULL AND answered_at IS NULL AND withdrawn_at IS NULL AND hidden_at IS NULL"
TOP = f"thread_id IS NULL AND {STANDS}"
HAS_ANSWER = f"answered_at IS NOT NULL AND {STANDS}"
INDEXES = {
    "side": (["document_id", "side", "id"], TOP),
    "side_supported": (["document_id", "side", "support_count", "id"], TOP),
    "unanswered": (["document_id", "id"], WAITS),
    "unanswered_supported": (["document_id", "support_count", "id"], WAITS),
    "answered": (["document_id", "id"], HAS_ANSWER),
    "answered_supported": (["document_id", "support_count", "id"], HAS_ANSWER),
}
COUNT = """
INSERT INTO comment_tally (document_id, kind, side, answering, comment_count)
SELECT document_id, kind, side, answering, count(*) FROM (
    SELECT document_id, kind, side, CASE
        WHEN suggestion_id IS NOT NULL THEN 'suggested'
        WHEN answered_at IS NULL THEN 'unanswered'
        ELSE 'answered' END AS answering
    FROM comment WHERE thread_id IS NULL AND withdrawn_at IS NULL AND hidden_at IS NULL
) AS visible GROUP BY document_id, kind, side, answering
"""


def upgrade() -> None:
    op.create_table(
        "comment_tally",
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("answering", sa.String(length=10), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answering IN ('unanswered', 'answered', 'suggested')",
            name=op.f("ck_comment_tally_answering_known"),
        ),
        sa.CheckConstraint("comment_count >= 0", name=op.f("ck_comment_tally_count_not_negative")),
        sa.CheckConstraint(
            "kind IN ('experience', 'evidence', 'concern', 'question', 'idea')",
            name=op.f("ck_comment_tally_kind_known"),
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_comment_tally_side_known")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_comment_tally_document_id")),
        sa.PrimaryKeyConstraint("document_id", "kind", "side", "answering", name=op.f("pk_comment_tally")),
    )
    op.execute(COUNT)
    for name, (columns, where) in INDEXES.items():
        shown = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
        op.create_index(f"ix_comment_{name}", "comment", columns, unique=False, **shown)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(f"ix_comment_{name}", table_name="comment")
    op.drop_table("comment_tally")
