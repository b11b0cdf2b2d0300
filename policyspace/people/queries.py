"""Reading people: who is signed in, what belongs to them, which organisations there are."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, or_, select
from sqlalchemy.orm import joinedload, selectinload

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.standing import Standing
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.foundation.together import Asked, moment_of, read_alone
from policyspace.people.keeper import Keeper
from policyspace.people.models import (
    Affiliation,
    ApiToken,
    EmailedToken,
    Organisation,
    Person,
    SignInSession,
    Unsent,
)
from policyspace.people.rules import SESSION_IDLE, LinkState
from policyspace.people.rules.unsent import LIFE_IN_BROWSER, LIFE_OF_UNSENT, Owner
from policyspace.people.tokens import find_token, hashed

MOST_LISTED = 100
MOST_OFFERED = 10
ORGANISATIONS_A_PAGE = 50


def standing_of(actor: Person | Keeper | None, **facts: Any) -> Standing:
    """Where `actor` stands outside any space; `facts` are what the caller knows besides."""
    if isinstance(actor, Keeper):
        return Standing(keeper=True, **facts)
    if actor is None:
        return Standing(**facts)
    return Standing(signed_in=True, person_id=actor.id, administrator=actor.administrator, **facts)


def standing_towards(organisation: Organisation, actor: Person | Keeper | None) -> Standing:
    """Where `actor` stands towards an organisation: whether they administer it."""
    own = (Affiliation.organisation_id == organisation.id) & Affiliation.manages
    person = actor.id if actor is not None else None
    found = person is not None and db.session.scalar(
        select(exists().where(own, Affiliation.person_id == person))
    )
    return standing_of(actor, **({"manages": True} if found else {}))


def get_organisation(slug: str) -> Organisation:
    """The organisation at `slug`. Raises NotFound."""
    found = db.session.scalar(select(Organisation).where(Organisation.slug == slug))
    if found is None:
        raise NotFound
    return found


def people_of(organisation: Organisation, reader: Person, span: Span) -> Page[Affiliation]:
    """Who belongs to `organisation`, for those who say who speaks for it. Raises NotAllowed."""
    require(Action.LET_SPEAK, standing_towards(organisation, reader))
    return page_of(_people_of(organisation), Affiliation.id, lambda each: each, span)


def get_affiliation(organisation: Organisation, reader: Person, affiliation_id: int) -> Affiliation:
    """Somebody who belongs to `organisation`, for those who say who speaks for it. Raises NotAllowed, NotFound."""
    require(Action.LET_SPEAK, standing_towards(organisation, reader))
    found = db.session.scalar(_people_of(organisation).where(Affiliation.id == affiliation_id))
    if found is None:
        raise NotFound
    return found


def _people_of(organisation: Organisation) -> Select[Affiliation]:
    query = select(Affiliation).where(Affiliation.organisation_id == organisation.id)
    return query.options(joinedload(Affiliation.person, innerjoin=True))


def find_person(email: str) -> Person | None:
    """The person with this address, in the form it is kept in."""
    return db.session.scalar(select(Person).where(Person.email == email))


def demonstration_people() -> Sequence[Person]:
    """The made-up people of a demonstration, with their organisations, in the order they were made."""
    query = select(Person).where(Person.demonstration).order_by(Person.id).limit(MOST_LISTED)
    return db.session.scalars(query.options(selectinload(Person.affiliations))).all()


def find_session(token: str) -> SignInSession | None:
    """The living session with `token`, with its person, in one statement; None when it has ended."""
    moment = now()
    known = {"token_hash": hashed(token), "moment": moment, "idle_since": moment - SESSION_IDLE}
    return db.session.scalar(_LIVING, known)


def living_sessions(ids: Collection[int]) -> dict[int, int]:
    """Of the sessions with these ids, those that have not ended, with whose they are."""
    query = select(SignInSession.id, SignInSession.person_id).where(SignInSession.id.in_(ids), _lives())
    return dict(db.session.execute(query).all())


def find_session_person(token: str) -> int | None:
    """The id of the person whose session `token` was, even when it has ended; None when it never was one."""
    return db.session.scalar(select(SignInSession.person_id).where(SignInSession.token_hash == hashed(token)))


def sessions_of(person: Person) -> Sequence[SignInSession]:
    """The living sessions of `person`, the one seen last first."""
    query = select(SignInSession).where(SignInSession.person_id == person.id, _lives())
    newest_first = query.order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())
    return db.session.scalars(newest_first.limit(MOST_LISTED)).all()


def _lives() -> ColumnElement[bool]:
    moment = now()
    return _living_at(moment, moment - SESSION_IDLE)


def _living_at(moment: Any, idle_since: Any) -> ColumnElement[bool]:
    return and_(
        SignInSession.ended_at.is_(None),
        SignInSession.expires_at > moment,
        SignInSession.last_seen_at > idle_since,
    )


_LIVING = select(SignInSession).where(
    SignInSession.token_hash == bindparam("token_hash"),
    _living_at(bindparam("moment"), bindparam("idle_since")),
)


@dataclass(frozen=True)
class Link:
    """An emailed link as one browser finds it; without a row it is not one of ours."""

    emailed: EmailedToken | None
    state: LinkState


def link_of(token: str, *, browser: str) -> Link:
    """What the link with `token` is worth now to the browser that keeps the value `browser`."""
    emailed = find_token(token)
    return Link(emailed, state_of(emailed, browser=browser))


def state_of(emailed: EmailedToken | None, *, browser: str) -> LinkState:
    """What an emailed token is worth now to the browser that keeps the value `browser`."""
    if emailed is None:
        return LinkState.UNKNOWN
    if emailed.used_at is not None:
        return LinkState.USED
    if emailed.expires_at <= now():
        return LinkState.EXPIRED
    return LinkState.READY if emailed.browser_hash == hashed(browser) else LinkState.ELSEWHERE


def find_api_token(token: str) -> ApiToken | None:
    """The living API token, with its person, in one statement; None when it has ended or never was."""
    living = ApiToken.ended_at.is_(None) & (ApiToken.expires_at > now())
    return db.session.scalar(select(ApiToken).where(ApiToken.token_hash == hashed(token), living))


def api_tokens_of(person: Person) -> Sequence[ApiToken]:
    """The living API tokens of `person`, the newest first."""
    living = ApiToken.ended_at.is_(None) & (ApiToken.expires_at > now())
    query = select(ApiToken).where(ApiToken.person_id == person.id, living)
    return db.session.scalars(query.order_by(ApiToken.id.desc()).limit(MOST_LISTED)).all()


def get_api_token(person: Person, token_id: int) -> ApiToken:
    """A living API token of `person`. Raises NotFound when it is not theirs, or has ended."""
    token = next((each for each in api_tokens_of(person) if each.id == token_id), None)
    if token is None:
        raise NotFound
    return token


def affiliations_of(person: Person) -> Sequence[Affiliation]:
    """The organisations `person` belongs to, each with how and since when, the first one first, in one statement."""
    query = select(Affiliation).where(Affiliation.person_id == person.id).order_by(Affiliation.id)
    without_domains = joinedload(Affiliation.organisation).lazyload(Organisation.domains)
    return db.session.scalars(query.options(without_domains)).all()


def is_verified_official(person: Person) -> bool:
    """Whether `person` belongs to an organisation: only then is "verified official" said of them."""
    return bool(db.session.scalar(select(exists().where(Affiliation.person_id == person.id))))


def find_organisation(name: str) -> Organisation | None:
    """The organisation of that name."""
    return db.session.scalar(select(Organisation).where(Organisation.name == name))


@dataclass(frozen=True)
class Organisations:
    """A page of the list of organisations, by name; `after` is the name the next page begins after."""

    items: Sequence[Organisation]
    after: str | None


def organisations(after: str = "") -> Organisations:
    """A page of all organisations with their domains, in the order of their names, from the one after `after`."""
    query = select(Organisation).order_by(Organisation.name).limit(ORGANISATIONS_A_PAGE + 1)
    found = db.session.scalars(query.where(Organisation.name > after) if after else query).all()
    items = found[:ORGANISATIONS_A_PAGE]
    return Organisations(items, items[-1].name if len(found) > ORGANISATIONS_A_PAGE else None)


def words_kept_at(paths: Sequence[str], owner: Owner) -> Asked[Sequence[Unsent]]:
    """What `owner` has typed into the forms at `paths` and not sent, the newest first.

    Whatever their addresses ask for besides: which section, which kind of document.
    """
    here = [Unsent.place.startswith(f"{path}?", autoescape=True) for path in paths]
    rows = select(Unsent.id, Unsent.form_key, Unsent.place, Unsent.kept_at, Unsent.fields)
    rows = rows.where(or_(Unsent.place.in_(paths), *here), _waits_for(owner))
    rows = rows.order_by(Unsent.kept_at.desc(), Unsent.id.desc()).limit(MOST_OFFERED)
    return Asked(rows, lambda found: [_unsent(*each) for each in found])


def unsent_at(paths: Sequence[str], owner: Owner) -> Sequence[Unsent]:
    """The same, read by itself."""
    return read_alone(words_kept_at(paths, owner))


def _unsent(number: int, form_key: str, place: str, kept_at: str, fields: Any) -> Unsent:
    typed = json.loads(fields) if isinstance(fields, str) else fields
    return Unsent(id=number, form_key=form_key, place=place, kept_at=moment_of(kept_at), fields=typed)


def all_unsent(owner: Owner) -> Sequence[Unsent]:
    """All that `owner` has typed and not sent, the newest first."""
    query = select(Unsent).where(_waits_for(owner)).order_by(Unsent.kept_at.desc(), Unsent.id.desc())
    return db.session.scalars(query.limit(MOST_LISTED)).all()


def find_unsent(unsent_id: int, owner: Owner) -> Unsent | None:
    """The words kept under this number, when they are the owner's and still wait to be sent."""
    return db.session.scalar(select(Unsent).where(Unsent.id == unsent_id, _waits_for(owner)))


