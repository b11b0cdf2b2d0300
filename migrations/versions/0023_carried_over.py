"""entries that were carried over from the record of an earlier proposal: from which entry, and by whom"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("entry") as batch:
        batch.add_column(sa.Column("carried_from_id", KEY, nullable=True))
        batch.add_column(sa.Column("carried_by", KEY, nullable=True))
        batch.create_foreign_key(batch.f("fk_entry_carried_from_id"), "entry", ["carried_from_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_entry_carried_by"), "person", ["carried_by"], ["id"])
        batch.create_unique_constraint(
            batch.f("uq_entry_record_id_carried_from_id"), ["record_id", "carried_from_id"]
        )
        batch.create_check_constraint(
            batch.f("ck_entry_carried_by_someone"), "(carried_from_id IS NULL) = (carried_by IS NULL)"
        )


def downgrade() -> None:
    with op.batch_alter_table("entry") as batch:
        batch.drop_constraint(batch.f("ck_entry_carried_by_someone"), type_="check")
        batch.drop_constraint(batch.f("uq_entry_record_id_carried_from_id"), type_="unique")
        batch.drop_constraint(batch.f("fk_entry_carried_by"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_entry_carried_from_id"), type_="foreignkey")
        batch.drop_column("carried_by")
        batch.drop_column("carried_from_id")
