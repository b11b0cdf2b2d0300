"""the index over all comments of a document is for those who read them one by one, replies among the rest"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

WHERE = sa.text("id > 0")


def upgrade() -> None:
    op.drop_index("ix_comment_document", table_name="comment")
    op.create_index(
        "ix_comment_document",
        "comment",
        ["document_id", "id"],
        unique=False,
        sqlite_where=WHERE,
        postgresql_where=WHERE,
    )


def downgrade() -> None:
    op.drop_index("ix_comment_document", table_name="comment")
    op.create_index("ix_comment_document", "comment", ["document_id", "id"], unique=False)
