"""comments and support"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.String(length=16), nullable=True),
        sa.Column("support_count", sa.Integer(), nullable=False),
        sa.Column("reply_count", sa.Integer(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("imported", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("hidden_reason", sa.String(length=24), nullable=True),
        sa.Column("hidden_words", sa.String(length=500), nullable=True),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_comment_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "hidden_reason IS NULL OR hidden_reason IN ('personal_information', 'abuse', 'off_topic', 'spam', 'unlawful', 'duplicate', 'refused_elsewhere')",
            name=op.f("ck_comment_hidden_reason_known"),
        ),
        sa.CheckConstraint(
            "kind IS NULL OR kind IN ('experience', 'evidence', 'concern', 'question', 'idea')",
            name=op.f("ck_comment_kind_known"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'", name=op.f("ck_comment_resident_speaks_for_self")
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_comment_side_known")
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_comment_voice_known")),
        sa.CheckConstraint(
            "(hidden_at IS NULL) = (hidden_reason IS NULL) AND (hidden_at IS NULL) = (hidden_by IS NULL)",
            name=op.f("ck_comment_hidden_with_reason"),
        ),
        sa.CheckConstraint(
            "(parent_id IS NULL) = (kind IS NOT NULL)", name=op.f("ck_comment_kind_on_top_level")
        ),
        sa.CheckConstraint(
            "(parent_id IS NULL) = (thread_id IS NULL)", name=op.f("ck_comment_reply_in_thread")
        ),
        sa.CheckConstraint(
            "hidden_words IS NULL OR hidden_at IS NOT NULL", name=op.f("ck_comment_words_when_hidden")
        ),
        sa.CheckConstraint(
            "parent_id IS NULL OR block_id IS NULL", name=op.f("ck_comment_reply_stands_with_thread")
        ),
        sa.CheckConstraint("revision_number >= 1", name=op.f("ck_comment_revision_from_one")),
        sa.CheckConstraint(
            "support_count >= 0 AND reply_count >= 0", name=op.f("ck_comment_counts_not_negative")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_comment_author_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_comment_document_id")),
        sa.ForeignKeyConstraint(["hidden_by"], ["person.id"], name=op.f("fk_comment_hidden_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_comment_organisation_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["comment.id"], name=op.f("fk_comment_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint(
            "author_id", "idempotency_key", name=op.f("uq_comment_author_id_idempotency_key")
        ),
    )
    op.create_index("ix_comment_author", "comment", ["author_id", "id"], unique=False)
    op.create_index(
        "ix_comment_block",
        "comment",
        ["document_id", "block_id", "id"],
        unique=False,
        sqlite_where=sa.text(
            "block_id IS NOT NULL AND thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"
        ),
        postgresql_where=sa.text(
            "block_id IS NOT NULL AND thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"
        ),
    )
    op.create_index(
        "ix_comment_block_supported",
        "comment",
        ["document_id", "block_id", "support_count", "id"],
        unique=False,
        sqlite_where=sa.text(
            "block_id IS NOT NULL AND thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"
        ),
        postgresql_where=sa.text(
            "block_id IS NOT NULL AND thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"
        ),
    )
    op.create_index(
        "ix_comment_kind",
        "comment",
        ["document_id", "kind", "id"],
        unique=False,
        sqlite_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
        postgresql_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
    )
    op.create_index(
        "ix_comment_kind_supported",
        "comment",
        ["document_id", "kind", "support_count", "id"],
        unique=False,
        sqlite_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
        postgresql_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
    )
    op.create_index(
        "ix_comment_newest",
        "comment",
        ["document_id", "id"],
        unique=False,
        sqlite_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
        postgresql_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
    )
    op.create_index(
        "ix_comment_supported",
        "comment",
        ["document_id", "support_count", "id"],
        unique=False,
        sqlite_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
        postgresql_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
    )
    op.create_index(
        "ix_comment_thread",
        "comment",
        ["thread_id", "id"],
        unique=False,
        sqlite_where=sa.text("thread_id IS NOT NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
        postgresql_where=sa.text("thread_id IS NOT NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
    )
    op.create_index(
        "ix_comment_unreplied",
        "comment",
        ["document_id", "id"],
        unique=False,
        sqlite_where=sa.text(
            "kind = 'question' AND reply_count = 0 AND withdrawn_at IS NULL AND hidden_at IS NULL"
        ),
        postgresql_where=sa.text(
            "kind = 'question' AND reply_count = 0 AND withdrawn_at IS NULL AND hidden_at IS NULL"
        ),
    )
    op.create_table(
        "discussed_block",
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("block_id", sa.String(length=16), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("comment_count >= 0", name=op.f("ck_discussed_block_count_not_negative")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_discussed_block_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "block_id", name=op.f("pk_discussed_block")),
    )
    op.create_table(
        "support",
        sa.Column("comment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_support_comment_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_support_person_id")),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name=op.f("pk_support")),
    )
    op.create_index("ix_support_person_id", "support", ["person_id", "comment_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_support_person_id", table_name="support")
    op.drop_table("support")
    op.drop_table("discussed_block")
    op.drop_index(
        "ix_comment_unreplied",
        table_name="comment",
        sqlite_where=sa.text(
            "kind = 'question' AND reply_count = 0 AND withdrawn_at IS NULL AND hidden_at IS NULL"
        ),
        postgresql_where=sa.text(
            "kind = 'question' AND reply_count = 0 AND withdrawn_at IS NULL AND hidden_at IS NULL"
        ),
    )
    op.drop_index(
        "ix_comment_thread",
        table_name="comment",
        sqlite_where=sa.text("thread_id IS NOT NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
        postgresql_where=sa.text("thread_id IS NOT NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
    )
    op.drop_index(
        "ix_comment_supported",
        table_name="comment",
        sqlite_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
        postgresql_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
    )
    op.drop_index(
        "ix_comment_newest",
        table_name="comment",
        sqlite_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
        postgresql_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
    )
    op.drop_index(
        "ix_comment_kind_supported",
        table_name="comment",
        sqlite_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
        postgresql_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
    )
    op.drop_index(
        "ix_comment_kind",
        table_name="comment",
        sqlite_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
        postgresql_where=sa.text("thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"),
    )
    op.drop_index(
        "ix_comment_block_supported",
        table_name="comment",
        sqlite_where=sa.text(
            "block_id IS NOT NULL AND thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"
        ),
        postgresql_where=sa.text(
            "block_id IS NOT NULL AND thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"
        ),
    )
    op.drop_index(
        "ix_comment_block",
        table_name="comment",
        sqlite_where=sa.text(
            "block_id IS NOT NULL AND thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"
        ),
        postgresql_where=sa.text(
            "block_id IS NOT NULL AND thread_id IS NULL AND (withdrawn_at IS NULL OR reply_count > 0)"
        ),
    )
    op.drop_index("ix_comment_author", table_name="comment")
    op.drop_table("comment")
