"""The page about what was found."""

from __future__ import annotations

from typing import Any

from policyspace.reporting.searching.queries import Found


def address_of(found: Found) -> tuple[str, dict[str, Any]]:
    """The endpoint of the page, and what its address is made of."""
    at: dict[str, Any] = {"slug": found.slug, "number": found.number}
    if found.comment_id:
        return "discussion.thread", {**at, "comment_id": found.comment_id, "_anchor": f"c-{found.comment_id}"}
    if found.stage:
        return "outcomes.show", {**at, "stage": found.stage.value, "_anchor": f"e-{found.entry_id}"}
    return ("drafting.show", at) if found.number else ("spaces.show", {"slug": found.slug})
