"""comments written first, until their link is followed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "written",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("said", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("trapped", sa.Boolean(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_written_email_lower_case")),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_written_lives_a_while")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_written_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_written_idempotency_key")),
        sa.UniqueConstraint("nonce", name=op.f("uq_written_nonce")),
    )
    op.create_index("ix_written_email", "written", ["email", "id"], unique=False)
    op.create_index("ix_written_expires_at", "written", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_written_expires_at", table_name="written")
    op.drop_index("ix_written_email", table_name="written")
    op.drop_table("written")
