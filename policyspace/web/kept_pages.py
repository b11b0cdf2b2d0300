"""Pages that are alike for every visitor: drawn and compressed once, then answered from memory until anything changes.

Every change leaves a row in the ledger, or it is refused; so a page drawn from the same newest rows, in the same
minute, is the same page, as long as no seal is newer than the one that it shows. A page of a space is drawn from the
rows of that space and of none (`foundation/marks.py`). Only what a request without our cookie gets is kept, and it is
given to no other request.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request
from flask import session as cookie

from policyspace.foundation.clock import now
from policyspace.foundation.settings import Settings
from policyspace.reporting.reading import state_shown
from policyspace.web.memory import Memory

View = TypeVar("View", bound=Callable[..., Any])
MOST_OF_ONE = 1024 * 1024
MOST_ADDRESS = 500
SECONDS = 60
"""How long a page is kept at most: some tell of days and dates that come by themselves."""

Key = tuple[str, tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it is sent: its bytes, the same compressed, their type, and a digest by which a browser knows it again.

    It holds nothing secret, so its compressed length tells nobody anything.
    """

    body: bytes
    packed: bytes
    kind: str
    digest: str

    @classmethod
    def of(cls, body: bytes, kind: str) -> KeptPage:
        return cls(body, gzip.compress(body, mtime=0), kind, hashlib.sha256(body).hexdigest()[:32])

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return len(self.body) + len(self.packed)


KeptPages = Memory[Key, KeptPage]


def alike_for_visitors(view: View) -> View:
    """Mark a page that, for who has no cookie of ours, depends on its address and the state of the service alone."""
    view.alike_for_visitors = True  # type: ignore[attr-defined]  # functions take attributes; this file reads it
    return view


def shows_newest_seal(view: View) -> View:
    """Mark a page that also changes when the ledger is sealed, a moment after its rows were written."""
    view.shows_newest_seal = True  # type: ignore[attr-defined]  # functions take attributes; this file reads it
    return view


def start(app: Flask, settings: Settings) -> None:
    """Keep pages of `app`, as many as its settings allow."""
    app.extensions["kept_pages"] = KeptPages(settings.kept_pages * 1024 * 1024, lambda page: page.size)
    app.before_request(_from_memory)
    app.after_request(_into_memory)


def kept_pages() -> KeptPages:
    """The pages that this process keeps."""
    pages: KeptPages = current_app.extensions["kept_pages"]
    return pages


def _from_memory() -> Response | None:
    if not kept_pages().most_bytes or not _is_for_every_visitor():
        return None
    state = state_shown(space_of_page(), seal=has_mark("shows_newest_seal"))
    g.page_key = (request.url, state, int(now().timestamp()) // SECONDS)
    page = kept_pages().find(g.page_key)
    return _sent(Response(mimetype=page.kind), page) if page else None


def space_of_page() -> str:
    """The slug of the space that the page in the address is about, and "" where it is about more than one."""
    slug: str = (request.view_args or {}).get("slug", "")
    return slug


def has_mark(name: str) -> bool:
    """Whether the view that answers this request carries the mark `name`."""
    return getattr(current_app.view_functions.get(request.endpoint or ""), name, False)


def _is_for_every_visitor() -> bool:
    """Whether this request asks for a page that is marked, and brings nothing by which its answer could differ."""
    return (
        has_mark("alike_for_visitors")
        and request.method == "GET"
        and current_app.config["SESSION_COOKIE_NAME"] not in request.cookies
        and len(request.url) <= MOST_ADDRESS
    )


def _into_memory(response: Response) -> Response:
    key: Key | None = g.get("page_key")
    if (
        key is None
        or response.status_code != 200
        or "ETag" in response.headers
        or not _tells_nothing_private()
    ):
        return response
    page = KeptPage.of(response.get_data(), response.mimetype or "")
    if len(page.body) <= MOST_OF_ONE:
        kept_pages().keep(key, page)
    return _sent(response, page)


def _tells_nothing_private() -> bool:
    """Whether the answer began no session and let no editor in: such a page is its reader's alone."""
    return not cookie and not cookie.modified and "style_nonce" not in g


def _sent(response: Response, page: KeptPage) -> Response:
    """A browser may hold the page, and asks each time whether it still stands."""
    if request.accept_encodings.quality("gzip"):
        response.set_data(page.packed)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.set_data(page.body)
    response.set_etag(page.digest, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(("Cookie", "Accept-Encoding"))
    response.make_conditional(request)
    return response
