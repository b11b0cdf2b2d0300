"""The comments part of a page: below the text of a document, or a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import request, url_for

from policyspace.charter.actions import Action
from policyspace.charter.permissions import may
from policyspace.charter.words import CommentKind, ProblemState, ProposalState
from policyspace.discussion import queries
from policyspace.discussion.models import Held
from policyspace.discussion.queries import ThreadPage, Wanted
from policyspace.discussion.rules import Order
from policyspace.discussion.schemas import Listing
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import state_of
from policyspace.spaces.queries import SpaceView, hats_of
from policyspace.web.discussion.place import Place, place_of
from policyspace.web.keeping import words_asked_for

Option = tuple[str, str]


@dataclass(frozen=True)
class CommentsPart:
    """What is said about a document, as far as the address asks for it, and whether the reader may add to it."""

    endpoint: str
    view: SpaceView
    document: Document
    revision: Revision
    counts: Mapping[str, int]
    wanted: Wanted
    page: ThreadPage

    kinds = tuple(CommentKind)
    orders = tuple(Order)

    @property
    def below_text(self) -> bool:
        """Whether the text stands above, on the same page."""
        return self.endpoint == "drafting.show"

    @cached_property
    def place(self) -> Place:
        return place_of(self.view, self.document, self.revision)

    @cached_property
    def state(self) -> ProblemState | ProposalState:
        return state_of(self.document)

    @cached_property
    def may_comment(self) -> bool:
        return self.view.may(Action.COMMENT, document_state=self.state)

    @cached_property
    def may_after_sign_in(self) -> bool:
        """Whether a visitor could comment once they have signed in."""
        return may_once_signed_in(self.view, Action.COMMENT, self.state)

    @property
    def write_first(self) -> str | None:
        """Where a visitor writes before they have an account, if they can."""
        if not self.view.may(Action.WRITE_FIRST, document_state=self.state):
            return None
        block = self.quoted["id"] if self.quoted else None
        own: dict[str, Any] = {"slug": self.view.space.slug, "number": self.document.number}
        return url_for("discussion.first", **own, block_id=block)

    @cached_property
    def hats(self) -> list[Option]:
        return hats_to_choose(self.view) if self.may_comment else []

    @cached_property
    def quoted(self) -> dict[str, Any] | None:
        """The block that was asked for, if it is in this text."""
        return next((block for block in self.revision.blocks if block["id"] == self.wanted.block), None)

    @cached_property
    def held(self) -> Sequence[Held]:
        """What the reader said and a facilitator has not looked at yet."""
        return queries.own_held(self.view, self.document)

    @property
    def start(self) -> dict[str, Any]:
        """The form for a new comment as it is first shown."""
        block = {"block_id": self.quoted["id"]} if self.quoted else {}
        return {"revision_number": self.revision.number, **block}

    def url(self, *, anchor: str = "comments", **changes: Any) -> str:
        """The address of the same list with `changes`, from its beginning."""
        asked = {"kind": self.wanted.kind, "block": self.wanted.block, "order": self.wanted.order, **changes}
        if asked["order"] == Order.NEWEST:
            del asked["order"]
        return self._address(self.endpoint, asked, anchor)

    def block_url(self, block_id: str) -> str | None:
        """Where comments on a block are read and written; none where there are none and nobody can write any."""
        if block_id in self.counts:
            return f"{self.place.document}?block={block_id}#comments"
        if self.may_comment or self.may_after_sign_in:
            return f"{self.place.document}?block={block_id}#comment-form"
        return None

    @property
    def more(self) -> str | None:
        """The address of the next part of the list, which is a page without the text."""
        if self.page.after is None:
            return None
        wanted = self.wanted
        asked = {"kind": wanted.kind, "block": wanted.block, "order": wanted.order, "after": self.page.after}
        return self._address("discussion.index", asked, "comments")

    def _address(self, endpoint: str, asked: Mapping[str, Any], anchor: str) -> str:
        words: dict[str, Any] = {name: str(value) for name, value in asked.items() if value is not None}
        slug, number = self.view.space.slug, self.document.number
        return url_for(endpoint, slug=slug, number=number, _anchor=anchor, **words)


def part_of(
    endpoint: str, view: SpaceView, document: Document, revision: Revision, counts: Mapping[str, int]
) -> CommentsPart:
    """The part that the address asks for; of a form that is shown again, the part it belongs to."""
    asked = _asked_again(view, document) or request.args
    read = Listing().lenient(asked)
    wanted = Wanted(
        order=Order(read["order"] or Order.NEWEST),
        kind=CommentKind(read["kind"]) if read["kind"] else None,
        block=read["block"],
        after=read["after"],
    )
    page = queries.threads_of(view, document, wanted)
    return CommentsPart(endpoint, view, document, revision, counts, wanted, page)


def comments_path(view: SpaceView, document: Document) -> str:
    """The address a new comment is sent to."""
    return url_for("discussion.post", slug=view.space.slug, number=document.number)


def _asked_again(view: SpaceView, document: Document) -> Mapping[str, Any] | None:
    """What a form asks for that is shown again: refused just now, or filled with words kept earlier."""
    if request.method == "POST":
        return {"block": request.form.get("block_id")}
    kept = words_asked_for(comments_path(view, document))
    return {"block": "".join(kept.fields.get("block_id", []))} if kept else None


def may_once_signed_in(view: SpaceView, action: Action, state: ProblemState | ProposalState) -> bool:
    """Whether the reader, who has not signed in, could do `action` if they did."""
    standing = view.standing(document_state=state)
    return not standing.signed_in and may(action, replace(standing, signed_in=True))


def hats_to_choose(view: SpaceView) -> list[Option]:
    """The capacities someone who is no member yet could join in, where there is more than one."""
    if view.reader is None or view.membership is not None:
        return []
    hats = hats_of(view.reader)
    return [(word, hat.text) for word, hat in hats.items()] if len(hats) > 1 else []
