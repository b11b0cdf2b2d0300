"""What moderation asks of facilitators: to look at what is reported, to decide appeals."""

from __future__ import annotations

from collections.abc import Iterator

from policyspace.charter.actions import Action
from policyspace.discussion.queries import moderation_waiting
from policyspace.foundation.i18n import _
from policyspace.people.models import Person
from policyspace.reporting.asks.ask import Ask, Views


def to_moderate(_reader: Person, views: Views) -> Iterator[Ask]:
    """One ask for each part of the queue in which something waits for the reader."""
    moderated = {space_id: view for space_id, view in views.items() if view.may(Action.MODERATE)}
    for waits in moderation_waiting(moderated):
        space = views[waits.space_id].space
        says = {
            "reported": (
                _("Look at reported comments in “%(title)s”", title=space.title),
                _("Readers asked facilitators to look at them."),
            ),
            "held": (
                _("Look at what is held in “%(title)s”", title=space.title),
                _("Nobody else can read it until a facilitator has looked at it."),
            ),
            "appeals": (
                _("Decide an appeal in “%(title)s”", title=space.title),
                _("Someone else hid the comment, so you can decide."),
            ),
        }
        sentence, why = says[waits.what]
        yield Ask(
            sentence=sentence,
            why=why,
            endpoint=f"moderation.{waits.what}",
            values={"slug": space.slug},
            since=waits.since,
            time_zone=space.time_zone,
        )
