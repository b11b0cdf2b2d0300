"""comments on entries of a shared outcome: which entry a comment, or what is held, is about"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHERE = sa.text("entry_id IS NOT NULL AND thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)")
INDEXES = (
    ("ix_comment_entry", ["entry_id", "id"]),
    ("ix_comment_entry_supported", ["entry_id", "support_count", "id"]),
)


def upgrade() -> None:
    with op.batch_alter_table("comment") as batch:
        batch.add_column(sa.Column("entry_id", KEY, nullable=True))
        batch.create_foreign_key(batch.f("fk_comment_entry_id"), "entry", ["entry_id"], ["id"])
        batch.create_check_constraint(
            batch.f("ck_comment_on_entry_or_text"),
            "entry_id IS NULL OR (block_id IS NULL AND suggestion_id IS NULL AND answer_id IS NULL)",
        )
    for name, columns in INDEXES:
        op.create_index(name, "comment", columns, unique=False, sqlite_where=WHERE, postgresql_where=WHERE)
    with op.batch_alter_table("held") as batch:
        batch.add_column(sa.Column("entry_id", KEY, nullable=True))
        batch.create_foreign_key(batch.f("fk_held_entry_id"), "entry", ["entry_id"], ["id"])


def downgrade() -> None:
    """What was said of entries stays, among what is said of the texts of their proposals."""
    with op.batch_alter_table("held") as batch:
        batch.drop_constraint(batch.f("fk_held_entry_id"), type_="foreignkey")
        batch.drop_column("entry_id")
    for name, _columns in INDEXES:
        op.drop_index(name, table_name="comment")
    with op.batch_alter_table("comment") as batch:
        batch.drop_constraint(batch.f("ck_comment_on_entry_or_text"), type_="check")
        batch.drop_constraint(batch.f("fk_comment_entry_id"), type_="foreignkey")
        batch.drop_column("entry_id")
