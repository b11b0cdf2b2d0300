"""templates, who looks, who writes where, and who wrote what"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "template",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("space_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('problem', 'proposal')", name=op.f("ck_template_kind_known")),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_template_text_given")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_template_title_given")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_template_created_by")),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_template_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
        sa.UniqueConstraint(
            "created_by", "idempotency_key", name=op.f("uq_template_created_by_idempotency_key")
        ),
    )
    op.create_index("ix_template_space_id", "template", ["space_id", "kind", "id"], unique=False)
    op.create_table(
        "editing",
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("section_title", sa.String(length=160), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("opened_at <= shown_until", name=op.f("ck_editing_shown_after_opening")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_editing_document_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_editing_person_id")),
        sa.PrimaryKeyConstraint("document_id", "person_id", "section", name=op.f("pk_editing")),
    )
    op.create_index(op.f("ix_editing_person_id"), "editing", ["person_id"], unique=False)
    op.create_index("ix_editing_shown", "editing", ["document_id", "shown_until"], unique=False)
    op.create_table(
        "last_look",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("earlier_number", sa.Integer(), nullable=True),
        sa.Column("earlier_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "earlier_number IS NULL OR (earlier_number >= 1 AND earlier_number <= revision_number)",
            name=op.f("ck_last_look_earlier_is_not_newer"),
        ),
        sa.CheckConstraint(
            "(earlier_number IS NULL) = (earlier_at IS NULL)", name=op.f("ck_last_look_earlier_has_moment")
        ),
        sa.CheckConstraint("revision_number >= 1", name=op.f("ck_last_look_revision_from_one")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_last_look_document_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_last_look_person_id")),
        sa.PrimaryKeyConstraint("person_id", "document_id", name=op.f("pk_last_look")),
    )
    op.create_index(op.f("ix_last_look_document_id"), "last_look", ["document_id"], unique=False)
    with op.batch_alter_table("document") as batch:
        batch.add_column(sa.Column("guidance", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True))
    with op.batch_alter_table("revision") as batch:
        batch.add_column(
            sa.Column("authorship", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True)
        )
        batch.add_column(sa.Column("balance", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True))
        batch.create_index("ix_revision_digest", ["document_id", "digest"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("revision") as batch:
        batch.drop_index("ix_revision_digest")
        batch.drop_column("balance")
        batch.drop_column("authorship")
    with op.batch_alter_table("document") as batch:
        batch.drop_column("guidance")
    op.drop_index(op.f("ix_last_look_document_id"), table_name="last_look")
    op.drop_table("last_look")
    op.drop_index("ix_editing_shown", table_name="editing")
    op.drop_index(op.f("ix_editing_person_id"), table_name="editing")
    op.drop_table("editing")
    op.drop_index("ix_template_space_id", table_name="template")
    op.drop_table("template")
