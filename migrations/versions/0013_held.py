"""what waits for a facilitator before others see it, and whose words do"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WAITS = sa.text("state = 'waiting'")
COUNTERS = "central_members >= 0 AND local_members >= 0 AND partner_members >= 0 AND resident_members >= 0"


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _flags()
    op.create_table(
        "held",
        sa.Column("id", _id(), nullable=False),
        sa.Column("space_id", _id(), nullable=False),
        sa.Column("document_id", _id(), nullable=False),
        sa.Column("parent_id", _id(), nullable=True),
        sa.Column("author_id", _id(), nullable=False),
        sa.Column("said_as", sa.String(length=12), nullable=False),
        sa.Column("why", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column(
            "said",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            nullable=False,
        ),
        sa.Column("state_then", sa.String(length=12), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("comment_id", _id(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", _id(), nullable=True),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", _id(), nullable=True),
        sa.CheckConstraint(
            "(said_as = 'reply') = (parent_id IS NOT NULL)", name=op.f("ck_held_reply_has_parent")
        ),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_held_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "(state = 'posted') = (comment_id IS NOT NULL)", name=op.f("ck_held_posted_as_comment")
        ),
        sa.CheckConstraint("(state = 'waiting') = (ended_at IS NULL)", name=op.f("ck_held_ends_once")),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'", name=op.f("ck_held_resident_speaks_for_self")
        ),
        sa.CheckConstraint(
            "said_as IN ('comment', 'reply', 'suggestion')", name=op.f("ck_held_said_as_known")
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_held_side_known")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'posted', 'returned', 'withdrawn')", name=op.f("ck_held_state_known")
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_held_voice_known")),
        sa.CheckConstraint("why IN ('first', 'form', 'repeated')", name=op.f("ck_held_why_known")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_held_author_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_held_comment_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_held_document_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_held_ended_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_held_organisation_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_held_parent_id")),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_held_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held")),
        sa.UniqueConstraint("author_id", "idempotency_key", name=op.f("uq_held_author_id_idempotency_key")),
    )
    waits = {"sqlite_where": WAITS, "postgresql_where": WAITS}
    op.create_index("ix_held_waiting", "held", ["space_id", "id"], unique=False, **waits)
    op.create_index("ix_held_author", "held", ["author_id", "document_id", "id"], unique=False, **waits)


def _flags() -> None:
    """Nothing is held in the spaces there are, and nobody who signed up already is doubted."""
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("doubted", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("person") as batch:
        batch.alter_column("doubted", server_default=None)
    with op.batch_alter_table("space") as batch:
        batch.add_column(sa.Column("holds_first", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column("held_count", sa.Integer(), server_default="0", nullable=False))
        batch.drop_constraint(batch.f("ck_space_counts_not_negative"), type_="check")
    with op.batch_alter_table("space") as batch:
        batch.alter_column("holds_first", server_default=None)
        batch.alter_column("held_count", server_default=None)
        batch.create_check_constraint(
            batch.f("ck_space_counts_not_negative"),
            f"document_count >= 0 AND held_count >= 0 AND {COUNTERS}",
        )


def downgrade() -> None:
    op.drop_index("ix_held_author", table_name="held")
    op.drop_index("ix_held_waiting", table_name="held")
    op.drop_table("held")
    with op.batch_alter_table("space") as batch:
        batch.drop_constraint(batch.f("ck_space_counts_not_negative"), type_="check")
    with op.batch_alter_table("space") as batch:
        batch.drop_column("held_count")
        batch.drop_column("holds_first")
        batch.create_check_constraint(
            batch.f("ck_space_counts_not_negative"), f"document_count >= 0 AND {COUNTERS}"
        )
    with op.batch_alter_table("person") as batch:
        batch.drop_column("doubted")
