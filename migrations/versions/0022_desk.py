"""the facilitator's desk: since when a record waits, what is due first, who looks after it, and what was done about it"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITS_SINCE = """
UPDATE record SET waits_since = (
  SELECT max(at) FROM (
    SELECT record.created_at AS at
    UNION ALL SELECT max(entry.created_at) FROM entry
      WHERE entry.record_id = record.id AND entry.stage = record.stage
    UNION ALL SELECT max(movement.created_at) FROM movement WHERE movement.record_id = record.id
  ) AS moments
)
"""
DUE = {
    ("flexibility", "open_question"),
    ("flexibility", "decision"),
    ("clarity", "measure"),
    ("clarity", "task"),
    ("sustainability", "review"),
}
FACTS = sa.JSON().with_variant(JSONB(), "postgresql")
RECORD = sa.table(
    "record", sa.column("id", KEY), sa.column("due_days", FACTS), sa.column("first_due", sa.Date())
)
ENTRY = sa.table(
    "entry",
    sa.column("record_id", KEY),
    sa.column("stage", sa.String()),
    sa.column("prompt", sa.String()),
    sa.column("facts", FACTS),
    sa.column("ended_at", sa.DateTime(timezone=True)),
)
CONFIRMATION = sa.table(
    "confirmation",
    sa.column("record_id", KEY),
    sa.column("stage", sa.String()),
    sa.column("kind", sa.String()),
    sa.column("next_date", sa.Date()),
    sa.column("ended_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    with op.batch_alter_table("record") as batch:
        batch.add_column(
            sa.Column(
                "due_days", sa.JSON().with_variant(JSONB(), "postgresql"), server_default="{}", nullable=False
            )
        )
        batch.add_column(sa.Column("first_due", sa.Date(), nullable=True))
        batch.add_column(sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("looked_after_by", KEY, nullable=True))
        batch.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_foreign_key(batch.f("fk_record_looked_after_by"), "person", ["looked_after_by"], ["id"])
    op.execute(WAITS_SINCE)
    _due_days()
    with op.batch_alter_table("record") as batch:
        batch.alter_column("due_days", server_default=None)
        batch.alter_column("waits_since", nullable=False)
    _deeds()


def _due_days() -> None:
    """The first day on which something is due, by record and stage, from what stands in the records there are."""
    days: dict[int, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    reviews: dict[int, list[date]] = defaultdict(list)
    entries = sa.select(ENTRY.c.record_id, ENTRY.c.stage, ENTRY.c.prompt, ENTRY.c.facts)
    for record_id, stage, prompt, facts in op.get_bind().execute(entries.where(ENTRY.c.ended_at.is_(None))):
        if (stage, prompt) not in DUE or not facts.get("date") or facts.get("state") == "closed":
            continue
        day = date.fromisoformat(facts["date"])
        (reviews[record_id] if prompt == "review" else days[record_id][stage]).append(day)
    for record_id, found in reviews.items():
        days[record_id]["sustainability"].append(max(found))
    said = sa.select(CONFIRMATION.c.record_id, CONFIRMATION.c.stage, CONFIRMATION.c.next_date).where(
        CONFIRMATION.c.ended_at.is_(None),
        CONFIRMATION.c.kind == "not_yet",
        CONFIRMATION.c.next_date.is_not(None),
    )
    for record_id, stage, day in op.get_bind().execute(said):
        days[record_id][stage].append(day)
    for record_id, by_stage in days.items():
        first = {stage: min(found) for stage, found in by_stage.items()}
        kept = {stage: day.isoformat() for stage, day in first.items()}
        values = {"due_days": kept, "first_due": min(first.values())}
        op.execute(sa.update(RECORD).where(RECORD.c.id == record_id).values(**values))


def _deeds() -> None:
    op.create_table(
        "deed",
        sa.Column("id", KEY, nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("whom_id", KEY, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("organisation_name", sa.String(length=120), nullable=True),
        sa.Column("organisation_id", KEY, nullable=True),
        sa.CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)",
            name=op.f("ck_deed_resident_without_organisation"),
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR voice = 'own'", name=op.f("ck_deed_resident_speaks_for_self")
        ),
        sa.CheckConstraint(
            "side IN ('central', 'local', 'partner', 'resident')", name=op.f("ck_deed_side_known")
        ),
        sa.CheckConstraint("voice IN ('own', 'organisation')", name=op.f("ck_deed_voice_known")),
        sa.CheckConstraint(
            "kind IN ('nudged', 'closed', 'reopened', 'handed_over')", name=op.f("ck_deed_kind_known")
        ),
        sa.CheckConstraint(
            "(whom_id IS NOT NULL) = (kind IN ('nudged', 'handed_over'))", name=op.f("ck_deed_of_someone")
        ),
        sa.CheckConstraint("kind = 'nudged' OR length(words) > 0", name=op.f("ck_deed_words_given")),
        sa.CheckConstraint(
            "whom_id IS NULL OR whom_id <> person_id OR kind = 'handed_over'",
            name=op.f("ck_deed_not_oneself"),
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_deed_record_id")),
        sa.ForeignKeyConstraint(["whom_id"], ["person.id"], name=op.f("fk_deed_whom_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_deed_person_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_deed_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deed")),
    )
    op.create_index("ix_deed_record_id", "deed", ["record_id", "id"], unique=False)
    op.create_index("ix_deed_whom_id", "deed", ["whom_id", "record_id", "id"], unique=False)


def downgrade() -> None:
    """What facilitators did about records as a whole is lost; the ledger still tells of it."""
    op.drop_index("ix_deed_whom_id", table_name="deed")
    op.drop_index("ix_deed_record_id", table_name="deed")
    op.drop_table("deed")
    with op.batch_alter_table("record") as batch:
        batch.drop_constraint(batch.f("fk_record_looked_after_by"), type_="foreignkey")
        batch.drop_column("closed_at")
        batch.drop_column("looked_after_by")
        batch.drop_column("waits_since")
        batch.drop_column("first_due")
        batch.drop_column("due_days")
