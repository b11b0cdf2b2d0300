"""words that were typed and not sent"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unsent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("browser_hash", sa.String(length=64), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR browser_hash IS NOT NULL", name=op.f("ck_unsent_belongs_to_someone")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_unsent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsent")),
    )
    op.create_index("ix_unsent_browser_hash", "unsent", ["browser_hash", "place"], unique=False)
    op.create_index("ix_unsent_kept_at", "unsent", ["kept_at"], unique=False)
    op.create_index("ix_unsent_person_id", "unsent", ["person_id", "place"], unique=False)
    op.create_index(
        "uq_unsent_browser",
        "unsent",
        ["browser_hash", "form_key"],
        unique=True,
        sqlite_where=sa.text("browser_hash IS NOT NULL"),
        postgresql_where=sa.text("browser_hash IS NOT NULL"),
    )
    op.create_index(
        "uq_unsent_person",
        "unsent",
        ["person_id", "form_key"],
        unique=True,
        sqlite_where=sa.text("browser_hash IS NULL"),
        postgresql_where=sa.text("browser_hash IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("uq_unsent_person", table_name="unsent")
    op.drop_index("uq_unsent_browser", table_name="unsent")
    op.drop_index("ix_unsent_person_id", table_name="unsent")
    op.drop_index("ix_unsent_kept_at", table_name="unsent")
    op.drop_index("ix_unsent_browser_hash", table_name="unsent")
    op.drop_table("unsent")
