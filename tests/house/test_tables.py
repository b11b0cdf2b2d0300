"""Every table has an owner: one package that declares it, and whose migration makes it."""

from __future__ import annotations

from pathlib import Path

from policyspace.foundation.db import Base
from policyspace.models import metadata

VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"


def test_every_table_is_declared_by_one_package() -> None:
    owners = {
        mapper.local_table.name: mapper.class_.__module__.split(".")[1]  # type: ignore[attr-defined]  # tables are named
        for mapper in Base.registry.mappers
    }
    assert set(owners) == set(metadata.tables)


def test_every_constraint_and_index_has_a_name() -> None:
    for table in metadata.sorted_tables:
        for constraint in table.constraints:
            assert constraint.name, (table.name, constraint)
        for index in table.indexes:
            assert index.name, (table.name, index)


def test_migrations_are_numbered_and_never_import_the_models() -> None:
    for place in VERSIONS.glob("*.py"):
        assert place.name[:4].isdigit(), place.name
        assert "policyspace" not in place.read_text(), place.name
