"""Access badges: every route carries exactly one, and a request without one is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """Anyone may ask; what they see is settled by the reader's standing."""
    return _badge(view, "open_to_all")


def signed_in(view: View) -> View:
    """Only a person who has signed in may ask."""
    return _badge(view, "signed_in")


def badge_of(view: Callable[..., Any]) -> str | None:
    """The badge on `view`, or None."""
    return getattr(view, "access_badge", None)


def _badge(view: View, badge: str) -> View:
    if badge_of(view):
        raise TypeError(f"{view.__name__} already carries a badge")
    view.access_badge = badge  # type: ignore[attr-defined]  # functions take attributes; the gate reads this one
    return view
