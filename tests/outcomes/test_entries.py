"""Answering prompts: who may, what fits, and that no word that was written is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role, Stage
from policyspace.foundation.clock import now
from policyspace.foundation.errors import Invalid, NotAllowed, NotFound
from policyspace.foundation.paging import Span
from policyspace.outcomes import services
from policyspace.outcomes.queries import earlier_words, find_record, get_entry, versions_of
from policyspace.outcomes.services import EntryChanged
from policyspace.people.models import Person
from tests.builders.drafting import a_key, a_problem
from tests.builders.ledger import told
from tests.builders.outcomes import (
    Table,
    a_table,
    an_acceptance,
    an_entry,
    many_entries,
    new_words,
    the_record,
)
from tests.builders.people import a_resident, an_official, an_organisation
from tests.builders.spaces import a_member, a_space


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


def words_of(table: Table, prompt: str) -> list[str]:
    return [entry.words for entry in the_record(table).entries_for(prompt)]


def test_an_answer_is_on_the_record_with_its_hat_and_in_the_ledger(table: Table) -> None:
    entry = an_entry(table, Stage.TRUST, "priorities", words="Homes **first**.")
    assert words_of(table, "priorities") == ["Homes **first**."]
    assert "<strong>first</strong>" in entry.html
    assert (entry.side, entry.organisation_name) == ("central", entry.capacity.organisation)
    [row] = told("entry.added")
    assert (row.actor_id, row.space_id, row.subject_id) == (table.central.id, table.space.id, entry.id)
    assert (row.facts["document"], row.facts["stage"], row.facts["prompt"], row.facts["side"]) == (
        table.document.number,
        "trust",
        "priorities",
        "central",
    )
    assert "Homes" not in str(row.facts)


def test_only_drafters_and_facilitators_answer_for_their_side(table: Table) -> None:
    an_entry(table, Stage.TRUST, "priorities", by=table.facilitator)
    outsiders: list[Person] = [a_resident(), table.resident, a_member(table.space, side=Side.LOCAL)]
    for person in outsiders:
        with pytest.raises(NotAllowed):
            an_entry(table, Stage.TRUST, "contact", by=person)
    assert words_of(table, "contact") == []
    assert len(told("entry.added")) == 1


def test_a_facilitator_alone_writes_what_is_about_the_process(table: Table) -> None:
    with pytest.raises(NotAllowed):
        an_entry(table, Stage.CLARITY, "comment_use")
    an_entry(table, Stage.CLARITY, "comment_use", by=table.facilitator)


def test_a_member_declares_only_their_own_interests(table: Table) -> None:
    own = an_entry(table, Stage.HONESTY, "interests", by=table.resident, words="I rent here.")
    with pytest.raises(NotAllowed):
        new_words(table, own, "They own half the street.", by=table.facilitator)
    with pytest.raises(Invalid, match="There is an answer already"):
        an_entry(table, Stage.HONESTY, "interests", by=table.resident)
    an_entry(table, Stage.HONESTY, "interests", by=table.central)


def test_a_side_answers_once_where_one_answer_is_asked(table: Table) -> None:
    an_entry(table, Stage.TRUST, "priorities")
    an_entry(table, Stage.TRUST, "priorities", by=table.local)
    with pytest.raises(Invalid, match="There is an answer already"):
        an_entry(table, Stage.TRUST, "priorities")
    for _ in range(2):
        an_entry(table, Stage.TRUST, "heard", about="local")
    an_entry(table, Stage.TRUST, "credit")
    with pytest.raises(Invalid, match="There is an answer already"):
        an_entry(table, Stage.TRUST, "credit", by=table.local)


def test_the_local_side_alone_tells_what_its_senior_officer_advises(table: Table) -> None:
    with pytest.raises(Invalid, match="Only someone on the local side"):
        an_entry(table, Stage.FLEXIBILITY, "senior_advice", post="Director")
    an_entry(table, Stage.FLEXIBILITY, "senior_advice", by=table.local, post="Director")


def test_a_prompt_takes_a_hundred_answers_and_says_so(table: Table) -> None:
    an_entry(table, Stage.HONESTY, "can")
    many_entries(table, Stage.HONESTY, "can", 98)
    an_entry(table, Stage.HONESTY, "can")
    with pytest.raises(Invalid, match="There are 100 answers already"):
        an_entry(table, Stage.HONESTY, "can")


def test_new_words_stand_in_place_of_the_old_which_are_kept(table: Table) -> None:
    first = an_entry(table, Stage.TRUST, "contact", words="Ann", post="Lead")
    second = new_words(table, first, "Bryn", post="Head")
    third = new_words(table, second, "Carys", by=a_member(table.space, role=Role.DRAFTER, side=Side.CENTRAL))
    assert words_of(table, "contact") == ["Carys"]
    history = versions_of(first, Span()).items
    assert [(each.words, each.author_id, each.ended_by) for each in history] == [
        ("Carys", third.author_id, None),
        ("Bryn", table.central.id, third.author_id),
        ("Ann", table.central.id, table.central.id),
    ]
    assert history == versions_of(third, Span()).items
    assert [row.subject_id for row in told("entry.changed")] == [second.id, third.id]
    before = earlier_words(table.document, Stage.TRUST, Span()).items
    assert [(each.words, replaced) for each, replaced in before] == [("Bryn", True), ("Ann", True)]


def test_the_words_of_one_side_are_changed_by_that_side_alone(table: Table) -> None:
    entry = an_entry(table, Stage.TRUST, "priorities")
    for person in (table.local, table.resident):
        with pytest.raises(NotAllowed):
            new_words(table, entry, "Other priorities", by=person)
        with pytest.raises(NotAllowed):
            services.end_entry(person, table.document, entry)
    shared = an_entry(table, Stage.TRUST, "credit")
    assert new_words(table, shared, "Both names", by=table.local).side == "local"


def test_the_same_words_again_change_nothing(table: Table) -> None:
    entry = an_entry(table, Stage.TRUST, "contact", words="Ann", post="Lead")
    assert new_words(table, entry, "Ann", post="Lead") is entry
    assert told("entry.changed") == []


def test_an_answer_sent_twice_is_kept_once(table: Table) -> None:
    key = a_key()
    first = an_entry(table, Stage.HONESTY, "can", key=key)
    assert an_entry(table, Stage.HONESTY, "can", key=key).id == first.id
    change: dict[str, Any] = {"words": "Fewer", "facts": {}, "idempotency_key": a_key()}
    changed = services.change_entry(table.central, table.document, first, **change)
    assert services.change_entry(table.central, table.document, first, **change).id == changed.id
    assert (len(told("entry.added")), len(told("entry.changed"))) == (1, 1)


def test_a_key_is_good_for_one_answer_only(table: Table) -> None:
    key = a_key()
    an_entry(table, Stage.HONESTY, "can", key=key)
    with pytest.raises(Invalid, match="used for another answer"):
        an_entry(table, Stage.HONESTY, "cannot", key=key, limit="law")
    with pytest.raises(Invalid, match="used for another answer"):
        an_entry(
            Table(table.space, a_table(table.space).document), Stage.HONESTY, "can", by=table.central, key=key
        )


def test_who_changes_words_that_were_replaced_is_told_which_stand(table: Table) -> None:
    first = an_entry(table, Stage.TRUST, "credit")
    second = new_words(table, first, "Both names", by=table.local)
    with pytest.raises(EntryChanged) as refusal:
        new_words(table, first, "Our name")
    assert refusal.value.standing is second
    assert refusal.value.details == {"standing": second.id}
    services.end_entry(table.local, table.document, second)
    with pytest.raises(EntryChanged) as refusal:
        new_words(table, first, "Our name")
    assert refusal.value.standing is None


def test_an_entry_is_taken_off_once_and_its_words_are_kept(table: Table) -> None:
    entry = an_entry(table, Stage.TRUST, "credit")
    services.end_entry(table.local, table.document, entry)
    services.end_entry(table.local, table.document, entry)
    assert words_of(table, "credit") == []
    [row] = told("entry.ended")
    assert (row.actor_id, row.facts["side"]) == (table.local.id, "local")
    [(kept, replaced)] = earlier_words(table.document, Stage.TRUST, Span()).items
    assert (kept.words, kept.ended_by, replaced) == (entry.words, table.local.id, False)
    an_entry(table, Stage.TRUST, "credit", words="Another answer")
    assert words_of(table, "credit") == ["Another answer"]


def test_an_entry_of_another_record_is_not_found(table: Table) -> None:
    other = a_table(table.space)
    entry = an_entry(table, Stage.TRUST, "credit")
    with pytest.raises(NotFound):
        get_entry(other.document, entry.id)
    for deed in (
        lambda: services.end_entry(table.central, other.document, entry),
        lambda: new_words(Table(table.space, other.document), entry, "x", by=table.central),
        lambda: an_acceptance(Table(table.space, other.document), entry, table.local),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_problem_has_no_record(table: Table) -> None:
    problem = Table(table.space, a_problem(table.space))
    with pytest.raises(NotFound):
        an_entry(problem, Stage.TRUST, "credit", by=table.central)
    assert find_record(problem.document) is None


def test_a_prompt_that_is_not_asked_is_not_found(table: Table) -> None:
    with pytest.raises(NotFound):
        an_entry(table, Stage.TRUST, "cannot")


def test_a_sponsor_is_a_member_on_that_side_who_can_count_for_it(table: Table) -> None:
    minister = a_member(table.space, side=Side.CENTRAL)
    an_entry(table, Stage.SUSTAINABILITY, "sponsor", member_id=minister.id)
    strangers = [an_official(side=Side.LOCAL), table.facilitator, minister, a_resident()]
    for person in strangers:
        with pytest.raises(Invalid) as refusal:
            an_entry(table, Stage.SUSTAINABILITY, "sponsor", by=table.local, member_id=person.id)
        assert list(refusal.value.fields) == ["member_id"]


def test_a_group_is_named_only_where_a_member_acts_for_it(table: Table) -> None:
    elsewhere = an_organisation(side=Side.PARTNER)
    a_member(a_space(), side=Side.PARTNER, organisation=elsewhere)
    with pytest.raises(Invalid) as refusal:
        an_entry(table, Stage.TRUST, "residents_group", organisation_id=elsewhere.id)
    assert list(refusal.value.fields) == ["organisation_id"]
    a_member(table.space, side=Side.PARTNER, organisation=elsewhere)
    an_entry(table, Stage.TRUST, "residents_group", organisation_id=elsewhere.id)


def test_residents_have_at_least_a_day_to_challenge(table: Table) -> None:
    today = now().date()
    with pytest.raises(Invalid) as refusal:
        an_entry(table, Stage.HONESTY, "residents_view", by=table.facilitator, open_until=today.isoformat())
    assert list(refusal.value.fields) == ["open_until"]
    until = (today + timedelta(days=2)).isoformat()
    an_entry(table, Stage.HONESTY, "residents_view", by=table.facilitator, open_until=until)


def test_a_visit_that_took_place_lies_not_ahead(table: Table) -> None:
    today = now().date()
    meeting: dict[str, Any] = {"kind": "visit", "host": "local"}
    with pytest.raises(Invalid) as refusal:
        an_entry(table, Stage.TRUST, "meeting", date=(today + timedelta(days=2)).isoformat(), **meeting)
    assert list(refusal.value.fields) == ["date"]
    an_entry(table, Stage.TRUST, "meeting", date=(today - timedelta(days=1)).isoformat(), **meeting)


def test_words_that_cost_too_much_are_refused_by_their_field(table: Table) -> None:
    with pytest.raises(Invalid) as refusal:
        an_entry(table, Stage.TRUST, "credit", words="[" * 4000)
    assert list(refusal.value.fields) == ["words"]
    assert find_record(table.document) is None


def test_footnotes_of_two_answers_never_share_an_id(table: Table) -> None:
    note = "Homes.[^1]\n\n[^1]: And gardens."
    keys = ["entry-00000001", "entry-00000002"]
    first, second = (an_entry(table, Stage.HONESTY, "can", words=note, key=key) for key in keys)
    assert first.html != second.html
    assert first.html.count("id=") == second.html.count("id=") > 0
