"""seals that chain the rows of the ledger, and which rows wait for theirs: at first all of them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "ledger_unsealed",
        sa.Column("ledger_id", KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("ledger_id", name=op.f("pk_ledger_unsealed")),
    )
    op.execute("INSERT INTO ledger_unsealed (ledger_id) SELECT id FROM ledger")
    op.create_table(
        "ledger_seal",
        sa.Column("position", KEY, autoincrement=False, nullable=False),
        sa.Column("ledger_id", KEY, nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_ledger_seal_position_counts_from_one")),
        sa.CheckConstraint("length(row_hash) = 64", name=op.f("ck_ledger_seal_row_hash_whole")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_ledger_seal_hash_whole")),
        sa.ForeignKeyConstraint(["ledger_id"], ["ledger.id"], name=op.f("fk_ledger_seal_ledger_id")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_ledger_seal")),
        sa.UniqueConstraint("ledger_id", name=op.f("uq_ledger_seal_ledger_id")),
    )


def downgrade() -> None:
    op.drop_table("ledger_seal")
    op.drop_table("ledger_unsealed")
