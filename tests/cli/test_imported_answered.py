"""What real people said elsewhere is brought in, answered in batches, and the problem is agreed.

A slice of the comments, unless WHOLE_IMPORTS=1 in the environment asks for all of them.
"""

from __future__ import annotations

import csv
import os
from itertools import islice
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from policyspace.discussion import services
from policyspace.discussion.models import Comment
from policyspace.discussion.rules import alike_groups
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from tests.builders.answers import a_draft_answer, answer_counts
from tests.builders.drafting import space_of
from tests.builders.ledger import told
from tests.builders.spaces import the_facilitator
from tests.cli.importing import a_conversation, run
from tests.notifications.letters import forget_what_happened, written

CONVERSATION = "polis/american-assembly.bowling-green"
A_SLICE = None if os.environ.get("WHOLE_IMPORTS") else 70
A_BATCH = 20


def test_every_comment_is_answered_in_batches_and_the_problem_agreed(
    app: Flask, shared_data: Path, tmp_path: Path
) -> None:
    with (shared_data / CONVERSATION / "comments.csv").open(encoding="utf-8-sig", newline="") as file:
        columns, *rows = islice(csv.reader(file), A_SLICE and A_SLICE + 1)
    ids = [row[columns.index("comment-id")] for row in rows]
    folder = a_conversation(tmp_path / "slice", rows, [["participant", *ids]], columns=columns)
    done = run(app, "import-polis", folder)
    assert done.exit_code == 0, done.output
    problem = db.session.scalars(select(Document)).one()
    facilitator = the_facilitator(space_of(problem))
    here = (Comment.document_id == problem.id, Comment.hidden_at.is_(None))
    comments = list(db.session.scalars(select(Comment).where(*here).order_by(Comment.id)))
    groups = alike_groups([each.body for each in comments])
    grouped = {place for group in groups for place in group}
    alone = [[place] for place in range(len(comments)) if place not in grouped]
    drafts = [a_draft_answer(*(comments[place] for place in group)) for group in [*groups, *alone]]
    forget_what_happened()
    for batch in (drafts[start : start + A_BATCH] for start in range(0, len(drafts), A_BATCH)):
        services.publish_answers(facilitator, problem, drafts={each.id: each.version for each in batch})
    assert len(told("answers.published")) == -(-len(drafts) // A_BATCH)
    assert answer_counts(problem) == (len(comments), len(comments), 0)
    assert written(app) == {}  # nobody who was brought in can be written to
    drafting.close_problem(facilitator, problem)
    services.frame_problem(facilitator, problem)
    assert problem.state == "framed"
