"""The OpenAPI description is sound, and true of the routes."""

from __future__ import annotations

import re

from flask import Flask
from openapi_spec_validator import validate

from tests.api.client import Program


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
