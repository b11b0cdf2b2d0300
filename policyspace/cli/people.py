"""Commands that keep the list of organisations and say who administers the service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import with_appcontext

from policyspace.charter.capacity import Side
from policyspace.foundation.errors import Invalid, Refusal
from policyspace.people import services
from policyspace.people.keeper import Keeper
from policyspace.people.models import Person
from policyspace.people.queries import find_person
from policyspace.people.schemas import AddOrganisation, AskForLink

SIDES = [side.value for side in Side if side is not Side.RESIDENT]


@click.command("add-organisation")
@click.argument("name")
@click.option("--side", type=click.Choice(SIDES), required=True, help="The side it is on.")
@click.option(
    "--domain", "domains", multiple=True, help="Whoever has an address there belongs to it. Can be repeated."
)
@click.option(
    "--as", "email", help="Address of the administrator who does it; left out, the ledger names nobody."
)
@with_appcontext
def add_organisation(name: str, side: str, domains: tuple[str, ...], email: str | None) -> None:
    """Add an organisation, and let people with an address on its domains belong to it."""
    with refusals_told():
        values = AddOrganisation().read({"name": name, "side": side, "domains": list(domains)})
        added = services.add_organisation(_actor(email), **values)
        where = ", ".join(each.domain for each in added.domains) or "no domain"
        click.echo(f"Added {added.name} ({added.side}, {where}).")


@click.command("make-administrator")
@click.argument("email")
@with_appcontext
def make_administrator(email: str) -> None:
    """Make someone who has signed up an administrator of this service."""
    with refusals_told():
        person = services.make_administrator(Keeper(), email=AskForLink().read({"email": email})["email"])
        click.echo(f"{person.display_name} is an administrator.")


@contextmanager
def refusals_told() -> Iterator[None]:
    """End the command with the sentence of a refusal, not with a traceback."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from None


def _actor(email: str | None) -> Person | Keeper:
    if email is None:
        return Keeper()
    person = find_person(AskForLink().read({"email": email})["email"])
    if person is None:
        raise Invalid("Nobody has an account with the address after --as.")
    return person
