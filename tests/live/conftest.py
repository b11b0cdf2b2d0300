from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.drafting.models import Document
from policyspace.people.models import Person
from tests.builders.drafting import a_problem, space_of
from tests.builders.spaces import a_member, the_facilitator
from tests.live.redis_of_its_own import Redis
from tests.live.served import Served, served

WORDS = "# Homes\n\nFamilies wait a year.\n"


@pytest.fixture
def document(app: Flask) -> Document:
    """A problem still in draft."""
    return a_problem(text=WORDS)


@pytest.fixture
def ann(document: Document) -> Person:
    """The facilitator."""
    return the_facilitator(space_of(document))


@pytest.fixture
def ben(document: Document) -> Person:
    """A drafter of a council."""
    return a_member(space_of(document), role=Role.DRAFTER, side=Side.LOCAL)


@pytest.fixture
def server(app: Flask) -> Iterator[Served]:
    """The application on a port."""
    with served(app) as found:
        yield found


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    if not shutil.which("redis-server"):
        pytest.skip("there is no redis-server: left out")
    found = Redis(tmp_path)
    found.start()
    yield found
    found.stop()
