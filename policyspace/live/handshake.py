"""Who knocks: the same session and the same questions as for a page, asked in a request made of the handshake."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from a2wsgi.wsgi import build_environ
from flask import Flask, request
from flask_login import current_user
from werkzeug.middleware.proxy_fix import ProxyFix

from policyspace.drafting.live_leave import Leave, Seat, leave_of
from policyspace.foundation.settings import Settings

_PLACE = re.compile(r"/live/(\d{1,15})\.(\d{1,9})")


class Unwelcome(Enum):
    """Why somebody is not let in."""

    FOREIGN = "the page that asks is not ours"
    NOT_ALLOWED = "they may not follow this text"
    CROWD = "too many ask at once"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who may come in, and where they sit."""

    seat: Seat
    leave: Leave


def place_of(path: str) -> tuple[int, int] | None:
    """The document and the epoch that a path names: `/live/12.1`."""
    found = _PLACE.fullmatch(path)
    return (int(found[1]), int(found[2])) if found else None


def ask_in(app: Flask, scope: MutableMapping[str, Any], document_id: int) -> Guest | Unwelcome:
    """Whether whoever sent this handshake may join the live text of a document. Reads the database."""
    answers: list[Guest | Unwelcome] = []

    def judge(environ: Any, _start_response: Any) -> list[bytes]:
        with app.request_context(environ):
            answers.append(_judge(app.extensions["settings"], document_id))
        return []

    settings: Settings = app.extensions["settings"]
    hops = settings.proxies
    front = ProxyFix(judge, x_for=hops, x_proto=hops, x_host=hops) if hops else judge
    front(_environ(scope), _unheard)
    return answers[0]


def _unheard(
    _status: str, _headers: list[tuple[str, str]], _fault: Any = None, /
) -> Callable[[bytes], object]:
    """Where the reply of a request goes that is none."""
    return len


def _judge(settings: Settings, document_id: int) -> Guest | Unwelcome:
    came = urlsplit(request.headers.get("Origin", "")).netloc
    if not came or came not in {request.host, urlsplit(settings.site).netloc}:
        return Unwelcome.FOREIGN
    if not current_user.is_authenticated:
        return Unwelcome.NOT_ALLOWED
    leave = leave_of(current_user.person, document_id)
    if leave is None:
        return Unwelcome.NOT_ALLOWED
    return Guest(Seat(current_user.session_id, current_user.person.id, document_id), leave)


def _environ(scope: MutableMapping[str, Any]) -> Any:
    """The handshake as a request for a page. A name with an underscore would pass for one with a hyphen."""
    headers = [(name, said) for name, said in scope["headers"] if b"_" not in name]
    scheme = "https" if scope.get("scheme") == "wss" else "http"
    asked: Any = {
        **scope,
        "type": "http",
        "method": "GET",
        "scheme": scheme,
        "headers": headers,
        "query_string": b"",
    }
    body: Any = BytesIO()  # a2wsgi writes the type of a stream in its own way
    return build_environ(asked, body)
