"""the index of words: what can be found, and how each database finds words in it; it is filled afterwards"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(terms, also, marks, content='search_row', content_rowid='id', tokenize='ascii', columnsize=0)",
    "CREATE TRIGGER search_row_added AFTER INSERT ON search_row BEGIN INSERT INTO search_index (rowid, terms, also, marks) VALUES (new.id, new.terms, new.also, new.marks); END",
    "CREATE TRIGGER search_row_gone AFTER DELETE ON search_row BEGIN INSERT INTO search_index (search_index, rowid, terms, also, marks) VALUES ('delete', old.id, old.terms, old.also, old.marks); END",
)


def upgrade() -> None:
    op.create_table(
        "search_row",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        sa.Column("also", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('space', 'problem', 'proposal', 'entry', 'answer', 'comment')",
            name=op.f("ck_search_row_kind_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_row")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE:
            op.execute(sa.text(statement))
    else:
        op.create_index(
            "ix_search_row_terms",
            "search_row",
            ["terms"],
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )


def downgrade() -> None:
    """Nothing is lost: the index is made anew from what is there."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_row")
