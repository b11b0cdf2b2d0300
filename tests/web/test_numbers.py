from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from policyspace.web.numbers import Number
from tests.builders.drafting import an_open_problem, space_of
from tests.client import PageClient


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_no_column_holds_is_a_page_that_is_not_there(client: PageClient, number: int) -> None:
    space = space_of(an_open_problem())
    client.page(f"/spaces/{space.slug}/documents/1")
    client.page(f"/spaces/{space.slug}/documents/{number}", status=404)


def test_every_number_in_an_address_is_read_so(app: Flask) -> None:
    numbers = [
        converter
        for rule in app.url_map.iter_rules()
        for converter in rule._converters.values()
        if isinstance(converter, IntegerConverter)
    ]
    assert len(numbers) > 20
    assert [each for each in numbers if not isinstance(each, Number) or (each.max or 2**63) >= 2**63] == []
