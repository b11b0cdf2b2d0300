"""Every sentence goes through gettext: in a made-up language, nothing on a page is left as it was written.

The language is Esperanto's code with a catalogue made here from the sentences that `make translations` would
collect; each translation is the sentence in brackets. What stands outside brackets was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import flask_babel
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from flask import Flask
from flask_babel import get_babel

from policyspace.charter.words import Role
from tests.builders.discussion import a_comment
from tests.builders.drafting import a_proposal, a_revision, an_open_problem
from tests.builders.spaces import a_member, a_space, the_facilitator
from tests.client import PageClient

ROOT = Path(__file__).parents[2]
QUESTION = "How can families spend less time in temporary accommodation?"
KEYWORDS = {"_": None, "lazy": None, "plural": (1, 2), "gettext": None, "ngettext": (1, 2)}
METHODS = [("policyspace/**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"extensions": "jinja2.ext.do", "silent": "false"}}
SHOWN_AS_WRITTEN = {"code", "pre", "time", "bdi", "textarea", "option", "script", "style", "title"}
WRITTEN_BY_PEOPLE = {"ps-text", "ps-change__words", "ps-comment__words"}
MARKS = re.compile(r"⟦[^⟦⟧]*⟧")
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
WORD = re.compile(r"[A-Za-z]{2,}")
SAME_IN_EVERY_LANGUAGE = {"policyspace", "ps-unsent", "English", QUESTION, "Families wait too long"}
SHORTCUT = re.compile(r"(?:Mod|Shift)(?:-\S+)+")


def bracketed(sentence: str) -> str:
    """The sentence in the made-up language; names to be filled in stay."""
    return f"⟦{sentence}⟧"


@pytest.fixture(scope="session")
def made_up_language(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the compiled catalogue."""
    catalogue = Catalog(locale="eo")
    for _file, _line, message, _comments, _context in extract_from_dir(
        ROOT, METHODS, OPTIONS, KEYWORDS, directory_filter=lambda name: not Path(name).name.startswith(".")
    ):
        said = (
            tuple(bracketed(each) for each in message) if isinstance(message, tuple) else bracketed(message)
        )
        catalogue.add(message, said)
    folder = tmp_path_factory.mktemp("translations")
    place = folder / "eo" / "LC_MESSAGES" / "messages.mo"
    place.parent.mkdir(parents=True)
    with place.open("wb") as out:
        write_mo(out, catalogue)
    return folder


@pytest.fixture
def foreign(app: Flask, made_up_language: Path) -> Iterator[None]:
    """The application in the made-up language."""
    settings = get_babel(app)
    before = settings.default_locale, settings.translation_directories
    settings.default_locale, settings.translation_directories = "eo", [str(made_up_language)]
    settings.instance.domain_instance.cache.clear()
    flask_babel.refresh()
    yield
    settings.default_locale, settings.translation_directories = before
    settings.instance.domain_instance.cache.clear()


class Forgotten(HTMLParser):
    """The words of a page that stand outside brackets and were not written by people."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        classes = set((named.get("class") or "").split())
        excused = tag in SHOWN_AS_WRITTEN or bool(classes & WRITTEN_BY_PEOPLE)
        for name in ("aria-label", "title", "placeholder", "alt"):
            self._note(named.get(name) or "")
        if tag not in {"br", "hr", "img", "input", "link", "meta", "path", "circle"}:
            self.open.append((tag, excused))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        excused = any(excused for _tag, excused in self.open)
        outside = []
        for letter in data:
            self.depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
            if not self.depth and not excused:
                outside.append(letter)
        self._note("".join(outside))

    def _note(self, words: str) -> None:
        left = ADDRESS.sub("", MARKS.sub("", MARKS.sub("", words))).replace("⟧", "").strip()
        if WORD.search(left) and left not in SAME_IN_EVERY_LANGUAGE and not SHORTCUT.fullmatch(left):
            self.found.append(left)


def test_nothing_on_a_page_is_left_untranslated(client: PageClient, foreign: None) -> None:
    space = a_space(question=QUESTION)
    problem = an_open_problem(space)
    a_revision(problem, "Other words.\n", why="Because")
    a_comment(problem)
    proposal = a_proposal(space, problems=[problem.number])
    a_member(space, role=Role.DRAFTER)
    here = f"/spaces/{space.slug}"
    one, two = f"{here}/documents/{problem.number}", f"{here}/documents/{proposal.number}"
    pages = [
        *("/", "/help", "/accessibility", "/privacy", "/cookies", "/terms", "/spaces", "/organisations"),
        *(here, f"{here}/documents", f"{here}/activity", f"{here}/members"),
        *(one, f"{one}/history", f"{one}/compare?from=1&to=2", f"{one}/revisions/1", f"{one}/comments"),
        "/nowhere",
    ]
    forgotten = look_at(client, [*pages, "/sign-in", "/sign-up"])
    client.sign_in(the_facilitator(space))
    forgotten |= look_at(
        client,
        [
            *pages,
            *("/account", "/spaces/new", f"{here}/edit", f"{here}/documents/new?kind=proposal"),
            *(f"{one}/edit", f"{one}/close", two, f"{two}/outcome", f"{two}/publish"),
            *(
                f"{two}/outcome/{stage}"
                for stage in ("trust", "flexibility", "honesty", "clarity", "sustainability")
            ),
            *(
                f"{two}/outcome/trust/place_culture/new",
                f"{two}/outcome/trust/confirm",
                f"{two}/outcome/move",
            ),
        ],
    )
    assert not forgotten


def look_at(client: PageClient, paths: list[str]) -> dict[str, list[str]]:
    """The words that stand outside brackets, by page."""
    found = {}
    for path in paths:
        reply = client.get(path)
        assert reply.status_code == (404 if path == "/nowhere" else 200), (path, reply.status_code)
        found[path] = Forgotten(reply.get_data(as_text=True)).found
    return {path: words for path, words in found.items() if words}


def test_a_forgotten_sentence_is_found() -> None:
    assert Forgotten("<p>⟦Said⟧</p><p>Forgotten words</p>").found == ["Forgotten words"]
    assert Forgotten('<a aria-label="Forgotten too">⟦Said⟧</a>').found == ["Forgotten too"]
    assert Forgotten("<p>⟦Said by <bdi>Amira</bdi> today⟧</p>").found == []
