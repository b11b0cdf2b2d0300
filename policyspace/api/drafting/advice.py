"""What could be plainer in a revision."""

from __future__ import annotations

from policyspace.api.drafting.advised import AdviceShown
from policyspace.api.drafting.blueprint import bp
from policyspace.api.frame import actor
from policyspace.charter.actions import Action
from policyspace.drafting import queries
from policyspace.drafting.rules.advice import Advice, advise
from policyspace.foundation.access import signed_in
from policyspace.spaces.queries import get_space


@bp.get("/<int:number>/revisions/<int:revision_number>/advice")
@bp.response(200, AdviceShown)
@signed_in
def revision_advice(slug: str, number: int, revision_number: int) -> Advice:
    """What could be plainer in a revision, for those who write here."""
    view = get_space(slug, actor())
    view.require(Action.READ_DRAFT_DOCUMENT)
    document = queries.get_document(view, number)
    found = queries.get_revision(document, revision_number)
    return advise(found.text, document.guidance or ())
