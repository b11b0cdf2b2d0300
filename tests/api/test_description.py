"""The OpenAPI description is sound, and true of the routes."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask
from openapi_spec_validator import validate

from policyspace.app import create_app
from tests.api.client import Program
from tests.conftest import settings_for


def test_the_description_is_valid_openapi_3_1(whole_app: Flask) -> None:
    described = Program(whole_app).get("/openapi.json").json
    assert described["openapi"].startswith("3.1")
    validate(described)


def test_every_route_of_the_api_is_described(whole_app: Flask) -> None:
    described = Program(whole_app).get("/openapi.json").json
    routes = {
        re.sub(r"<(?:int(?:\([^)]*\))?:)?(\w+)>", r"{\1}", rule.rule)
        for rule in whole_app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and "any(" not in rule.rule and "openapi" not in rule.rule
    }
    assert routes
    assert routes <= set(described["paths"])


def test_an_address_that_is_not_there_is_a_problem_not_a_page(whole_app: Flask) -> None:
    reply = whole_app.test_client().get("/api/v1/nowhere")
    assert reply.status_code == 404
    assert reply.mimetype == "application/problem+json"


def test_routes_are_described_when_somebody_asks_and_then_stay_so(tmp_path: Path) -> None:
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'empty.sqlite3'}"))
    description = app.extensions["flask-smorest"]["blp_name_to_api"]["api_people"]
    assert description.undescribed
    first, second = (Program(app).get("/openapi.json").json for _ in range(2))
    assert not description.undescribed
    assert first["paths"]
    assert first == second
