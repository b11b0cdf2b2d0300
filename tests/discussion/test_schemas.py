"""The shapes of what is sent to a discussion."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from policyspace.charter.words import CommentKind
from policyspace.discussion.rules import Mark, Order
from policyspace.discussion.schemas import CommentEdit, Going, Hiding, Listing, NewComment, NewReply
from policyspace.foundation.errors import Invalid
from policyspace.foundation.schemas import Shape

COMMENT = {"kind": "idea", "body": "Words", "revision_number": "1", "idempotency_key": "key-00000001"}
REPLY = {"body": "Words", "idempotency_key": "key-00000001"}

TAKEN: list[tuple[type[Shape], dict[str, Any], dict[str, Any]]] = [
    (NewComment, COMMENT, {"kind": "idea", "revision_number": 1, "block_id": None, "capacity": None}),
    (NewComment, COMMENT | {"block_id": "0a1b2c3d4e"}, {"block_id": "0a1b2c3d4e"}),
    (NewComment, COMMENT | {"body": "a\r\nb\x00"}, {"body": "a\nb"}),
    (NewComment, COMMENT | {"body": "x" * 5_000}, {"body": "x" * 5_000}),
    (NewComment, COMMENT | {"capacity": "own-12"}, {"capacity": "own-12"}),
    (NewReply, REPLY, {"body": "Words", "capacity": None}),
    (CommentEdit, {"body": "Words"}, {"body": "Words", "kind": None}),
    (CommentEdit, {"body": "Words", "kind": "concern"}, {"kind": "concern"}),
    (Hiding, {"reason": "spam"}, {"reason": "spam", "words": ""}),
    (Hiding, {"reason": "spam", "words": "a\nb"}, {"words": "a\nb"}),
    (Listing, {}, {"kind": None, "block": None, "order": None, "after": None}),
    (Listing, {"order": "supported", "after": "3-9"}, {"order": "supported", "after": Mark(9, 3)}),
    (Going, {"after": "12"}, {"after": 12}),
]

REFUSED: list[tuple[type[Shape], dict[str, Any], list[str]]] = [
    (NewComment, {}, ["kind", "body", "revision_number", "idempotency_key"]),
    (NewComment, COMMENT | {"body": " \n "}, ["body"]),
    (NewComment, COMMENT | {"body": "x" * 5_001}, ["body"]),
    (NewComment, COMMENT | {"body": 5}, ["body"]),
    (NewComment, COMMENT | {"kind": "rant"}, ["kind"]),
    (NewComment, COMMENT | {"block_id": ""}, ["block_id"]),
    (NewComment, COMMENT | {"block_id": "x" * 17}, ["block_id"]),
    (NewComment, COMMENT | {"block_id": "a/b"}, ["block_id"]),
    (NewComment, COMMENT | {"revision_number": "0"}, ["revision_number"]),
    (NewComment, COMMENT | {"revision_number": str(2**40)}, ["revision_number"]),
    (NewComment, COMMENT | {"capacity": "king"}, ["capacity"]),
    (NewComment, COMMENT | {"idempotency_key": "short"}, ["idempotency_key"]),
    (NewComment, COMMENT | {"imported": {}}, ["imported"]),
    (NewComment, COMMENT | {"author_id": 1}, ["author_id"]),
    (NewReply, REPLY | {"kind": "idea"}, ["kind"]),
    (CommentEdit, {"body": ""}, ["body"]),
    (Hiding, {}, ["reason"]),
    (Hiding, {"reason": "refused_elsewhere"}, ["reason"]),
    (Hiding, {"reason": "spam", "words": "x" * 501}, ["words"]),
    (Listing, {"kind": "rant", "order": "best", "after": "x"}, ["kind", "order", "after"]),
    (Going, {"after": "-1"}, ["after"]),
]


@pytest.mark.parametrize(("shape", "sent", "read"), TAKEN)
def test_what_fits_is_read(
    app: Flask, shape: type[Shape], sent: dict[str, Any], read: dict[str, Any]
) -> None:
    found = shape().read(sent)
    assert {name: found[name] for name in read} == read


@pytest.mark.parametrize(("shape", "sent", "names"), REFUSED)
def test_what_does_not_fit_is_refused_by_its_field(
    app: Flask, shape: type[Shape], sent: dict[str, Any], names: list[str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        shape().read(sent)
    assert sorted(refusal.value.fields) == sorted(names)
    assert all(str(said) for group in refusal.value.fields.values() for said in group)


def test_of_an_address_what_can_be_read_is_read(app: Flask) -> None:
    asked = {"kind": "idea", "order": "best", "after": "x", "block": "", "side": "mars", "page": "7"}
    assert Listing().lenient(asked | {"answering": "suggested"}) == {
        "kind": CommentKind.IDEA,
        "side": None,
        "answering": None,
        "order": None,
        "after": None,
        "block": None,
        "passage": None,
    }
    assert Listing().lenient({"order": "oldest"})["order"] == Order.OLDEST
