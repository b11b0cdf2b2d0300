"""A program that talks to the API with a token."""

from __future__ import annotations

from typing import Any

from flask import Flask

from policyspace.people.models import Person
from policyspace.people.services import make_api_token


class Program:
    """Sends JSON as `person`, or as nobody."""

    def __init__(self, app: Flask, person: Person | None = None) -> None:
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {token_of(person)}"} if person else {}

    def get(self, path: str, **asked: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query_string=asked, headers=self.headers)

    def post(self, path: str, **sent: Any) -> Any:
        return self.client.post(f"/api/v1{path}", json=sent, headers=self.headers)

    def put(self, path: str, **sent: Any) -> Any:
        return self.client.put(f"/api/v1{path}", json=sent, headers=self.headers)

    def patch(self, path: str, **sent: Any) -> Any:
        return self.client.patch(f"/api/v1{path}", json=sent, headers=self.headers)


def token_of(person: Person) -> str:
    """A new API token of `person`."""
    _row, token = make_api_token(person, name="a test's program", days=30)
    return token
