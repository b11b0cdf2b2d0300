"""The time zone of a page."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask, render_template_string

from policyspace.foundation.dates import friendly_time
from policyspace.spaces import services
from policyspace.spaces.queries import SpaceView
from tests.builders.spaces import a_space, the_facilitator
from tests.client import forget_the_last_request

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def test_a_page_for_a_space_shows_times_in_its_zone_even_when_one_was_told_before(app: Flask) -> None:
    space = a_space()
    services.edit_space(
        the_facilitator(space),
        space,
        title=space.title,
        question=space.question,
        visibility=space.visibility,
        time_zone="Atlantic/Stanley",
    )
    template = "{{ moment | friendly_time }}"
    with app.test_request_context("/"):
        assert friendly_time(NOON) == "1 July 2026 at 1:00pm"
        shown = render_template_string(template, moment=NOON, view=SpaceView(space, None, None))
        assert shown == "1 July 2026 at 9:00am"
    forget_the_last_request()
    with app.test_request_context("/"):
        assert render_template_string(template, moment=NOON) == "1 July 2026 at 1:00pm"