def get_unsent(unsent_id: int, owner: Owner) -> Unsent:
    """The same. Raises NotFound."""
    found = find_unsent(unsent_id, owner)
    if found is None:
        raise NotFound
    return found


def ended_among(form_keys: Sequence[str], owner: Owner) -> Sequence[str]:
    """Which of these forms of the person were sent or thrown away."""
    ended = Unsent.ended_at.is_not(None) & (Unsent.person_id == owner.person_id)
    return db.session.scalars(select(Unsent.form_key).where(ended, Unsent.form_key.in_(form_keys))).all()


def _waits_for(owner: Owner) -> ColumnElement[bool]:
    """Rows that may be offered to `owner`: nobody ever gets what another person typed."""
    moment = now()
    offered: list[ColumnElement[bool]] = []
    own = Unsent.person_id == owner.person_id
    if owner.signed_in:
        offered.append(own & Unsent.browser_hash.is_(None) & (Unsent.kept_at > moment - LIFE_OF_UNSENT))
    if owner.browser_hash is not None:
        nobodys = Unsent.person_id.is_(None)
        whose = or_(own, nobodys) if owner.signed_in else nobodys
        here = Unsent.browser_hash == owner.browser_hash
        offered.append(here & whose & (Unsent.kept_at > moment - LIFE_IN_BROWSER))
    return or_(false(), *offered) & Unsent.ended_at.is_(None)
