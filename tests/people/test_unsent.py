"""Words that were typed and not sent: kept for whoever typed them, within bounds, and never offered to anyone else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.people.models import Person, Unsent
from policyspace.people.queries import all_unsent, ended_among, find_unsent, unsent_at
from policyspace.people.rules.unsent import (
    MOST_BYTES,
    MOST_BYTES_IN_BROWSER,
    MOST_FIELDS,
    MOST_IN_BROWSER,
    MOST_OF_PERSON,
    Owner,
    beginning,
    from_where_they_differ,
    is_worth_keeping,
    kept_fields,
)
from policyspace.people.tokens import find_marked, writer_mark
from policyspace.people.unsent import claim_unsent, discard_unsent, end_unsent, forget_unsent, keep_unsent
from tests.builders.people import a_resident

PLACE = "/spaces/homes/documents/1/edit"
HERE, THERE = "a" * 64, "b" * 64


def at(person: Person, browser: str | None = None) -> Owner:
    """A person who is signed in, in a browser that has a value or none."""
    return Owner(person.id, browser, signed_in=True)


def left(browser: str, person: Person | None = None) -> Owner:
    """Whoever has a browser in which nobody is signed in, and whose page it was."""
    return Owner(person.id if person else None, browser, signed_in=False)


def typed(
    owner: Owner, words: str = "So far", *, key: str = "form-0001", place: str = PLACE
) -> Unsent | None:
    return keep_unsent(owner, place=place, form_key=key, fields={"text": [words]})


def waiting(owner: Owner) -> list[str]:
    return [row.fields["text"][0] for row in unsent_at([PLACE], owner)]


def test_one_open_form_has_one_row_with_the_newest_words(app: Flask) -> None:
    rosa = at(a_resident())
    first, second = typed(rosa, "So"), typed(rosa, "So far so good")
    assert first is not None
    assert second is not None
    assert first.id == second.id
    assert waiting(rosa) == ["So far so good"]


def test_two_open_forms_keep_their_own_words_and_the_newest_comes_first(app: Flask) -> None:
    rosa = at(a_resident())
    typed(rosa, "One")
    typed(rosa, "Two", key="form-0002")
    typed(rosa, "Elsewhere", key="form-0003", place="/elsewhere")
    assert waiting(rosa) == ["Two", "One"]
    assert len(all_unsent(rosa)) == 3


def test_nobody_is_offered_the_words_of_another_person(app: Flask) -> None:
    rosa, sam = a_resident(), a_resident()
    row = typed(at(rosa))
    assert row is not None
    for other in (at(sam), at(sam, HERE), left(HERE), left(HERE, rosa), Owner(None, None, signed_in=False)):
        assert waiting(other) == []
        assert find_unsent(row.id, other) is None
        with pytest.raises(NotFound):
            discard_unsent(other, unsent_id=row.id)


def test_words_of_an_ended_session_are_only_for_that_person_in_that_browser(app: Flask) -> None:
    rosa, sam = a_resident(), a_resident()
    typed(left(HERE, rosa))
    assert waiting(at(rosa, HERE)) == ["So far"]
    for other in (at(rosa), at(rosa, THERE), at(sam, HERE), left(HERE)):
        assert waiting(other) == []


def test_words_of_nobody_are_for_whoever_signs_in_in_the_same_browser(app: Flask) -> None:
    rosa = a_resident()
    typed(left(HERE))
    assert waiting(left(HERE)) == waiting(at(rosa, HERE)) == ["So far"]
    assert waiting(left(THERE)) == waiting(at(rosa)) == []


def test_signing_in_claims_what_was_left_in_the_browser_but_not_what_others_left(app: Flask) -> None:
    rosa, sam = a_resident(), a_resident()
    typed(left(HERE), "Nobody's")
    typed(left(HERE, rosa), "Rosa's", key="form-0002")
    typed(left(HERE, sam), "Sam's", key="form-0003")
    assert claim_unsent(rosa, browser_hash=HERE, becomes=THERE)
    assert waiting(at(rosa)) == ["Rosa's", "Nobody's"]
    assert waiting(at(sam, HERE)) == []
    assert waiting(at(sam, THERE)) == ["Sam's"]
    assert not claim_unsent(sam, browser_hash=THERE, becomes=HERE)
    assert waiting(at(sam)) == ["Sam's"]


def test_of_one_form_the_newer_words_stay_when_they_are_claimed(app: Flask) -> None:
    rosa = a_resident()
    typed(at(rosa), "Older")
    typed(left(HERE, rosa), "Newer")
    claim_unsent(rosa, browser_hash=HERE, becomes=THERE)
    assert waiting(at(rosa)) == ["Newer"]
    typed(left(HERE, rosa), "Older")
    typed(at(rosa), "Newest")
    claim_unsent(rosa, browser_hash=HERE, becomes=THERE)
    assert waiting(at(rosa)) == ["Newest"]


def test_what_was_sent_is_gone_and_a_late_word_of_its_page_does_not_bring_it_back(app: Flask) -> None:
    rosa = at(a_resident())
    typed(rosa)
    end_unsent(rosa, place=PLACE, form_key="form-0001", fields={"text": ["So far, and done"]})
    assert typed(rosa, "So far, an") is None
    assert waiting(rosa) == []
    assert "So far" not in str(db.session.scalars(select(Unsent)).one().fields)
    assert ended_among(["form-0001", "form-0002"], rosa) == ["form-0001"]


def test_a_late_word_is_known_even_where_nothing_was_kept_before(app: Flask) -> None:
    rosa = at(a_resident())
    end_unsent(rosa, place=PLACE, form_key="form-0001", fields={"text": ["Done"]})
    assert typed(rosa, "Don") is None


def test_other_words_sent_in_vain_from_a_form_that_was_sent_before_are_kept(app: Flask) -> None:
    rosa = at(a_resident())
    end_unsent(rosa, place=PLACE, form_key="form-0001", fields={"text": ["First"]})
    for _twice in range(2):
        keep_unsent(rosa, place=PLACE, form_key="form-0001", fields={"text": ["First"]}, in_vain=True)
        keep_unsent(rosa, place=PLACE, form_key="form-0001", fields={"text": ["Second"]}, in_vain=True)
    assert waiting(rosa) == ["Second"]


def test_sending_ends_every_row_of_the_place_with_the_very_same_words(app: Flask) -> None:
    rosa = at(a_resident())
    typed(rosa, "The same")
    typed(rosa, "Another", key="form-0002")
    end_unsent(rosa, place=PLACE, form_key="form-0003", fields={"text": ["The same"]})
    assert waiting(rosa) == ["Another"]


def test_what_was_sent_is_not_claimed_again_from_the_browser(app: Flask) -> None:
    rosa = a_resident()
    typed(left(HERE, rosa), "Sent")
    end_unsent(at(rosa), place=PLACE, form_key="form-0001", fields={"text": ["Sent"]})
    claim_unsent(rosa, browser_hash=HERE, becomes=THERE)
    assert waiting(at(rosa)) == []
    typed(left(HERE, rosa), "Written after it was sent")
    claim_unsent(rosa, browser_hash=HERE, becomes=THERE)
    assert waiting(at(rosa)) == ["Written after it was sent"]


def test_what_is_thrown_away_is_gone(app: Flask) -> None:
    rosa = at(a_resident())
    row = typed(rosa)
    assert row is not None
    assert discard_unsent(rosa, unsent_id=row.id).fields == {}
    assert waiting(rosa) == []
    assert ended_among(["form-0001"], rosa) == ["form-0001"]


@pytest.mark.parametrize(("signed_in", "most"), [(True, MOST_OF_PERSON), (False, MOST_IN_BROWSER)])
def test_the_oldest_words_make_room(app: Flask, signed_in: bool, most: int) -> None:
    rosa, sam = a_resident(), at(a_resident())
    owner = at(rosa) if signed_in else left(HERE)
    typed(sam, "Sam's")
    for number in range(most + 2):
        typed(owner, f"{number}", key=f"form-{number:04}")
    kept = db.session.scalars(select(Unsent).where(Unsent.person_id.is_distinct_from(sam.person_id)))
    assert sorted(int(row.fields["text"][0]) for row in kept) == list(range(2, most + 2))
    assert waiting(sam) == ["Sam's"]


def test_who_has_no_session_cannot_push_out_what_a_person_keeps(app: Flask) -> None:
    rosa = a_resident()
    typed(at(rosa), "Mine", key="form-mine")
    for number in range(MOST_OF_PERSON + 1):
        typed(left(HERE, rosa), key=f"form-{number:04}")
    typed(left(HERE, rosa), "Not mine", key="form-mine")
    assert waiting(at(rosa)) == ["Mine"]


def test_words_live_ninety_days_a_week_in_a_browser_and_what_was_sent_a_month(app: Flask) -> None:
    rosa = a_resident()
    start = now()

    def rows() -> int:
        forget_unsent()
        return db.session.scalar(select(func.count()).select_from(Unsent)) or 0

    with time_machine.travel(start, tick=False):
        typed(at(rosa), "Long")
        typed(left(HERE), "Short")
        end_unsent(at(rosa), place=PLACE, form_key="form-0002", fields={"text": ["Sent"]})
        assert rows() == 3
    with time_machine.travel(start + timedelta(days=7, seconds=1), tick=False):
        assert waiting(left(HERE)) == []
        assert rows() == 2
    with time_machine.travel(start + timedelta(days=30, seconds=1), tick=False):
        assert rows() == 1
    with time_machine.travel(start + timedelta(days=90, seconds=1), tick=False):
        assert waiting(at(rosa)) == []
        assert rows() == 0


def test_what_proves_something_is_never_kept() -> None:
    sent = [
        (name, "x")
        for name in ("csrf_token", "password", "current_password", "new-password", "code", "one_time_code")
    ]
    sent += [(name, "x") for name in ("idempotency_key", "written_by", "token", "secret_word", "next", "way")]
    words = [("postcode", "SA1"), ("text", "A\r\nB\x00"), ("problems", "1"), ("problems", "2")]
    assert kept_fields([*sent, *words]) == {"postcode": ["SA1"], "text": ["A\nB"], "problems": ["1", "2"]}


def test_only_words_are_worth_keeping_and_not_too_many() -> None:
    rosa, nobody = Owner(1, None, signed_in=True), Owner(None, HERE, signed_in=False)
    assert is_worth_keeping({"body": ["Yes"]}, rosa)
    assert not is_worth_keeping(
        {"body": [" \n"], "kind": ["idea"], "base_number": ["3"], "take_0": ["own"]}, rosa
    )
    assert is_worth_keeping({"body": ["x" * (MOST_BYTES - 4)]}, rosa)
    assert not is_worth_keeping({"body": ["x" * (MOST_BYTES - 3)]}, rosa)
    assert not is_worth_keeping({"body": ["x" * MOST_BYTES_IN_BROWSER]}, nobody)
    assert not is_worth_keeping({"body": ["x"] * (MOST_FIELDS + 1)}, rosa)
    assert not is_worth_keeping({"body": ["Yes"]}, Owner(None, None, signed_in=False))


def test_a_beginning_is_one_line_and_tells_where_words_differ() -> None:
    assert beginning("  One\ntwo  ") == "One two"
    assert beginning("word " * 50, most=12) == "word word…"
    assert from_where_they_differ("About 600 families", "About 500 families") == "… 600 families"
    assert from_where_they_differ("Quite new", "") == "Quite new"
    assert from_where_they_differ("Shorter", "Shorter than it was") == "Shorter"


def test_a_mark_names_its_writer_and_cannot_be_made_up(app: Flask) -> None:
    rosa, sam = a_resident(), a_resident()
    assert find_marked(writer_mark(rosa)) == rosa.id
    forged = f"{sam.id}-{writer_mark(rosa).partition('-')[2]}"
    assert [find_marked(each) for each in ("", "x", "1", f"{rosa.id}-", forged, "٣-x")] == [None] * 6
