"""Which part of a long list an address asks for."""

from __future__ import annotations

from flask import request

from policyspace.foundation.paging import Span

MOST_DIGITS = 18


def asked_span(*, limit: int = 50) -> Span:
    """The span that `?before=` or `?after=` names; what is no key is passed over."""
    return Span(before=_key("before"), after=_key("after"), limit=limit)


def _key(name: str) -> int | None:
    said = request.args.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS else None
