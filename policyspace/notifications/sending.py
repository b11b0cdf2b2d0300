"""Waiting letters are taken by one worker at a time, sent over one connection, and their end is written down."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select

from policyspace.foundation.clock import now
from policyspace.foundation.command import step
from policyspace.foundation.db import db
from policyspace.foundation.logs import log, say
from policyspace.foundation.settings import Settings
from policyspace.foundation.waits import growing_wait
from policyspace.notifications.mail import message_of
from policyspace.notifications.models import Letter
from policyspace.notifications.post import SECONDS, Ending, Post

MOST_ATTEMPTS = 12
"""With growing waits, about three days."""

LEASE = timedelta(minutes=10)
"""How long a taken letter is left alone: if its worker died, another takes it after that."""

LONGEST_DELIVERY = timedelta(seconds=10 * SECONDS)
"""Ten answers of the mail server: a connection, who we are, and one letter."""

REST = timedelta(minutes=1)
"""How long a mail server that cannot be reached is left alone."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A letter in a worker's hands: its message, unless none can be made of it, and which attempt this is."""

    letter_id: int
    attempt: int
    not_after: datetime | None
    message: EmailMessage | None


def send_due(stopped: Callable[[], bool]) -> int:
    """Send the letters whose time has come, up to a batch, until `stopped`. Gives how many were taken."""
    settings: Settings = current_app.extensions["settings"]
    letters = take_letters()
    return_by = now() + LEASE - LONGEST_DELIVERY
    with Post(settings.smtp_url, called=str(urlsplit(settings.site).hostname)) as post:
        for letter in letters:
            enough = post.is_down or stopped() or now() > return_by
            write_end(letter.letter_id, letter.attempt, Ending("back") if enough else _deliver(letter, post))
    return len(letters)


@step
def take_letters(limit: int = 20) -> list[Taken]:
    """The letters that have waited longest, counted as tried and put off, so that nobody else takes them now."""
    query = (
        select(Letter)
        .where(Letter.state == "waiting", Letter.not_before <= now())
        .order_by(Letter.not_before, Letter.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    letters = db.session.scalars(query).all()
    for letter in letters:
        letter.attempts += 1
        letter.not_before = now() + LEASE
    return [Taken(each.id, each.attempts, each.not_after, _message(each)) for each in letters]


@step
def write_end(letter_id: int, attempts: int, ending: Ending) -> None:
    """Keep what became of a letter that was taken for its attempt number `attempts`, if nobody took it since."""
    letter = db.session.get_one(Letter, letter_id, with_for_update=True, populate_existing=True)
    if letter.state != "waiting" or letter.attempts != attempts:
        return
    moment = now()
    if ending.what == "sent":
        letter.state, letter.sent_at = "sent", moment
    elif ending.what == "back":
        letter.attempts, letter.not_before = attempts - 1, moment + REST
    elif ending.what == "refused" or attempts >= MOST_ATTEMPTS:
        letter.state = "given_up"
    else:
        letter.not_before = moment + growing_wait(attempts)
    _log(letter, ending)


def _deliver(letter: Taken, post: Post) -> Ending:
    if letter.message is None:
        return Ending("refused", "no_message")
    if letter.not_after is not None and letter.not_after <= now():
        return Ending("refused", "too_late")
    return post.deliver(letter.message)


def _message(letter: Letter) -> EmailMessage | None:
    try:
        return message_of(letter, current_app.extensions["settings"])
    except Exception as fault:  # noqa: BLE001 - one letter that cannot be sent must not hold up the others
        log.log(logging.ERROR, "letter.no_message", exc_info=fault, extra={"facts": {"letter": letter.id}})
        return None


def _log(letter: Letter, ending: Ending) -> None:
    """One line for what became of a letter; it names no address."""
    words = {"sent": "letter.sent", "given_up": "letter.given_up", "waiting": "letter.put_off"}
    facts = {"because": ending.because, "code": ending.code}
    say(
        words[letter.state],
        level=logging.WARNING if letter.state == "given_up" else logging.INFO,
        letter=letter.id,
        attempts=letter.attempts,
        **{name: said for name, said in facts.items() if said},
    )
