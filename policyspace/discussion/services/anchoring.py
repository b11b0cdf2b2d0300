"""Where comments stand: found when they are posted, carried with every new revision.

A revision is saved, and a comment placed, only while the document is held, so that neither overlooks the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, insert, literal, select, union_all, update

from policyspace.discussion.models import Anchor as AnchorRow
from policyspace.discussion.models import Comment, EarlierPlace
from policyspace.discussion.queries.places import anchor_from
from policyspace.discussion.queries.said import stands
from policyspace.discussion.rules import Anchor, Placed, carry_anchors
from policyspace.discussion.rules.quoting import find_quote
from policyspace.discussion.services.counting import (
    VISIBLE,
    count_on_blocks,
    count_on_words,
    recount_words,
)
from policyspace.drafting.blocks import blocks_of
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.drafting.redrafts import Redraft
from policyspace.drafting.rules.alignment import links_between
from policyspace.foundation.db import Blocks, db, lock
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy, plural
from policyspace.foundation.text.plain import known_plain_text

MOST_STEPS = 10
"""So many revisions a comment on an older one is carried through one by one. From further back it goes to the newest
in one step: then it stands on the revision it was made on and on the newest, and on none between."""
AT_A_TIME = 1_000


@dataclass(frozen=True)
class Step:
    """Where a comment stands on the revisions from `since` to `until`; the newest has no end yet."""

    since: int
    anchor: Anchor
    until: int | None = None


@dataclass(frozen=True)
class Way:
    """The steps of a comment from the revision it was made on to the newest. One on the whole text takes none."""

    earlier: Sequence[Step] = ()
    now: Step | None = None

    @property
    def block_id(self) -> str | None:
        """The block of the newest revision that it stands on."""
        return self.now.anchor.block_id if self.now else None


def check_place(
    document: Document, revision_number: int, block_id: str | None = None, quote: str = "", before: str = ""
) -> Anchor | None:
    """Where a comment on all of a block of revision `revision_number`, or on `quote` in it, is made; None for one on
    the whole text.

    Raises Invalid, by field, for a revision, block or words that are not there, and for words that stand more than
    once, or more than once behind `before`.
    """
    if not 1 <= revision_number <= document.revision_count:
        raise Invalid(revision_number=lazy("There is no such revision to comment on."))
    if block_id is None:
        if quote:
            raise Invalid(block_id=lazy("Choose the paragraph that the words stand in."))
        return None
    revision = get_revision(document, revision_number)
    html = next((each["html"] for each in revision.blocks if each["id"] == block_id), None)
    if html is None:
        raise Invalid(block_id=lazy("That paragraph is not in this text. Choose another, or the whole text."))
    return _made(block_id, known_plain_text(html), quote, before)


def find_way(
    document: Document, revision_number: int, block_id: str | None, quote: str = "", before: str = ""
) -> Way:
    """The way to the newest revision of a comment made there. Raises what `check_place` raises.

    Holds `document` from here on, so that nobody saves a revision that overlooks the comment.
    """
    if block_id is not None:
        lock(document)
    made = check_place(document, revision_number, block_id, quote, before)
    return Way() if made is None else _way(document, Step(revision_number, made))


def keep_way(comment: Comment, document: Document, way: Way) -> None:
    """Keep where `comment`, which has its id, stands and stood."""
    if way.now is None:
        return
    here = {"comment_id": comment.id, "document_id": document.id}
    last = {"since": way.now.since, "quote": way.now.anchor.quote, **_place(way.now.anchor)}
    db.session.execute(insert(AnchorRow).values(**here, **last))
    for step in way.earlier:
        stood = {"since": step.since, "until": step.until, **_place(step.anchor)}
        db.session.execute(insert(EarlierPlace).values(**here, **stood))
    count_on_words(comment, AnchorRow(**here, **_place(way.now.anchor)), 1)


def carry_comments(redraft: Redraft) -> None:
    """Carry every comment on a block or a passage to a new revision; what does not stand otherwise costs a look."""
    query = select(AnchorRow.__table__).where(AnchorRow.document_id == redraft.document.id)
    rows = {row["comment_id"]: dict(row) for row in db.session.execute(query).mappings()}
    if not rows:
        return
    before, after = _placed(redraft.before), _placed(redraft.after)
    carried = carry_anchors(map(anchor_from, rows.values()), before, after, redraft.links)
    if not carried:
        return
    until = redraft.number - 1
    earlier = [_earlier(rows[each.key], until) for each in carried]
    db.session.execute(insert(EarlierPlace), earlier)
    _stand(carried, redraft.number)
    was = {each.key: rows[each.key]["block_id"] for each in carried}
    _change_blocks(redraft.document, was, [each for each in carried if each.block_id != was[each.key]])
    recount_words(redraft.document)


def _made(block_id: str, words: str, quote: str, before: str) -> Anchor:
    if not quote:
        return Anchor(0, block_id)
    found = find_quote(words, quote, before)
    if not found:
        say = lazy("These words do not stand in the paragraph. Copy them from it just as they are.")
        raise Invalid(quote=say)
    if len(found) > 1:
        say = plural(
            "These words stand %(num)s time in the paragraph. Copy more of it, so that it is clear which you mean.",
            "These words stand %(num)s times in the paragraph. Copy more of it, so that it is clear which you mean.",
            len(found),
        )
        raise Invalid(quote=say)
    start, end = found[0]
    return Anchor(0, block_id, start, end, words[start:end])


def _way(document: Document, made: Step) -> Way:
    """Every step from the first one on."""
    newest, earlier, now = document.revision_count, [], made
    one_by_one = newest - made.since <= MOST_STEPS
    numbers = range(made.since + 1, newest + 1) if one_by_one else range(newest, newest + 1)
    older = made.since
    for number in numbers:
        anchor = _carried(document, now.anchor, older, number)
        if anchor != now.anchor or not one_by_one:
            earlier.append(replace(now, until=older))
            now = Step(number, anchor)
        older = number
    return Way(earlier, now)


def _carried(document: Document, anchor: Anchor, older_number: int, newer_number: int) -> Anchor:
    older, newer = get_revision(document, older_number), get_revision(document, newer_number)
    links = links_between(blocks_of(older), blocks_of(newer))
    changed = carry_anchors([anchor], _placed(older.blocks), _placed(newer.blocks), links)
    return changed[0] if changed else anchor


def _place(anchor: Anchor) -> dict[str, Any]:
    """The columns of InPlace."""
    return {
        "block_id": anchor.block_id,
        "start_at": anchor.start,
        "end_at": anchor.end,
        "words": anchor.words,
        "state": anchor.state.value,
    }


def _earlier(row: Mapping[str, Any], until: int) -> dict[str, Any]:
    """The row of EarlierPlace for a row of Anchor that ends with revision `until`."""
    return {name: value for name, value in row.items() if name != "quote"} | {"until": until}


def _stand(carried: Sequence[Anchor], since: int) -> None:
    rows = [{"comment_id": each.key, "since": since, "quote": each.quote, **_place(each)} for each in carried]
    db.session.execute(update(AnchorRow), rows)


def _change_blocks(document: Document, was: Mapping[int, str | None], moved: Sequence[Anchor]) -> None:
    """Tell the lists of comments, and the counts, of those that have come to stand on another block, or on none."""
    if not moved:
        return
    db.session.execute(update(Comment), [{"id": each.key, "block_id": each.block_id} for each in moved])
    visible = _visible_in_threads([each.key for each in moved])
    changes: Counter[str] = Counter()
    for each in moved:
        for block, by in ((was[each.key], -1), (each.block_id, 1)):
            if block is not None:
                changes[block] += by * visible[each.key]
    count_on_blocks(document, changes)


def _visible_in_threads(ids: Sequence[int]) -> Counter[int]:
    """How many visible comments are in each of these threads."""
    found: Counter[int] = Counter()
    for start in range(0, len(ids), AT_A_TIME):
        some = ids[start : start + AT_A_TIME]
        heads = select(Comment.id, literal(1)).where(Comment.id.in_(some), *VISIBLE)
        replies = (
            select(Comment.thread_id, func.count())
            .where(Comment.thread_id.in_(some), stands(), *VISIBLE)
            .group_by(Comment.thread_id)
        )
        counted: Sequence[Any] = db.session.execute(union_all(heads, replies)).all()
        for row in counted:
            found[row[0]] += row[1]
    return found


def _placed(blocks: Blocks) -> list[Placed]:
    return [Placed(each["id"], known_plain_text(each["html"])) for each in blocks]
