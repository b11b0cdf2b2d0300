"""The comments part of a page: below the text of a document, or a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import request, url_for
from markupsafe import escape

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.permissions import may
from policyspace.charter.words import CommentKind, DocumentKind, ProblemState, ProposalState
from policyspace.discussion import queries
from policyspace.discussion.looking import News
from policyspace.discussion.models import Held
from policyspace.discussion.queries import FoundPage, ThreadPage, Wanted
from policyspace.discussion.rules import ANSWERINGS, Filter, Mark, MarkedPassage, Order, Tally, with_marks
from policyspace.discussion.rules.quoting import MOST_BEFORE
from policyspace.discussion.schemas import Finding
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import state_of
from policyspace.drafting.rules.decided import already_decided
from policyspace.drafting.starters import DECIDED
from policyspace.foundation.text.plain import plain_text
from policyspace.outcomes.queries import Limits, limits_beside
from policyspace.spaces.queries import SpaceView, hats_of
from policyspace.web.discussion.place import Place, place_of
from policyspace.web.forms import Form
from policyspace.web.keeping import words_asked_for

Option = tuple[str, str]
ASKED = ("kind", "side", "answering", "block", "passage", "order")


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
    with_record: bool
    tally: Tally | None = None
    found: FoundPage | None = None
    news: News | None = None

    kinds = tuple(CommentKind)
    orders = tuple(Order)
    sides = tuple(Side)
    answerings = ANSWERINGS

    @property
    def below_text(self) -> bool:
        """Whether the text stands above, on the same page."""
        return self.endpoint == "drafting.show"

    @cached_property
    def place(self) -> Place:
        return place_of(self.view, self.document, self.revision, seen=self.news.above if self.news else None)

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
        on = {"block_id": self.quoted["id"], **self.words} if self.quoted else {}
        own: dict[str, Any] = {"slug": self.view.space.slug, "number": self.document.number, **on}
        return url_for("discussion.first", **own)

    @cached_property
    def hats(self) -> list[Option]:
        return hats_to_choose(self.view) if self.may_comment else []

    @cached_property
    def quoted(self) -> dict[str, Any] | None:
        """The block that was asked for, if it is in this text."""
        passage = self.page.passage
        wanted = passage.block_id if passage else self.wanted.block
        return next((block for block in self.revision.blocks if block["id"] == wanted), None)

    @property
    def words(self) -> dict[str, str]:
        """The words of the block that were asked for, or chosen, and what stands before them."""
        passage = self.page.passage
        if passage and self.quoted:
            before = plain_text(self.quoted["html"])[: passage.start]
            return {"quote": passage.words, "before": before[-MOST_BEFORE:]}
        return {name: request.args[name] for name in ("quote", "before") if request.args.get(name)}

    @property
    def quoted_html(self) -> str:
        """The HTML of that block; the passage that was asked for is marked in it."""
        passage, block = self.page.passage, self.quoted or {}
        if passage is None or passage.start is None or passage.end is None:
            return str(block["html"])
        return with_marks(block["html"], (MarkedPassage(passage.start, passage.end, passage.words, ""),))

    @cached_property
    def decided(self) -> Sequence[str]:
        """What is already decided, where the reader can write or could once they have signed in."""
        return decided_in(self.document, self.revision) if self.may_comment or self.may_after_sign_in else []

    @cached_property
    def limits(self) -> Sequence[Limits]:
        """What both sides said can and cannot be done, where the reader can write or could once signed in."""
        writes = self.may_comment or self.may_after_sign_in
        return limits_beside(self.view, self.document) if writes and self.with_record else []

    @cached_property
    def held(self) -> Sequence[Held]:
        """What the reader said and a facilitator has not looked at yet."""
        return queries.own_held(self.view, self.document)

    @property
    def start(self) -> dict[str, Any]:
        """The form for a new comment as it is first shown."""
        on = {"block_id": self.quoted["id"], **self.words} if self.quoted else {}
        return {"revision_number": self.revision.number, **on}

    def url(self, *, anchor: str = "comments", **changes: Any) -> str:
        """The address of the same list with `changes`, from its beginning."""
        asked = {**self.asked, **changes}
        if asked["order"] == Order.NEWEST:
            del asked["order"]
        return self._address(self.endpoint, asked, anchor)

    @property
    def asked(self) -> dict[str, Any]:
        """What the address of the list asks for, by the names it has there."""
        asked = {name: getattr(self.wanted, name) for name in ASKED}
        return asked | {"find": self.wanted.find or None, "new": "yes" if self.wanted.new else None}

    @property
    def chosen(self) -> Form:
        """The form of the filters, as it is answered."""
        return Form({name: "" if value is None else str(value) for name, value in self.asked.items()})

    @property
    def is_filtered(self) -> bool:
        return self.wanted.filter != Filter()

    @property
    def form_url(self) -> str:
        """The address of this page at its form, with the words that were chosen."""
        return self.url(anchor="comment-form", **({} if self.page.passage else self.words))

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
        after = self.page.after
        if self.found and self.found.after:
            after = Mark(self.found.after)
        return (
            self._address("discussion.index", {**self.asked, "after": after}, "comments") if after else None
        )

    def _address(self, endpoint: str, asked: Mapping[str, Any], anchor: str) -> str:
        words: dict[str, Any] = {name: str(value) for name, value in asked.items() if value is not None}
        slug, number = self.view.space.slug, self.document.number
        return url_for(endpoint, slug=slug, number=number, _anchor=anchor, **words)


def decided_in(document: Document, revision: Revision) -> Sequence[str]:
    """What a problem says is already decided and not open: safe HTML by block, to stand beside a form."""
    if document.kind != DocumentKind.PROBLEM:
        return []
    return already_decided(revision.blocks, str(escape(str(DECIDED))))


def wanted_here(slug: str, number: int) -> Wanted:
    """What the address asks for; for a form that is shown again, the part of the list that it belongs to."""
    return Wanted.read(Finding().lenient(_asked_again(slug, number) or request.args))


def comments_path(slug: str, number: int) -> str:
    """The address a new comment is sent to."""
    return url_for("discussion.post", slug=slug, number=number)


def _asked_again(slug: str, number: int) -> Mapping[str, Any] | None:
    """What a form asks for that is shown again: refused just now, or filled with words kept earlier."""
    if request.method == "POST":
        return {"block": request.form.get("block_id")}
    kept = words_asked_for(comments_path(slug, number))
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
