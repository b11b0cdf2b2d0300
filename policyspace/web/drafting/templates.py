"""A space's own templates: listed, added, changed, retired and brought back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import DocumentKind
from policyspace.drafting import services
from policyspace.drafting.schemas import NewTemplate, TemplateChange
from policyspace.drafting.starters import starter
from policyspace.drafting.starting import get_template, templates_of
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.foundation.schemas import Shape
from policyspace.spaces.queries import get_space
from policyspace.web.drafting.blueprint import bp
from policyspace.web.drafting.starting import asked_kind
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor


@bp.get("/templates")
@signed_in
def templates(slug: str) -> ResponseReturnValue:
    """What problems and proposals of this space can start from."""
    view = get_space(slug, actor())
    view.require(Action.CREATE_PROBLEM)
    return render_template(
        "drafting/templates.html",
        view=view,
        offered=templates_of(view.space),
        retired=templates_of(view.space, retired=True),
        kinds=list(DocumentKind),
    )


@bp.route("/templates/new", methods=["GET", "POST"])
@signed_in
def new_template(slug: str) -> ResponseReturnValue:
    """Add a template; it starts from the headings everyone has."""
    view, kind = get_space(slug, actor()), asked_kind()
    view.require(Action.MANAGE_TEMPLATES)

    def add(values: Values) -> ResponseReturnValue:
        take("saving", key=actor().id)
        services.add_template(actor(), view.space, **values)
        return _listed(slug, _("The template is added."))

    start = {"kind": kind.value, "text": starter(kind)}
    page = {"view": view, "template": None}
    return answer_form(NewTemplate(), "drafting/template.html", add, start=start, page=lambda: page)


@bp.route("/templates/<int:template_id>", methods=["GET", "POST"])
@signed_in
def edit_template(slug: str, template_id: int) -> ResponseReturnValue:
    """Change a template."""
    view = get_space(slug, actor())
    view.require(Action.MANAGE_TEMPLATES)
    template = get_template(view, template_id)

    def change(values: Values) -> ResponseReturnValue:
        take("saving", key=actor().id)
        services.change_template(actor(), template, **values)
        return _listed(slug, _("The template is changed."))

    start = {
        "kind": template.kind,
        "title": template.title,
        "text": template.text,
        "changed_at": template.updated_at.isoformat(),
    }
    page = {"view": view, "template": template}
    return answer_form(TemplateChange(), "drafting/template.html", change, start=start, page=lambda: page)


@bp.route('/templates/<int:template_id>/<any(retire, "bring-back"):step>', methods=["GET", "POST"])
@signed_in
def move_template(slug: str, template_id: int, step: str) -> ResponseReturnValue:
    """Offer a template no longer, or offer it again; asked before it is done."""
    view = get_space(slug, actor())
    view.require(Action.MANAGE_TEMPLATES)
    template = get_template(view, template_id)
    service = services.retire_template if step == "retire" else services.bring_back_template

    def do(_values: Values) -> ResponseReturnValue:
        service(actor(), template)
        return _listed(
            slug, _("The template is retired.") if step == "retire" else _("The template is back.")
        )

    page = {"view": view, "template": template, "step": step}
    return answer_form(Shape(), "drafting/template_step.html", do, page=lambda: page)


def _listed(slug: str, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("drafting.templates", slug=slug), 303)
