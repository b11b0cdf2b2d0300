"""suggestions, and the thread each has"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_on", sa.Integer(), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.String(length=16), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("first_passage", sa.Text(), nullable=False),
        sa.Column("first_words", sa.Text(), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("obstacle", sa.String(length=10), nullable=True),
        sa.Column("revision_number", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_suggestion_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "(state = 'accepted') = (revision_number IS NOT NULL)",
            name=op.f("ck_suggestion_accepted_as_revision"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'",
            name=op.f("ck_suggestion_resident_speaks_for_self"),
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_suggestion_side_known")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'declined', 'withdrawn')", name=op.f("ck_suggestion_state_known")
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_suggestion_voice_known")),
        sa.CheckConstraint(
            "made_on >= 1 AND base_number >= made_on", name=op.f("ck_suggestion_base_not_older")
        ),
        sa.CheckConstraint(
            "revision_number IS NULL OR revision_number > base_number",
            name=op.f("ck_suggestion_accepted_later"),
        ),
        sa.CheckConstraint("words <> passage", name=op.f("ck_suggestion_changes_something")),
        sa.CheckConstraint(
            "obstacle IS NULL OR obstacle IN ('changed', 'divided', 'gone', 'there')",
            name=op.f("ck_suggestion_obstacle_known"),
        ),
        sa.CheckConstraint(
            "obstacle IS NULL OR state <> 'accepted'",
            name=op.f("ck_suggestion_nothing_in_the_way_of_accepted"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_suggestion_author_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_suggestion_document_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_suggestion_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint(
            "author_id", "idempotency_key", name=op.f("uq_suggestion_author_id_idempotency_key")
        ),
        sa.UniqueConstraint(
            "document_id", "revision_number", name=op.f("uq_suggestion_document_id_revision_number")
        ),
    )
    op.create_index("ix_suggestion_listed", "suggestion", ["document_id", "id"], unique=False)
    op.create_index(
        "ix_suggestion_open",
        "suggestion",
        ["document_id", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "suggestion_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("suggestion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_suggestion_step_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'",
            name=op.f("ck_suggestion_step_resident_speaks_for_self"),
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_suggestion_step_side_known")
        ),
        sa.CheckConstraint(
            "step <> 'declined' OR length(reason) > 0", name=op.f("ck_suggestion_step_declined_with_reason")
        ),
        sa.CheckConstraint(
            "step IN ('accepted', 'declined', 'withdrawn', 'renewed')",
            name=op.f("ck_suggestion_step_step_known"),
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_suggestion_step_voice_known")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_suggestion_step_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_suggestion_step_person_id")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.id"], name=op.f("fk_suggestion_step_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_step")),
    )
    op.create_index(
        "ix_suggestion_step_suggestion_id", "suggestion_step", ["suggestion_id", "id"], unique=False
    )
    with op.batch_alter_table("comment") as batch:
        batch.add_column(
            sa.Column("suggestion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch.create_unique_constraint(batch.f("uq_comment_suggestion_id"), ["suggestion_id"])
        batch.create_foreign_key(batch.f("fk_comment_suggestion_id"), "suggestion", ["suggestion_id"], ["id"])
        batch.create_check_constraint(
            batch.f("ck_comment_suggestion_heads_thread"), "suggestion_id IS NULL OR parent_id IS NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("comment") as batch:
        batch.drop_constraint(batch.f("ck_comment_suggestion_heads_thread"), type_="check")
        batch.drop_constraint(batch.f("fk_comment_suggestion_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("uq_comment_suggestion_id"), type_="unique")
        batch.drop_column("suggestion_id")
    op.drop_index("ix_suggestion_step_suggestion_id", table_name="suggestion_step")
    op.drop_table("suggestion_step")
    op.drop_index("ix_suggestion_open", table_name="suggestion")
    op.drop_index("ix_suggestion_listed", table_name="suggestion")
    op.drop_table("suggestion")
