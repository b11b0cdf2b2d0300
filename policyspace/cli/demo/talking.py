"""What people say in the demonstration: comments on paragraphs, replies, support."""

from __future__ import annotations

from collections.abc import Sequence

from policyspace.cli.demo.cast import Cast, first_hat
from policyspace.cli.demo.words.remarks import Remark
from policyspace.discussion import services as discussion
from policyspace.discussion.models import Comment
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision


def talk(cast: Cast, document: Document, remarks: Sequence[Remark], *, key: str) -> None:
    """Say all of `remarks` in turn."""
    for number, remark in enumerate(remarks, 1):
        say(cast, document, remark, key=f"{key}-{number}")


def say(cast: Cast, document: Document, remark: Remark, *, key: str) -> Comment:
    """A comment with its replies, and those who support it."""
    author = cast[remark.by]
    comment = discussion.post_comment(
        author,
        document,
        kind=remark.kind,
        body=remark.body,
        revision_number=document.revision_count,
        block_id=_paragraph(document, remark.on) if remark.on else None,
        capacity=first_hat(author),
        idempotency_key=f"demonstration-{key}",
    )
    for number, (by, words) in enumerate(remark.replies, 1):
        replier, reply_key = cast[by], f"demonstration-{key}-{number}"
        discussion.post_reply(
            replier, comment, body=words, capacity=first_hat(replier), idempotency_key=reply_key
        )
    for by in remark.supported:
        discussion.support_comment(cast[by], comment, capacity=first_hat(cast[by]))
    return comment


def _paragraph(document: Document, words: str) -> str:
    """The id of the one numbered paragraph of the newest revision that holds `words`."""
    revision = get_revision(document, document.revision_count)
    found, start = [], 0
    for block in revision.blocks:
        end = start + block["length"]
        if words in revision.text[start:end]:
            found.append(str(block["id"]))
        start = end
    if len(found) != 1:
        raise ValueError(f"the text of the demonstration does not say once: {words}")
    return found[0]
