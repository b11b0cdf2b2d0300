"""A second proposal of a space takes over what an earlier record says, but nobody's word on it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from policyspace.charter.words import Stage
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, NotAllowed
from policyspace.outcomes import services
from policyspace.outcomes.models import Entry
from tests.builders.ledger import told
from tests.builders.outcomes import (
    Table,
    a_table,
    an_entry,
    fill_trust,
    meet_trust,
    missing,
    new_words,
    the_record,
)
from tests.builders.spaces import a_space
from tests.client import PageClient


@pytest.fixture
def tables(app: Flask) -> tuple[Table, Table]:
    """An earlier proposal whose Trust is met, and a later one with the same people."""
    earlier = a_table()
    later = a_table(earlier.space)
    for name in ("central", "local", "group", "neighbour"):
        later.__dict__[name] = getattr(earlier, name)
    meet_trust(earlier)
    return earlier, later


def test_entries_come_with_their_authors_and_without_anyones_word(tables: tuple[Table, Table]) -> None:
    earlier, later = tables
    own = an_entry(later, Stage.TRUST, "priorities", words="Our words on this one.")
    came = services.carry_over(later.facilitator, later.document, source=earlier.document.number)
    there, here = the_record(earlier), the_record(later)
    copied = {entry.carried_from_id: entry for entry in came}
    for entry in there.entries:
        if (entry.prompt, entry.side) == ("priorities", "central"):
            assert entry.id not in copied
            continue
        copy = copied[entry.id]
        assert (copy.words, copy.facts, copy.capacity) == (entry.words, entry.facts, entry.capacity)
        assert (copy.author_id, copy.carried_by) == (entry.author_id, later.facilitator.id)
        assert copy.acceptances == []
    assert own.id in {entry.id for entry in here.entries}
    assert missing(later, Stage.TRUST) == {"heard_accepted", "visit"}
    assert not here.states[Stage.TRUST].current
    assert told("entries.carried_over")[0].facts["entries"] == len(came)


def test_sent_twice_it_comes_once_even_if_it_was_changed_or_taken_off(tables: tuple[Table, Table]) -> None:
    earlier, later = tables
    came = services.carry_over(later.central, later.document, source=earlier.document.number)
    by_central = [entry for entry in came if entry.side == "central"]
    new_words(later, by_central[0], "Other words.")
    services.end_entry(later.central, later.document, by_central[1])
    assert services.carry_over(later.central, later.document, source=earlier.document.number) == []
    assert len(told("entries.carried_over")) == 1


def test_it_is_refused_from_elsewhere_from_a_later_one_and_to_who_may_not(
    tables: tuple[Table, Table],
) -> None:
    earlier, later = tables
    elsewhere = a_table(a_space())
    fill_trust(elsewhere)
    for table, source in ((later, later), (elsewhere, later), (earlier, later)):
        with pytest.raises(Invalid):
            services.carry_over(table.facilitator, table.document, source=source.document.number)
    with pytest.raises(NotAllowed):
        services.carry_over(later.resident, later.document, source=earlier.document.number)


def test_the_database_wants_to_know_who_carried_an_entry_over(tables: tuple[Table, Table]) -> None:
    entry = an_entry(tables[1], Stage.TRUST, "credit")
    with pytest.raises(IntegrityError):
        db.session.execute(update(Entry).where(Entry.id == entry.id).values(carried_from_id=entry.id))
    db.session.rollback()


def test_a_facilitator_looks_first_then_carries_over_and_the_record_says_so(
    client: PageClient, tables: tuple[Table, Table]
) -> None:
    earlier, later = tables
    client.sign_in(later.facilitator)
    record = f"/spaces/{later.space.slug}/documents/{later.document.number}/outcome"
    offer = f"{record}/carry-over"
    assert any(a.attributes.get("href") == offer for a in client.page(record).all("a"))
    assert earlier.document.title in client.page(offer).text
    at = f"{offer}?source={earlier.document.number}"
    assert "Our words on priorities." in client.page(at).text
    assert client.send(offer, at=at, source="99").status_code == 422
    assert client.send(offer, at=at).status_code == 303
    shown = client.page(f"{record}/trust").text
    assert f"From proposal {earlier.document.number} by {later.facilitator.display_name} on" in shown
    again = client.page(at).text
    assert "It was carried over before." in again


def test_every_earlier_proposal_can_be_found_by_turning_pages_or_by_its_title(client: PageClient) -> None:
    space = a_space()
    tables = [a_table(space, title=f"Warm rooms {number}") for number in range(1, 26)]
    oldest = a_table(space, title="100% of hostels")
    an_entry(oldest, Stage.TRUST, "credit", by=oldest.facilitator, words="The very words.")
    for table in tables:
        an_entry(table, Stage.TRUST, "credit", by=table.facilitator)
    later = a_table(space)
    client.sign_in(later.facilitator)
    offer = f"/spaces/{space.slug}/documents/{later.document.number}/outcome/carry-over"
    first = client.page(offer)
    assert len([each for each in first.all("input") if each.attributes.get("name") == "source"]) == 20
    rest = client.page(
        next(a.attributes["href"] for a in first.all("a") if a.text.startswith("Earlier ones"))
    )
    shown = [page.text for page in (first, rest)]
    for table in [*tables, oldest]:
        assert any(table.document.title in text for text in shown), table.document.title
    found = client.page(f"{offer}?find=100%25+HOSTELS")
    assert len([each for each in found.all("input") if each.attributes.get("name") == "source"]) == 1
    assert "100% of hostels" in found.text
    none = client.page(f"{offer}?find=castles")
    assert "has “castles” in its title" in none.text
    assert "The very words." in client.page(f"{offer}?source={oldest.document.number}").text
    assert client.get(f"{offer}?source=99999999999999999999").status_code == 200
