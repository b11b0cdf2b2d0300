from __future__ import annotations

import signal
import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest

from policyspace.asgi import WAITING_A_THREAD
from tests.serving.process import Service, Visitor, dialled, heard, served

SIGN_UP = {"email": "rosa@example.org", "display_name": "Rosa", "password": "lamp violin harbour"}


def test_it_says_where_it_is_and_serves_until_told_to_end(tmp_path: Path, database: str) -> None:
    with served(tmp_path, database) as service:
        visitor = Visitor(service.port)
        home = visitor.get("/")
        assert home.status == 200
        assert "server" not in home.headers
        assert visitor.get("/readyz").text == '{"status":"ready"}\n'
        assert visitor.send("/sign-up", **SIGN_UP).status == 303
        assert service.end() == 0
        assert service.said == [f"policyspace is at http://127.0.0.1:{service.port}\n"]
        assert "exception" not in {name for line in service.log() for name in line}
        assert service.events()[0] == "worker.started"
        assert service.events()[-1] == "worker.stopped"


def test_head_gives_the_headers_of_get_and_nothing_else(tmp_path: Path, sqlite: str) -> None:
    with served(tmp_path, sqlite) as service:
        got = Visitor(service.port).get("/help")
        asked = f"HEAD /help HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\nConnection: close\r\n\r\n"
        head, _, body = heard(dialled(service.port, asked.encode())).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        assert f"content-length: {got.headers['content-length']}".encode() in head
        assert body == b""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_answers_what_it_has_begun(tmp_path: Path, sqlite: str, sign: signal.Signals) -> None:
    with served(tmp_path, sqlite, THREADS="1") as service, ThreadPoolExecutor(1) as pool:
        visitor = Visitor(service.port)
        body = visitor.form("/sign-up", **SIGN_UP)
        others = writer_of(sqlite)
        others.execute("BEGIN IMMEDIATE")  # so that the request waits for its turn to write
        answer = pool.submit(visitor.post, "/sign-up", body)
        until_held(service)
        service.tell(sign)
        time.sleep(0.5)
        with pytest.raises(ConnectionRefusedError):
            dialled(service.port)
        others.rollback()
        others.close()
        assert answer.result(timeout=60).status == 303
        assert service.end(None) == 0
        assert "exception" not in {name for line in service.log() for name in line}


def test_told_to_end_with_nothing_to_do_it_ends_at_once(tmp_path: Path, sqlite: str) -> None:
    with served(tmp_path, sqlite) as service:
        idle = dialled(
            service.port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        )  # a connection that stays open
        assert idle.recv(12) == b"HTTP/1.1 200"
        silent = dialled(service.port)  # and one on which nothing was ever said
        assert service.end() == 0
        assert {line["logger"] for line in service.log()} == {
            "policyspace"
        }  # uvicorn lost patience with nobody
        idle.close()
        silent.close()


def test_a_small_reply_is_sent_at_once(shared_service: Service) -> None:
    """Were its body held back until its head is acknowledged, no reply would take less than 40 milliseconds."""
    line, took = dialled(shared_service.port), []
    for _ in range(30):
        began = time.monotonic()
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        one_reply(line)
        took.append(time.monotonic() - began)
    line.close()
    assert min(took) < 0.03


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path, sqlite: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with Service(tmp_path, "serve", "--port", str(port), DATABASE_URL=sqlite) as service:
            assert service.end(None) == 1
            assert (
                service.log_text()
                == f"Error: Cannot listen on 127.0.0.1, port {port}: Address already in use.\n"
            )
            assert service.said == []


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_is_too_large_gets_the_page_that_says_so(
    tmp_path: Path, sqlite: str, chunked: bool
) -> None:
    """Six megabytes are read to their end, so that a browser hears the answer."""
    with served(tmp_path, sqlite) as service:
        piece = b"words=" + b"x" * 1024 * 1024
        body = (piece for _ in range(6)) if chunked else piece * 6
        visitor = Visitor(service.port)
        reply = visitor.ask("POST", "/sign-up", body, Content_Type="application/x-www-form-urlencoded")
        assert reply.status == 413
        assert "We can take about 2 megabytes at once." in reply.text
        assert visitor.get("/healthz").status == 200


def test_who_asks_before_sending_too_much_is_told_at_once(tmp_path: Path, sqlite: str) -> None:
    with served(tmp_path, sqlite) as service:
        line = dialled(
            service.port,
            b"POST /sign-up HTTP/1.1\r\nHost: x\r\nContent-Length: 6000000\r\nExpect: 100-continue\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n",
        )
        assert heard(line).startswith(b"HTTP/1.1 413")


def test_slow_senders_hold_no_thread(tmp_path: Path, sqlite: str) -> None:
    with served(tmp_path, sqlite, THREADS="2") as service:
        begun = b"POST /sign-up HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nwords"
        slow = [dialled(service.port, begun) for _ in range(40)]
        slow += [dialled(service.port, b"GET / HTTP/1.1\r\nHo") for _ in range(40)]
        assert Visitor(service.port).get("/help").status == 200
        for line in slow:
            line.close()
        assert service.end() == 0


