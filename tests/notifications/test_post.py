from __future__ import annotations

import ssl
from email.message import EmailMessage
from email.policy import SMTP

import pytest
import trustme

from policyspace.notifications.post import Ending, Post
from tests.notifications.conftest import certificate_from
from tests.notifications.mail_server import MailServer


def a_message(to: str = "rosa@example.org", words: str = "Words") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = "post@policyspace.example"
    message["To"] = to
    message["Subject"] = "Subject"
    message.set_content(words)
    return message


def deliver(url: str, *messages: EmailMessage) -> list[Ending]:
    with Post(url, called="policyspace.example") as post:
        return [post.deliver(message) for message in messages]


def test_many_letters_go_over_one_connection() -> None:
    with MailServer() as server:
        endings = deliver(server.url, *[a_message(f"person{number}@example.org") for number in range(5)])
    assert endings == [Ending("sent")] * 5
    assert server.recipients == [f"person{number}@example.org" for number in range(5)]
    assert server.connections == 1


def test_nothing_is_connected_before_there_is_a_letter() -> None:
    with MailServer() as server:
        deliver(server.url)
    assert server.connections == 0


def test_a_server_that_ends_the_connection_is_asked_again() -> None:
    with MailServer(most_a_connection=2) as server:
        endings = deliver(server.url, *[a_message() for _ in range(4)])
    assert [ending.what for ending in endings] == ["sent"] * 4
    assert len(server.got) == 4
    assert server.connections == 2


@pytest.mark.parametrize(
    ("answer", "ending"),
    [
        ("550 5.1.1 Nobody here", Ending("refused", "recipient", 550)),
        ("450 4.2.1 Come back later", Ending("again", "recipient", 450)),
        ("421 4.7.0 Too many", Ending("again", "recipient", 421)),
    ],
)
def test_a_refused_recipient_does_not_stop_the_others(answer: str, ending: Ending) -> None:
    with MailServer(refuses={"gone@example.org": answer}) as server:
        endings = deliver(server.url, a_message(), a_message("gone@example.org"), a_message("bo@example.org"))
    assert endings == [Ending("sent"), ending, Ending("sent")]
    assert server.recipients == ["rosa@example.org", "bo@example.org"]


@pytest.mark.parametrize(
    ("answer", "ending"),
    [
        ("554 5.7.1 Not this", Ending("refused", "message", 554)),
        ("452 4.3.1 No room", Ending("again", "message", 452)),
    ],
)
def test_a_refused_message_is_told_from_one_to_try_again(answer: str, ending: Ending) -> None:
    with MailServer(answer=answer) as server:
        assert deliver(server.url, a_message()) == [ending]


def test_a_server_that_is_not_there_is_down() -> None:
    with Post("smtp://127.0.0.1:1", called="here") as post:
        assert post.deliver(a_message()) == Ending("again", "ConnectionRefusedError")
        assert post.is_down


def test_tls_is_begun_when_it_is_offered(certificate: ssl.SSLContext) -> None:
    with MailServer(certificate) as server:
        assert deliver(server.url, a_message()) == [Ending("sent")]
    assert server.private == [True]


def test_tls_from_the_start(certificate: ssl.SSLContext) -> None:
    with MailServer(certificate, from_the_start=True) as server:
        assert deliver(server.url.replace("smtp:", "smtps:"), a_message()) == [Ending("sent")]
    assert server.private == [True]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_nobody_trusts_is_refused(certificate: ssl.SSLContext, scheme: str) -> None:
    stranger = certificate_from(trustme.CA())
    with MailServer(stranger, from_the_start=scheme == "smtps") as server:
        endings = deliver(server.url.replace("smtp:", f"{scheme}:"), a_message())
    assert endings == [Ending("again", "SSLCertVerificationError")]
    assert server.got == []


def test_name_and_password_may_hold_any_sign(certificate: ssl.SSLContext) -> None:
    with MailServer(certificate, password="p@ss:w/rd %") as server:
        address = server.url.replace("//", "//post%40policyspace:p%40ss%3Aw%2Frd%20%25@")
        assert deliver(address, a_message()) == [Ending("sent")]
    assert server.logins == [b"post@policyspace"]


def test_a_wrong_password_means_the_server_takes_nothing_from_us(certificate: ssl.SSLContext) -> None:
    with MailServer(certificate, password="right") as server:
        address = server.url.replace("//", "//post:wrong@")
        with Post(address, called="here") as post:
            assert post.deliver(a_message()) == Ending("again", "SMTPAuthenticationError", 535)
            assert post.is_down


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # which is the point of the test
def test_a_password_never_crosses_a_network_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyspace.notifications.post.LOOPBACK", set())
    with MailServer(password="secret") as server:
        endings = deliver(server.url.replace("//", "//post:secret@"), a_message())
    assert endings == [Ending("again", "PasswordInClear")]
    assert server.logins == []


def test_a_name_in_another_script_needs_a_server_that_knows_it() -> None:
    with MailServer() as server:
        endings = deliver(server.url, a_message("δοκιμή@example.org"), a_message())
    assert endings == [Ending("refused", "address"), Ending("sent")]
