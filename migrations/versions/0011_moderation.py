"""reports, appeals, and the log of moderation"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

REPORT_WAITS = sa.text("settled_at IS NULL")
APPEAL_WAITS = sa.text("decided_at IS NULL")
REASONS = "'personal_information', 'abuse', 'off_topic', 'spam', 'unlawful', 'duplicate', 'refused_elsewhere'"


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment(name: str, *, nullable: bool) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    _reports()
    _appeals()
    op.create_table(
        "moderation_step",
        sa.Column("id", _id(), nullable=False),
        sa.Column("space_id", _id(), nullable=False),
        sa.Column("document_id", _id(), nullable=False),
        sa.Column("comment_id", _id(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("on_appeal", sa.Boolean(), nullable=False),
        _moment("created_at", nullable=False),
        sa.CheckConstraint(f"reason IN ({REASONS})", name=op.f("ck_moderation_step_reason_known")),
        sa.CheckConstraint(
            "step IN ('hidden', 'restored', 'upheld')", name=op.f("ck_moderation_step_step_known")
        ),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_moderation_step_comment_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_moderation_step_document_id")
        ),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_moderation_step_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_step")),
    )
    op.create_index("ix_moderation_step_space_id", "moderation_step", ["space_id", "id"], unique=False)
    _log_what_is_hidden()


def _reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", _id(), nullable=False),
        sa.Column("space_id", _id(), nullable=False),
        sa.Column("comment_id", _id(), nullable=False),
        sa.Column("reporter_id", _id(), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _moment("created_at", nullable=False),
        _moment("settled_at", nullable=True),
        sa.Column("settled_by", _id(), nullable=True),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (outcome IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL)",
            name=op.f("ck_report_settled_somehow"),
        ),
        sa.CheckConstraint("reason <> 'other' OR length(words) > 0", name=op.f("ck_report_other_in_words")),
        sa.CheckConstraint(
            "reason IN ('personal_information', 'abuse', 'spam', 'off_topic', 'unlawful', 'other')",
            name=op.f("ck_report_reason_known"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('hidden', 'kept', 'dropped')",
            name=op.f("ck_report_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_report_comment_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name=op.f("fk_report_reporter_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name=op.f("fk_report_settled_by")),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_report_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    waits = {"sqlite_where": REPORT_WAITS, "postgresql_where": REPORT_WAITS}
    op.create_index("uq_report_waiting", "report", ["comment_id", "reporter_id"], unique=True, **waits)
    op.create_index("ix_report_waiting", "report", ["space_id", "comment_id", "id"], unique=False, **waits)


def _appeals() -> None:
    op.create_table(
        "appeal",
        sa.Column("id", _id(), nullable=False),
        sa.Column("space_id", _id(), nullable=False),
        sa.Column("comment_id", _id(), nullable=False),
        sa.Column("author_id", _id(), nullable=False),
        _moment("hidden_at", nullable=False),
        sa.Column("hidden_by", _id(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _moment("created_at", nullable=False),
        _moment("decided_at", nullable=True),
        sa.Column("decided_by", _id(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.CheckConstraint("length(words) > 0", name=op.f("ck_appeal_words_given")),
        sa.CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name=op.f("ck_appeal_ended_somehow")),
        sa.CheckConstraint(
            "decided_by IS NULL OR (decided_by <> hidden_by AND decided_by <> author_id)",
            name=op.f("ck_appeal_decided_by_another"),
        ),
        sa.CheckConstraint(
            "(decided_by IS NOT NULL) = (outcome IS NOT NULL AND outcome IN ('restored', 'upheld'))",
            name=op.f("ck_appeal_decision_has_decider"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('restored', 'upheld', 'relented', 'dropped')",
            name=op.f("ck_appeal_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_appeal_author_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_appeal_comment_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_appeal_decided_by")),
        sa.ForeignKeyConstraint(["hidden_by"], ["person.id"], name=op.f("fk_appeal_hidden_by")),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_appeal_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("comment_id", "hidden_at", name=op.f("uq_appeal_comment_id_hidden_at")),
    )
    waits = {"sqlite_where": APPEAL_WAITS, "postgresql_where": APPEAL_WAITS}
    op.create_index("ix_appeal_waiting", "appeal", ["space_id", "id"], unique=False, **waits)


def _log_what_is_hidden() -> None:
    """What is hidden now was hidden before there was a log."""
    op.execute(
        "INSERT INTO moderation_step (space_id, document_id, comment_id, step, reason, on_appeal, created_at)"
        " SELECT document.space_id, document.id, comment.id, 'hidden', comment.hidden_reason, false,"
        " comment.hidden_at FROM comment JOIN document ON document.id = comment.document_id"
        " WHERE comment.hidden_at IS NOT NULL ORDER BY comment.hidden_at, comment.id"
    )


def downgrade() -> None:
    op.drop_index("ix_moderation_step_space_id", table_name="moderation_step")
    op.drop_table("moderation_step")
    op.drop_index("ix_appeal_waiting", table_name="appeal")
    op.drop_table("appeal")
    op.drop_index("ix_report_waiting", table_name="report")
    op.drop_index("uq_report_waiting", table_name="report")
    op.drop_table("report")
