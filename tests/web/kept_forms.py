"""Filling in forms whose words are kept, as a browser without JavaScript does."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any

from werkzeug.test import TestResponse

from policyspace.drafting.models import Document
from policyspace.foundation.errors import TooMany
from policyspace.foundation.limits import take
from policyspace.people.models import Person
from policyspace.people.services import end_other_sessions
from tests.builders.discussion import the_space
from tests.builders.form_case import FormCase
from tests.builders.spaces import the_facilitator
from tests.client import PageClient, filled
from tests.inspector import Element, Page


def page_of(reply: TestResponse) -> Element:
    return Page(reply.get_data(as_text=True)).root


def kept_form(page: Element, place: str) -> Element:
    """The form of a page that is sent to `place`."""
    return next(each for each in page.all("form") if each.attributes.get("data-place") == place)


def opened(client: PageClient, case: FormCase) -> dict[str, Any]:
    """What a browser would send once the form is filled in."""
    page = client.page(case.path)
    if case.file:
        name, content = case.file
        (form,) = (each for each in page.all("form") if "enctype" in each.attributes)
        reply = client.post(case.path, data=filled(form) | {"file": (io.BytesIO(content), name)})
        page = client.page(reply.location)
    elif case.before:
        reply = client.post(case.path, data=filled(kept_form(page, case.path)) | dict(case.before))
        page = client.page(reply.location)
    return filled(kept_form(page, case.place)) | case.typed


def sent(client: PageClient, case: FormCase) -> TestResponse:
    """The answer to the form, opened, filled in and sent."""
    return client.post(case.place, data=opened(client, case))


NOT_SENT = "and have not sent it."


def standing_in(client: PageClient, address: str, case: FormCase) -> dict[str, Any]:
    """What stands in the form at `address`, after all redirects."""
    reply = client.get(address, follow_redirects=True)
    assert reply.status_code == 200, (address, reply.status_code)
    return filled(kept_form(page_of(reply), case.place))


def holds(values: dict[str, Any], case: FormCase) -> bool:
    """Whether all that was typed stands in a form."""
    return {name: values.get(name, "").replace("\r\n", "\n") for name in case.typed} == dict(case.typed)


def link_called(page: Element, words: str) -> str:
    """Where the link (or the link that looks like a button) called `words` leads."""
    found = [each for each in page.all("a") if each.text.startswith(words)]
    assert found, f"no link “{words}”: {page.all('main')[0].text}"
    return found[0].attributes["href"]


def end_sessions(person: Person) -> None:
    """End every session of `person` behind the browser's back."""
    end_other_sessions(person, token="none of theirs")


def comment_case(document: Document, person: Person, **told: Any) -> FormCase:
    here = f"/spaces/{the_space(document).slug}/documents/{document.number}"
    return FormCase("comment", person, here, "body", f"{here}/comments", {"kind": "idea"}, **told)


def edit_case(document: Document, **told: Any) -> FormCase:
    facilitator = the_facilitator(the_space(document))
    here = f"/spaces/{the_space(document).slug}/documents/{document.number}/edit"
    return FormCase("edit", facilitator, here, "text", **told)


def keep(client: PageClient, case: FormCase, data: dict[str, Any] | None = None, **more: Any) -> Any:
    """What the page asks the server while somebody writes."""
    form = kept_form(client.page(case.path), case.place)
    data = filled(form) | case.typed if data is None else data
    return client.post(form.attributes["data-keep"], data=data, **more)


def told(client: PageClient, path: str) -> dict[str, Any]:
    """What the server tells the script."""
    said: dict[str, Any] = client.get(path).get_json()
    return said


def use_up(limit: str, person: Person) -> None:
    """Do something as often as it may be done in a while."""
    with suppress(TooMany):
        while True:
            take(limit, key=person.id)
