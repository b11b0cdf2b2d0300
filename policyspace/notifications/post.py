"""The mail server: one connection for many letters, and what became of each."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Literal, Self
from urllib.parse import SplitResult, unquote, urlsplit

SECONDS = 20
"""How long each answer of the mail server may take."""

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of a letter: `sent`; `refused` for good; to be tried `again`; `back`, for it was not tried.

    `because` and `code` are plain values for the log.
    """

    what: Literal["sent", "refused", "again", "back"]
    because: str = ""
    code: int | None = None


class PasswordInClear(smtplib.SMTPException):
    """The password would cross the network for all to read."""


class Post:
    """A mail server by its address (`smtp://user:password@host:587`); connects when the first letter is delivered."""

    def __init__(self, smtp_url: str, *, called: str) -> None:
        """`called` is the name of this host that the server is told."""
        self._address = urlsplit(smtp_url)
        self._called = called
        self._server: smtplib.SMTP | None = None
        self.is_down = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def deliver(self, message: EmailMessage) -> Ending:
        """Hand over one message. Once the server cannot be reached, or takes nothing from us, `is_down` is set."""
        try:
            server = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            return self._down(error)
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            return _by_code(next(iter(refused.recipients.values()))[0], "recipient")
        except smtplib.SMTPDataError as refused:
            return _by_code(refused.smtp_code, "message")
        except (smtplib.SMTPNotSupportedError, ValueError):
            return Ending(
                "refused", "address"
            )  # a name in another script, and a server that knows ASCII only
        except (OSError, smtplib.SMTPException) as error:
            return self._down(error)
        return Ending("sent")

    def _down(self, error: Exception) -> Ending:
        self.is_down = True
        self._leave()
        return Ending("again", type(error).__name__, getattr(error, "smtp_code", None))

    def _connected(self) -> smtplib.SMTP:
        """The open connection, or a new one when the server has ended it."""
        if self._server is not None and not _answers(self._server):
            self._leave()
        if self._server is None:
            self._server = _connect(self._address, self._called)
        return self._server

    def _leave(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.quit()
        except (OSError, smtplib.SMTPException):
            server.close()


def _by_code(code: int, because: str) -> Ending:
    """5xx is for good (RFC 5321, 4.2.1), anything else may pass."""
    return Ending("refused" if 500 <= code < 600 else "again", because, code)


def _answers(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _connect(address: SplitResult, called: str) -> smtplib.SMTP:
    host = str(address.hostname)
    trust = ssl.create_default_context()
    server: smtplib.SMTP
    if address.scheme == "smtps":
        port = address.port or smtplib.SMTP_SSL_PORT
        server = smtplib.SMTP_SSL(host, port, called, timeout=SECONDS, context=trust)
    else:
        server = smtplib.SMTP(host, address.port or smtplib.SMTP_PORT, called, timeout=SECONDS)
    try:
        _introduce(server, address, trust)
    except BaseException:
        server.close()
        raise
    return server


def _introduce(server: smtplib.SMTP, address: SplitResult, trust: ssl.SSLContext) -> None:
    server.ehlo_or_helo_if_needed()
    private = address.scheme == "smtps" or address.hostname in LOOPBACK
    if address.scheme == "smtp" and server.has_extn("starttls"):
        server.starttls(context=trust)
        private = True
    if address.username:
        if not private:
            raise PasswordInClear
        server.login(unquote(address.username), unquote(address.password or ""))
