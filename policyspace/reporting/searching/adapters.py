"""How each database looks for words: the places of the first things that are found and may be read.

What the two have in common is one function: `hits(dialect, way)`, a statement that yields `id`s. Its bound values come
from `bound`. SQLite reads its index of words in the order of the list. PostgreSQL either gathers all hits by its index
or walks the list, whichever is less: see `choosing`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    String,
    bindparam,
    column,
    literal,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from policyspace.reporting.searching.models import SearchRow
from policyspace.reporting.searching.rules.asking import Question
from policyspace.reporting.searching.rules.kinds import ABOVE_COMMENTS, FoundKind
from policyspace.reporting.searching.rules.marks import Narrowed
from policyspace.reporting.searching.visible import may_be_read

rows = SearchRow.__table__
ABOVE = [kind for kind in FoundKind if kind is not FoundKind.COMMENT]
words_index = table("search_index", column("rowid", BigInteger), column("search_index", String))
"""SQLite's index of words; the column of its own name is what is asked for words."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a page is read. `signed_in`: the reader is known. `dated`: days are asked for.

    PostgreSQL gathers (or walks) what stands above the comments,
    and the comments."""

    limit: int
    signed_in: bool = False
    dated: bool = False
    gathers_top: bool = True
    gathers_comments: bool = True


@cache
def hits(dialect: str, way: Way) -> Select[Any]:
    """The places of what is found, from `before` on downwards, one more than a page of them."""
    return _in_sqlite(way) if dialect == "sqlite" else _in_postgresql(way)


def bound(dialect: str, question: Question, narrowed: Narrowed) -> dict[str, Any]:
    """What is looked for, in the database's own language."""
    if dialect == "sqlite":
        return {"match": in_fts5(question, narrowed)}
    query = in_tsquery(question, narrowed)
    return {"top": f"{query} & '=top'", "comments": f"{query} & '=kcomment'"}


def _in_sqlite(way: Way) -> Select[Any]:
    found = (
        select(rows.c.id)
        .select_from(words_index.join(rows, rows.c.id == words_index.c.rowid))
        .where(
            words_index.c.search_index.op("MATCH", is_comparison=True)(bindparam("match")),
            words_index.c.rowid < bindparam("before", type_=BigInteger),
            *_dated(way, rows),
            may_be_read(rows, signed_in=way.signed_in),
        )
        .order_by(words_index.c.rowid.desc())
    )
    return _cut(found, way)


def _in_postgresql(way: Way) -> Select[Any]:
    """What stands above the comments is few and long, the comments are many and short: each is read in its own way.

    The second part is not begun where the first has filled the page.
    """
    parts = (
        _part(way, "top", ABOVE, gathers=way.gathers_top, here=rows.c.id >= ABOVE_COMMENTS),
        _part(
            way,
            "comments",
            [FoundKind.COMMENT],
            gathers=way.gathers_comments,
            here=rows.c.id < ABOVE_COMMENTS,
        ),
    )
    both = union_all(*(select(_cut(part, way).subquery().c.id) for part in parts)).subquery("both")
    return _cut(select(both.c.id), way)


def _part(
    way: Way, name: str, kinds: Collection[FoundKind], *, gathers: bool, here: ColumnElement[bool]
) -> Select[Any]:
    readable = partial(may_be_read, kinds=kinds, signed_in=way.signed_in)
    within = [here, rows.c.id < bindparam("before", type_=BigInteger)]
    if not gathers:
        # kept apart, so that it is read in the order of the list, however few hits the planner expects
        listed = select(rows).where(*within).order_by(rows.c.id.desc()).offset(0).subquery(f"listed_{name}")
        return select(listed.c.id).where(matching(name, listed), *_dated(way, listed), readable(listed))
    gathered = (
        select(rows.c.id, rows.c.kind, rows.c.subject_id)
        .where(matching(name), *within, *_dated(way, rows))
        .order_by(rows.c.id.desc())
        .cte(f"gathered_{name}")
        .prefix_with("MATERIALIZED")
    )
    return select(gathered.c.id).where(readable(gathered))


def matching(name: str, list_: FromClause = rows) -> ColumnElement[bool]:
    """Whether PostgreSQL's vector of a row of `list_` has what is bound under `name`."""
    query: ColumnElement[Any] = bindparam(name, type_=TSQUERY)
    return list_.c.terms.op("@@", is_comparison=True)(query)


def _dated(way: Way, from_: FromClause) -> list[ColumnElement[bool]]:
    if not way.dated:
        return []
    return [
        from_.c.at >= bindparam("since", type_=from_.c.at.type),
        from_.c.at < bindparam("till", type_=from_.c.at.type),
    ]


def _cut(found: Select[Any], way: Way) -> Select[Any]:
    return found.limit(literal(way.limit + 1, literal_execute=True))


def in_fts5(question: Question, narrowed: Narrowed) -> str:
    """The question in the language of FTS5. Terms are letters and digits, so that quotes are safe around them."""
    parts = [f'{{terms also}} : "{each.stem}"' for each in question.words]
    if question.begins and question.beginning:
        begins = question.words[-1]
        parts[-1] = f'({{terms also}} : "{begins.whole}" * OR {parts[-1]})'
    parts += ['terms : "{}"'.format(" ".join(each.stem for each in phrase)) for phrase in question.phrases]
    parts += [f'marks : "{mark}"' for mark in narrowed.marks]
    if narrowed.times:
        parts.append("marks : ({})".format(" OR ".join(f'"{each}"' for each in narrowed.times)))
    return " AND ".join(parts)


def in_tsquery(question: Question, narrowed: Narrowed) -> str:
    """The question as PostgreSQL writes one down."""
    parts = [f"'{each.stem}'" for each in question.words]
    if question.begins and question.beginning:
        parts[-1] = f"({parts[-1]} | '{question.words[-1].whole}':*)"
    parts += ["({})".format(" <-> ".join(f"'{each.stem}'" for each in phrase)) for phrase in question.phrases]
    parts += [f"'={mark}'" for mark in narrowed.marks]
    if narrowed.times:
        parts.append("({})".format(" | ".join(f"'={each}'" for each in narrowed.times)))
    return " & ".join(parts)
