"""The traps in forms, as the pages read them."""

from __future__ import annotations

from flask import request

from policyspace.foundation.traps import LURE, MARK, looks_automatic


def trapped() -> bool:
    """Whether the form in this request was filled in as a program would do it."""
    return looks_automatic(request.form.get(MARK, ""), request.form.get(LURE, ""))
