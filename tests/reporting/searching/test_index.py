"""The index follows every change in its transaction, can be made anew, and finds what a look at every text finds."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from policyspace.charter.words import Stage
from policyspace.discussion import services as discussion
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict
from policyspace.people.models import Person
from policyspace.reporting.searching import compare_index, fill_if_empty, find, rebuild_index
from policyspace.reporting.searching.models import SearchRow
from policyspace.reporting.searching.rules import FoundKind, Question
from policyspace.reporting.searching.rules.terms import words_in
from tests.builders import searching as make
from tests.builders.discussion import a_comment, a_reply
from tests.builders.drafting import a_revision, an_open_problem, space_of
from tests.builders.outcomes import a_table, an_entry, new_words
from tests.builders.searching import Cast, found_by
from tests.builders.spaces import a_space

WORDS = "rent rents renting house houses housing dŵr DWR don't don’t the out of area 12 bus-stop жильё 家"


def rows() -> list[tuple[object, ...]]:
    query = select(SearchRow).order_by(SearchRow.id)
    names = ("id", "kind", "subject_id", "at", "words", "terms", "also", "marks")
    return [tuple(getattr(each, name) for name in names) for each in db.session.scalars(query)]


def of_everything() -> Cast:
    cast = Cast(a_space(title="Of everything"))
    for each in (
        make.problem_in_draft,
        make.open_problem,
        make.comment,
        make.reply,
        make.published_answer,
        make.draft_answer,
        make.entry_of_draft,
    ):
        each(cast, "zebrafinch")
    discussion.withdraw_comment(cast.author, make.comment(cast, "zebrafinch"))
    return cast


def test_the_index_made_anew_is_the_one_that_was_kept(app: Flask) -> None:
    of_everything()
    kept = rows()
    assert all(there == held for there, held in compare_index().values())
    assert {FoundKind(str(row[1])) for row in kept} == {*FoundKind}
    db.session.execute(text("DELETE FROM search_row WHERE kind <> 'space'"))
    db.session.commit()
    assert compare_index()[FoundKind.COMMENT][1] == 0
    assert list(rebuild_index())
    db.session.expire_all()
    assert rows() == kept
    assert list(fill_if_empty()) == []


def test_a_service_without_an_index_is_given_one(app: Flask) -> None:
    assert list(fill_if_empty()) == []
    of_everything()
    kept = rows()
    db.session.execute(text("DELETE FROM search_row"))
    db.session.commit()
    assert list(fill_if_empty())
    db.session.expire_all()
    assert rows() == kept


def test_what_is_rolled_back_is_not_found(app: Flask) -> None:
    problem = an_open_problem()

    @command
    def say_and_fail(actor: Person) -> None:
        a_comment(problem, author=actor, body="zebrafinch")
        raise Conflict("No.")

    with pytest.raises(Conflict):
        say_and_fail(Cast(space_of(problem)).author)
    assert found_by(None, "zebrafinch") == []
    a_comment(problem, body="Another")
    assert found_by(None, "zebrafinch") == []


def test_spaces_and_documents_come_first_and_the_newest_of_each(app: Flask) -> None:
    cast = Cast(a_space(title="Zebrafinch"))
    first = make.open_problem(cast, "zebrafinch")
    older, newer = (a_comment(first, body=f"The {each} zebrafinch") for each in ("first", "second"))
    last = make.open_problem(cast, "zebrafinch")
    expected = [f"space {cast.space.id}", f"problem {last.id}", f"problem {first.id}"]
    assert found_by(None, "zebrafinches") == [*expected, f"comment {newer.id}", f"comment {older.id}"]


def test_a_page_goes_on_where_the_last_ended_whatever_is_added(app: Flask) -> None:
    problem = an_open_problem()
    ids = [a_comment(problem, body=f"zebrafinch {number}").id for number in range(7)]
    question, seen, before = Question.read("zebrafinch"), [], None
    while True:
        page = find(None, question, before=before, limit=3)
        seen += [each.comment_id for each in page.items]
        before = page.older
        if before is None:
            break
        a_comment(problem, body="zebrafinch later")
    assert seen == ids[::-1]


def test_it_is_narrowed_to_a_space_a_kind_a_side_and_days(app: Flask) -> None:
    one, other = Cast(a_space()), Cast(a_space())
    said = make.comment(one, "zebrafinch")
    draft = make.comment_on_draft(one, "zebrafinch")
    make.open_problem(other, "zebrafinch")
    today = now().date()
    assert found_by(one.facilitator, "zebrafinch", space_id=one.space.id) == [
        f"comment {draft.id}",
        f"comment {said.id}",
    ]
    assert found_by(one.facilitator, "zebrafinch", side="local") == [f"comment {draft.id}"]
    assert len(found_by(None, "zebrafinch", kind=FoundKind.PROBLEM)) == 1
    assert len(found_by(None, "zebrafinch", since=today, until=today)) == 2
    assert found_by(None, "zebrafinch", until=today - timedelta(days=1)) == []
    assert found_by(None, "zebrafinch", since=today + timedelta(days=1)) == []
    assert found_by(None, "s1 OR kcomment kcomment") == []


def test_phrases_stand_together_and_the_beginning_of_a_word_is_enough_where_nothing_has_it(
    app: Flask,
) -> None:
    problem = an_open_problem()
    apart = a_comment(problem, body="An area that is out of reach. Resettlement.")
    together = a_comment(problem, body="They were sent out of area.")
    assert found_by(None, "“out of area”") == [f"comment {together.id}"]
    assert found_by(None, "out area") == [f"comment {together.id}", f"comment {apart.id}"]
    assert found_by(None, "resettlemen") == [f"comment {apart.id}"]
    assert find(None, Question.read("resettlemen")).question.begins
    assert not find(None, Question.read("resettlements")).question.begins
    assert found_by(None, "ac") == []


def test_the_newest_of_two_revisions_saved_at_once_is_found(app: Flask) -> None:
    problem = an_open_problem()
    facilitator = Cast(space_of(problem)).facilitator

    @command
    def save_twice(actor: Person) -> None:
        a_revision(problem, "zebrafinch\n", by=actor)
        a_revision(problem, "goldfinch\n", by=actor)

    save_twice(facilitator)
    assert found_by(None, "zebrafinch") == []
    assert found_by(None, "goldfinch") == [f"problem {problem.id}"]


def test_every_entry_that_replaces_another_takes_its_place(app: Flask) -> None:
    table = a_table()
    entry = an_entry(table, Stage.TRUST, "priorities", words="zebrafinch")
    newer = new_words(table, entry, "zebrafinch and goldfinch")
    assert found_by(table.resident, "zebrafinch") == [f"entry {newer.id}"]


def test_it_finds_what_a_plain_look_at_every_text_finds(app: Flask) -> None:
    """With random texts and questions; both databases must agree with the same plain look."""
    dice = random.Random(7)
    problem = an_open_problem()
    top = a_comment(problem, body="Start")
    texts = {top.id: "Start"}
    for _ in range(60):
        body = " ".join(dice.choices(WORDS.split(), k=dice.randint(1, 9)))
        texts[a_reply(top, author=top.author, body=body).id] = body

    for _ in range(80):
        typed = " ".join(dice.choices(WORDS.split(), k=dice.randint(1, 3)))
        typed = f"“{typed}”" if dice.random() < 0.4 else typed
        question = Question.read(typed)
        page = find(None, question, limit=100)
        if page.question.begins:
            continue
        expected = {each for each, body in texts.items() if not question.is_empty and holds(body, question)}
        assert {each.comment_id for each in page.items} == expected, typed


def holds(body: str, question: Question) -> bool:
    """Whether a text has all words and phrases, told without any index."""
    terms = [term for term, _start, _end in words_in(body)]
    stems = [term.stem for term in terms]
    whole = {term.whole for term in terms}
    phrases = [[term.stem for term in phrase] for phrase in question.phrases]
    return all(each.stem in {*stems, *whole} for each in question.words) and all(
        any(stems[at : at + len(phrase)] == phrase for at in range(len(stems))) for phrase in phrases
    )
