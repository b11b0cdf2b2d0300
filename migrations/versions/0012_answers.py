"""answers to comments, and how many comments have one"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

IDENTIFIER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTERS = ("asked_count", "answered_count", "changed_count")
INDEXES = (
    ("ix_comment_answer", ["answer_id", "id"], sa.text("answer_id IS NOT NULL")),
    (
        "ix_comment_undrafted",
        ["document_id", "id"],
        sa.text(
            "thread_id IS NULL AND suggestion_id IS NULL AND answer_id IS NULL"
            " AND withdrawn_at IS NULL AND hidden_at IS NULL"
        ),
    ),
)
ASKED = (
    "UPDATE document SET asked_count = (SELECT count(*) FROM comment"
    " WHERE comment.document_id = document.id AND comment.thread_id IS NULL"
    " AND comment.suggestion_id IS NULL AND comment.withdrawn_at IS NULL AND comment.hidden_at IS NULL)"
)


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("document_id", IDENTIFIER, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("passed_to", sa.String(length=200), nullable=True),
        sa.Column("revision_number", sa.Integer(), nullable=True),
        sa.Column("block_id", sa.String(length=16), nullable=True),
        sa.Column("change", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("drafted_by", IDENTIFIER, nullable=False),
        sa.Column("cleared_by", IDENTIFIER, nullable=True),
        sa.Column("published_by", IDENTIFIER, nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", IDENTIFIER, nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_answer_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)",
            name=op.f("ck_answer_published_at_some_time"),
        ),
        sa.CheckConstraint(
            "(status = 'passed_on') = (passed_to IS NOT NULL)", name=op.f("ck_answer_passed_on_to_someone")
        ),
        sa.CheckConstraint(
            "length(words) > 0 OR revision_number IS NOT NULL OR status = 'passed_on'",
            name=op.f("ck_answer_says_something"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'", name=op.f("ck_answer_resident_speaks_for_self")
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_answer_side_known")
        ),
        sa.CheckConstraint(
            "state = 'discarded' OR comment_count > 0", name=op.f("ck_answer_answers_something")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'discarded')", name=op.f("ck_answer_state_known")
        ),
        sa.CheckConstraint(
            "status IN ('adopted', 'in_part', 'covered', 'not_adopted', 'out_of_scope', 'passed_on')",
            name=op.f("ck_answer_status_known"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('not_adopted', 'out_of_scope') OR length(words) > 0",
            name=op.f("ck_answer_says_why"),
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_answer_voice_known")),
        sa.CheckConstraint("(block_id IS NULL) = (change IS NULL)", name=op.f("ck_answer_passage_shown")),
        sa.CheckConstraint(
            "(cleared_at IS NULL) = (cleared_by IS NULL)", name=op.f("ck_answer_cleared_by_someone")
        ),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by IS NULL)", name=op.f("ck_answer_published_by_someone")
        ),
        sa.CheckConstraint(
            "block_id IS NULL OR revision_number IS NOT NULL", name=op.f("ck_answer_passage_of_a_revision")
        ),
        sa.CheckConstraint(
            "passed_to IS NULL OR length(passed_to) > 0", name=op.f("ck_answer_passed_to_named")
        ),
        sa.CheckConstraint(
            "published_at IS NULL OR cleared_at IS NOT NULL", name=op.f("ck_answer_cleared_before_published")
        ),
        sa.CheckConstraint(
            "revision_number IS NULL OR revision_number >= 1", name=op.f("ck_answer_revision_from_one")
        ),
        sa.CheckConstraint("version >= 1 AND comment_count >= 0", name=op.f("ck_answer_counts_not_negative")),
        sa.ForeignKeyConstraint(["cleared_by"], ["person.id"], name=op.f("fk_answer_cleared_by")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_answer_document_id")),
        sa.ForeignKeyConstraint(["drafted_by"], ["person.id"], name=op.f("fk_answer_drafted_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_answer_organisation_id")
        ),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name=op.f("fk_answer_published_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "drafted_by", "idempotency_key", name=op.f("uq_answer_drafted_by_idempotency_key")
        ),
    )
    op.create_index("ix_answer_listed", "answer", ["document_id", "state", "id"], unique=False)
    op.create_index("ix_answer_mine", "answer", ["drafted_by", "document_id", "state", "id"], unique=False)

    op.create_table(
        "answer_step",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("answer_id", IDENTIFIER, nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("passed_to", sa.String(length=200), nullable=True),
        sa.Column("revision_number", sa.Integer(), nullable=True),
        sa.Column("block_id", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", IDENTIFIER, nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_answer_step_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'",
            name=op.f("ck_answer_step_resident_speaks_for_self"),
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_answer_step_side_known")
        ),
        sa.CheckConstraint(
            "status IN ('adopted', 'in_part', 'covered', 'not_adopted', 'out_of_scope', 'passed_on')",
            name=op.f("ck_answer_step_status_known"),
        ),
        sa.CheckConstraint(
            "step <> 'taken_back' OR length(reason) > 0", name=op.f("ck_answer_step_taken_back_with_reason")
        ),
        sa.CheckConstraint(
            "step IN ('drafted', 'changed', 'cleared', 'published', 'taken_back', 'discarded')",
            name=op.f("ck_answer_step_step_known"),
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_answer_step_voice_known")),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_answer_step_answer_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_answer_step_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_answer_step_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_step")),
    )
    op.create_index("ix_answer_step_answer_id", "answer_step", ["answer_id", "id"], unique=False)

    with op.batch_alter_table("comment") as batch:
        batch.add_column(sa.Column("answer_id", IDENTIFIER, nullable=True))
        batch.add_column(sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_foreign_key(batch.f("fk_comment_answer_id"), "answer", ["answer_id"], ["id"])
        batch.create_check_constraint(
            batch.f("ck_comment_answered_by_answer"), "answered_at IS NULL OR answer_id IS NOT NULL"
        )
        batch.create_check_constraint(
            batch.f("ck_comment_answer_on_top_level"),
            "answer_id IS NULL OR (thread_id IS NULL AND suggestion_id IS NULL)",
        )
    for name, columns, where in INDEXES:
        op.create_index(name, "comment", columns, unique=False, sqlite_where=where, postgresql_where=where)
    with op.batch_alter_table("document") as batch:
        for counter in COUNTERS:
            batch.add_column(sa.Column(counter, sa.Integer(), nullable=False, server_default="0"))
    op.execute(ASKED)
    with op.batch_alter_table("document") as batch:
        for counter in COUNTERS:
            batch.alter_column(counter, server_default=None)
        batch.create_check_constraint(
            batch.f("ck_document_answers_counted"),
            "asked_count >= answered_count AND answered_count >= changed_count AND changed_count >= 0",
        )


def downgrade() -> None:
    with op.batch_alter_table("document") as batch:
        batch.drop_constraint(batch.f("ck_document_answers_counted"), type_="check")
        for counter in reversed(COUNTERS):
            batch.drop_column(counter)
    for name, _columns, _where in INDEXES:
        op.drop_index(name, table_name="comment")
    with op.batch_alter_table("comment") as batch:
        batch.drop_constraint(batch.f("ck_comment_answer_on_top_level"), type_="check")
        batch.drop_constraint(batch.f("ck_comment_answered_by_answer"), type_="check")
        batch.drop_constraint(batch.f("fk_comment_answer_id"), type_="foreignkey")
        batch.drop_column("answered_at")
        batch.drop_column("answer_id")
    op.drop_index("ix_answer_step_answer_id", table_name="answer_step")

    op.drop_table("answer_step")
    op.drop_index("ix_answer_mine", table_name="answer")
    op.drop_index("ix_answer_listed", table_name="answer")

    op.drop_table("answer")
