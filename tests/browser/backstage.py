"""Behind the scenes of a site that is being served: what a walk needs there, but does not walk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from policyspace.app import create_app
from policyspace.foundation.db import db
from policyspace.foundation.settings import Settings
from policyspace.spaces.models import Space
from tests.browser.conftest import Site

SLUG = "families-in-temporary-accommodation"
PLACE = f"/spaces/{SLUG}"


@contextmanager
def backstage(site: Site) -> Iterator[Space]:
    """The space of the demonstration, as builders take it."""
    settings = Settings(mode="demonstration", secret_key="s" * 48, database_url=site.database_url)
    with create_app(settings).app_context():
        yield db.session.scalars(select(Space).where(Space.slug == SLUG)).one()
