"""administrators of organisations, who let others speak for them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("affiliation") as batch:
        batch.add_column(sa.Column("manages", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("affiliation") as batch:
        batch.alter_column("manages", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("affiliation") as batch:
        batch.drop_column("manages")
