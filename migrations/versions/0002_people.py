"""people, organisations, sign-in"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner')", name=op.f("ck_organisation_side_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("display_name", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("place", sa.String(length=80), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_lower_case")),
        sa.CheckConstraint("length(display_name) > 0", name=op.f("ck_person_display_name_given")),
        sa.CheckConstraint(
            "password_hash IS NULL OR email_confirmed_at IS NOT NULL",
            name=op.f("ck_person_password_after_confirming"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "affiliation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("means", sa.String(length=10), nullable=False),
        sa.Column("speaks", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("means IN ('domain', 'invitation')", name=op.f("ck_affiliation_means_known")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_affiliation_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_affiliation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
        sa.UniqueConstraint(
            "person_id", "organisation_id", name=op.f("uq_affiliation_person_id_organisation_id")
        ),
    )
    op.create_index(op.f("ix_affiliation_organisation_id"), "affiliation", ["organisation_id"], unique=False)
    op.create_table(
        "api_token",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_api_token_lives_a_while")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_api_token_name_given")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_api_token_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index(op.f("ix_api_token_person_id"), "api_token", ["person_id"], unique=False)
    op.create_table(
        "emailed_token",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("next_path", sa.String(length=500), nullable=True),
        sa.Column("display_name", sa.String(length=80), nullable=True),
        sa.Column("place", sa.String(length=80), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(purpose = 'confirm_email') = (display_name IS NOT NULL)",
            name=op.f("ck_emailed_token_sign_up_has_name"),
        ),
        sa.CheckConstraint(
            "purpose = 'confirm_email' OR (place IS NULL AND password_hash IS NULL)",
            name=op.f("ck_emailed_token_only_sign_up_has_details"),
        ),
        sa.CheckConstraint(
            "purpose IN ('confirm_email', 'sign_in', 'reset_password')",
            name=op.f("ck_emailed_token_purpose_known"),
        ),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_emailed_token_lives_a_while")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_emailed_token_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emailed_token")),
        sa.UniqueConstraint("nonce", name=op.f("uq_emailed_token_nonce")),
    )
    op.create_index("ix_emailed_token_expires_at", "emailed_token", ["expires_at"], unique=False)
    op.create_index(op.f("ix_emailed_token_person_id"), "emailed_token", ["person_id"], unique=False)
    op.create_table(
        "organisation_domain",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.CheckConstraint("domain = lower(domain)", name=op.f("ck_organisation_domain_domain_lower_case")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_domain_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_domain")),
        sa.UniqueConstraint("domain", name=op.f("uq_organisation_domain_domain")),
    )
    op.create_index(
        op.f("ix_organisation_domain_organisation_id"),
        "organisation_domain",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_sign_in_session_lives_a_while")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
    )
    op.create_index(
        "ix_sign_in_session_person_id", "sign_in_session", ["person_id", "last_seen_at"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_sign_in_session_person_id", table_name="sign_in_session")
    op.drop_table("sign_in_session")
    op.drop_index(op.f("ix_organisation_domain_organisation_id"), table_name="organisation_domain")
    op.drop_table("organisation_domain")
    op.drop_index(op.f("ix_emailed_token_person_id"), table_name="emailed_token")
    op.drop_index("ix_emailed_token_expires_at", table_name="emailed_token")
    op.drop_table("emailed_token")
    op.drop_index(op.f("ix_api_token_person_id"), table_name="api_token")
    op.drop_table("api_token")
    op.drop_index(op.f("ix_affiliation_organisation_id"), table_name="affiliation")
    op.drop_table("affiliation")
    op.drop_table("person")
    op.drop_table("organisation")
