"""What is already decided stands beside every form, before anyone writes."""

from __future__ import annotations

from policyspace.drafting import services as drafting
from tests.builders.discussion import a_comment, the_space
from tests.builders.drafting import a_problem, a_revision
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator
from tests.client import PageClient
from tests.inspector import Element
from tests.web.test_discussion import path_of

DECIDED = """## What is already decided and not open

- The law stays.[^1]

[^1]: So it is

## What else

More.
"""
CLASSES = {"ps-notice ps-notice--closed", "govuk-details"}


def told(page: Element) -> list[str]:
    """What stands in the notices and folds about what is decided."""
    parts = [
        each
        for each in page.walk()
        if each.attributes.get("class") in {"ps-notice ps-notice--closed", "govuk-details"}
    ]
    return [each.text for each in parts if "already decided" in each.text]


def test_what_is_decided_stands_beside_every_form_and_follows_the_text(client: PageClient) -> None:
    problem = a_problem(text=f"## Who is affected\n\nFamilies.\n\n{DECIDED}")
    drafting.open_problem(the_facilitator(the_space(problem)), problem)
    thread = f"/comments/{a_comment(problem).id}"
    for page in ("", "/comments", "/comments/first"):
        assert [each.partition("The law stays")[1] for each in told(client.page(path_of(problem, page)))] == [
            "The law stays"
        ]
    client.sign_in(a_resident())
    for page in ("", "/comments", thread):
        found = told(client.page(path_of(problem, page)))
        assert len(found) == 1
        assert "The law stays" in found[0]
        assert "More." not in found[0]
    a_revision(problem, "## Who is affected\n\nFamilies.\n\n## What is already decided\n\nNothing.\n")
    assert "Nothing." in told(client.page(path_of(problem)))[0]
    a_revision(problem, "## Who is affected\n\nFamilies.\n")
    for page in ("", "/comments", thread):
        assert told(client.page(path_of(problem, page))) == []
