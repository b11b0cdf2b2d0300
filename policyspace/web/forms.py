"""How every form is answered: shown, read by its schema, acted on, or shown again with nothing lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from marshmallow import fields

from policyspace.foundation.errors import Invalid, Refusal, TooMany
from policyspace.foundation.schemas import Line, Shape
from policyspace.web import keeping
from policyspace.web.fresh import fresh_key

Values = dict[str, Any]


@dataclass
class Form:
    """What a template needs to draw a form: values as typed, and sentences by field ("" for the whole)."""

    values: Values = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)


def answer_form(
    schema: Shape,
    template: str,
    act: Callable[[Values], ResponseReturnValue],
    *,
    start: Mapping[str, Any] | None = None,
    page: Callable[[], Mapping[str, Any]] = dict,
    preview: Callable[[Values], Mapping[str, Any]] | None = None,
) -> ResponseReturnValue:
    """Answer a GET with the empty form, a POST with what `act` returns for the values read.

    A POST by the form's button named "preview" acts on nothing: the form is shown again with the names that
    `preview` gives for what was typed.

    A refusal that the person can put right (Invalid, TooMany) shows the form again: what was typed is kept,
    each sentence is by its field, the status is the refusal's. `start` are the first values; `page` gives
    the other names the template needs, asked for only when it is drawn. A form is sent once `act` leads elsewhere;
    until then its words wait to be offered again.
    """
    form = fresh_form(start)
    status = 200
    headers: dict[str, str] = {}
    looked_at: Mapping[str, Any] = {}
    if request.method == "POST":
        form.values |= request.form.to_dict() | typed(schema)
        form.values["idempotency_key"] = form.values["idempotency_key"] or fresh_key()
        try:
            if preview is None or "preview" not in request.form:
                return _ended(act(schema.read(once(schema, typed(schema)))))
            looked_at = preview(typed(schema))
        except (Invalid, TooMany) as refusal:
            form.errors = sentences(refusal)
            status = refusal.status
            headers = retry_after(refusal)
        keeping.keep_sent()
    return render_template(template, form=form, **page(), **looked_at), status, headers


def fresh_form(start: Mapping[str, Any] | None = None, *, path: str | None = None) -> Form:
    """A form as it is first shown, or filled with the kept words that the address asks for.

    `path` is where the form is sent, when that is another address than the one it stands at.
    """
    values = {"idempotency_key": fresh_key(), **(start or {})}
    return Form(values=keeping.filled(values, path or request.path))


def once(schema: Shape, sent: Values) -> Values:
    """`sent` with the key under which exactly these words are saved once.

    A form that comes back with other words (by the browser's Back button) is another thing to save: under the key
    of the form alone, its words would be taken for those that came before, and lost.
    """
    key = sent.get("idempotency_key")
    if "idempotency_key" not in schema.fields or not key:
        return sent
    words = json.dumps(sent, sort_keys=True, default=str)
    return {**sent, "idempotency_key": hashlib.sha256(f"{key} {words}".encode()).hexdigest()}


def _ended(reply: ResponseReturnValue) -> ResponseReturnValue:
    """`reply` of what was done with a form: where it leads elsewhere, the words have arrived."""
    response = current_app.make_response(reply)
    if 300 <= response.status_code < 400:
        keeping.note_sent()
    else:
        keeping.keep_sent()
    return response


def typed(schema: Shape) -> Values:
    """What the form sent for the fields of `schema`; nothing else is looked at."""
    sent: Values = {}
    for name, shape in schema.fields.items():
        if isinstance(shape, fields.List):
            sent[name] = request.form.getlist(name)
        elif isinstance(shape, fields.Date):
            sent[name] = date_in(request.form, name)
        elif name in request.form and not _left_out(shape, request.form[name]):
            sent[name] = request.form[name]
    return sent


def _left_out(shape: fields.Field[Any], said: str) -> bool:
    """A form sends an empty string for what a program would leave out."""
    return not said.strip() and not shape.required and not isinstance(shape, Line)


def date_in(sent: Mapping[str, str], name: str) -> str | None:
    """A date from its three fields in `sent`, as the API would send it; None when all are empty."""
    day, month, year = (sent.get(f"{name}-{part}", "").strip() for part in ("day", "month", "year"))
    return f"{year:0>4}-{month:0>2}-{day:0>2}" if day or month or year else None


def retry_after(refusal: Refusal | None) -> dict[str, str]:
    """The header that tells when to try again, where a limit was reached."""
    return {"Retry-After": str(refusal.retry_after)} if isinstance(refusal, TooMany) else {}


def sentences(refusal: Refusal) -> dict[str, list[str]]:
    """What a refusal says, by field, in the reader's language."""
    if isinstance(refusal, Invalid):
        return {name: [str(each) for each in said] for name, said in refusal.fields.items()}
    return {"": [str(refusal)]}
