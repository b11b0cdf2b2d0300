"""Who speaks for an organisation: granted by its administrators, chosen for each comment, told in text."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.capacity import Side, Voice
from policyspace.discussion.models import Comment
from policyspace.drafting.models import Document
from policyspace.foundation.errors import Invalid, NotAllowed, NotFound
from policyspace.people import services as people
from policyspace.people.models import Organisation, Person
from policyspace.people.queries import affiliations_of
from policyspace.spaces import services as spaces
from policyspace.spaces.queries import find_membership
from tests.builders.discussion import a_comment, a_discussed_problem, a_reply, posted, the_space
from tests.builders.ledger import told
from tests.builders.people import KEEPER, a_resident, an_administrator, an_official, an_organisation
from tests.builders.spaces import a_member
from tests.client import PageClient

POSITION, OWN = "speaking for the organisation", "own view"


class Scene:
    """A council with an administrator, and an official of it who takes part in a space."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.council: Organisation = an_organisation("Northfield Council", side=Side.LOCAL)
        self.head, self.official = an_official(self.council, "Hana Head"), an_official(self.council, "Olu")
        people.let_manage(an_administrator(), self.head, self.council)
        self.problem: Document = a_discussed_problem()
        self.space = the_space(self.problem)
        a_member(self.space, person=self.official)

    @property
    def path(self) -> str:
        return f"/organisations/{self.council.slug}/people"

    def browser(self, person: Person) -> PageClient:
        client = self.app.test_client()
        assert isinstance(client, PageClient)
        return client.sign_in(person)

    def change(self, by: Person, change: str) -> int:
        (one,) = affiliations_of(self.official)
        return self.browser(by).send(f"{self.path}/{one.id}/{change}").status_code

    def speak(self) -> None:
        spaces.change_voice(self.head, self.official, self.council, speaks=True)
        spaces.choose_capacity(self.official, self.space, capacity=f"organisation-{self.council.id}")


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene(app)


def test_an_administrator_of_the_organisation_grants_and_takes_back(scene: Scene) -> None:
    page = scene.browser(scene.head).page(scene.path)
    assert page.text.count("Own view only") == 2
    assert scene.change(scene.head, "speak") == 303
    assert affiliations_of(scene.official)[0].speaks
    assert "Speaks for the organisation" in scene.browser(scene.head).page(scene.path).text
    assert "for which you may speak" in scene.browser(scene.official).page("/account").text
    assert scene.change(scene.head, "own") == 303
    assert [row.verb for row in (*told("voice.granted"), *told("voice.withdrawn"))] == [
        "voice.granted",
        "voice.withdrawn",
    ]


def test_nobody_else_sees_or_says_who_speaks(scene: Scene) -> None:
    other = an_official(an_organisation())
    (one,) = affiliations_of(scene.official)
    for person in (scene.official, other, a_resident()):
        client = scene.browser(person)
        assert client.get(scene.path).status_code == 403
        assert client.get(f"{scene.path}/{one.id}/speak").status_code == 403
        with pytest.raises(NotAllowed, match="Only administrators of the organisation"):
            spaces.change_voice(person, scene.official, scene.council, speaks=True)
    with pytest.raises(NotAllowed):
        people.let_manage(scene.head, scene.official, scene.council)
    with pytest.raises(NotFound):
        spaces.change_voice(scene.head, other, scene.council, speaks=True)


def test_administrators_of_the_service_name_those_of_an_organisation(scene: Scene) -> None:
    admin = an_administrator()
    assert scene.change(admin, "manage") == 303
    assert scene.browser(scene.official).get(scene.path).status_code == 200
    assert scene.change(admin, "step_down") == 303
    assert scene.browser(scene.official).get(scene.path).status_code == 403
    assert scene.change(scene.head, "speak") == 303


def test_each_comment_says_whose_view_it_is_and_they_never_look_alike(scene: Scene) -> None:
    scene.speak()
    client = scene.browser(scene.official)
    path = f"/spaces/{scene.space.slug}/documents/{scene.problem.number}/comments"
    assert "The position of Northfield Council" in client.page(path).text
    client.send(path, kind="idea", body="Our position.", voice="organisation")
    client.send(path, kind="idea", body="My own words.", voice="own")
    articles = {each.text for each in scene.browser(a_resident()).page(path).all("article")}
    (official,) = [each for each in articles if "Our position." in each]
    (own,) = [each for each in articles if "My own words." in each]
    assert POSITION in official
    assert OWN not in official
    assert OWN in own
    assert POSITION not in own


def test_taken_back_it_ends_everywhere_but_in_what_was_said(scene: Scene) -> None:
    scene.speak()
    said = a_comment(scene.problem, author=scene.official)
    spaces.change_voice(scene.head, scene.official, scene.council, speaks=False)
    membership = find_membership(scene.space, scene.official)
    assert membership is not None
    assert membership.capacity.voice is Voice.OWN
    later: Comment = a_reply(said, author=scene.official)
    assert (posted(said).voice, later.voice) == ("organisation", "own")
    with pytest.raises(Invalid, match="not let you"):
        a_comment(scene.problem, author=scene.official, voice="organisation")


def test_who_acts_in_their_own_view_may_state_the_position_for_once(scene: Scene) -> None:
    people.let_speak(KEEPER, scene.official, scene.council)
    comment = a_comment(scene.problem, author=scene.official, voice="organisation")
    assert comment.capacity.voice is Voice.ORGANISATION
    with pytest.raises(Invalid):
        a_comment(scene.problem, author=a_member(scene.space), voice="organisation")
