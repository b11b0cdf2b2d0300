"""The words that people commented on, marked in the text of a page, and the way to what is said about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from policyspace.discussion.queries import ByBlock
from policyspace.discussion.rules import MarkedPassage, with_marks
from policyspace.drafting.models import Document
from policyspace.spaces.queries import SpaceView
from policyspace.web.filters import kept_html

Note = Callable[[str, int], str]
"""Draws the way to the comments on a passage: from its address, and how many they are."""


@dataclass(frozen=True)
class Marks:
    """Which words of a text are marked. `comments` is the address of the list of comments."""

    passages: ByBlock
    comments: str

    def on(self, block: Mapping[str, Any], note: Note) -> Markup:
        """The kept HTML of a block with its marks."""
        here = self.passages.get(block["id"], ())
        if not here:
            return kept_html(block["html"])
        marked = (
            MarkedPassage(
                each.start,
                each.end,
                each.words,
                str(note(f"{self.comments}?passage={each.comment_id}#comments", each.comment_count)),
            )
            for each in here
        )
        return kept_html(with_marks(block["html"], tuple(marked)))


def marks_of(view: SpaceView, document: Document, passages: ByBlock) -> Marks:
    """The marks in a text of `document`."""
    return Marks(passages, url_for("discussion.index", slug=view.space.slug, number=document.number))
