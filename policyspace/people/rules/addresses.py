"""Email addresses, in the one form in which they are kept and compared.

Simple and tolerant: whether a mailbox exists is proved by the letter that reaches it, not by a pattern.
"""

from __future__ import annotations

import unicodedata

MOST = 254
"""Characters of an address that mail can carry (RFC 5321, with RFC 3696's erratum 1690)."""

_MOST_LOCAL = 64
_MOST_DOMAIN = 253
_MOST_LABEL = 63
_NEVER = frozenset('()<>[]{},;:\\"@%')
"""Signs that end, quote or route an address in a letter's head; no mailbox in use has one."""


def email_or_none(typed: str) -> str | None:
    """`typed` as it is kept (lower case, NFC, without spaces around it), or None when it is no address."""
    local, at, domain = _folded(typed.strip()).rpartition("@")
    if not at or not local or len(local.encode()) > _MOST_LOCAL or not _is_plain(local):
        return None
    if local[0] == "." or local[-1] == "." or ".." in local:
        return None
    kept = domain_or_none(domain)
    return f"{local}@{kept}" if kept and len(local) + 1 + len(kept) <= MOST else None


def domain_or_none(typed: str) -> str | None:
    """`typed` as a domain is kept ("northfield.gov.uk"), or None when it is none. Any script will do."""
    domain = _folded(typed.strip()).removeprefix("@")
    labels = domain.split(".")
    if len(labels) < 2 or len(domain) > _MOST_DOMAIN or not _is_plain(domain):
        return None
    return domain if all(_is_label(each) for each in labels) and not labels[-1].isdecimal() else None


def domain_of(email: str) -> str:
    """The domain of a kept address."""
    return email.rpartition("@")[2]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())


def _is_plain(text: str) -> bool:
    """No sign of a letter's head, no space, nothing that is not seen (categories Z and C of Unicode)."""
    return not any(sign in _NEVER or unicodedata.category(sign)[0] in "ZC" for sign in text)


def _is_label(label: str) -> bool:
    """Letters, marks, digits and hyphens, with no hyphen at an end."""
    if not label or len(label) > _MOST_LABEL or label[0] == "-" or label[-1] == "-":
        return False
    return all(sign == "-" or unicodedata.category(sign)[0] in "LMN" for sign in label)
