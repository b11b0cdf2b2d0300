"""People who took part elsewhere: pseudonyms with addresses that no letter can reach (`.invalid`, RFC 2606)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role, Visibility
from policyspace.cli.importing.telling import WrongFolder
from policyspace.foundation.errors import NotFound
from policyspace.foundation.i18n import _
from policyspace.people import services as people
from policyspace.people.keeper import Keeper
from policyspace.people.models import Organisation, Person
from policyspace.people.queries import find_organisation
from policyspace.spaces import services as spaces
from policyspace.spaces.models import Space
from policyspace.spaces.queries import get_any_space, hats_of

KEEPER = Keeper()
ORGANISATION = "Imported drafts"
DRAFTS = "drafts.invalid"
PARTICIPANTS = "participants.invalid"


def digest_of(*words: object, length: int = 24) -> str:
    """The same short sign for the same words, today and in a later run."""
    return hashlib.sha256("\n".join(str(word) for word in words).encode()).hexdigest()[:length]


def the_importer() -> Person:
    """The account that does here what a drafter or facilitator must do. Nobody can sign in to it."""
    _the_organisation()
    return people.add_person(KEEPER, email=f"import@{DRAFTS}", display_name=_("Import"))


def drafter_named(pseudonym: str, history: str) -> Person:
    """Who wrote under `pseudonym` in the drafting history with this digest."""
    _the_organisation()
    address = f"drafter-{digest_of(history, pseudonym)}@{DRAFTS}"
    return people.add_person(KEEPER, email=address, display_name=pseudonym)


def participants_numbered(numbers: Sequence[str], conversation: str) -> dict[str, Person]:
    """Who took part under these numbers in the conversation with this digest."""
    names = {
        f"participant-{number}-{conversation}@{PARTICIPANTS}": _("Participant %(number)s", number=number)
        for number in numbers
    }
    return dict(zip(numbers, people.add_people(KEEPER, names=names), strict=True))


def _the_organisation() -> Organisation:
    """Whom the drafters of imported texts belong to. It says nothing about them but where they came from."""
    found = find_organisation(ORGANISATION)
    return found or people.add_organisation(
        KEEPER, name=ORGANISATION, side=Side.PARTNER.value, domains=[DRAFTS]
    )


def space_at(slug: str, importer: Person) -> Space:
    """The space at `slug`, with the importer as a facilitator. Raises WrongFolder, in its own words."""
    try:
        space = get_any_space(KEEPER, slug)
    except NotFound:
        raise WrongFolder(_("There is no space at %(slug)s.", slug=slug)) from None
    spaces.bring_in(KEEPER, importer, space, role=Role.FACILITATOR)
    return space


def space_about(title: str, question: str, importer: Person, *, key: str) -> Space:
    """A public space of its own for what is imported; the importer is its facilitator."""
    return spaces.open_space(
        importer,
        title=title,
        question=question,
        visibility=Visibility.PUBLIC.value,
        capacity=next(iter(hats_of(importer))),
        idempotency_key=key,
    )
