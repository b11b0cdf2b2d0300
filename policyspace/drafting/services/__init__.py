"""What drafters do: start documents, save revisions, move problems and proposals through their lives."""

from __future__ import annotations

from policyspace.drafting.services.documents import create_document
from policyspace.drafting.services.lives import (
    close_problem,
    frame_problem,
    open_problem,
    publish_proposal,
    reopen_problem,
)
from policyspace.drafting.services.saving import EditConflict, Saved, save_revision
from policyspace.drafting.services.templates import (
    add_template,
    bring_back_template,
    change_template,
    retire_template,
)

__all__ = [
    "EditConflict",
    "Saved",
    "add_template",
    "bring_back_template",
    "change_template",
    "close_problem",
    "create_document",
    "frame_problem",
    "open_problem",
    "publish_proposal",
    "reopen_problem",
    "retire_template",
    "save_revision",
]
