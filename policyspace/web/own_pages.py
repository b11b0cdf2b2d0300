"""Pages kept for the one person who reads them, until anything changes that they are drawn from.

A page is kept under its reader, its address, the minute, the state of the ledger and what the service has noted of the
reader besides (`reporting/reading.py`), so nobody is ever given another's, or one that is out of date. The token and
the keys of its forms are put in anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request
from flask import session as cookie

from policyspace.foundation.clock import now
from policyspace.foundation.settings import Settings
from policyspace.reporting.reading import find_reading
from policyspace.web.fresh import Mould
from policyspace.web.gate import BROWSER
from policyspace.web.keeping import ENDED
from policyspace.web.kept_pages import MOST_ADDRESS, MOST_OF_ONE, SECONDS, has_mark, space_of_page
from policyspace.web.memory import Memory

View = TypeVar("View", bound=Callable[..., Any])
SESSION = "_user_id"
TOLD_ONCE = {"_flashes", ENDED, BROWSER}
"""What a cookie holds that makes a page unlike the next one of the same reader."""


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of one reader, and its type."""

    mould: Mould
    kind: str


OwnPages = Memory[Hashable, OwnPage]


def kept_for_reader(view: View) -> View:
    """Mark a page that shows nothing but what its key tells of, which is about the document in its address, if any."""
    view.kept_for_reader = True  # type: ignore[attr-defined]  # functions take attributes; this file reads it
    return view


def start(app: Flask, settings: Settings) -> None:
    """Keep pages of `app` for their readers, as many as its settings allow."""
    app.extensions["own_pages"] = OwnPages(settings.kept_pages * 1024 * 1024, lambda page: page.mould.size)
    app.before_request(_from_memory)
    app.after_request(_into_memory)


def own_pages() -> OwnPages:
    """The pages that this process keeps for their readers."""
    pages: OwnPages = current_app.extensions["own_pages"]
    return pages


def _from_memory() -> Response | None:
    if not own_pages().most_bytes or not _may_be_kept():
        return None
    reading = find_reading(
        cookie[SESSION],
        slug=space_of_page(),
        number=(request.view_args or {}).get("number", 0),
        seal=has_mark("shows_newest_seal"),
    )
    if reading is None:
        return None
    g.own_page_key = (reading, request.url, int(now().timestamp()) // SECONDS)
    page = own_pages().find(g.own_page_key)
    return Response(page.mould.filled(), mimetype=page.kind) if page else None


def _may_be_kept() -> bool:
    """Whether somebody who is signed in asks for a page that is marked, and nothing is to be told to them once."""
    return (
        has_mark("kept_for_reader")
        and request.method == "GET"
        and SESSION in cookie
        and TOLD_ONCE.isdisjoint(cookie)
        and len(request.url) <= MOST_ADDRESS
    )


def _into_memory(response: Response) -> Response:
    key: Hashable | None = g.get("own_page_key")
    if key is None or response.status_code != 200 or cookie.modified or "style_nonce" in g:
        return response
    body = response.get_data()
    if len(body) <= MOST_OF_ONE and own_pages().find(key) is None:
        own_pages().keep(key, OwnPage(Mould.of(body), response.mimetype or ""))
    return response
