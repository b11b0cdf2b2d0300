"""Words that were typed and not sent: kept when they come in vain, and offered where they were typed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from flask import Flask, g, request, url_for
from flask import session as cookie

from policyspace.foundation.limits import take
from policyspace.foundation.logs import log
from policyspace.foundation.together import Asked
from policyspace.foundation.traps import form_mark
from policyspace.people import queries as people
from policyspace.people.models import Person, Unsent
from policyspace.people.rules.unsent import (
    MOST_PLACE,
    Owner,
    beginning,
    from_where_they_differ,
    is_form_key,
    is_worth_keeping,
    kept_fields,
    written_in,
)
from policyspace.people.tokens import find_marked, hashed, writer_mark
from policyspace.people.unsent import end_unsent, keep_unsent
from policyspace.web import gate
from policyspace.web.zones import page_zone

KEY = "idempotency_key"
WRITER = "written_by"
"""The field by which a form tells whose page it stood on."""

ASKED = "unsent"
"""The name in an address that asks for a form filled with kept words."""

NOWHERE = "/unsent"
"""The place of words whose form cannot be told: their list."""

ENDED = "ended_forms"
MOST_ENDED = 5

Values = dict[str, Any]
Done = TypeVar("Done")


@dataclass(frozen=True)
class Offer:
    """Kept words as a page offers them."""

    id: int
    form_key: str
    kept_at: datetime
    begins: str
    href: str


@dataclass(frozen=True)
class KeptForm:
    """What a form carries so that its words are kept, and which kept words stand above it."""

    writer: str
    place: str
    url: str
    offers: Sequence[Offer]
    filled: Offer | None


def start(app: Flask) -> None:
    """Let the forms of `app` ask for what they need."""
    app.jinja_env.globals.update(kept_form=kept_form, ended_forms=ended_forms, form_mark=form_mark)


def owner_reading() -> Owner:
    """Whose unsent words this request may be offered."""
    person, browser = gate.reader(), gate.known_browser()
    return Owner(person.id if person else None, hashed(browser) if browser else None, person is not None)


def owner_writing() -> Owner:
    """Whose words the form in this request holds: the reader's, unless its page says that they are someone else's.

    Who has no session any more is known by the mark in the form or by what is left in the cookie; that proves
    nothing, so the words are bound to this browser too.
    """
    person, marked = gate.reader(), find_marked(request.form.get(WRITER, ""))
    if person is not None and marked in {None, person.id}:
        return Owner(person.id, None, signed_in=True)
    return Owner(marked or gate.named_person(), hashed(gate.browser_value()), signed_in=False)


def place_of(address: str) -> str:
    """An address of ours in the one form in which it is kept: without its anchor and what it asks of kept words."""
    parts = urlsplit(address)
    path = quote(unquote(parts.path), safe="/")
    asked = urlencode([pair for pair in parse_qsl(parts.query) if pair[0] != ASKED])
    whole = f"{path}?{asked}" if asked else path
    return whole if len(whole) <= MOST_PLACE else path[:MOST_PLACE]


def place_here() -> str:
    """The place of this request."""
    return place_of(request.full_path)


def way_back(row: Unsent) -> str:
    """The address of the form, filled with the words of `row`."""
    return f"{row.place}{'&' if '?' in row.place else '?'}{ASKED}={row.id}#unsent"


def keep_sent() -> Unsent | None:
    """Keep what this request brought in vain. None when there is nothing to keep, or no way to: it never fails."""
    return _quietly("unsent.not_kept", lambda: keep_typed(place_here(), in_vain=True))


def keep_typed(place: str, *, in_vain: bool = False) -> Unsent | None:
    """Keep what stands in the form of this request; None when it was sent before or is nothing to keep.

    Raises TooMany.
    """
    if not is_form_key(request.form.get(KEY, "")) or not gate.comes_from_own_page():
        return None
    owner, fields = owner_writing(), kept_fields(request.form.items(multi=True))
    if not is_worth_keeping(fields, owner):
        return None
    if owner.signed_in:
        take("keeping", key=owner.person_id)
    else:
        take("keeping_from", key=gate.origin())
    return keep_unsent(owner, place=place, form_key=request.form[KEY], fields=fields, in_vain=in_vain)


def filled_page(place: str, values: Mapping[str, str]) -> str | None:
    """The address of the form at `place` filled with `values`, which are kept as if they had been typed there.

    `values` hold the form's key. None where they cannot be kept; it never fails.
    """
    owner, fields, key = owner_writing(), kept_fields(values.items()), values[KEY]
    if not owner.signed_in or not is_form_key(key) or not is_worth_keeping(fields, owner):
        return None
    row = _quietly(
        "unsent.not_kept",
        lambda: keep_unsent(owner, place=place_of(place), form_key=key, fields=fields, in_vain=True),
    )
    return way_back(row) if row else None


def note_sent() -> None:
    """The form in this request has reached its end: nothing of it is kept here, nor in the browser."""
    key = request.form.get(KEY, "")
    if not is_form_key(key) or gate.reader() is None:
        return
    note_ended(key)
    owner, fields = owner_writing(), kept_fields(request.form.items(multi=True))
    _quietly(
        "unsent.not_ended",
        lambda: end_unsent(owner, place=place_here(), form_key=key, fields=fields),
    )


def note_arrived(person: Person, form_key: str, place: str) -> None:
    """What `person` wrote before they were signed in has arrived: it is not offered to them again."""
    note_ended(form_key)
    owner = Owner(person.id, None, signed_in=True)
    _quietly("unsent.not_ended", lambda: end_unsent(owner, place=place, form_key=form_key, fields={}))


def note_ended(ended: str) -> None:
    """Let the next page tell the browser to forget what it keeps: of one form by its key, or of a writer by theirs."""
    cookie[ENDED] = [*cookie.get(ENDED, []), ended][-MOST_ENDED:]


def ended_forms() -> str:
    """The keys of forms that ended since the last page, told once."""
    return " ".join(cookie.pop(ENDED, [])) if ENDED in cookie else ""


def words_asked_for(path: str) -> Unsent | None:
    """The words this address asks for, if they are the reader's and were typed at `path`."""
    if request.method != "GET" or ASKED not in request.args:
        return None
    number = request.args.get(ASKED, type=int)
    row = people.find_unsent(number, owner_reading()) if number and number < 2**63 else None
    if row is None or urlsplit(row.place).path != urlsplit(place_of(path)).path:
        return None
    g.unsent_asked = row
    return row


