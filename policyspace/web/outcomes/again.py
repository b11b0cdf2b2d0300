"""When words changed while somebody wrote or read: the same page again, with the new words and all that was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import _
from policyspace.foundation.schemas import Shape
from policyspace.outcomes.models import Entry
from policyspace.outcomes.services import EntryChanged
from policyspace.web.forms import Form, Values, answer_form
from policyspace.web.keeping import keep_sent

Page = Callable[..., Mapping[str, Any]]


def answer_about_entry(
    schema: Shape,
    template: str,
    act: Callable[[Values], ResponseReturnValue],
    *,
    start: Mapping[str, Any] | None = None,
    page: Page,
    retry: str,
) -> ResponseReturnValue:
    """Answer a form about an entry. Where someone else changed it meanwhile, `page` is asked for the `standing` one.

    The form then goes to the page `retry` of that one. Raises EntryChanged where nothing stands in its place.
    """
    try:
        return answer_form(schema, template, act, start=start, page=lambda: {**page(), "retry": None})
    except EntryChanged as conflict:
        if conflict.standing is None:
            raise
        standing: Entry = conflict.standing
        said = _("Someone else changed this answer meanwhile. Read their words, then decide.")
        return render_again(
            template, conflict, said, {**page(standing=standing), "retry": (retry, standing.id)}
        )


def render_again(
    template: str, conflict: Conflict, said: str, page: Mapping[str, Any], **newer: Any
) -> ResponseReturnValue:
    """The page again: what was typed, but for the values in `newer`, and what happened in words."""
    keep_sent()
    typed = {**request.form.to_dict(), **newer}
    return render_template(template, form=Form(values=typed, errors={"": [said]}), **page), conflict.status
