"""The shape of what somebody says in the demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from policyspace.charter.words import CommentKind


@dataclass(frozen=True)
class Remark:
    """A comment: by whom, of which kind, on the paragraph that holds the words `on` (none: on the whole text).

    `replies` are pairs of who and what; `supported` are those who support it.
    """

    by: str
    kind: CommentKind
    body: str
    on: str = ""
    replies: tuple[tuple[str, str], ...] = ()
    supported: tuple[str, ...] = ()
