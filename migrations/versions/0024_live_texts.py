"""texts that several people write at once: their state, what came since, whose client is whose"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "live_text",
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("head", KEY, nullable=False),
        sa.Column("settled", KEY, nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("settled >= 0 AND settled <= head", name=op.f("ck_live_text_settled_before_head")),
        sa.CheckConstraint("epoch >= 1", name=op.f("ck_live_text_epoch_from_one")),
        sa.CheckConstraint("revision_number >= 1", name=op.f("ck_live_text_revision_from_one")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_live_text_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_live_text")),
    )
    op.create_table(
        "live_client",
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("client", KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("since", KEY, nullable=False),
        sa.CheckConstraint(
            "client >= 0 AND client <= 9007199254740991", name=op.f("ck_live_client_client_possible")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["live_text.document_id"], name=op.f("fk_live_client_document_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_live_client_person_id")),
        sa.PrimaryKeyConstraint("document_id", "client", name=op.f("pk_live_client")),
    )
    op.create_table(
        "live_update",
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("number", KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("organisation_id", KEY, nullable=True),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_live_update_number_from_one")),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_live_update_side_known")
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_live_update_voice_known")),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_live_update_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'",
            name=op.f("ck_live_update_resident_speaks_for_self"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["live_text.document_id"], name=op.f("fk_live_update_document_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_live_update_person_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_live_update_organisation_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_live_update")),
    )


def downgrade() -> None:
    op.drop_table("live_update")
    op.drop_table("live_client")
    op.drop_table("live_text")
