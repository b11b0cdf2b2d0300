"""spaces, memberships, invitations, notices"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "space",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("question", sa.String(length=500), nullable=False),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("document_count", sa.Integer(), nullable=False),
        sa.Column("member_count", sa.Integer(), nullable=False),
        sa.Column("central_members", sa.Integer(), nullable=False),
        sa.Column("local_members", sa.Integer(), nullable=False),
        sa.Column("partner_members", sa.Integer(), nullable=False),
        sa.Column("resident_members", sa.Integer(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("visibility IN ('public', 'members')", name=op.f("ck_space_visibility_known")),
        sa.CheckConstraint(
            "document_count >= 0 AND central_members >= 0 AND local_members >= 0 AND partner_members >= 0 AND resident_members >= 0",
            name=op.f("ck_space_counts_not_negative"),
        ),
        sa.CheckConstraint("length(question) > 0", name=op.f("ck_space_question_given")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_space_title_given")),
        sa.CheckConstraint(
            "member_count = central_members + local_members + partner_members + resident_members",
            name=op.f("ck_space_members_counted_once"),
        ),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_space_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space")),
        sa.UniqueConstraint(
            "created_by", "idempotency_key", name=op.f("uq_space_created_by_idempotency_key")
        ),
        sa.UniqueConstraint("slug", name=op.f("uq_space_slug")),
    )
    op.create_index("ix_space_listed", "space", ["visibility", "id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("space_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("invited_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('participant', 'drafter', 'facilitator')", name=op.f("ck_invitation_role_known")
        ),
        sa.CheckConstraint(
            "(accepted_at IS NULL) = (accepted_by IS NULL)", name=op.f("ck_invitation_accepted_by_someone")
        ),
        sa.CheckConstraint(
            "accepted_at IS NULL OR withdrawn_at IS NULL", name=op.f("ck_invitation_accepted_or_withdrawn")
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_invitation_email_lower_case")),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_invitation_lives_a_while")),
        sa.ForeignKeyConstraint(["accepted_by"], ["person.id"], name=op.f("fk_invitation_accepted_by")),
        sa.ForeignKeyConstraint(["invited_by"], ["person.id"], name=op.f("fk_invitation_invited_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_invitation_organisation_id")
        ),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_invitation_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("nonce", name=op.f("uq_invitation_nonce")),
    )
    op.create_index("ix_invitation_email", "invitation", ["email", "id"], unique=False)
    op.create_index("ix_invitation_space_id", "invitation", ["space_id", "id"], unique=False)
    op.create_index(
        "uq_invitation_waiting",
        "invitation",
        ["space_id", "email"],
        unique=True,
        sqlite_where=sa.text("accepted_at IS NULL AND withdrawn_at IS NULL"),
        postgresql_where=sa.text("accepted_at IS NULL AND withdrawn_at IS NULL"),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("space_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_membership_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'",
            name=op.f("ck_membership_resident_speaks_for_self"),
        ),
        sa.CheckConstraint(
            "role IN ('participant', 'drafter', 'facilitator')", name=op.f("ck_membership_role_known")
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_membership_side_known")
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_membership_voice_known")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_membership_ended_by_someone")
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_membership_ended_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_membership_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("space_id", "person_id", name=op.f("uq_membership_space_id_person_id")),
    )
    op.create_index("ix_membership_listed", "membership", ["space_id", "role", "id"], unique=False)
    op.create_index("ix_membership_person_id", "membership", ["person_id", "id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("space_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_notice_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "space_id",
            "subject_kind",
            "subject_id",
            "name",
            name=op.f("uq_notice_space_id_subject_kind_subject_id_name"),
        ),
    )


def downgrade() -> None:
    op.drop_table("notice")
    op.drop_index("ix_membership_person_id", table_name="membership")
    op.drop_index("ix_membership_listed", table_name="membership")
    op.drop_table("membership")
    op.drop_index(
        "uq_invitation_waiting",
        table_name="invitation",
        sqlite_where=sa.text("accepted_at IS NULL AND withdrawn_at IS NULL"),
        postgresql_where=sa.text("accepted_at IS NULL AND withdrawn_at IS NULL"),
    )
    op.drop_index("ix_invitation_space_id", table_name="invitation")
    op.drop_index("ix_invitation_email", table_name="invitation")
    op.drop_table("invitation")
    op.drop_index("ix_space_listed", table_name="space")
    op.drop_table("space")
