"""Refusals as pages. What was typed is kept where it can be, and shown again in any case, so that it can be copied."""

from __future__ import annotations

import re
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.foundation.errors import Refusal, SignInNeeded, TooMany
from policyspace.foundation.i18n import _, lazy
from policyspace.people.models import Unsent
from policyspace.people.rules.unsent import kept_fields, written_in
from policyspace.web import gate, keeping

BUSY = 503
"""The database does not answer: nothing is asked of it again."""

TRY_AGAIN = {400, 401, 409, 429, 500}
"""Refusals after which the form can be opened again."""

LABELS = {
    "title": lazy("Title"),
    "text": lazy("Text"),
    "why": lazy("What you changed, and why"),
    "body": lazy("Your comment"),
    "words": lazy("Your words"),
    "note": lazy("Your note"),
    "reason": lazy("Your reason"),
    "question": lazy("Question"),
    "settled_title": lazy("Title to keep"),
    "next_step": lazy("What should happen next"),
}


def refusal_page(refusal: Refusal, *, forged: bool = False) -> ResponseReturnValue:
    """The page for `refusal`, with its status. `forged`: the form did not prove that it comes from our own page.

    Where that is because the page stood open for too long, the form comes again with all that was typed.
    """
    if isinstance(refusal, SignInNeeded) and request.method == "GET":
        return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")), 303)
    kept = keeping.keep_sent() if request.method == "POST" and refusal.status != BUSY else None
    if forged and kept is not None and kept.browser_hash is None:
        flash(
            _("The page was open for too long, so this was not sent. Your words are below: send them again.")
        )
        return redirect(keeping.way_back(kept), 303)
    if refusal.status >= 500:
        gate.treat_as_visitor()
    page = render_template(
        "errors/refusal.html", refusal=refusal, typed=typed_words(), **_ways(refusal, kept)
    )
    headers = {"Retry-After": str(refusal.retry_after)} if isinstance(refusal, TooMany) else {}
    return page, refusal.status, headers


def typed_words() -> list[tuple[Any, str]]:
    """Every field of the refused form that may hold somebody's words: what it is called, and what it holds."""
    try:
        sent = kept_fields(request.form.items(multi=True))
    except Exception:  # noqa: BLE001 - a form too broken or too large to read holds nothing to show
        return []
    return [(label_of(name), words) for name, typed in written_in(sent).items() for words in typed]


def label_of(name: str) -> Any:
    """What a field is called where its form is not at hand."""
    own = re.fullmatch(r"own_(\d+)", name)
    if own:
        return _("Your words, part %(number)s", number=int(own[1]) + 1)
    return LABELS.get(name, name.replace("_", " ").replace("-", " "))


def _ways(refusal: Refusal, kept: Unsent | None) -> dict[str, Any]:
    """Where the words can be found again; and whether they wait for somebody to sign in first."""
    if kept is None:
        return {"kept": None, "kept_href": None}
    if kept.browser_hash is not None:
        return {"kept": kept, "kept_href": url_for("people.sign_in", next=keeping.way_back(kept))}
    again = refusal.status in TRY_AGAIN
    way = "people.continue_unsent" if again else "people.unsent_words"
    return {"kept": kept, "kept_href": url_for(way, unsent_id=kept.id)}
