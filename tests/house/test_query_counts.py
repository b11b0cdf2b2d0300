"""Every page costs the same number of queries, whatever the number of comments, revisions, members or entries."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.words import Role, Stage
from policyspace.discussion import services as discussion
from policyspace.drafting.editing import note_editing
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.foundation.db import db
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.web.discussion.answers.workbench import LISTS
from tests.builders.answers import a_draft_answer, an_answer
from tests.builders.discussion import a_comment, a_reply, words_of_a_comment
from tests.builders.drafting import TEXT, a_problem, a_proposal, a_revision, an_open_problem
from tests.builders.keyed_in import a_keyed_in, a_pack, code_of, codes_of, comment_of
from tests.builders.outcomes import Table, an_entry
from tests.builders.spaces import a_member, a_space, the_facilitator
from tests.builders.suggesting import a_suggesting_comment
from tests.builders.talking import a_comment_on
from tests.client import PageClient
from tests.conftest import QueryCount

ANONYMOUS, SIGNED_IN = 6, 13
"""More than this no page may cost, however little it shows."""


class Scene:
    """A space with a little of everything, that can be made to hold much of it."""

    def __init__(self) -> None:
        self.space: Space = a_space()
        self.facilitator: Person = the_facilitator(self.space)
        self.problem: Document = an_open_problem(self.space)
        self.proposal: Document = a_proposal(self.space, problems=[self.problem.number])
        self.table = Table(self.space, self.proposal)
        self.section = get_revision(self.problem, 1).blocks[0]["id"]
        self.comment = a_comment(self.problem)
        self.suggesting = a_suggesting_comment(self.problem, "Nobody.", number=1)
        self.answer = a_draft_answer(a_comment(self.problem))
        self.keyed, self.pack = a_keyed_in(self.problem), a_pack(self.problem)
        an_answer(comment_of(self.keyed))
        self.entry = an_entry(self.table, Stage.TRUST, "priorities")
        self.grow(1)

    def grow(self, times: int) -> None:
        for each in range(times):
            a_member(self.space, role=Role.DRAFTER if each % 2 else Role.PARTICIPANT)
            a_revision(self.problem, f"{TEXT}\nVersion {self.problem.revision_count}.\n")
            a_reply(a_comment(self.problem))
            an_answer(a_comment(self.problem), a_comment(self.problem, author=self.facilitator))
            a_draft_answer(a_comment(self.problem))
            a_keyed_in(self.problem, code=codes_of(a_pack(self.problem))[0])
            a_reply(self.comment)
            a_suggesting_comment(self.problem, f"Words {each}.", number=1 + each % 2)
            a_reply(self.suggesting)
            note_editing(a_member(self.space, role=Role.DRAFTER), self.problem)
            a_problem(self.space, title=f"Problem {each}")
            a_moderated_comment(self.problem, self.facilitator)
            a_reply(a_comment_on(self.table, self.entry), author=self.table.local)
            an_entry(self.table, Stage.TRUST, "heard", about="local", words=f"They said {each}.")
            an_entry(Table(self.space, a_proposal(self.space)), Stage.TRUST, "credit", by=self.facilitator)

    def pages(self) -> list[str]:
        here = f"/spaces/{self.space.slug}"
        one = f"{here}/documents/{self.problem.number}"
        two = f"{here}/documents/{self.proposal.number}"
        stages = ("trust", "flexibility", "honesty", "clarity", "sustainability")
        return [
            *("/", "/spaces", here, f"{here}/documents", f"{here}/activity", f"{here}/members"),
            *(one, f"{one}/comments", f"{one}/comments/{self.comment.id}", f"{one}/history"),
            *(
                f"{one}/compare?from=1&to=2",
                f"{one}/revisions/1",
                f"{one}/revisions/1/export",
                f"{two}/outcome",
                f"{two}/outcome/agreement",
            ),
            *(f"{two}/outcome/{page}" for page in (*stages, f"entries/{self.entry.id}/comments")),
            *("/desk", f"{here}/desk", f"{here}/desk?show=waiting", f"{two}/outcome/facilitating"),
            *(two, f"{one}/edit", f"{one}/edit?section={self.section}", "/account", "/spaces/mine"),
            *(f"{one}/compare?from=1&to=2&view=side", f"{one}/compare?since=last"),
            *(f"{one}/revisions/1/use-again", f"{one}/authorship", f"{one}/authorship?revision=1&side=local"),
            *(
                f"{one}/suggestions",
                f"{one}/suggestions?state=decided",
                f"{one}/comments/{self.suggesting.id}",
            ),
            *(f"{one}/suggestions/new?block={self.suggesting.block_id}", f"{one}/revisions/2"),
            f"{one}/suggestions/{self.suggesting.suggestion_id}/decline",
            *(f"{one}/answers?show={show}" for show in LISTS),
            *(f"{one}/answers/{self.answer.id}", f"{one}/answers/{self.answer.id}/edit", "/what-happened"),
            *(f"{one}/answers/new?comment={self.comment.id}", f"{one}/answers/publish?which=cleared"),
            *(f"{one}/keyed-in", f"{one}/keyed-in/new", f"{one}/keyed-in/{self.keyed.comment_id}"),
            *(f"{one}/keyed-in/packs", f"{one}/keyed-in/packs/{self.pack.id}"),
            *(
                f"/search?q={words}"
                for words in ("", "families", "waited&space=" + self.space.slug, "nothing")
            ),
            *("/code", f"/what-happened/{code_of(self.keyed)}"),
            *(f"{one}/you-said-we-did", f"{one}/you-said-we-did?whole=yes"),
            *(f"{here}/moderation{part}" for part in ("", "/appeals", "/held", "/log")),
        ]


def a_moderated_comment(problem: Document, facilitator: Person) -> None:
    """One comment that is reported, and one that was hidden and is appealed about."""
    reported, hidden = a_comment(problem), a_comment(problem)
    discussion.report_comment(hidden.author, reported, reason="spam")
    discussion.hide_comment(facilitator, hidden, reason="spam")
    discussion.say_comment(hidden.author, problem, trapped=True, **words_of_a_comment())
    discussion.appeal(hidden.author, hidden, words="It is no spam.")


def test_no_page_costs_more_queries_when_there_is_more_to_show(
    app: Flask, client: PageClient, count_queries: type[QueryCount]
) -> None:
    """The same is asked of both databases: a visitor's pages are counted on one, a facilitator's on the other."""
    signed_in = db.engine.dialect.name == "postgresql"
    scene = Scene()
    if signed_in:
        client.sign_in(scene.facilitator)

    def costs() -> dict[str, int]:
        counted = {}
        for path in scene.pages():
            with count_queries() as queries:
                reply = client.get(path)
            if reply.status_code == 200:
                counted[path] = len(queries)
        return counted

    few = costs()
    scene.grow(25)
    many = costs()
    assert {path: (few[path], many[path]) for path in few if many[path] > few[path]} == {}
    most = SIGNED_IN if signed_in else ANONYMOUS
    assert {path: cost for path, cost in few.items() if cost > most} == {}
