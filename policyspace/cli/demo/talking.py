"""What people say in the demonstration: comments on paragraphs, replies, support, suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from policyspace.cli.demo.cast import Cast, first_hat
from policyspace.cli.demo.words.remarks import Remark, Spoken, Wish
from policyspace.discussion import services as discussion
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import get_suggested
from policyspace.discussion.services import Provenance, Spot
from policyspace.drafting import services as drafting
from policyspace.drafting.blocks import blocks_of
from policyspace.drafting.models import Document, Suggestion
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.suggesting import find_passage
from policyspace.foundation.clock import now


def talk(cast: Cast, document: Document, remarks: Sequence[Remark], *, key: str) -> list[Comment]:
    """Say all of `remarks` in turn."""
    return [say(cast, document, remark, key=f"{key}-{number}") for number, remark in enumerate(remarks, 1)]


def say(cast: Cast, document: Document, remark: Remark, *, key: str) -> Comment:
    """A comment with its replies, and those who support it."""
    author = cast[remark.by]
    comment = discussion.post_comment(
        author,
        document,
        kind=remark.kind,
        body=remark.body,
        revision_number=document.revision_count,
        block_id=paragraph(document, remark.on) if remark.on else None,
        quote=remark.quote,
        capacity=first_hat(author),
        idempotency_key=f"demonstration-{key}",
    )
    _reply(cast, comment, remark.replies, key)
    for by in remark.supported:
        discussion.support_comment(cast[by], comment, capacity=first_hat(cast[by]))
    return comment


def hear(cast: Cast, document: Document, spoken: Sequence[Spoken], *, key: str) -> None:
    """Key in what people said elsewhere."""
    for number, each in enumerate(spoken, 1):
        on = (now() - timedelta(days=each.days_ago)).date()
        discussion.key_in_comment(
            cast["gwen"],
            document,
            kind=each.kind,
            body=each.body,
            said=Provenance(each.channel, on, each.place, each.name),
            spot=Spot(document.revision_count, cited(document, each.on) if each.on else None),
            consent=True,
            idempotency_key=f"demonstration-{key}-{number}",
        )


def wish(cast: Cast, document: Document, wishes: Sequence[Wish], *, key: str) -> None:
    """Suggest all of `wishes` in turn, then decide those that are decided, so that one is carried by another."""
    made = [
        (each, _suggest(cast, document, each, f"{key}-{number}")) for number, each in enumerate(wishes, 1)
    ]
    for each, suggestion in made:
        if each.accepted:
            drafting.accept_suggestion(cast[each.accepted], suggestion, digest=suggestion.digest)
        decliner, reason = each.declined
        if decliner:
            drafting.decline_suggestion(cast[decliner], suggestion, reason=reason)


def _suggest(cast: Cast, document: Document, each: Wish, key: str) -> Suggestion:
    author, (before, after) = cast[each.by], each.change
    newest = get_revision(document, document.revision_count)
    block = paragraph(document, before)
    comment = discussion.post_suggestion(
        author,
        document,
        block_id=block,
        base_number=newest.number,
        words=(find_passage(blocks_of(newest), block) or "").replace(before, after),
        why=each.why,
        capacity=first_hat(author),
        idempotency_key=f"demonstration-{key}",
    )
    _reply(cast, comment, each.replies, key)
    return get_suggested(comment)


def _reply(cast: Cast, comment: Comment, replies: Sequence[tuple[str, str]], key: str) -> None:
    for number, (by, words) in enumerate(replies, 1):
        replier, reply_key = cast[by], f"demonstration-{key}-{number}"
        discussion.post_reply(
            replier, comment, body=words, capacity=first_hat(replier), idempotency_key=reply_key
        )


def paragraph(document: Document, words: str) -> str:
    """The id of the one numbered paragraph of the newest revision that holds `words`."""
    return str(_block(document, words)["id"])


def cited(document: Document, words: str) -> int:
    """The number by which that paragraph is cited."""
    return int(_block(document, words)["number"])


def _block(document: Document, words: str) -> dict[str, Any]:
    revision = get_revision(document, document.revision_count)
    found, start = [], 0
    for block in revision.blocks:
        end = start + block["length"]
        if words in revision.text[start:end]:
            found.append(block)
        start = end
    if len(found) != 1:
        raise ValueError(f"the text of the demonstration does not say once: {words}")
    return found[0]
