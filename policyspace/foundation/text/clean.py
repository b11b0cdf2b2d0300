"""Text as it is stored: Unicode in form NFC, line feeds only, nothing that hides or reorders what is read."""

from __future__ import annotations

import re
import unicodedata

# Besides CR and CRLF: what word processors and old files put between lines. Words must not run together.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

# C0 and C1 controls but tab and line feed; lone surrogates; the embedding, override and isolate controls with
# which a text is shown in another order than it is stored (CVE-2021-42574); byte-order marks; code points that
# are no characters, which no XML file may hold. The marks U+200E, U+200F and U+061C stay: honest right-to-left
# text needs them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def clean_text(text: str) -> str:
    """`text` in NFC with line feeds, without unwanted controls. Spaces at line ends stay: they break lines.

    Removal comes before NFC, so that a letter and its accent parted by a control still meet: cleaning twice
    gives what cleaning once gives.
    """
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)))


def clean_line(text: str) -> str:
    """`text` for a field of one line: cleaned, every run of white space one space, none at the ends."""
    return " ".join(clean_text(text).split())
