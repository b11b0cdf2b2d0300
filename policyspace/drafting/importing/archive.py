"""A Word document as the archive it is: looked through before anything reads it.

Nothing is taken on trust: what an entry unpacks to is counted while it is unpacked, and every part that is XML must
do without a document type, and so without entities.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pyexpat import ExpatError
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - it is an exception

MOST_ENTRIES = 1_000
MOST_UNPACKED = 50 * 1024 * 1024
MOST_DEPTH = 256
_PIECE = 256 * 1024
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
_EMBEDDED = "word/embeddings/"


class Refused(Exception):
    """The document is not opened. `reason` is one of those that `reading` has a sentence for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a Word document that are XML, by name. Raises Refused."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return _parts(archive)
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, OSError, ValueError) as fault:
        raise Refused("damaged") from fault


def _parts(archive: ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refused("many_entries")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or not all(map(_is_plain, names)):
        raise Refused("unsafe")
    if "[Content_Types].xml" not in names or "_rels/.rels" not in names:
        raise Refused("no_word")
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for entry in entries:
        body = _read(archive, entry, left)
        left -= len(body)
        if body.startswith(_ARCHIVES) and not entry.filename.startswith(_EMBEDDED):
            raise Refused("unsafe")
        if entry.filename.lower().endswith((".xml", ".rels")):
            read_xml(body)
            parts[entry.filename] = body
    return parts


def _is_plain(name: str) -> bool:
    """Whether a name stays inside the archive: relative, without steps up, for one system only."""
    steps = name.rstrip("/").split("/")
    return bool(name) and "\\" not in name and ":" not in name and not {"", ".", ".."} & set(steps)


def _read(archive: ZipFile, entry: ZipInfo, most: int) -> bytes:
    """What an entry unpacks to, counted as it comes. Raises Refused."""
    if entry.flag_bits & _ENCRYPTED:
        raise Refused("encrypted")
    if entry.compress_type not in _METHODS:
        raise Refused("unsafe")
    body = bytearray()
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            body += piece
            if len(body) > most:
                raise Refused("bomb")
    return bytes(body)


def read_xml(body: bytes, begin: Callable[[str, dict[str, str]], None] | None = None) -> None:
    """Read XML, telling `begin` of each element. Raises Refused where it is none, or more than plain XML."""
    parser = expat.ParserCreate()
    depth = 0

    def refuse(*_: Any) -> None:
        raise Refused("unsafe")

    def enter(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise Refused("unsafe")
        if begin is not None:
            begin(name, attributes)

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(body, True)
    except ExpatError as fault:
        raise Refused("damaged") from fault
