"""Who wrote what of a revision."""

from __future__ import annotations

from marshmallow import Schema, fields

from policyspace.api.drafting.blueprint import bp
from policyspace.api.drafting.shown import BalanceShown, CapacityShown
from policyspace.api.frame import reader
from policyspace.drafting import queries
from policyspace.drafting.authorship import Authorship, authorship_of
from policyspace.foundation.access import open_to_all
from policyspace.spaces.queries import get_space


class PassageShown(Schema):
    """Words in a row that stem from one revision: where they begin in the text, how many characters they are, and
    who wrote them, in which capacity."""

    start = fields.Integer(required=True)
    characters = fields.Integer(required=True)
    text = fields.String(required=True)
    revision = fields.Function(lambda passage: passage.revision.number, required=True)
    author = fields.Function(lambda passage: passage.revision.author.display_name, required=True)
    capacity = fields.Nested(CapacityShown, required=True, attribute="revision.capacity")


class AuthorshipShown(Schema):
    """All passages of a revision, in the order of its text, which they add up to. Words that are older than
    revision `since` are told as words of that one."""

    revision = fields.Function(lambda found: found.revision.number, required=True)
    since = fields.Integer(required=True)
    balance = fields.Nested(BalanceShown, required=True)
    passages = fields.List(fields.Nested(PassageShown), required=True)


@bp.get("/<int:number>/revisions/<int:revision_number>/authorship")
@bp.response(200, AuthorshipShown)
@open_to_all
def authorship(slug: str, number: int, revision_number: int) -> Authorship:
    """Which revision, and so whom, each passage of a revision stems from."""
    document = queries.get_document(get_space(slug, reader()), number)
    return authorship_of(document, revision_number)
