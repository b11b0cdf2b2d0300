"""What becomes of suggestions: accepted, declined, withdrawn, made again."""

from __future__ import annotations

import pytest

from policyspace.charter.capacity import Side
from policyspace.drafting import services
from policyspace.drafting.queries import get_revision
from policyspace.drafting.suggested import acceptances_of, steps_of
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed
from tests.builders.discussion import a_block_of
from tests.builders.drafting import space_of
from tests.builders.ledger import told
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator
from tests.builders.suggesting import (
    TEXT,
    TWICE,
    WAIT,
    a_drafter,
    a_suggestion,
    accepted,
    an_open_text,
    now_as,
    rewritten,
)

pytestmark = pytest.mark.usefixtures("app")


def test_an_accepted_suggestion_is_a_revision_by_its_author_and_tells_who_accepted_it() -> None:
    document = an_open_text()
    rosa, drafter = a_resident("Rosa"), a_member(space_of(document), side=Side.LOCAL)
    facilitator = the_facilitator(space_of(document))
    suggestion = a_suggestion(document, author=rosa, why="Twice is what the figures say")
    with pytest.raises(NotAllowed, match="Only drafters and facilitators"):
        accepted(suggestion, drafter)
    revision = accepted(suggestion, facilitator)
    kept = get_revision(document, 2)
    assert (revision.number, kept.text) == (2, TEXT.replace(WAIT, TWICE))
    assert (kept.author_id, kept.capacity.text, kept.why) == (
        rosa.id,
        "resident",
        "Twice is what the figures say",
    )
    assert (kept.base_number, kept.merged, kept.title) == (1, False, document.title)
    assert (now_as(suggestion).state, suggestion.revision_number) == ("accepted", 2)
    [step] = steps_of([suggestion])[suggestion.id]
    assert (step.step, step.person_id, step.capacity.side) == ("accepted", facilitator.id, Side.CENTRAL)
    assert acceptances_of(document, [1, 2])[2].step.id == step.id
    [row] = told("suggestion.accepted")
    assert (row.facts["revision"], row.facts["person"]) == (2, rosa.id)
    assert a_block_of(document, 2) == suggestion.block_id


def test_accepting_again_gives_the_same_revision() -> None:
    document = an_open_text()
    suggestion, drafter = a_suggestion(document), a_drafter(document)
    first = accepted(suggestion, drafter)
    assert accepted(suggestion, a_drafter(document), digest="old").id == first.id
    assert document.revision_count == 2
    assert len(told("suggestion.accepted")) == 1


def test_a_passage_is_taken_out_by_a_suggestion_without_words() -> None:
    document = an_open_text()
    accepted(a_suggestion(document, ""), a_drafter(document))
    assert get_revision(document, 2).text == TEXT.replace(f"{WAIT}\n\n", "")


def test_of_two_on_one_passage_the_second_is_merged_where_the_words_differ() -> None:
    document = an_open_text()
    drafter = a_drafter(document)
    one = a_suggestion(document)
    other = a_suggestion(document, WAIT.replace("a year", "eighteen months"))
    clashing = a_suggestion(document, WAIT.replace("three times", "often"), author=a_resident("Ana"))
    accepted(one, drafter)
    assert (now_as(other).obstacle, now_as(clashing).obstacle) == (None, "changed")
    accepted(other, drafter)
    assert get_revision(document, 3).text == TEXT.replace(WAIT, TWICE.replace("a year", "eighteen months"))
    with pytest.raises(Conflict, match=r"changed in revision 2\. Ana can make it again"):
        accepted(clashing, drafter)


def test_words_that_changed_since_they_were_read_are_not_accepted_unread() -> None:
    document, ana = an_open_text(), a_resident("Ana")
    suggestion = a_suggestion(document, author=ana)
    seen = suggestion.digest
    rewritten(document, "a year", "two years")
    with pytest.raises(Invalid, match="has changed since you read it"):
        accepted(suggestion, a_drafter(document), digest=seen)
    assert now_as(suggestion).state == "open"


def test_declining_needs_a_reason_that_is_kept_with_who_gave_it() -> None:
    document = an_open_text()
    suggestion, drafter = a_suggestion(document), a_drafter(document)
    for _twice in range(2):
        services.decline_suggestion(drafter, suggestion, reason="The figure is three")
    assert now_as(suggestion).state == "declined"
    [step] = steps_of([suggestion])[suggestion.id]
    assert (step.step, step.reason, step.person_id) == ("declined", "The figure is three", drafter.id)
    with pytest.raises(Conflict, match="declined already"):
        services.decline_suggestion(a_drafter(document), suggestion, reason="Another reason")
    with pytest.raises(Conflict, match="declined already"):
        accepted(suggestion, drafter)
    rewritten(document, "three times", "four times")
    assert now_as(suggestion).obstacle is None


def test_only_its_author_withdraws_a_suggestion_and_only_while_it_is_open() -> None:
    document, rosa = an_open_text(), a_resident()
    suggestion = a_suggestion(document, author=rosa)
    with pytest.raises(NotAllowed, match="can withdraw it"):
        services.withdraw_suggestion(the_facilitator(space_of(document)), suggestion)
    for _twice in range(2):
        services.withdraw_suggestion(rosa, suggestion)
    assert now_as(suggestion).state == "withdrawn"
    with pytest.raises(Conflict, match="has withdrawn it"):
        accepted(suggestion, a_drafter(document))
    second = a_suggestion(document, author=rosa)
    accepted(second, a_drafter(document))
    with pytest.raises(Conflict, match="accepted already, as revision 2"):
        services.withdraw_suggestion(rosa, second)


def test_its_author_makes_it_again_from_the_new_words() -> None:
    document, ana = an_open_text(), a_resident("Ana")
    suggestion = a_suggestion(document, author=ana)
    with pytest.raises(Conflict, match="fits the text as it stands"):
        services.renew_suggestion(ana, suggestion, words="Other words.", base_number=1)
    rewritten(document, "three times", "four times")
    anew = WAIT.replace("three times", "at least twice")
    with pytest.raises(NotAllowed, match="Only the person who made"):
        services.renew_suggestion(a_drafter(document), suggestion, words=anew, base_number=2)
    for _twice in range(2):
        services.renew_suggestion(ana, suggestion, words=anew, base_number=2)
    assert (now_as(suggestion).obstacle, suggestion.made_on, suggestion.words) == (None, 2, anew)
    assert suggestion.passage == suggestion.first_passage == WAIT.replace("three times", "four times")
    assert [step.step for step in steps_of([suggestion])[suggestion.id]] == ["renewed"]
    accepted(suggestion, a_drafter(document))
    assert anew in get_revision(document, 3).text


def test_one_whose_passage_is_gone_cannot_be_made_again_there() -> None:
    document, ana = an_open_text(), a_resident("Ana")
    suggestion = a_suggestion(document, author=ana)
    rewritten(document, f"{WAIT}\n\n", "")
    with pytest.raises(Invalid, match="not in this text"):
        services.renew_suggestion(ana, suggestion, words="Anything.", base_number=2)


def test_an_agreed_problem_takes_no_decision() -> None:
    document = an_open_text()
    suggestion, facilitator = a_suggestion(document), the_facilitator(space_of(document))
    services.close_problem(facilitator, document)
    services.frame_problem(facilitator, document)
    with pytest.raises(NotAllowed, match="marked as agreed"):
        accepted(suggestion, facilitator)
