"""What a file is, told by its beginning and not by its name."""

from __future__ import annotations

MARKDOWN, WORD = "markdown", "word"

_STARTS = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rich_text"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"Rar!", "other"),
    (b"7z\xbc\xaf", "other"),
    (b"\x1f\x8b", "other"),
    (b"\x7fELF", "other"),
    (b"MZ\x90\x00", "other"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_HTML = (b"<!doctype html", b"<html")


def kind_of(content: bytes) -> str:
    """`markdown`, `word`, or what else it is: a reason for which it is refused."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return "empty"
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content.startswith(_OLE):
        return "encrypted" if _ENCRYPTED in content else "old_word"
    if content.startswith(_ZIP):
        return "open_document" if _OPEN_DOCUMENT in content[:200] else WORD
    if content.lstrip()[:20].lower().startswith(_HTML):
        return "web_page"
    return MARKDOWN
