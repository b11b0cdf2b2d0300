"""A letter as the message that a mail server takes."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from policyspace.foundation.settings import Settings
from policyspace.notifications.models import Letter
from policyspace.notifications.tokens import with_token
from policyspace.people.rules import domain_of

SENDER = "policyspace"


def message_of(letter: Letter, settings: Settings) -> EmailMessage:
    """The message: plain text and HTML of the same words, the same each time it is tried.

    Raises ValueError for an address that no message can be sent to.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(SENDER, addr_spec=settings.mail_from)
    message["To"] = Address(addr_spec=_in_ascii(letter.to_address))
    message["Subject"] = letter.subject
    message["Date"] = letter.created_at
    message["Message-ID"] = (
        f"<{letter.created_at:%Y%m%d%H%M%S%f}.{letter.id}@{domain_of(settings.mail_from)}>"
    )
    message["Auto-Submitted"] = "auto-generated"
    if letter.stop_path:
        by_letter = f"mailto:{settings.contact_email}?subject={quote(_stop(letter))}"
        message["List-Unsubscribe"] = f"<{settings.site}{letter.stop_path}>, <{by_letter}>"
    message.set_content(with_token(letter, letter.text), cte="quoted-printable")
    message.add_alternative(with_token(letter, letter.html), subtype="html", cte="quoted-printable")
    message["Content-Language"] = letter.language  # last, for the parts would take it for theirs
    return message


def _stop(letter: Letter) -> str:
    return f"Stop letters like {letter.id}"


def _in_ascii(address: str) -> str:
    """The address with its domain as DNS knows it; a name before the @ in another script stays as it is."""
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"
