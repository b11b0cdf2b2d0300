"""How every route of the API is read, answered and described."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from typing import Any, NoReturn, TypeVar

from flask import Flask, Request
from flask_login import current_user
from flask_smorest import Api, Blueprint
from marshmallow import Schema, ValidationError, fields, validate
from webargs.flaskparser import FlaskParser

from policyspace.foundation.access import open_to_all
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.limits import take
from policyspace.foundation.paging import Span
from policyspace.foundation.schemas import Shape, as_invalid, whole_number
from policyspace.people import queries as people
from policyspace.people.models import Person

T = TypeVar("T")
TOKEN = "Bearer "  # noqa: S105 - the word before a token, not one


class PageAsked(Shape):
    """Which part of a long list: the entries after the one whose key was `older` on the page before."""

    before = whole_number(lazy("Send the key that the page before gave as older"), least=1, required=False)
    limit = fields.Integer(
        load_default=50, validate=validate.Range(1, 100, error=lazy("Ask for 1 to 100 at once"))
    )

    @staticmethod
    def span(asked: dict[str, Any]) -> Span:
        """The part asked for, as queries take it."""
        return Span(before=asked["before"], limit=asked["limit"])

    @staticmethod
    def page(found: Sequence[T], asked: dict[str, Any], *, key: Callable[[T], int]) -> dict[str, Any]:
        """The entries found, and the key for the page after; None where there can be none."""
        more = len(found) == asked["limit"]
        return {"items": found, "older": key(found[-1]) if more else None}


class Paged(Schema):
    """A page of a list. `older`: send it as `before` to get the page after; null on the last."""

    older = fields.Integer(required=True, allow_none=True)


class Told(Schema):
    """One sentence about one field."""

    field = fields.String(required=True)
    detail = fields.String(required=True)


class Problem(Schema):
    """Problem details (RFC 9457) of a refusal."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    errors = fields.List(fields.Nested(Told))


class Reading(FlaskParser):
    """Reads arguments by the schemas of the forms; what it refuses is `Invalid`, by field."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"query": None, "json": None}

    def handle_error(self, error: ValidationError, *_: Any, **__: Any) -> NoReturn:
        """Raise the refusal; messages come under the place they were read from."""
        told: Any = error.messages
        raise as_invalid(ValidationError(next(iter(told.values())))) from None

    def _handle_invalid_json_error(self, *_: Any, **__: Any) -> NoReturn:
        raise Invalid("Send JSON that can be read.")


class Part(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """The routes of one package."""

    ARGUMENTS_PARSER = Reading()

    def register_views_in_doc(self, api: Description, *known: Any, **named: Any) -> None:
        """Describe the routes when somebody asks for the description: it takes longer than to serve them."""
        api.undescribed.append(partial(super().register_views_in_doc, api, *known, **named))


class Description(Api):  # type: ignore[misc]  # flask-smorest has no types
    """The OpenAPI description. Refusals are answered by the application's one handler, not by the library's."""

    ERROR_SCHEMA = Problem

    def _register_error_handlers(self) -> None:
        return

    def __init__(self, app: Flask) -> None:
        self.undescribed: list[Callable[[], None]] = []
        self._describing = Lock()
        super().__init__(app)
        self.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})

    @open_to_all
    def _openapi_json(self) -> Any:
        with self._describing:
            while self.undescribed:
                self.undescribed[0]()
                del self.undescribed[0]
        return super()._openapi_json()


def start_tokens(app: Flask) -> None:
    """Let programs sign in by `Authorization: Bearer …`. Cookies count for nothing here (see web.gate)."""

    @app.login_manager.request_loader  # type: ignore[attr-defined]  # set by Flask-Login
    def load(request: Request) -> TokenBearer | None:
        header = request.headers.get("Authorization", "")
        if not request.path.startswith("/api/") or not header.startswith(TOKEN):
            return None
        token = people.find_api_token(header.removeprefix(TOKEN).strip())
        return TokenBearer(token.person) if token else None


class TokenBearer:
    """The person behind a token."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, person: Person) -> None:
        self.person = person


def reader() -> Person | None:
    """The person whose token came with the request, or None."""
    return current_user.person if current_user.is_authenticated else None


def actor() -> Person:
    """The person whose token came with the request; for routes with the badge `signed_in`. Counts the request."""
    person: Person = current_user.person
    take("api", key=person.id)
    return person
