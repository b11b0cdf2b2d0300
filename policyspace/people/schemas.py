"""Shapes of what people type about themselves and to sign in."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from policyspace.charter.capacity import Side
from policyspace.foundation.i18n import languages, lazy
from policyspace.foundation.schemas import Line, Shape
from policyspace.people.rules import MOST_PASSWORD, domain_or_none, email_or_none, own_path

DAYS_OF_TOKEN = (30, 90, 365)
MOST_DOMAINS = 20


class Email(Line):
    """An email address, in the form it is kept in."""

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(lazy("Enter your email address."), most=254, required=required)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        typed = super()._deserialize(value, attr, data, **kwargs)
        if not typed.strip() and not self.required:
            return ""
        email = email_or_none(typed)
        if email is None:
            raise ValidationError(
                [lazy("Enter an email address in the correct format, like name@example.com.")]
            )
        return email


class Domain(Line):
    """The domain of email addresses, in the form it is kept in."""

    def __init__(self) -> None:
        super().__init__(lazy("Enter a domain, like northfield.gov.uk."), most=253)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        domain = domain_or_none(super()._deserialize(value, attr, data, **kwargs))
        if domain is None:
            raise ValidationError([lazy("Enter a domain, like northfield.gov.uk.")])
        return domain


class Password(fields.String):
    """A password, exactly as it was typed: spaces, any script, pasted or not."""

    def __init__(self, say: Any, *, required: bool = True) -> None:
        if not required:
            super().__init__(load_default="", validate=_not_endless)
            return
        messages = {"required": say, "null": say, "invalid": say}
        filled = validate.Length(min=1, error=say)
        super().__init__(required=True, error_messages=messages, validate=[filled, _not_endless])


def _not_endless(password: str) -> None:
    if len(password) > MOST_PASSWORD:
        raise ValidationError([lazy("Use %(most)s characters or fewer.", most=MOST_PASSWORD)])


class OwnPath(fields.String):
    """A page of this service to go to afterwards; anything else is dropped without a word."""

    def __init__(self) -> None:
        super().__init__(load_default="")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return own_path(str(super()._deserialize(value, attr, data, **kwargs))) or ""


def display_name() -> Line:
    return Line(lazy("Enter the name others will see."), most=80)


def place() -> Line:
    return Line(most=80, required=False)


class SignUp(Shape):
    """A new account: an address and a name are enough."""

    email = Email()
    display_name = display_name()
    place = place()
    password = Password("", required=False)
    next = OwnPath()


class SignIn(Shape):
    """An address, and a password or the wish for a link."""

    email = Email()
    password = Password("", required=False)
    way = fields.String(load_default="password", validate=validate.OneOf(["password", "link"]))
    next = OwnPath()

    @validates_schema
    def password_or_link(self, typed: dict[str, Any], **_more: Any) -> None:
        if typed["way"] == "password" and not typed["password"]:
            raise ValidationError(
                {"password": [lazy("Enter your password, or choose to get a link by email.")]}
            )


class AskForLink(Shape):
    """The address a link goes to."""

    email = Email()


class ChooseName(Shape):
    """The name others see."""

    display_name = display_name()


class ChoosePlace(Shape):
    """Where someone lives, as closely as they wish to say."""

    place = place()


class ChooseLanguage(Shape):
    """The language of pages and letters."""

    language = fields.String(
        required=True,
        validate=lambda chosen: _known_language(chosen),
        error_messages={"required": lazy("Choose a language.")},
    )


def _known_language(chosen: str) -> None:
    if chosen not in languages():
        raise ValidationError([lazy("Choose a language.")])


class ChangePassword(Shape):
    """The old password and a new one."""

    current_password = Password(lazy("Enter your current password."))
    password = Password(lazy("Enter a new password."))


class ResetPassword(Shape):
    """A new password, by an emailed link."""

    password = Password(lazy("Enter a new password."))


class Press(Shape):
    """A form that is one button."""


class MakeApiToken(Shape):
    """A token for a program: what it is for, how long it lives."""

    name = Line(lazy("Enter a name for the token, like the program that will use it."), most=80)
    days = fields.Integer(
        required=True,
        strict=False,
        error_messages=dict.fromkeys(("required", "null", "invalid"), lazy("Choose how long it works.")),
        validate=validate.OneOf(DAYS_OF_TOKEN, error=lazy("Choose how long it works.")),
    )


class AddOrganisation(Shape):
    """A new organisation."""

    name = Line(lazy("Enter the name of the organisation."), most=120)
    side = fields.String(
        required=True,
        validate=validate.OneOf(
            [side.value for side in Side if side is not Side.RESIDENT],
            error=lazy("Choose central, local or partner."),
        ),
    )
    domains = fields.List(Domain(), load_default=list, validate=validate.Length(max=MOST_DOMAINS))
