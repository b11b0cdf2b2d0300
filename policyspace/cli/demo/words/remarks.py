"""The shape of what somebody says in the demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from policyspace.charter.words import Channel, CommentKind


@dataclass(frozen=True)
class Remark:
    """A comment: by whom, of which kind, on the paragraph that holds the words `on` (none: on the whole text);
    with a `quote`, on just these words of it.

    `replies` are pairs of who and what; `supported` are those who support it.
    """

    by: str
    kind: CommentKind
    body: str
    on: str = ""
    quote: str = ""
    replies: tuple[tuple[str, str], ...] = ()
    supported: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wish:
    """A suggestion: by whom, which words of a paragraph are to become which, and why.

    `replies` are pairs of who and what; it is `accepted` by someone, or `declined` by someone for a reason.
    """

    by: str
    change: tuple[str, str]
    why: str
    replies: tuple[tuple[str, str], ...] = ()
    accepted: str = ""
    declined: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Spoken:
    """What somebody without an account said: how and where, so many days ago, in which name, on the paragraph that
    holds the words `on` (none: on the whole text)."""

    channel: Channel
    place: str
    days_ago: int
    name: str
    kind: CommentKind
    body: str
    on: str = ""
