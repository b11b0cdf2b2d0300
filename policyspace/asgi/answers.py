"""Refusals that need no thread."""

from __future__ import annotations

from typing import Any

from flask import Flask

from policyspace.api import errors as api_errors
from policyspace.asgi.bodies import Scope, Send
from policyspace.foundation.errors import Refusal
from policyspace.foundation.logs import say
from policyspace.web import errors as web_errors


class Answer:
    """A refusal made once, as a page and as problem details."""

    def __init__(self, app: Flask, status: int, title: Any, sentence: Any) -> None:
        self._status = status
        refusal = Refusal(sentence)
        refusal.status, refusal.title = status, title
        with app.test_request_context():
            self._page = app.process_response(app.make_response(web_errors.refusal_page(refusal)))
            self._problem = app.process_response(app.make_response(api_errors.problem(refusal)))

    async def give(self, scope: Scope, send: Send) -> None:
        """Answer, and end the connection: what else comes on it is not read."""
        reply = self._problem if scope["path"].startswith("/api/") else self._page
        headers = [(name.lower().encode("latin-1"), said.encode("latin-1")) for name, said in reply.headers]
        headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        await send({"type": "http.response.body", "body": reply.get_data()})
        say("request.refused", status=self._status)
