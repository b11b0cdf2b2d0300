"""Letters are written from the ledger, in the transaction that takes its row out of the outbox: once and whole."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from flask import current_app
from flask_babel import force_locale

from policyspace.foundation.clock import now
from policyspace.foundation.command import step
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow, handed_on, put_off, waiting
from policyspace.foundation.logs import log, say
from policyspace.foundation.settings import Settings
from policyspace.notifications.drafts import Draft
from policyspace.notifications.models import Letter
from policyspace.notifications.rules import as_html, as_subject, as_text
from policyspace.notifications.wording import (
    answering,
    discussion,
    drafting,
    facilitating,
    keyed_in,
    moderation,
    outcomes,
    people,
    spaces,
    suggesting,
    writing_first,
)

WRITERS: Mapping[str, Callable[[LedgerRow], Iterable[Draft]]] = MappingProxyType(
    {
        "link.asked": people.link_asked,
        "session.begun": people.session_begun,
        "password.changed": people.password_changed,
        "password.reset": people.password_changed,
        "invitation.sent": spaces.invitation_sent,
        "problem.opened": drafting.problem_opened,
        "proposal.published": drafting.proposal_published,
        "comment.written_first": writing_first.comment_written_first,
        "comment.keyed_in": keyed_in.comment_keyed_in,
        "comment.replied": discussion.comment_replied,
        "comment.hidden": discussion.comment_hidden,
        "comment.unhidden": moderation.comment_unhidden,
        "held.released": moderation.held_released,
        "held.returned": moderation.held_returned,
        "appeal.made": moderation.appeal_made,
        "appeal.decided": moderation.appeal_decided,
        "answers.published": answering.answers_published,
        "suggestion.accepted": suggesting.suggestion_accepted,
        "suggestion.declined": suggesting.suggestion_declined,
        "suggestion.overtaken": suggesting.suggestion_overtaken,
        "entry.commented": outcomes.entry_commented,
        "entry.replied": discussion.comment_replied,
        "stage.moved": outcomes.stage_moved,
        "member.nudged": facilitating.member_nudged,
        "record.handed_over": facilitating.record_handed_over,
        "records.handed_over": facilitating.records_handed_over,
    }
)
"""Who writes letters about which verb. Verbs without a writer are known from the pages alone."""


@step
def hand_on(limit: int = 100) -> int:
    """Write the letters that the oldest rows of the outbox ask for, and take those rows out.

    A row that cannot be written about is put off and holds up no other. Gives how many rows were looked at.
    """
    rows = waiting(limit)
    handed_on([row for row in rows if _written(row)])
    return len(rows)


def is_kept(settings: Settings) -> bool:
    """Whether letters stay here to be read: in a demonstration, and where there is no mail server."""
    return settings.demonstration or not settings.smtp_url


def _written(row: LedgerRow) -> bool:
    writer = WRITERS.get(row.verb)
    if writer is None:
        return True
    try:
        with db.session.begin_nested():
            for draft in writer(row):
                _write(row, draft)
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with one row must not hold up the others
        attempts = put_off(row)
        facts = {"ledger": row.id, "verb": row.verb, "attempts": attempts}
        log.log(logging.ERROR, "letter.not_written", exc_info=fault, extra={"facts": facts})
        return False
    return True


def _write(row: LedgerRow, draft: Draft) -> None:
    if not draft.can_arrive:
        return
    settings: Settings = current_app.extensions["settings"]
    with force_locale(draft.language):
        wording = draft.words()
    site, moment, kept = settings.site, now(), is_kept(settings)
    letter = Letter(
        ledger_id=row.id,
        person_id=draft.person_id,
        to_address=draft.to_address,
        language=draft.language,
        subject=as_subject(wording.subject),
        text=as_text(wording, site),
        html=as_html(wording, site, draft.language),
        stop_path=wording.stop_path,
        state="kept" if kept else "waiting",
        not_before=moment,
        not_after=draft.not_after,
        created_at=moment,
    )
    db.session.add(letter)
    db.session.flush()
    facts: dict[str, Any] = {"letter": letter.id, "verb": row.verb}
    if kept and not settings.demonstration:
        facts["read_it_with"] = "policyspace letters"
    say("letter.kept" if kept else "letter.written", **facts)
