"""The forms of moderation: reported, hidden, held, appealed."""

from __future__ import annotations

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.discussion import services
from policyspace.discussion.models import Comment, Held
from policyspace.drafting.models import Document
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from tests.builders.discussion import a_comment, words_of_a_comment
from tests.builders.form_case import FormCase
from tests.builders.people import a_resident
from tests.builders.spaces import a_member


class Moderated:
    """Comments of `author` that `first` hid, one of them appealed; something held; a second facilitator."""

    def __init__(
        self, space: Space, problem: Document, first: Person, author: Person, reader: Person
    ) -> None:
        self.here, self.number = f"/spaces/{space.slug}", problem.number
        self.author, self.reader = author, reader
        self.second = a_member(space, role=Role.FACILITATOR, side=Side.LOCAL)
        self.hidden, appealed = (a_comment(problem, author=author) for _twice in range(2))
        for each in (self.hidden, appealed):
            services.hide_comment(first, each, reason="spam")
        self.appeal = services.appeal(author, appealed, words="It is about the document.")
        held = services.say_comment(a_resident(), problem, trapped=True, **words_of_a_comment())
        assert isinstance(held, Held)
        self.held = held

    def cases(self, said: Comment) -> list[FormCase]:
        """A form for each thing done about comments; `said` is one to report."""
        comments, queue = f"{self.here}/documents/{self.number}/comments", f"{self.here}/moderation"
        other, spam = {"reason": "other"}, {"reason": "spam"}
        return [
            FormCase("report of a comment", self.reader, f"{comments}/{said.id}/report", "words", more=other),
            FormCase("appeal against hiding", self.author, f"{comments}/{self.hidden.id}/appeal", "words"),
            FormCase(
                "words of a decision about an appeal",
                self.second,
                f"{queue}/appeals/{self.appeal.id}",
                "reply",
                more={"outcome": "upheld"},
                rows=0,
            ),
            FormCase(
                "reason to hide what was held",
                self.second,
                f"{queue}/held/{self.held.id}/hide",
                "words",
                more=spam,
            ),
        ]