def asked_words(name: str) -> str | None:
    """What the kept words that this form is filled with say in the field `name`; None where it is not filled."""
    row: Unsent | None = g.get("unsent_asked")
    return row.fields.get(name, [None])[0] if row is not None else None


def filled(values: Values, path: str) -> Values:
    """The first values of a form, and over them the kept words that the address asks for."""
    g.setdefault("first_values", {})[values[KEY]] = values
    row = words_asked_for(path)
    if row is None:
        return values
    words = {name: typed[0] if len(typed) == 1 else typed for name, typed in row.fields.items()}
    return {**values, **words, KEY: row.form_key}


def kept_form(key: str | None, action: str | None, also: Iterable[str] = ()) -> KeptForm | None:
    """What the form with this key, sent to `action`, needs; `also` are other places whose words belong to it."""
    if not key:
        return None
    place = place_of(action) if action else place_here()
    asked: Unsent | None = g.get("unsent_asked")
    paths = [urlsplit(each).path for each in (place, *also)]
    rows = _kept_at(paths) if request.method == "GET" else []
    return KeptForm(
        writer=writer(),
        place=place,
        url=url_for("people.keep_unsent", place=place, zone=page_zone()),
        offers=[offer(row, key) for row in rows if row.form_key != key],
        filled=offer(asked, key) if asked is not None and asked.form_key == key else None,
    )


def words_kept_at(path: str) -> Asked[Sequence[Unsent]]:
    """What the form at `path` will offer to the reader, to be read with other things; hand it to `have_read`."""
    return people.words_kept_at([urlsplit(place_of(path)).path], owner_reading())


def have_read(path: str, rows: Sequence[Unsent]) -> None:
    """Let the form at `path`, when it is drawn, offer `rows`."""
    g.kept_words = {urlsplit(place_of(path)).path: rows}


def _kept_at(paths: Sequence[str]) -> Sequence[Unsent]:
    read: Mapping[str, Sequence[Unsent]] = g.get("kept_words", {})
    if len(paths) == 1 and paths[0] in read:
        return read[paths[0]]
    return people.unsent_at(paths, owner_reading())


def offer(row: Unsent, key: str = "") -> Offer:
    """`row` as a page offers it, told by the words in which it differs from what the form `key` began with."""
    first = g.get("first_values", {}).get(key, {})
    written = [(name, " ".join(typed)) for name, typed in written_in(row.fields).items()]
    changed = [(name, words) for name, words in written if words != first.get(name)] or written
    name, words = max(changed, key=lambda each: len(each[1]), default=("", ""))
    begins = beginning(from_where_they_differ(words, str(first.get(name) or "")))
    return Offer(row.id, row.form_key, row.kept_at, begins, way_back(row))


def writer() -> str:
    """The mark by which a form knows its writer again when their session has ended; empty for visitors."""
    person = gate.reader()
    return writer_mark(person) if person else ""


def _quietly(event: str, work: Callable[[], Done]) -> Done | None:
    """Do what must not stand in the way of the answer; what goes wrong is logged."""
    try:
        return work()
    except Exception as fault:  # noqa: BLE001 - the person waits for another answer, which is on its way
        log.log(logging.WARNING, event, exc_info=fault)
        return None
