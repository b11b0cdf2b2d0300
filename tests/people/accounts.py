"""What several tests of people do."""

from __future__ import annotations

from policyspace.people import services
from policyspace.people.models import Person
from policyspace.people.services import Arrival, Asking
from tests.builders.people import PASSWORD, the_link

BROWSER = "the value this browser keeps"
ASKING = Asking(BROWSER)


def claim(email: str, *, password: str | None = None, browser: str = BROWSER) -> Arrival:
    """Press the button behind the newest link sent to `email`."""
    return services.claim_link(
        None,
        token=the_link(email).removeprefix("/links/"),
        browser=browser,
        browser_name="Firefox, Linux",
        password=password,
    )


def with_password(person: Person, password: str = PASSWORD) -> Person:
    """`person`, who has chosen `password` by an emailed link and is signed in nowhere."""
    services.ask_for_link(None, email=person.email, purpose="reset_password", asking=ASKING)
    arrival = claim(person.email, password=password)
    services.sign_out(person, token=arrival.session_token)
    return person
