"""Serves the specimen pages over HTTP under the application's own content security policy."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from policyspace.web.headers import POLICY
from tests.look import values
from tests.look.drawing import DIST, Form, Reader, draw


def page(name: str, state: str = "") -> str:
    """The specimen `name`. state: "" as first seen, "wrong" with every error, "known" signed in after a success."""
    if state == "wrong":
        return draw(name, form=Form(values.TYPED, values.wrong_for(draw(name))))
    if state == "known":
        return draw(
            name,
            current_user=Reader("Gwenllian ferch Llywelyn-Prydderch"),
            get_flashed_messages=lambda **_: values.JUST_HAPPENED,
        )
    return draw(name)


class Server(ThreadingHTTPServer):
    """Remembers the paths that were posted to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.posts: list[str] = []


class Answer(BaseHTTPRequestHandler):
    """Answers with a specimen, or with a built file."""

    server: Server

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        if where.path.startswith("/static/dist/"):
            file = DIST / where.path.rsplit("/", 1)[1]
            self._send(file.read_bytes(), mimetypes.guess_type(file.name)[0] or "text/plain")
        else:
            self._send(page(where.path.strip("/"), where.query).encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        self.server.posts.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest shows what failed."""


@contextmanager
def serve() -> Iterator[tuple[str, list[str]]]:
    """The address of a running server, and the list of paths that were posted to."""
    server = Server()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.posts
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
