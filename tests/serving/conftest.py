from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policyspace.foundation.migrations import migrate
from tests.serving.process import Service, served


@pytest.fixture
def database(own_database: str) -> str:
    """A migrated, empty database of each kind."""
    migrate(own_database)
    return own_database


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """A migrated, empty SQLite database, for what does not depend on the kind of it."""
    url = f"sqlite:///{tmp_path / 'service.sqlite3'}"
    migrate(url)
    return url


@pytest.fixture(scope="module")
def shared_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for many harmless questions; it must end well after all of them."""
    place = tmp_path_factory.mktemp("service")
    url = f"sqlite:///{place / 'service.sqlite3'}"
    migrate(url)
    with served(place, url) as service:
        yield service
        assert service.end() == 0
