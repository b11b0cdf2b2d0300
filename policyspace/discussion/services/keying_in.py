"""Keying in what somebody said on paper, by phone or at a meeting: an ordinary comment, by them, and where it is
from."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from policyspace.charter.actions import Action
from policyspace.charter.capacity import RESIDENT, Capacity, Side
from policyspace.charter.words import Channel, CommentKind, TakenBack
from policyspace.discussion.models import Comment, KeyedIn, Slip
from policyspace.discussion.queries import find_keyed_in, find_slip, get_keyed_in, revision_of_slip
from policyspace.discussion.rendering import rendered
from policyspace.discussion.rules import code_or_none, minutes_between
from policyspace.discussion.rules.codes import LENGTH, SIGNS
from policyspace.discussion.services.anchoring import Way, find_way, keep_way
from policyspace.discussion.services.changing import let_go
from policyspace.discussion.services.counting import count_posted, hold_in_place
from policyspace.discussion.services.tallying import sort_of, tally
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision, state_of
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import _, lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.people.queries import find_organisation
from policyspace.people.services import name_speaker
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, view_of

NO_CONSENT = lazy("Ask first: only what its speaker agreed to have published can be kept.")


@dataclass(frozen=True)
class Provenance:
    """How, where and on which day something was said, and in which name. Raises Invalid for a meeting that is not
    named."""

    channel: Channel | str
    said_on: date
    place: str = ""
    display_name: str = ""
    organisation: str = ""

    def __post_init__(self) -> None:
        if self.channel == Channel.MEETING and not self.place:
            raise Invalid(place=lazy("Say which meeting it was."))

    @property
    def shown_name(self) -> str:
        return self.display_name or (_("Someone") if self.organisation else _("A resident"))

    @property
    def origin(self) -> tuple[str, str, date]:
        """How, where and when, as they are kept."""
        return Channel(self.channel).value, self.place, self.said_on

    def require_past(self, space: Space) -> None:
        """Raise Invalid for a day that has not come yet where `space` is."""
        if self.said_on > now().astimezone(ZoneInfo(space.time_zone)).date():
            raise Invalid(said_on=lazy("This day has not come yet. Enter the day on which it was said."))


@dataclass(frozen=True)
class Spot:
    """What was spoken about: all of the text, or `paragraph` of its revision `revision_number`, as cited there, or
    the words `quote` in that."""

    revision_number: int
    paragraph: int | None = None
    quote: str = ""


@command
def key_in_comment(
    actor: Person,
    document: Document,
    *,
    kind: CommentKind | str,
    body: str,
    said: Provenance,
    spot: Spot,
    consent: bool,
    email: str = "",
    code: str = "",
    idempotency_key: str,
) -> KeyedIn:
    """Keep a comment of somebody without an account, on `spot`; on a slip with a printed `code`, of the revision that
    was printed with it.

    It is theirs, under the name and for the organisation they gave, never the view of `actor`; the code leads them to
    what became of it, and `email` gets the answer. The same key twice keeps it once. Raises Invalid for what cannot be
    taken (without consent, nothing is), NotAllowed, Conflict when comments closed meanwhile.
    """
    html = rendered(body)
    if not consent:
        raise Invalid(consent=NO_CONSENT)
    if (earlier := find_keyed_in(actor, idempotency_key)) is not None:
        return earlier
    space = db.session.get_one(Space, document.space_id)
    view = view_of(space, actor)
    view.require(Action.KEY_IN, document_state=state_of(document))
    said.require_past(space)
    slip = _free_slip(document, code) if code else None
    comment = Comment(kind=CommentKind(kind).value, body=body, html=html, idempotency_key=idempotency_key)
    way = _place(comment, document, spot, revision_of_slip(slip) if slip else None)
    _name(comment, said)
    told = {"document": document.number, "channel": Channel(said.channel).value, **view.capacity.facts}
    record(actor, "comment.keyed_in", space=space, subject=comment, **told)
    tally(document, {sort_of(comment): 1})
    keep_way(comment, document, way)
    _keep_code(comment, slip)
    return _keep_origin(actor, comment, said, email=email)


@command
def correct_keyed_in(
    actor: Person, comment: Comment, *, kind: CommentKind | str, body: str, said: Provenance
) -> None:
    """Put right what was keyed in, while the charter allows it. The side it was said from stays.

    Raises Invalid for what cannot be taken, NotAllowed, NotFound for a comment that was not keyed in, Conflict when it
    was hidden, taken back or answered.
    """
    html = rendered(body)
    keyed, document, view = _held(actor, comment)
    view.require(Action.CORRECT_KEYED_IN, minutes_since=minutes_between(comment.created_at, now()))
    said.require_past(view.space)
    if not comment.is_visible:
        raise Conflict(lazy("This comment was hidden or taken back, so it cannot be changed."))
    if comment.answered_at is not None:
        raise Conflict(lazy("This comment has an answer, so it stays as it is."))
    was, before = sort_of(comment), _as_told(comment, keyed)
    wanted = (body, CommentKind(kind).value, said.shown_name, *said.origin)
    if wanted == before:
        return
    if wanted[:2] != before[:2]:
        comment.edited_at = now()
    comment.body, comment.kind, comment.author.display_name, *_origin = wanted
    comment.html = html
    keyed.channel, keyed.place, keyed.said_on = said.origin
    if sort_of(comment) != was:
        tally(document, {was: -1, sort_of(comment): 1})
    facts = {"document": document.number, **view.capacity.facts}
    record(actor, "comment.corrected", space=view.space, subject=comment, **facts)


@command
def take_back_keyed_in(actor: Person, comment: Comment, *, why: TakenBack | str) -> None:
    """Take a comment off that was keyed in: its speaker asked for it, or it was keyed in wrongly. Its code is free
    again.

    With replies its place is kept, without its words. The address of its speaker is forgotten. Raises NotAllowed,
    NotFound for a comment that was not keyed in. What was taken back already stays so.
    """
    keyed, document, view = _held(actor, comment)
    view.require(Action.TAKE_BACK_KEYED_IN)
    if comment.withdrawn_at is not None:
        return
    let_go(actor, comment, document)
    keyed.taken_back, keyed.email = TakenBack(why).value, None
    facts = {"document": document.number, "why": keyed.taken_back, **view.capacity.facts}
    record(actor, "comment.taken_back", space=view.space, subject=comment, **facts)


def _held(actor: Person, comment: Comment) -> tuple[KeyedIn, Document, SpaceView]:
    """What was keyed in with `comment`, both held in place, and where it stands, as `actor` may see it. Raises
    NotFound."""
    keyed = get_keyed_in(comment)
    hold_in_place(comment)
    lock(keyed)
    document = db.session.get_one(Document, comment.document_id)
    return keyed, document, view_of(db.session.get_one(Space, document.space_id), actor)


def new_code() -> str:
    """A code that nobody can guess; where it is taken, a constraint says so and the command runs again."""
    return "".join(secrets.choice(SIGNS) for _each in range(LENGTH))


def _place(comment: Comment, document: Document, spot: Spot, printed: int | None) -> Way:
    """Set `comment` on its place in `document` and count it; `printed` is the revision that its slip was printed
    with."""
    number = printed or spot.revision_number
    way = find_way(document, number, _block(document, number, spot), spot.quote)
    comment.document_id, comment.revision_number, comment.block_id = document.id, number, way.block_id
    comment.created_at = now()
    count_posted(document, comment.block_id, asks=True)
    return way


def _name(comment: Comment, said: Provenance) -> None:
    """Make it a comment of its speaker."""
    comment.capacity = _worn(said.organisation)
    comment.author = name_speaker(said.shown_name)
    db.session.add(comment)


def _keep_origin(actor: Person, comment: Comment, said: Provenance, *, email: str) -> KeyedIn:
    keyed = KeyedIn(
        comment_id=comment.id,
        document_id=comment.document_id,
        channel=Channel(said.channel).value,
        place=said.place,
        said_on=said.said_on,
        consent=True,
        email=email or None,
        keyed_by=actor.id,
        idempotency_key=comment.idempotency_key,
        created_at=comment.created_at,
    )
    db.session.add(keyed)
    return keyed


def _worn(organisation: str) -> Capacity:
    """The hat in which somebody spoke: a resident's, or their own view as one who belongs to `organisation`, by
    name."""
    if not organisation:
        return RESIDENT
    found = find_organisation(organisation)
    if found is None:
        raise Invalid(
            organisation=lazy("No organisation is listed here under that name. Copy the name from the list.")
        )
    return Capacity(Side(found.side), found.name, found.id)


def _as_told(comment: Comment, keyed: KeyedIn) -> tuple[object, ...]:
    """All that can be put right."""
    origin = (keyed.channel, keyed.place, keyed.said_on)
    return (comment.body, comment.kind, comment.author.display_name, *origin)


def _block(document: Document, revision_number: int, spot: Spot) -> str | None:
    """The block that is cited by its number in a revision."""
    if not 1 <= revision_number <= document.revision_count:
        raise Invalid(revision_number=lazy("There is no such revision of this text."))
    if spot.paragraph is None:
        if spot.quote:
            raise Invalid(paragraph=lazy("Enter the number of the paragraph that the words stand in."))
        return None
    blocks = get_revision(document, revision_number).blocks
    found = next((str(each["id"]) for each in blocks if each["number"] == spot.paragraph), None)
    if found is None:
        say = lazy(
            "There is no paragraph %(number)s in revision %(revision)s.",
            number=spot.paragraph,
            revision=revision_number,
        )
        raise Invalid(paragraph=say)
    return found


def _free_slip(document: Document, typed: str) -> Slip:
    """The slip with the printed code that was typed, held until the command ends. Raises Invalid."""
    code = code_or_none(typed)
    slip = find_slip(code) if code else None
    if slip is None:
        raise Invalid(code=lazy("No slip has this code. Check it, or leave it empty to get a new one."))
    if slip.document_id != document.id:
        raise Invalid(code=lazy("This code was printed for another text."))
    lock(slip)
    if slip.comment_id is not None:
        said = db.session.get_one(Comment, slip.comment_id)
        if said.withdrawn_at is None:
            raise Invalid(code=lazy("What came with this code has been keyed in already."))
    return slip


def _keep_code(comment: Comment, slip: Slip | None) -> None:
    if slip is not None:
        slip.comment_id = comment.id
        return
    made = Slip(
        code=new_code(), document_id=comment.document_id, comment_id=comment.id, created_at=comment.created_at
    )
    db.session.add(made)
