"""Table of the index: one row for each thing that can be found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, Index, Text, event
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ExecutableDDLElement

from policyspace.foundation.db import Base, bookkeeping, identifier, one_of, short
from policyspace.reporting.searching.rules import FoundKind


@bookkeeping
class SearchRow(Base):
    """Something that can be found, by its place in the list of all there is (`rules.place_of`).

    `words` are those that are shown around a hit, plain. The terms of the text are in `terms`, those of words that
    differ from their stem in `also`, its marks in `marks`, and an index of words over the three (FTS5). PostgreSQL
    holds all of them in `terms`, as a vector, with a GIN index; the other two are empty there.
    """

    __tablename__ = "search_row"
    __table_args__ = (
        one_of("kind", [kind.value for kind in FoundKind]),
        Index(
            "ix_search_row_terms", "terms", postgresql_using="gin", postgresql_with={"fastupdate": "off"}
        ).ddl_if(dialect="postgresql"),
    )

    id: Mapped[int] = mapped_column(identifier, primary_key=True, autoincrement=False)
    kind: Mapped[str] = short(10)
    subject_id: Mapped[int] = mapped_column(identifier)
    at: Mapped[datetime]
    words: Mapped[str]
    terms: Mapped[Any] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))
    also: Mapped[str]
    marks: Mapped[str]


SQLITE = (
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
      terms, also, marks, content='search_row', content_rowid='id', tokenize='ascii', columnsize=0
    )
    """,
    """
    CREATE TRIGGER search_row_added AFTER INSERT ON search_row BEGIN
      INSERT INTO search_index (rowid, terms, also, marks) VALUES (new.id, new.terms, new.also, new.marks);
    END
    """,
    """
    CREATE TRIGGER search_row_gone AFTER DELETE ON search_row BEGIN
      INSERT INTO search_index (search_index, rowid, terms, also, marks)
      VALUES ('delete', old.id, old.terms, old.also, old.marks);
    END
    """,
)


def _only_sqlite(statement: str) -> ExecutableDDLElement:
    made = DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy has no types for it
    return made.execute_if(dialect="sqlite")


for each in SQLITE:
    event.listen(SearchRow.__table__, "after_create", _only_sqlite(each))
event.listen(SearchRow.__table__, "before_drop", _only_sqlite("DROP TABLE IF EXISTS search_index"))
