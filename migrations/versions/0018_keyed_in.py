"""what facilitators key in for others, printed reply slips, and the codes on them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _keyed_in()
    op.create_table(
        "pack",
        sa.Column("id", _id(), nullable=False),
        sa.Column("document_id", _id(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("slip_count", sa.Integer(), nullable=False),
        sa.Column("hand_in", sa.String(length=200), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("made_by", _id(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("revision_number >= 1", name=op.f("ck_pack_revision_from_one")),
        sa.CheckConstraint("slip_count >= 0 AND slip_count <= 50", name=op.f("ck_pack_slips_bounded")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_pack_document_id")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_pack_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
        sa.UniqueConstraint("made_by", "idempotency_key", name=op.f("uq_pack_made_by_idempotency_key")),
    )
    op.create_index("ix_pack_listed", "pack", ["document_id", "id"], unique=False)
    _slips()


def _keyed_in() -> None:
    op.create_table(
        "keyed_in",
        sa.Column("comment_id", _id(), nullable=False),
        sa.Column("document_id", _id(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("keyed_by", _id(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "channel IN ('paper', 'phone', 'meeting')", name=op.f("ck_keyed_in_channel_known")
        ),
        sa.CheckConstraint(
            "taken_back IS NULL OR taken_back IN ('asked', 'mistyped')",
            name=op.f("ck_keyed_in_taken_back_known"),
        ),
        sa.CheckConstraint("consent", name=op.f("ck_keyed_in_consent_given")),
        sa.CheckConstraint(
            "channel <> 'meeting' OR length(place) > 0", name=op.f("ck_keyed_in_meeting_named")
        ),
        sa.CheckConstraint(
            "email IS NULL OR email = lower(email)", name=op.f("ck_keyed_in_email_lower_case")
        ),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_keyed_in_comment_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_keyed_in_document_id")),
        sa.ForeignKeyConstraint(["keyed_by"], ["person.id"], name=op.f("fk_keyed_in_keyed_by")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_keyed_in")),
        sa.UniqueConstraint("keyed_by", "idempotency_key", name=op.f("uq_keyed_in_keyed_by_idempotency_key")),
    )
    op.create_index("ix_keyed_in_listed", "keyed_in", ["document_id", "comment_id"], unique=False)


def _slips() -> None:
    op.create_table(
        "slip",
        sa.Column("id", _id(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("document_id", _id(), nullable=False),
        sa.Column("pack_id", _id(), nullable=True),
        sa.Column("comment_id", _id(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(code) = 8 AND code = upper(code)", name=op.f("ck_slip_code_whole")),
        sa.CheckConstraint(
            "pack_id IS NOT NULL OR comment_id IS NOT NULL", name=op.f("ck_slip_printed_or_used")
        ),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_slip_comment_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_slip_document_id")),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_slip_pack_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
        sa.UniqueConstraint("code", name=op.f("uq_slip_code")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_slip_comment_id")),
    )
    op.create_index("ix_slip_pack_id", "slip", ["pack_id", "id"], unique=False)


def downgrade() -> None:
    """What was keyed in stays as comments of people without an account; where it came from and its codes are lost."""
    op.drop_index("ix_slip_pack_id", table_name="slip")
    op.drop_table("slip")
    op.drop_index("ix_pack_listed", table_name="pack")
    op.drop_table("pack")
    op.drop_index("ix_keyed_in_listed", table_name="keyed_in")
    op.drop_table("keyed_in")
