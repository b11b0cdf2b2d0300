"""Refusals as pages. What was typed is shown again, so that it can be copied."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.foundation.errors import Refusal, SignInNeeded, TooMany

NOT_SHOWN_AGAIN = {
    "csrf_token",
    "idempotency_key",
    "password",
    "current_password",
    "base_number",
    "next",
    "way",
}


def refusal_page(refusal: Refusal) -> ResponseReturnValue:
    """The page for `refusal`, with its status."""
    if isinstance(refusal, SignInNeeded) and request.method == "GET":
        return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")), 303)
    page = render_template("errors/refusal.html", refusal=refusal, typed=typed_words())
    headers = {"Retry-After": str(refusal.retry_after)} if isinstance(refusal, TooMany) else {}
    return page, refusal.status, headers


def typed_words() -> dict[str, str]:
    """Every field of the refused form that may hold somebody's words, by its name."""
    try:
        sent = request.form
    except Exception:  # noqa: BLE001 - a form too broken or too large to read holds nothing to show
        return {}
    return {name: words for name, words in sent.items() if name not in NOT_SHOWN_AGAIN and words.strip()}
