"""Reading the pages of the shared outcome as the tests need them."""

from __future__ import annotations

from werkzeug.test import TestResponse

from tests.builders.outcomes import Table
from tests.client import filled
from tests.inspector import Element, Page


def path_of(table: Table, page: str = "") -> str:
    """The address of a page of the record."""
    return f"/spaces/{table.space.slug}/documents/{table.document.number}/outcome{page}"


def page_of(reply: TestResponse) -> Element:
    return Page(reply.get_data(as_text=True)).root


def errors_on(page: Element) -> dict[str, str]:
    """The sentences beside the fields, by the id they stand under, and those of the summary under ""."""
    beside = {
        each.attributes["id"].removesuffix("-error"): each.text.removeprefix("Error: ")
        for each in page.all("p")
        if each.attributes.get("id", "").endswith("-error")
    }
    summary = [each for each in page.all("div") if each.attributes.get("class") == "govuk-error-summary"]
    return beside | ({"": summary[0].text} if summary else {})


def the_form(page: Element, button: str = "") -> Element:
    """The form of the page with that button; the last one is asked for where none is named."""
    forms = [each for each in page.all("form") if each.attributes.get("method") == "post"]
    return [form for form in forms if button in form.text][-1]


def written(page: Element) -> str:
    """All that stands in the fields of the page's last form."""
    return " ".join(str(value) for value in filled(the_form(page)).values())
