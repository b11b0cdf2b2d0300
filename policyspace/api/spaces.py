"""Spaces and who is in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from marshmallow import Schema, fields

from policyspace.api.drafting.shown import CapacityShown
from policyspace.api.frame import PageAsked, Paged, Part, actor, reader
from policyspace.charter.actions import Action
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.spaces import services
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import (
    get_space,
    other_hats_of,
    participants_of,
    public_spaces,
    spaces_of,
    team_of,
)
from policyspace.spaces.schemas import Joining, NewSpace, SpaceChange

bp = Part("api_spaces", "spaces", url_prefix="/api/v1", description="Spaces and memberships")


class SpaceShown(Schema):
    """A space."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    question = fields.String(required=True)
    visibility = fields.String(required=True)
    time_zone = fields.String(required=True)
    holds_first = fields.Boolean(required=True)
    document_count = fields.Integer(required=True)
    member_count = fields.Integer(required=True)
    created_at = fields.AwareDateTime(required=True)
    url = fields.Function(lambda space: url_for("spaces.show", slug=space.slug, _external=True))


class SpacesPage(Paged):
    """A page of spaces, newest first."""

    items = fields.List(fields.Nested(SpaceShown), required=True)


class MembershipShown(Schema):
    """A person in a space: role and capacity."""

    role = fields.String(required=True)
    side = fields.String(required=True)
    organisation_name = fields.String(allow_none=True)
    voice = fields.String(required=True)
    joined_at = fields.AwareDateTime(required=True)


class MemberShown(Schema):
    """Someone who takes part. `also_belongs_to`: organisations they belong to besides the one they act for here."""

    name = fields.String(attribute="membership.person.display_name", required=True)
    role = fields.String(attribute="membership.role", required=True)
    capacity = fields.Nested(CapacityShown, attribute="membership.capacity", required=True)
    also_belongs_to = fields.List(fields.String(), required=True)
    joined_at = fields.AwareDateTime(attribute="membership.joined_at", required=True)


class MembersPage(Paged):
    """The facilitators and drafters, all of them on each page, and a page of the participants, newest first."""

    team = fields.List(fields.Nested(MemberShown), required=True)
    items = fields.List(fields.Nested(MemberShown), required=True)


@bp.get("/spaces")
@bp.arguments(PageAsked, location="query")
@bp.response(200, SpacesPage)
@open_to_all
def public(asked: dict[str, Any]) -> Any:
    """The spaces anyone can read, newest first."""
    return public_spaces(PageAsked.span(asked))


@bp.get("/me/spaces")
@bp.arguments(PageAsked, location="query")
@bp.response(200, SpacesPage)
@signed_in
def mine(asked: dict[str, Any]) -> Any:
    """The spaces you are in, joined last first."""
    page = spaces_of(actor(), PageAsked.span(asked))
    return {"items": [view.space for view in page.items], "newer": page.newer, "older": page.older}


@bp.post("/spaces")
@bp.arguments(NewSpace)
@bp.response(201, SpaceShown)
@signed_in
def open_space(values: dict[str, Any]) -> Space:
    """Open a space. You become its facilitator."""
    return services.open_space(actor(), **values)


@bp.get("/spaces/<slug>")
@bp.response(200, SpaceShown)
@open_to_all
def one(slug: str) -> Space:
    """A space."""
    return get_space(slug, reader()).space


@bp.put("/spaces/<slug>")
@bp.arguments(SpaceChange)
@bp.response(200, SpaceShown)
@signed_in
def edit_space(values: dict[str, Any], slug: str) -> Space:
    """Change what a space says."""
    view = get_space(slug, actor())
    view.require(Action.EDIT_SPACE)
    services.edit_space(actor(), view.space, **values)
    return view.space


@bp.get("/spaces/<slug>/members")
@bp.arguments(PageAsked, location="query")
@bp.response(200, MembersPage)
@open_to_all
def members(asked: dict[str, Any], slug: str) -> Any:
    """Who takes part, in which role and in which capacity."""
    view = get_space(slug, reader())
    team, page = team_of(view), participants_of(view, PageAsked.span(asked))
    others = other_hats_of([*team, *page.items])

    def told(found: Sequence[Membership]) -> list[dict[str, Any]]:
        return [{"membership": each, "also_belongs_to": others.get(each.id, [])} for each in found]

    return {"team": told(team), "items": told(page.items), "older": page.older}


@bp.post("/spaces/<slug>/membership")
@bp.arguments(Joining)
@bp.response(201, MembershipShown)
@signed_in
def join(values: dict[str, Any], slug: str) -> Any:
    """Join a public space in a capacity of yours."""
    view = get_space(slug, actor())
    return services.join_space(actor(), view.space, **values)
