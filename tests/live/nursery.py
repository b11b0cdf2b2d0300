"""A process that holds the whole application, and starts a server in an instant by dividing itself.

It reads lines: `start` gives birth to a server and says its port, `kill` kills it (kill -9), `end` ends it well.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import traceback
from contextlib import redirect_stdout
from pathlib import Path

from flask import Flask

from policyspace.app import create_app
from policyspace.asgi import Application
from policyspace.cli.serving import Server, configuration
from policyspace.foundation import logs

DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux."""


def listen(port: int) -> socket.socket:
    """A port, always the same one."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    return listener


def serve(app: Flask, listener: socket.socket) -> None:
    """Be a server until killed or told to end."""
    config = configuration()
    config.app, config.factory = Application(app), False
    Server(config).run([listener])


def born(app: Flask, port: int) -> int:
    """The process id of a new server on `port`."""
    child = os.fork()
    if child:
        return child
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    try:
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
            serve(app, listen(port))
    except BaseException:  # noqa: BLE001 - whatever it is, this process ends here and says why
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main() -> None:
    """Do as the lines say."""
    with listen(0) as any_port:
        port = any_port.getsockname()[1]
    app, child = create_app(), 0
    logs.start("ERROR")
    for line in sys.stdin:
        if line.strip() == "start":
            child = born(app, port)
            print(port, flush=True)  # noqa: T201 - whoever started this reads it
            continue
        os.kill(child, signal.SIGKILL if line.strip() == "kill" else signal.SIGTERM)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)  # noqa: T201 - whoever started this reads it


if __name__ == "__main__":
    main()
