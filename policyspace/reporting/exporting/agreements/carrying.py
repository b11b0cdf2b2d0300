"""A file for people that carries the one for the verifier: a comment in it, which no reader shows.

The comment ends with a seal and a digest of the whole file, so that a changed byte of what people see is found, too.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from policyspace.foundation.tokens import derived_token, same_token

MARK = b"policyspace-agreement:"
_CARRIED = re.compile(
    rb"policyspace-agreement:(?P<inside>[A-Za-z0-9+/]+=*):(?P<seal>[\w-]{43}):(?P<digest>[0-9a-f]{64})",
    re.ASCII,
)
_END_OF_PDF = b"startxref"


@dataclass(frozen=True, slots=True)
class Carried:
    """What such a file carries. `whole`: every byte of it is as it was written, as far as the file itself can tell."""

    inside: bytes
    whole: bool
    seal: str
    sealed: str

    def is_own(self, secret: str) -> bool:
        """Whether it was made by whoever holds `secret`."""
        return same_token(self.seal, _seal(secret, self.sealed))


def carry_in_html(page: bytes, inside: bytes, secret: str) -> bytes:
    """The page, and `inside` in a comment after its end."""
    return _joined(page + b"<!-- ", inside, b" -->\n", secret)


def carry_in_pdf(file: bytes, inside: bytes, secret: str) -> bytes:
    """The PDF, and `inside` in a comment before its last lines: no place in the file that it refers to moves."""
    before, last, after = file.rpartition(_END_OF_PDF)
    return _joined(before + b"%", inside, b"\n" + last + after, secret)


def open_carried(file: bytes) -> Carried | None:
    """What `file` carries, None where it carries nothing."""
    found = _CARRIED.match(file, max(file.rfind(MARK), 0))
    if found is None:
        return None
    before, sealed_end, after = (
        file[: found.start("seal")],
        file[: found.start("digest")],
        file[found.end() :],
    )
    try:
        inside = b64decode(found["inside"], validate=True)
    except binascii.Error:
        return None
    return Carried(
        inside,
        whole=_digest(sealed_end, after) == found["digest"].decode(),
        seal=found["seal"].decode(),
        sealed=_digest(before, after),
    )


def _joined(before: bytes, inside: bytes, after: bytes, secret: str) -> bytes:
    before += MARK + b64encode(inside) + b":"
    sealed = before + _seal(secret, _digest(before, after)).encode() + b":"
    return sealed + _digest(sealed, after).encode() + after


def _seal(secret: str, digest: str) -> str:
    return derived_token(secret, "agreement shown", digest)


def _digest(before: bytes, after: bytes) -> str:
    """Of both parts, and of where one ends."""
    return sha256(b"%d:" % len(before) + before + after).hexdigest()
