"""A file holds nothing that its reader could not read on pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from policyspace.charter.words import HideReason, Role
from policyspace.discussion import services
from policyspace.drafting.models import Document
from policyspace.people.models import Person
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, a_reply, the_space
from tests.builders.drafting import a_problem, a_revision
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator
from tests.builders.suggesting import a_suggesting_comment
from tests.client import PageClient
from tests.reporting.exporting.readers import open_docx, open_pdf

OWN = """
    families exported address written notes markdown reply replies kept comment comments suggestion suggestions
    zqopensuggestion
    waited decision paragraph paragraphs that this they there their heading suggested with from space problem
    revision saved only took back facilitator person wrote hidden nobody what
"""
"""What a file says of itself."""


@dataclass
class Scene:
    """A discussed problem with words of every kind that somebody may not read. Each of those begins with zq."""

    problem: Document
    author: Person
    member: Person
    facilitator: Person


@pytest.fixture
def scene(client: PageClient) -> Scene:
    problem = a_discussed_problem()
    space = the_space(problem)
    author, facilitator = a_resident("Zqname Hidden"), the_facilitator(space)
    for words in ("zqhidden", "zqhiddensuggestion"):
        if words == "zqhidden":
            head = a_comment(problem, body=words, author=author)
        else:
            head = a_suggesting_comment(problem, words, author=author, number=1)
        services.hide_comment(facilitator, head, reason=HideReason.ABUSE)
    services.withdraw_comment(author, a_comment(problem, body="zqwithdrawn", author=author))
    said = a_comment(problem, body="zqopen words", block_id=a_block_of(problem, 2))
    services.withdraw_comment(author, a_reply(said, body="zqreply", author=author))
    a_reply(said, body="zqopenreply")
    a_suggesting_comment(problem, "zqopensuggestion", number=3)
    a_problem(space, title="zqdraft", text="zqdrafttext\n")
    return Scene(problem, author, a_member(space, role=Role.PARTICIPANT), facilitator)


def test_every_word_of_a_file_stands_on_a_page_its_reader_may_read(client: PageClient, scene: Scene) -> None:
    here = f"/spaces/{the_space(scene.problem).slug}/documents/{scene.problem.number}"
    for reader in (None, scene.author, scene.member, scene.facilitator):
        if reader:
            client.sign_in(reader)
        pages = read(client, here)
        made = exported(client, here, "markdown").decode().lower()
        said = set(re.findall(r"[a-zà-ÿ]{4,}", made))
        assert said - set(re.findall(r"[a-zà-ÿ]{4,}", pages)) - set(OWN.split()) == set()
        assert {"zqopen", "zqopenreply"} <= said


@pytest.mark.parametrize("kind", ["markdown", "html", "docx", "pdf"])
def test_words_that_are_hidden_or_taken_back_are_in_no_format(
    client: PageClient, scene: Scene, kind: str
) -> None:
    here = f"/spaces/{the_space(scene.problem).slug}/documents/{scene.problem.number}"
    for reader in (None, scene.author, scene.facilitator):
        if reader:
            client.sign_in(reader)
        words = opened(exported(client, here, kind), kind).lower()
        assert "zqopen" in words
        assert "zqopensuggestion" in words
        for secret in ("zqhidden", "zqwithdrawn", "zqreply", "zqname", "zqdraft"):
            assert secret not in words


def opened(file: bytes, kind: str) -> str:
    """All words of a file."""
    if kind == "docx":
        return open_docx(file).body
    return open_pdf(file).text if kind == "pdf" else file.decode()


def test_an_earlier_revision_tells_nothing_of_later_ones(client: PageClient, scene: Scene) -> None:
    a_revision(scene.problem, "## Who is affected\n\nzqlater words.\n")
    a_comment(scene.problem, body="zqlatercomment")
    here = f"/spaces/{the_space(scene.problem).slug}/documents/{scene.problem.number}"
    made = exported(client, here, "markdown").decode()
    assert "zqlater" not in made
    assert "zqopen words" in made


def exported(client: PageClient, here: str, kind: str) -> bytes:
    """The first revision with its notes."""
    reply = client.get(f"{here}/revisions/1/export?format={kind}&numbers=yes&comments=yes")
    assert reply.status_code == 200
    content: bytes = reply.data
    return content


def read(client: PageClient, here: str) -> str:
    """All that the pages of a document say to this reader."""
    first = client.page(here)
    threads = {
        each.attributes["href"] for each in first.all("a") if "/comments/" in each.attributes.get("href", "")
    }
    suggestions = {
        each.attributes["href"]
        for each in first.all("a")
        if "/suggestions" in each.attributes.get("href", "")
    }
    paths = [
        here,
        f"{here}/history",
        f"{here}/comments",
        f"{here}/revisions/1",
        *sorted(threads | suggestions),
    ]
    replies = [client.get(path.split("#")[0]) for path in paths]
    return " ".join(each.get_data(as_text=True) for each in replies if each.status_code == 200).lower()
