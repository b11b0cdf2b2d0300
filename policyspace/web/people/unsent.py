"""Words that were typed and not sent: kept while someone writes, listed, shown to be copied, thrown away."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from policyspace.foundation.access import open_to_all
from policyspace.foundation.dates import friendly_clock
from policyspace.foundation.i18n import _
from policyspace.people import queries as people
from policyspace.people.rules import own_path
from policyspace.people.rules.unsent import written_in
from policyspace.people.unsent import discard_unsent
from policyspace.web import gate, keeping
from policyspace.web.errors import label_of
from policyspace.web.people.blueprint import bp
from policyspace.web.zones import known_zone

MOST_KEYS = 50


@bp.post("/unsent")
@open_to_all
def keep_unsent() -> ResponseReturnValue:
    """Keep what someone has typed so far; the page asks while they write. 401 where it is kept in this browser only."""
    place = own_path(request.args.get("place")) or keeping.NOWHERE
    row = keeping.keep_typed(keeping.place_of(place))
    if row is None:
        return {"kept": False}, 409
    if row.browser_hash is not None:
        return {"kept": True}, 401
    clock = friendly_clock(row.kept_at, known_zone(request.args.get("zone")))
    said = _("Saved privately at %(time)s", time=clock)
    return {"kept": True, "said": said, "href": keeping.way_back(row)}


@bp.get("/unsent/reader")
@open_to_all
def unsent_reader() -> ResponseReturnValue:
    """Who is signed in in this browser, by the mark that forms carry, and the token that a form needs now."""
    return {"writer": keeping.writer(), "csrf_token": generate_csrf()}


@bp.get("/unsent/ended")
@open_to_all
def unsent_ended() -> ResponseReturnValue:
    """Which of the forms that a browser still keeps were sent or thrown away elsewhere."""
    keys = request.args.getlist("key")[:MOST_KEYS]
    return {"ended": list(people.ended_among(keys, keeping.owner_reading())) if gate.reader() else []}


@bp.get("/unsent")
@open_to_all
def unsent() -> ResponseReturnValue:
    """All that the reader has typed and not sent."""
    rows = people.all_unsent(keeping.owner_reading())
    return render_template("people/unsent.html", offers=[keeping.offer(row) for row in rows])


@bp.get("/unsent/<int:unsent_id>")
@open_to_all
def unsent_words(unsent_id: int) -> ResponseReturnValue:
    """Kept words in full, to be copied where their form is not there any more."""
    row = people.get_unsent(unsent_id, keeping.owner_reading())
    typed = [(label_of(name), words) for name, each in written_in(row.fields).items() for words in each]
    return render_template("people/unsent_words.html", offer=keeping.offer(row), typed=typed)


@bp.get("/unsent/<int:unsent_id>/continue")
@open_to_all
def continue_unsent(unsent_id: int) -> ResponseReturnValue:
    """Lead to the form filled with kept words.

    The page that says a form was not sent may stand at that form's own address; a link to it would then lead nowhere.
    """
    row = people.get_unsent(unsent_id, keeping.owner_reading())
    return redirect(keeping.way_back(row), 303)


@bp.post("/unsent/<int:unsent_id>/throw-away")
@open_to_all
def throw_away(unsent_id: int) -> ResponseReturnValue:
    """Throw kept words away."""
    row = discard_unsent(keeping.owner_reading(), unsent_id=unsent_id)
    keeping.note_ended(row.form_key)
    flash(_("Your unsent words are thrown away."), "success")
    return redirect(own_path(request.form.get("next")) or url_for("people.unsent"), 303)
