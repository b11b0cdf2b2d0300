"""`policyspace serve`: one asyncio process that answers everything."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import click
import uvicorn
from flask.cli import ScriptInfo, pass_script_info

from policyspace.foundation import logs
from policyspace.foundation.settings import Settings

GRACE_SECONDS = 20
"""How long requests may take to finish once the process is told to end."""

IDLE_SECONDS = 75
"""How long a connection is kept for another request; longer than proxies in front keep theirs."""


LIVE_MESSAGE_BYTES = 1024 * 1024
"""The longest message of live editing; the server hangs up on who sends a longer one."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on; 0 for any that is free.")
@pass_script_info
def serve(info: ScriptInfo, host: str, port: int) -> None:
    """Serve the pages and the API, and send letters unless WORKER=0, until told to stop."""
    settings: Settings = info.load_app().extensions["settings"]
    logs.start(settings.log_level)
    listener = _listen(host, port)
    Server(configuration()).run([listener])


def configuration() -> uvicorn.Config:
    """How uvicorn serves us. Only our own code, by TRUSTED_PROXIES, believes what a proxy says."""
    return uvicorn.Config(
        "policyspace.asgi:application",
        factory=True,
        loop="asyncio",
        http="policyspace.asgi.protocol:Protocol",
        ws="websockets-sansio",
        ws_max_size=LIVE_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        reset_contextvars=True,
    )


class Server(uvicorn.Server):
    """Says where it is once it can be reached, and ends well when it is told to end."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        for listener in sockets or []:
            host, port = listener.getsockname()[:2]
            click.echo(f"policyspace is at http://{f'[{host}]' if ':' in host else host}:{port}")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let what has begun come to its end, and close what is idle, whenever it became so."""
        closing = asyncio.create_task(self._close_idle())
        await super().shutdown(sockets)
        closing.cancel()

    async def _close_idle(self) -> None:
        """uvicorn asks its connections once; one that was made at that moment would hold the process to the end."""
        while True:
            for connection in list(self.server_state.connections):
                if not connection.transport.is_closing():
                    connection.shutdown()
            await asyncio.sleep(0.1)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End by returning. uvicorn would raise the signal again, and so end with a failure."""
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, self.handle_exit)
        yield


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket that says it speaks TCP: asyncio sends what is small at once on no other.

    Otherwise each reply would wait for the reader to acknowledge its head, 40 milliseconds as a rule.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise click.ClickException(f"Cannot listen on {host}, port {port}: {error.strerror}.") from None
    return listener
