"""The ASGI application, told by hand what a server would tell it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, request

from policyspace.app import create_app
from policyspace.asgi import Application, bodies, pages
from policyspace.foundation.access import open_to_all
from policyspace.foundation.uploads import MOST_BYTES, MOST_WITH_FILE, takes_file
from policyspace.web.gate import csrf
from tests.conftest import settings_for
from tests.loops import run_to_the_end

Message = dict[str, Any]


@pytest.fixture(params=[0, 1], ids=["no proxy", "one proxy"])
def proxies(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def flask_app(proxies: int, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with one page more, that tells what it was asked."""
    place = tmp_path_factory.mktemp("database") / "database.sqlite3"
    app = create_app(replace(settings_for(f"sqlite:///{place}"), proxies=proxies, threads=2))

    @open_to_all
    def echo() -> dict[str, Any]:
        return {
            "address": request.remote_addr,
            "url": request.url,
            "length": request.content_length,
            "body": request.get_data(as_text=True),
        }

    @open_to_all
    @takes_file
    def weigh() -> dict[str, Any]:
        return {"length": len(request.get_data())}

    app.add_url_rule("/echo", view_func=csrf.exempt(echo), methods=["GET", "POST"])
    app.add_url_rule("/weigh", view_func=csrf.exempt(weigh), methods=["POST"])
    return app


class Server:
    """What a server says to an application, and hears from it. `deaf`: whatever it hears breaks."""

    def __init__(self, app: Application, *, deaf: bool = False) -> None:
        self._app = app
        self._deaf = deaf
        self.said: list[Message] = []

    def ask(
        self, *pieces: bytes | None, method: str = "GET", path: str = "/echo", headers: Any = ()
    ) -> Message:
        """Ask once; `None` among the pieces of the body means that the sender hung up. Gives the whole answer."""
        self.said = []
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "http_version": "1.1",
            "scheme": "http",
            "server": ("127.0.0.1", 8000),
            "client": ("10.1.2.3", 4321),
            "headers": [(b"host", b"policyspace.example"), *headers],
        }
        run_to_the_end(self._app(scope, self._telling(pieces), self._hear))
        starts = [message for message in self.said if message["type"] == "http.response.start"]
        body = b"".join(message.get("body", b"") for message in self.said)
        return {**(starts[0] if starts else {}), "body": body}

    def _telling(self, pieces: tuple[bytes | None, ...]) -> Callable[[], Any]:
        waiting = list(pieces)

        async def receive() -> Message:
            if not waiting:
                await asyncio.sleep(3600)  # nothing more comes
            piece = waiting.pop(0)
            if piece is None:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

        return receive

    async def _hear(self, message: MutableMapping[str, Any]) -> None:
        if self._deaf:
            raise ConnectionResetError
        self.said.append(dict(message))


@pytest.fixture
def server(flask_app: Flask) -> Server:
    return Server(Application(flask_app))


def echoed(reply: Message) -> dict[str, Any]:
    assert reply["status"] == 200, reply
    told: dict[str, Any] = json.loads(reply["body"])
    return told


FORGED = [
    (b"x-forwarded-for", b"203.0.113.9"),
    (b"x-forwarded-proto", b"https"),
    (b"x-forwarded-host", b"evil.example"),
]


@pytest.mark.parametrize("proxies", [0], indirect=True)
def test_what_a_proxy_would_say_is_believed_of_nobody(server: Server) -> None:
    told = echoed(server.ask(headers=FORGED))
    assert told["address"] == "10.1.2.3"
    assert told["url"] == "http://policyspace.example/echo"


@pytest.mark.parametrize("proxies", [1], indirect=True)
def test_what_the_one_trusted_proxy_says_is_believed(server: Server) -> None:
    told = echoed(server.ask(headers=FORGED))
    assert told["address"] == "203.0.113.9"
    assert told["url"] == "https://evil.example/echo"


@pytest.mark.parametrize("proxies", [1], indirect=True)
def test_what_was_said_before_the_trusted_proxy_is_not_believed(server: Server) -> None:
    told = echoed(server.ask(headers=[(b"x-forwarded-for", b"1.1.1.1, 203.0.113.9")]))
    assert told["address"] == "203.0.113.9"


@pytest.mark.parametrize("proxies", [1], indirect=True)
def test_an_underscore_does_not_pass_for_a_hyphen(server: Server) -> None:
    told = echoed(server.ask(headers=[*FORGED, (b"x_forwarded_for", b"1.1.1.1")]))
    assert told["address"] == "203.0.113.9"
    assert echoed(server.ask(headers=[(b"x_forwarded_for", b"1.1.1.1")]))["address"] == "10.1.2.3"


