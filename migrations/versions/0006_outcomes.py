"""records, entries, confirmations, movements"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("digests", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "stage IN ('trust', 'flexibility', 'honesty', 'clarity', 'sustainability')",
            name=op.f("ck_record_stage_known"),
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_record_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint("document_id", name=op.f("uq_record_document_id")),
    )
    op.create_table(
        "confirmation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_date", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("attests", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_confirmation_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "kind = 'confirm' OR length(words) > 0", name=op.f("ck_confirmation_words_unless_plain")
        ),
        sa.CheckConstraint(
            "kind IN ('confirm', 'reservation', 'not_yet')", name=op.f("ck_confirmation_kind_known")
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'",
            name=op.f("ck_confirmation_resident_speaks_for_self"),
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_confirmation_side_known")
        ),
        sa.CheckConstraint(
            "stage IN ('trust', 'flexibility', 'honesty', 'clarity', 'sustainability')",
            name=op.f("ck_confirmation_stage_known"),
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_confirmation_voice_known")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_confirmation_digest_whole")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_confirmation_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_confirmation_person_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_confirmation_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
    )
    op.create_index(
        "ix_confirmation_person_id",
        "confirmation",
        ["person_id", "record_id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_confirmation_stage", "confirmation", ["record_id", "stage", "id"], unique=False)
    op.create_index(
        "uq_confirmation_last_word",
        "confirmation",
        ["record_id", "stage", "person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("prompt", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_entry_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'", name=op.f("ck_entry_resident_speaks_for_self")
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_entry_side_known")
        ),
        sa.CheckConstraint(
            "stage IN ('trust', 'flexibility', 'honesty', 'clarity', 'sustainability')",
            name=op.f("ck_entry_stage_known"),
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_entry_voice_known")),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_entry_ended_by_someone")),
        sa.CheckConstraint(
            "(replaces_id IS NULL) = (first_id IS NULL)", name=op.f("ck_entry_chain_has_a_first")
        ),
        sa.CheckConstraint("length(words) > 0", name=op.f("ck_entry_words_given")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_entry_author_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_entry_ended_by")),
        sa.ForeignKeyConstraint(["first_id"], ["entry.id"], name=op.f("fk_entry_first_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_entry_organisation_id")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_entry_record_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["entry.id"], name=op.f("fk_entry_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("author_id", "idempotency_key", name=op.f("uq_entry_author_id_idempotency_key")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_entry_replaces_id")),
    )
    op.create_index("ix_entry_first_id", "entry", ["first_id", "id"], unique=False)
    op.create_index("ix_entry_stage", "entry", ["record_id", "stage", "id"], unique=False)
    op.create_index(
        "ix_entry_standing",
        "entry",
        ["record_id", "stage", "prompt", "author_id", "id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "movement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_stage", sa.String(length=16), nullable=False),
        sa.Column("to_stage", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_movement_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "from_stage IN ('trust', 'flexibility', 'honesty', 'clarity', 'sustainability')",
            name=op.f("ck_movement_from_stage_known"),
        ),
        sa.CheckConstraint("kind = 'forward' OR length(reason) > 0", name=op.f("ck_movement_reason_given")),
        sa.CheckConstraint("kind IN ('forward', 'back', 'exception')", name=op.f("ck_movement_kind_known")),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'", name=op.f("ck_movement_resident_speaks_for_self")
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_movement_side_known")
        ),
        sa.CheckConstraint(
            "to_stage IN ('trust', 'flexibility', 'honesty', 'clarity', 'sustainability')",
            name=op.f("ck_movement_to_stage_known"),
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_movement_voice_known")),
        sa.CheckConstraint("from_stage <> to_stage", name=op.f("ck_movement_goes_somewhere")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_movement_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_movement_person_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_movement_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement")),
    )
    op.create_index("ix_movement_record_id", "movement", ["record_id", "id"], unique=False)
    op.create_table(
        "set_aside",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("requirement", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_set_aside_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'", name=op.f("ck_set_aside_resident_speaks_for_self")
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_set_aside_side_known")
        ),
        sa.CheckConstraint(
            "stage IN ('trust', 'flexibility', 'honesty', 'clarity', 'sustainability')",
            name=op.f("ck_set_aside_stage_known"),
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_set_aside_voice_known")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_set_aside_ended_by_someone")
        ),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_set_aside_reason_given")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_set_aside_ended_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_set_aside_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_set_aside_person_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_set_aside_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside")),
    )
    op.create_index("ix_set_aside_stage", "set_aside", ["record_id", "stage", "id"], unique=False)
    op.create_index(
        "uq_set_aside_standing",
        "set_aside",
        ["record_id", "requirement"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "acceptance",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_acceptance_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'",
            name=op.f("ck_acceptance_resident_speaks_for_self"),
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_acceptance_side_known")
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_acceptance_voice_known")),
        sa.CheckConstraint("accepted OR length(note) > 0", name=op.f("ck_acceptance_correction_in_words")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_acceptance_digest_whole")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_acceptance_entry_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_acceptance_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_acceptance_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
    )
    op.create_index("ix_acceptance_entry_id", "acceptance", ["entry_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_acceptance_entry_id", table_name="acceptance")
    op.drop_table("acceptance")
    op.drop_index(
        "uq_set_aside_standing",
        table_name="set_aside",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index("ix_set_aside_stage", table_name="set_aside")
    op.drop_table("set_aside")
    op.drop_index("ix_movement_record_id", table_name="movement")
    op.drop_table("movement")
    op.drop_index(
        "ix_entry_standing",
        table_name="entry",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index("ix_entry_stage", table_name="entry")
    op.drop_index("ix_entry_first_id", table_name="entry")
    op.drop_table("entry")
    op.drop_index(
        "uq_confirmation_last_word",
        table_name="confirmation",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index("ix_confirmation_stage", table_name="confirmation")
    op.drop_index(
        "ix_confirmation_person_id",
        table_name="confirmation",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_table("confirmation")
    op.drop_table("record")
