"""A real mail server on a free port, which keeps what it is given and refuses whom it is told to."""

from __future__ import annotations

import asyncio
import socket
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as MESSAGE
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class MailServer:
    """What it got, and how it answers: `refuses` holds answers to recipients, `answer` is for messages."""

    certificate: ssl.SSLContext | None = None
    from_the_start: bool = False
    password: str | None = None
    refuses: dict[str, str] = field(default_factory=dict)
    answer: str = "250 Taken"
    most_a_connection: int | None = None
    seconds: float = 0
    got: list[EmailMessage] = field(default_factory=list)
    private: list[bool] = field(default_factory=list)
    connections: int = 0
    logins: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.controller: Any = None

    def __enter__(self) -> MailServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        more: dict[str, Any] = {"ssl_context": self.certificate if self.from_the_start else None}
        if self.certificate and not self.from_the_start:
            more |= {"tls_context": self.certificate, "require_starttls": True}
        if self.password:
            more |= {
                "authenticator": self.check,
                "auth_required": True,
                "auth_require_tls": bool(self.certificate),
            }
        self.controller = Controller(
            self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=False, **more
        )
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def recipients(self) -> list[str]:
        return [str(message["To"]) for message in self.got]

    def check(
        self, _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, said: Any
    ) -> AuthResult:
        assert isinstance(said, LoginPassword)
        self.logins.append(said.login)
        return AuthResult(success=said.password.decode() == self.password, handled=False)

    async def handle_EHLO(  # noqa: N802 - the name aiosmtpd looks for
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        if session.ssl is None:
            self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd looks for
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the name aiosmtpd looks for
        await asyncio.sleep(self.seconds)
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            message = message_from_bytes(envelope.content, policy=MESSAGE)
            assert isinstance(message, EmailMessage)
            self.got.append(message)
            self.private.append(session.ssl is not None or self.from_the_start)
        return self.answer

    async def handle_NOOP(  # noqa: N802 - the name aiosmtpd looks for
        self, server: SMTP, session: Session, envelope: Envelope, said: str
    ) -> str:
        full = self.most_a_connection and len(self.got) % self.most_a_connection == 0
        return "421 Enough for one connection" if full else "250 OK"
