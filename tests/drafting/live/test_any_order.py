"""Whatever is typed, saved beside it and kept, in any order: one text, and each word credited to whoever typed it."""

from __future__ import annotations

import random

import pytest
from flask import Flask

from policyspace.charter.words import Role
from policyspace.drafting.authorship import authorship_of
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.drafting.services import EditConflict, keep_live_text, save_revision
from policyspace.drafting.services.live.noting import note_typing
from policyspace.people.models import Person
from tests.builders.drafting import a_key, a_problem, space_of
from tests.builders.live import Typist, newest_of, the_live_words
from tests.builders.spaces import a_member

STEPS = 25
BASE = (
    "\n\n".join(f"Paragraph {place} says what it says, and no more than that." for place in range(6)) + "\n"
)


class Play:
    """Three people who type and save; `words`: who typed each of the words that are known to be there."""

    def __init__(self, document: Document, people: list[Person], seed: int) -> None:
        self.document, self.people, self.chance = document, people, random.Random(seed)
        self.typists = [Typist(person, document) for person in people]
        self.words: dict[str, int] = {}

    def step(self, number: int) -> None:
        """One of them does something."""
        typist = self.chance.choice(self.typists)
        word = f"w{number}x{typist.person.id}q"
        turn = self.chance.random()
        if turn < 0.6:
            self._type(typist, word)
        elif turn < 0.75 and self.words:
            self._delete(typist)
        elif turn < 0.9:
            self._save(typist.person, word)
        else:
            keep_live_text(typist.person, self.document)

    def _type(self, typist: Typist, word: str) -> None:
        """Often without having seen what others did."""
        if self.chance.random() < 0.5:
            typist.catch_up()
        after = self.chance.choice([f"Paragraph {place}" for place in range(6)])
        note_typing([typist.batch(typist.would_type(f" {word}", after=after))])
        self.words[word] = typist.person.id

    def _delete(self, typist: Typist) -> None:
        word = self.chance.choice(list(self.words))
        typist.catch_up()
        if word in typist.text:
            typist.deletes(word)
            del self.words[word]

    def _save(self, person: Person, word: str) -> None:
        """From a revision that is not always the newest."""
        newest = newest_of(self.document)
        base = get_revision(self.document, self.chance.randint(max(1, newest.number - 2), newest.number))
        begins = f"Paragraph {self.chance.randrange(6)}"
        text = base.text.replace(begins, f"{word} {begins}", 1)
        told = {"title": base.title, "text": text, "idempotency_key": a_key()}
        try:
            save_revision(person, self.document, base_number=base.number, **told)  # type: ignore[arg-type]  # all are texts
        except EditConflict:
            return
        self.words[word] = person.id


@pytest.mark.parametrize("seed", range(4))
def test_in_any_order_there_is_one_text_and_each_word_has_its_writer(app: Flask, seed: int) -> None:
    document = a_problem(text=BASE)
    people = [a_member(space_of(document), role=Role.DRAFTER) for _each in range(3)]
    play = Play(document, people, seed)
    for number in range(STEPS):
        play.step(number)
    newest = keep_live_text(people[0], document)
    assert newest.text == the_live_words(document)
    found = {
        word: passage.revision.author_id
        for passage in authorship_of(document, newest.number).passages
        for word in play.words
        if word in passage.text
    }
    assert found == play.words