def test_a_body_in_pieces_arrives_whole(server: Server) -> None:
    said = [b"one ", b"", b"two ", b"three"]
    told = echoed(server.ask(*said, method="POST", headers=[(b"content-length", b"13")]))
    assert (told["body"], told["length"]) == ("one two three", 13)


def test_a_body_without_a_length_gets_one(server: Server) -> None:
    told = echoed(server.ask(b"one ", b"two", method="POST", headers=[(b"transfer-encoding", b"chunked")]))
    assert (told["body"], told["length"]) == ("one two", 7)


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_of_just_the_most_is_taken_and_one_byte_more_is_not(server: Server, announced: bool) -> None:
    def headers(size: int) -> Any:
        return (
            [(b"content-length", str(size).encode())] if announced else [(b"transfer-encoding", b"chunked")]
        )

    most = b"x" * MOST_BYTES
    assert len(echoed(server.ask(most, method="POST", headers=headers(MOST_BYTES)))["body"]) == MOST_BYTES
    assert server.ask(most, b"x", method="POST", headers=headers(MOST_BYTES + 1))["status"] == 413


def test_a_page_that_takes_a_file_takes_more_and_no_other_page_does(server: Server) -> None:
    def ask(size: int, path: str) -> Message:
        headers = [(b"content-length", str(size).encode())]
        return server.ask(b"x" * size, method="POST", path=path, headers=headers)

    assert json.loads(ask(MOST_WITH_FILE, "/weigh")["body"]) == {"length": MOST_WITH_FILE}
    too_large = ask(MOST_WITH_FILE + 1, "/weigh")
    assert too_large["status"] == 413
    assert b"We can take about 5 megabytes at once" in too_large["body"]
    assert ask(MOST_BYTES + 1, "/echo")["status"] == 413
    assert ask(MOST_BYTES + 1, "/nowhere")["status"] in {404, 413}


def test_whoever_hangs_up_while_sending_has_asked_nothing(server: Server, flask_app: Flask) -> None:
    asked = []
    flask_app.before_request(lambda: asked.append(request.path))
    reply = server.ask(b"half", None, method="POST", headers=[(b"content-length", b"8")])
    assert reply == {"body": b""}
    assert asked == []


def test_whoever_sends_too_slowly_is_told_so(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.1)
    reply = server.ask(method="POST", headers=[(b"content-length", b"8")])
    assert reply["status"] == 408
    assert b"What you sent did not arrive in time." in reply["body"]
    assert (b"connection", b"close") in reply["headers"]


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/echo", b"text/html; charset=utf-8", b"<h1"),
        ("/api/v1/spaces", b"application/problem+json", b'"status":503'),
    ],
)
def test_when_too_much_is_held_whoever_sends_more_is_told_to_wait(
    server: Server, monkeypatch: pytest.MonkeyPatch, path: str, kind: bytes, words: bytes
) -> None:
    monkeypatch.setattr(bodies, "MOST_HELD", 10)
    reply = server.ask(b"x" * 11, method="POST", path=path, headers=[(b"content-length", b"11")])
    assert reply["status"] == 503
    assert dict(reply["headers"])[b"content-type"] == kind
    assert words in reply["body"].replace(b'": ', b'":')
    assert b"The service is busy" in reply["body"]
    assert echoed(server.ask(b"x" * 10, method="POST", headers=[(b"content-length", b"10")]))["length"] == 10


def test_a_websocket_that_is_no_live_text_is_closed_cleanly(flask_app: Flask) -> None:
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        said.append(dict(message))

    run_to_the_end(Application(flask_app)({"type": "websocket", "path": "/live"}, receive, send))
    assert said == [{"type": "websocket.close", "code": 4403}]


def test_a_line_that_breaks_while_a_page_is_sent_frees_the_thread(flask_app: Flask) -> None:
    """A reply longer than a thread may hold, and a server that takes nothing."""
    closed: list[str] = []

    @flask_app.get("/long")
    @open_to_all
    def long() -> Any:
        def pieces() -> Iterator[bytes]:
            try:
                for _ in range(1000):
                    yield b"x" * (pages.MOST_IN_HAND // 100)
            finally:
                closed.append("closed")

        return flask_app.response_class(pieces())

    deaf = Server(Application(flask_app), deaf=True)
    for _ in range(3):  # more often than there are threads
        deaf.ask(path="/long")
    assert closed == ["closed"] * 3
