"""The traps in forms, as the pages set and read them."""

from __future__ import annotations

from flask import Flask, request

from policyspace.foundation.traps import LURE, MARK, form_mark, looks_automatic


def start(app: Flask) -> None:
    """Let the forms of `app` set their traps."""
    app.jinja_env.globals.update(form_mark=form_mark)


def trapped() -> bool:
    """Whether the form in this request was filled in as a program would do it."""
    return looks_automatic(request.form.get(MARK, ""), request.form.get(LURE, ""))
