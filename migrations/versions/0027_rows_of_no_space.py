"""the rows of the ledger that belong to no space and can change what is seen in any"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

PRIVATE = (
    "'api_token.ended', 'api_token.made', 'link.asked', 'password.changed', 'password.reset', 'session.begun', "
    "'session.ended'"
)
WHERE = sa.text(f"space_id IS NULL AND verb NOT IN ({PRIVATE})")


def upgrade() -> None:
    op.create_index(
        "ix_ledger_no_space",
        "ledger",
        ["space_id", "id"],
        unique=False,
        sqlite_where=WHERE,
        postgresql_where=WHERE,
    )


def downgrade() -> None:
    op.drop_index("ix_ledger_no_space", table_name="ledger")
