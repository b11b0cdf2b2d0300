"""What drafters do: start documents, save revisions, move problems and proposals through their lives."""

from __future__ import annotations

from policyspace.drafting.services.documents import create_document
from policyspace.drafting.services.live.keeping import keep_live_text
from policyspace.drafting.services.lives import (
    close_problem,
    frame_problem,
    open_problem,
    publish_proposal,
    reopen_problem,
)
from policyspace.drafting.services.saving import EditConflict, Saved, save_revision
from policyspace.drafting.services.suggesting import (
    accept_suggestion,
    decline_suggestion,
    make_suggestion,
    renew_suggestion,
    withdraw_suggestion,
)
from policyspace.drafting.services.templates import (
    add_template,
    bring_back_template,
    change_template,
    retire_template,
)
from policyspace.drafting.services.using_again import use_again

__all__ = [
    "EditConflict",
    "Saved",
    "accept_suggestion",
    "add_template",
    "bring_back_template",
    "change_template",
    "close_problem",
    "create_document",
    "decline_suggestion",
    "frame_problem",
    "keep_live_text",
    "make_suggestion",
    "open_problem",
    "publish_proposal",
    "renew_suggestion",
    "reopen_problem",
    "retire_template",
    "save_revision",
    "use_again",
    "withdraw_suggestion",
]
