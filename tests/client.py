"""A browser for tests: it inspects every page it fetches, and sends forms as the page offers them."""

from __future__ import annotations

from typing import Any

from flask import g, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from policyspace.people import services as people
from policyspace.people.models import Person
from tests.inspector import Element, inspect, parsed


class PageClient(FlaskClient):
    """Flask's test client with eyes. A file to be kept is no page: its own tests look into it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        forget_the_last_request()
        reply = super().open(*args, **kwargs)
        assert reply.status_code != 500, reply.get_data(as_text=True)
        if (
            reply.mimetype == "text/html"
            and reply.data
            and "attachment" not in reply.headers.get("Content-Disposition", "")
            and reply.status_code not in {301, 302, 303, 307, 308}
        ):
            inspect(reply.get_data(as_text=True))
        return reply

    def sign_in(self, person: Person) -> PageClient:
        """Be signed in as `person`, by a real session of theirs."""
        token = people.begin_session(person, browser="the tests' browser")
        with self.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return self

    def page(self, path: str, status: int = 200) -> Element:
        """The page at `path`, parsed."""
        reply = self.get(path)
        assert reply.status_code == status, f"{path}: {reply.status_code} {reply.location}"
        return parsed(reply.get_data(as_text=True))

    def send(
        self, path: str, *, at: str | None = None, form: int | None = None, **values: Any
    ) -> TestResponse:
        """Post the form with the action `path` that the page `at` (default: `path`) shows, with `values` typed in.

        Fields that are not named keep what the page holds; `form` chooses among several by index.
        """
        page = self.page(at or path)
        offered = [
            each
            for each in page.all("form")
            if each.attributes.get("method", "").lower() == "post"
            and each.attributes.get("action", "").split("#")[0] in {path, *([""] if not at else [])}
        ]
        assert offered, f"no form for {path} on {at or path}"
        data = filled(offered[form or 0]) | values
        return self.post(path, data=data)


def forget_the_last_request() -> None:
    """Empty `g`: the context that the fixture `app` pushes would carry it, with who was signed in, to the next one."""
    for name in list(g) if has_app_context() else ():
        g.pop(name)


def token_of(page: Element) -> str:
    """The token that every form of a page carries."""
    inputs = (each.attributes for each in page.all("input"))
    return next(each["value"] for each in inputs if each.get("name") == "csrf_token")


def filled(form: Element) -> dict[str, Any]:
    """What a browser would send for `form` as it stands."""
    data: dict[str, Any] = {}
    for control in form.walk():
        name, kind = control.attributes.get("name"), control.attributes.get("type", "text")
        if not name:
            continue
        if control.name == "input" and (kind not in {"radio", "checkbox"} or "checked" in control.attributes):
            data[name] = control.attributes.get("value", "")
        elif control.name == "textarea":
            data[name] = "".join(control.words).removeprefix("\n")
        elif control.name == "select":
            chosen = [each for each in control.all("option") if "selected" in each.attributes]
            options = chosen or control.all("option")[:1]
            data[name] = options[0].attributes.get("value", options[0].text) if options else ""
    return data
