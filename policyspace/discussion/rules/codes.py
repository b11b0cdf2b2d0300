"""Codes that people type from paper: eight signs in two groups, none of which looks or sounds much like another."""

from __future__ import annotations

SIGNS = "2346789CDFHJKMPQRTVWXY"
"""No vowels, so that no code spells a word, and of signs that look alike (2 Z, 5 S, 6 G, 8 B, M N) one at most: 35 bits
in all."""
LENGTH = 8
GROUP = 4
BETWEEN = " \t\u00a0-‐‑–—_.,·/"
"""What people type between the groups."""


def shown_code(code: str) -> str:
    """The code as it is printed: "CDFH-2346"."""
    return f"{code[:GROUP]}-{code[GROUP:]}"


def code_or_none(typed: str) -> str | None:
    """The code in what somebody typed, in small letters or large, with anything between the groups; None if it is
    none."""
    if len(typed) > 10 * LENGTH:
        return None
    code = "".join(each for each in typed.upper() if each not in BETWEEN)
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else None
