"""Every form that takes text, with somebody who may fill it in: what is lost in one of them is lost."""

from __future__ import annotations

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.drafting import services as drafting
from policyspace.drafting.queries import get_revision
from tests.builders.answers import a_draft_answer
from tests.builders.discussion import (
    a_block_of,
    a_comment,
    a_discussed_problem,
    a_reply,
)
from tests.builders.drafting import TEXT, a_problem, a_proposal, a_revision
from tests.builders.form_case import FormCase
from tests.builders.keyed_in import a_keyed_in
from tests.builders.moderated_forms import Moderated
from tests.builders.outcomes import Table
from tests.builders.record_forms import LINE, Recorded
from tests.builders.spaces import a_member, a_space, the_facilitator
from tests.builders.suggesting import TWICE, WAIT, a_suggestion, an_open_text, rewritten
from tests.builders.templates import a_template

KEYED = {
    "channel": "meeting",
    "place": "Tenants’ forum",
    "display_name": "Pat",
    "said_on-day": "3",
    "said_on-month": "5",
    "said_on-year": "2025",
}
AGREED = {"consent": "yes", "paragraph": "1", "email": "pat@homes.example"}
BROUGHT = ("buses.md", b"# Night buses\n\n## Who\n\nPeople on late shifts.\n")


class Scene:
    """A space in which every kind of form can be filled in."""

    def __init__(self) -> None:
        self.space = a_space()
        self.facilitator = the_facilitator(self.space)
        self.central = a_member(self.space, role=Role.DRAFTER, side=Side.CENTRAL)
        self.local = a_member(self.space, role=Role.DRAFTER, side=Side.LOCAL)
        self.resident = a_member(self.space)
        self.problem = a_discussed_problem(self.space)
        self.draft, self.parted, self.filled = (a_problem(self.space) for _each in range(3))
        self.disputed = a_problem(self.space)
        a_revision(self.disputed, TEXT.replace("600", "650"))
        self.template = a_template(self.space)
        self.suggested_to = an_open_text(self.space)
        self.overtaken = a_suggestion(self.suggested_to, author=self.resident)
        rewritten(self.suggested_to, WAIT, WAIT.replace("three times", "often"))
        self.suggestion = a_suggestion(self.suggested_to, TWICE.replace("year", "month"))
        self.closed = a_discussed_problem(self.space)
        drafting.close_problem(self.facilitator, self.closed)
        self.proposal = a_proposal(self.space, problems=[self.problem.number])
        self.table = Table(self.space, self.proposal)
        self.table.__dict__.update(central=self.central, local=self.local)
        self.said = a_comment(self.problem, author=self.resident)
        self.reply = a_reply(self.said)
        self.rude = a_comment(self.problem)
        self.moderated = Moderated(self.space, self.problem, self.facilitator, self.resident, self.local)
        self.keyed = a_keyed_in(self.problem)
        self.unanswered = a_comment(self.problem)
        self.drafted = a_draft_answer(a_comment(self.problem))
        self.recorded = Recorded(self.table)

    def cases(self) -> list[FormCase]:
        return [
            *self._of_documents(),
            *self._of_files(),
            *self._of_templates(),
            *self._of_suggestions(),
            *self._of_comments(),
            *self._of_what_was_keyed_in(),
            *self.moderated.cases(self.said),
            *self.recorded.cases(),
            *self._of_spaces(),
        ]

    @property
    def _documents(self) -> str:
        return f"/spaces/{self.space.slug}/documents"

    def _of_documents(self) -> list[FormCase]:
        at, local = self._documents, self.local
        section = get_revision(self.parted, 1).blocks[0]["id"]
        title = {"title": "A title that is kept too"}
        return [
            FormCase(
                "new problem", local, f"{at}/new?kind=problem&template=standard", "text", more=title, rows=2
            ),
            FormCase("new proposal", self.central, f"{at}/new?kind=proposal", "text", more=title, rows=2),
            FormCase(
                "whole text",
                local,
                f"{at}/{self.draft.number}/edit",
                "text",
                more={"why": "Because of the why"},
            ),
            FormCase(
                "one section", self.central, f"{at}/{self.parted.number}/edit?section={section}", "text"
            ),
            FormCase(
                "page of a conflict",
                local,
                f"{at}/{self.disputed.number}/edit",
                "own_0",
                f"{at}/{self.disputed.number}/settle",
                {"take_0": "own"},
                before={"text": TEXT.replace("600", "700"), "base_number": "1"},
            ),
            FormCase(
                "reason to open again",
                self.facilitator,
                f"{at}/{self.closed.number}/reopen",
                "reason",
                words=LINE,
            ),
        ]

    def _of_templates(self) -> list[FormCase]:
        at, title = self._documents, {"title": "A title that is kept too"}
        return [
            FormCase(
                "new template", self.facilitator, f"{at}/templates/new?kind=problem", "text", more=title
            ),
            FormCase(
                "other words for a template",
                self.facilitator,
                f"{at}/templates/{self.template.id}",
                "text",
                rows=0,
            ),
        ]

    def _of_files(self) -> list[FormCase]:
        """The forms that a file has filled: its text is changed, then saved."""
        at, title = self._documents, {"title": "A title that is kept too"}
        new, edit = f"{at}/new?kind=problem&template=empty", f"{at}/{self.filled.number}/edit"
        return [
            FormCase(
                "text brought in for a new problem",
                self.facilitator,
                f"{at}/import?kind=problem",
                "text",
                new,
                title,
                file=BROUGHT,
                again=new,
                rows=2,
            ),
            FormCase(
                "text brought in for the next revision",
                self.central,
                f"{at}/{self.filled.number}/import",
                "text",
                edit,
                file=BROUGHT,
                again=edit,
            ),
        ]

    def _of_suggestions(self) -> list[FormCase]:
        to, why = f"{self._documents}/{self.suggested_to.number}/suggestions", {"why": "Because of the why"}
        block = a_block_of(self.suggested_to, 3)
        return [
            FormCase(
                "suggestion", self.resident, f"{to}/new?block={block}", "words", f"{to}/new", why, words=LINE
            ),
            FormCase(
                "reason to decline a suggestion",
                self.central,
                f"{to}/{self.suggestion.id}/decline",
                "reason",
                words=LINE,
                rows=0,
            ),
            FormCase(
                "suggestion made again",
                self.resident,
                f"{to}/{self.overtaken.id}/renew",
                "words",
                words=LINE,
                rows=0,
            ),
        ]

    def _of_comments(self) -> list[FormCase]:
        one = f"{self._documents}/{self.problem.number}"
        comments, said = f"{one}/comments", f"{one}/comments/{self.said.id}"
        block = a_block_of(self.problem, 1)
        kind = {"kind": "idea"}
        return [
            FormCase("comment below the text", self.resident, one, "body", comments, kind),
            FormCase(
                "comment on words of a paragraph",
                self.central,
                f"{one}?block={block}",
                "body",
                comments,
                kind | {"quote": "one room"},
            ),
            FormCase("comment on the list", self.local, comments, "body", more=kind),
            FormCase("reply", self.local, said, "body"),
            FormCase(
                "reply to a reply",
                self.central,
                f"{said}?to={self.reply.id}",
                "body",
                f"{comments}/{self.reply.id}",
            ),
            FormCase("other words for a comment", self.resident, f"{said}/edit", "body", rows=0),
            FormCase(
                "reason to hide",
                self.facilitator,
                f"{comments}/{self.rude.id}/hide",
                "words",
                more={"reason": "spam"},
                rows=0,
            ),
        ]

    def _of_what_was_keyed_in(self) -> list[FormCase]:
        at, kind = f"{self._documents}/{self.problem.number}/keyed-in", {"kind": "idea"}
        right = f"{at}/{self.keyed.comment_id}/correct"
        who = self.facilitator
        return [
            FormCase("something keyed in", who, f"{at}/new", "body", more=kind | KEYED | AGREED),
            FormCase("something keyed in, put right", who, right, "body", more=kind | KEYED, rows=0),
        ]

    def _of_spaces(self) -> list[FormCase]:
        title = {"title": "A title that is kept too"}
        return [
            FormCase("new space", self.facilitator, "/spaces/new", "question", more=title, words=LINE),
            FormCase(
                "texts of a space",
                self.facilitator,
                f"/spaces/{self.space.slug}/edit",
                "question",
                words=LINE,
                rows=0,
            ),
        ]