def test_readers_that_do_not_read_hold_no_thread(tmp_path: Path, sqlite: str) -> None:
    with served(tmp_path, sqlite, THREADS="2") as service:
        asked = b"GET /help HTTP/1.1\r\nHost: x\r\n\r\n" * 50
        deaf = [dialled(service.port, asked) for _ in range(10)]
        time.sleep(1)
        assert Visitor(service.port).get("/help").status == 200
        for line in deaf:
            line.close()


def test_those_who_hang_up_take_no_thread_with_them(tmp_path: Path, sqlite: str) -> None:
    with served(tmp_path, sqlite, THREADS="2") as service:
        for words in (
            b"GET /help HTTP/1.1\r\nHost: x\r\n\r\n",
            b"POST /sign-up HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nwords",
            b"POST /sign-up HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwor",
        ):
            for _ in range(20):
                dialled(service.port, words).close()
        with ThreadPoolExecutor(4) as pool:
            replies = pool.map(lambda _: Visitor(service.port).get("/help").status, range(4))
        assert list(replies) == [200] * 4
        assert service.end() == 0
        assert "exception" not in {name for line in service.log() for name in line}


def test_more_than_can_wait_are_told_that_the_service_is_busy(tmp_path: Path, sqlite: str) -> None:
    most = 1 + WAITING_A_THREAD
    with served(tmp_path, sqlite, THREADS="1", WORKER="0") as service, ThreadPoolExecutor(most + 10) as pool:
        visitor = Visitor(service.port)
        body = visitor.form("/sign-up", **SIGN_UP)
        others = writer_of(sqlite)
        others.execute("BEGIN IMMEDIATE")
        first = pool.submit(visitor.post, "/sign-up", body)  # holds the one thread
        waiting = 1 + until_held(service)
        asked = [pool.submit(Visitor(service.port).get, "/help") for _ in range(most - waiting + 10)]
        busy = [each.result(timeout=60) for each in islice(as_completed(asked), 10)]
        others.rollback()
        others.close()
        assert {reply.status for reply in busy} == {503}
        assert "The service is busy" in busy[0].text
        assert busy[0].headers["connection"] == "close"
        assert "content-security-policy" in busy[0].headers
        assert (
            sorted(each.result(timeout=60).status for each in asked) == [200] * (most - waiting) + [503] * 10
        )
        assert first.result(timeout=60).status == 303
        assert Visitor(service.port).get("/help").status == 200


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /help?\xff\xfe HTTP/1.1",
        b"GET /\xc3\x28 HTTP/1.1",
        b"GET /%ff%fe%00 HTTP/1.1",
        b"GET /spaces/%00 HTTP/1.1",
        b"GET //evil.example/ HTTP/1.1",
        b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
        b"GET /static/dist/..%2f..%2fpyproject.toml HTTP/1.1",
        b"BREW /help HTTP/1.1",
        b"OPTIONS * HTTP/1.1",
        b"nonsense",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_no_request_line_breaks_it(shared_service: Service, request_line: bytes) -> None:
    words = request_line + b"\r\nHost: x\r\nConnection: close\r\n\r\n"
    status = heard(dialled(shared_service.port, words)).split(b" ", 2)[1]
    assert status in {b"400", b"404", b"405", b"308"}


def test_a_head_that_does_not_end_is_refused(shared_service: Service) -> None:
    line = dialled(shared_service.port, b"GET / HTTP/1.1\r\n")
    with suppress(ConnectionError):
        for number in range(10_000):
            line.sendall(b"X-%d: %s\r\n" % (number, b"x" * 1000))
    with suppress(ConnectionError):
        assert heard(line).startswith(b"HTTP/1.1 400")
    assert Visitor(shared_service.port).get("/healthz").status == 200


def test_heads_of_many_requests_on_one_connection_are_not_added_up(shared_service: Service) -> None:
    asked = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 3000 + b"\r\n\r\n"
    line = dialled(shared_service.port)
    for _ in range(40):
        line.sendall(asked)
        assert one_reply(line).startswith(b"HTTP/1.1 200")
    line.close()


@pytest.mark.parametrize("upgrade", [b"websocket", b"h2c"])
def test_an_upgrade_it_does_not_know_is_answered(shared_service: Service, upgrade: bytes) -> None:
    words = b"GET /live HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: " + upgrade + b"\r\n"
    words += b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    line = dialled(shared_service.port, words)
    assert line.recv(12) in {b"HTTP/1.1 404", b"HTTP/1.1 403"}
    line.close()


def one_reply(line: socket.socket) -> bytes:
    """What /healthz answers, whole."""
    reply = b""
    while not reply.endswith(b"}\n"):
        piece = line.recv(4096)
        assert piece, reply
        reply += piece
    return reply


def until_held(service: Service) -> int:
    """Wait until the one thread is held: a question gets no answer. Gives how many such questions wait now."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        line = dialled(service.port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        line.settimeout(1)
        try:
            line.recv(1)
        except TimeoutError:
            return 1
        finally:
            line.close()
    raise AssertionError("the thread was never held")


def writer_of(url: str) -> sqlite3.Connection:
    """Another program that can hold the writer's lock of the database."""
    return sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
