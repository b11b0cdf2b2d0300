"""The templates of a space: listed, added, changed, retired, brought back."""

from __future__ import annotations

from typing import Any

from policyspace.api.drafting.blueprint import bp
from policyspace.api.drafting.shown import TemplateShown, TemplatesListed
from policyspace.api.frame import actor
from policyspace.charter.actions import Action
from policyspace.drafting import services
from policyspace.drafting.models import Template
from policyspace.drafting.schemas import NewTemplate, TemplateChange
from policyspace.drafting.starting import get_template, templates_of
from policyspace.foundation.access import signed_in
from policyspace.spaces.queries import SpaceView, get_space


@bp.get("/templates")
@bp.response(200, TemplatesListed)
@signed_in
def templates(slug: str) -> Any:
    """The space's own templates, the retired ones last."""
    view = _entered(slug)
    return {"items": [*templates_of(view.space), *templates_of(view.space, retired=True)]}


@bp.post("/templates")
@bp.arguments(NewTemplate)
@bp.response(201, TemplateShown)
@signed_in
def add_template(values: dict[str, Any], slug: str) -> Template:
    """Add a template. Paragraphs emphasised as a whole (`_Say who._`) are guidance."""
    return services.add_template(actor(), _entered(slug).space, **values)


@bp.get("/templates/<int:template_id>")
@bp.response(200, TemplateShown)
@signed_in
def template(slug: str, template_id: int) -> Template:
    """One template."""
    return get_template(_entered(slug), template_id)


@bp.put("/templates/<int:template_id>")
@bp.arguments(TemplateChange)
@bp.response(200, TemplateShown)
@signed_in
def change_template(values: dict[str, Any], slug: str, template_id: int) -> Template:
    """Give a template other words; send the `changed_at` of those you read, so that nobody else's are lost."""
    found = get_template(_entered(slug), template_id)
    services.change_template(actor(), found, **values)
    return found


@bp.post('/templates/<int:template_id>/<any(retire, "bring-back"):step>')
@bp.response(200, TemplateShown)
@signed_in
def move_template(slug: str, template_id: int, step: str) -> Template:
    """Offer a template no longer, or offer it again."""
    found = get_template(_entered(slug), template_id)
    service = services.retire_template if step == "retire" else services.bring_back_template
    service(actor(), found)
    return found


def _entered(slug: str) -> SpaceView:
    """The space, for those who may start a document from its templates."""
    view = get_space(slug, actor())
    view.require(Action.CREATE_PROBLEM)
    return view
