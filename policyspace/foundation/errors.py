"""Refusals: each carries a sentence fit to show to the person who was refused.

One handler (`policyspace.web.errors`, `policyspace.api.errors`) turns them into pages or problem details.
"""

from __future__ import annotations

from typing import Any

from policyspace.foundation.i18n import lazy


class Refusal(Exception):
    """Base of every refusal. `status` is the HTTP status, `title` the heading of the page.

    `undoes`: a command that ends with it changes nothing. A refusal that shows what the command has brought up to date
    before it refused says no; it is raised before anything else is changed.
    """

    status = 400
    undoes = True
    title = lazy("Sorry, there is a problem")

    def __init__(self, sentence: Any = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence or self.title)


class NotFound(Refusal):
    """There is no such thing, or this reader may not know that there is."""

    status = 404
    title = lazy("Page not found")


class NotAllowed(Refusal):
    """The permission table says no."""

    status = 403
    title = lazy("You cannot do this")


class SignInNeeded(Refusal):
    """The route is for people who have signed in."""

    status = 401
    title = lazy("Sign in to continue")


class TooMany(Refusal):
    """A rate limit was reached. `retry_after` is in whole seconds."""

    status = 429
    title = lazy("Too many attempts")

    def __init__(self, sentence: Any, *, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Conflict(Refusal):
    """Somebody else changed what this change was based on. `details` tells a door what to show."""

    status = 409
    title = lazy("Someone else changed this")

    def __init__(self, sentence: Any, **details: Any) -> None:
        super().__init__(sentence)
        self.details = details


class Invalid(Refusal):
    """What was typed cannot be taken as it is.

    `fields` maps the name of a field ("" for the whole form) to sentences that say how to put it right.
    """

    status = 422
    title = lazy("There is a problem")

    def __init__(self, sentence: Any = "", **fields: Any) -> None:
        super().__init__(sentence)
        self.fields: dict[str, list[Any]] = {
            name: list(said) if isinstance(said, (list, tuple)) else [said] for name, said in fields.items()
        }
        if sentence and not self.fields:
            self.fields = {"": [sentence]}

    def __str__(self) -> str:
        if self.sentence:
            return str(self.sentence)
        return " ".join(str(said) for group in self.fields.values() for said in group)
