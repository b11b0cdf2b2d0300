"""The seals of the ledger, to note its head and to see later that it is still there."""

from __future__ import annotations

from marshmallow import Schema, fields

from policyspace.api.frame import Part
from policyspace.foundation.access import open_to_all
from policyspace.foundation.chain.queries import get_head, get_seal
from policyspace.foundation.ledger import SealRow

bp = Part("api_ledger", "ledger", url_prefix="/api/v1", description="The seals of the ledger")


class SealShown(Schema):
    """The seal of one row of the ledger: its place in the chain, counted from 1, and its hash (SHA-256).

    The hash covers the row and the hash of the seal before. Whoever noted it once can see that it still stands there.
    """

    position = fields.Integer(required=True)
    hash = fields.String(required=True)
    sealed_at = fields.AwareDateTime(attribute="at", required=True)


@bp.get("/ledger/head")
@bp.response(200, SealShown)
@open_to_all
def head() -> SealRow:
    """The newest seal of the ledger. 404 before the first row is sealed."""
    return get_head()


@bp.get("/ledger/seals/<int(max=9223372036854775807):position>")
@bp.response(200, SealShown)
@open_to_all
def one(position: int) -> SealRow:
    """The seal at one place of the chain: the same for ever, unless somebody tampers with the ledger."""
    return get_seal(position)
