"""Reckoning about letters: one source rendered as plain text and as HTML of the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import escape

from policyspace.foundation.text.clean import clean_line, clean_text

HELD_BACK = "\ue000"
"""Stands in a kept letter for the token in its link: a sign for private use, that nobody types."""

MOST_SUBJECT = 200
MOST_QUOTED = 600


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two."""

    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to `path`, which begins with a slash; the one thing to do is a `button`."""

    words: str
    path: str
    button: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, set apart; a long text is cut, unless its writer gets it back `whole`."""

    words: str
    whole: bool = False

    @property
    def lines(self) -> list[str]:
        text = clean_text(self.words.replace(HELD_BACK, "")).strip()
        if len(text) > MOST_QUOTED and not self.whole:
            text = text[:MOST_QUOTED].rsplit(None, 1)[0] + " …"
        return [" ".join(line.split()) for line in text.split("\n")]


Part = Paragraph | Link | Quote


@dataclass(frozen=True, slots=True)
class Wording:
    """What a letter says: `stop_path` leads to where its reader can stop letters of this kind."""

    subject: str
    parts: tuple[Part, ...]
    stop_path: str | None = None


def as_subject(words: str) -> str:
    """One line, cut to what fits; nothing in it can begin another line of a letter's head."""
    line = _line(words)
    return line if len(line) <= MOST_SUBJECT else line[: MOST_SUBJECT - 2].rstrip() + " …"


def as_text(wording: Wording, site: str) -> str:
    """The letter as plain text; `site` is the address of the service without a slash at its end."""
    return "\n\n".join(_text_of(part, site) for part in wording.parts) + "\n"


def _text_of(part: Part, site: str) -> str:
    if isinstance(part, Quote):
        return "\n".join(f"> {line}".rstrip() for line in part.lines)
    words = _line(part.words)
    return f"{words}\n{site}{part.path}" if isinstance(part, Link) else words


_BODY = "margin:0;padding:24px 16px;max-width:600px;font:18px/1.5 Helvetica,Arial,sans-serif;color:#0b0c0c"
_QUOTE = "margin:0 0 20px;padding:4px 0 4px 16px;border-left:4px solid #b1b4b6"
_BUTTON = "display:inline-block;padding:10px 16px;background:#0e4a42;color:#ffffff;font-weight:bold"


def as_html(wording: Wording, site: str, language: str) -> str:
    """The letter as HTML: the same words in the same order, with everything people wrote escaped."""
    inside = "\n".join(_html_of(part, site) for part in wording.parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(as_subject(wording.subject))}</title></head>\n"
        f'<body style="{_BODY}">\n{inside}\n</body>\n</html>\n'
    )


def _html_of(part: Part, site: str) -> str:
    if isinstance(part, Quote):
        inside = "<br>\n".join(str(escape(line)) for line in part.lines)
        return f'<blockquote dir="auto" style="{_QUOTE}">{inside}</blockquote>'
    inside = str(escape(_line(part.words)))
    if isinstance(part, Link):
        style = f' style="{_BUTTON}"' if part.button else ""
        inside = f'<a href="{escape(site + part.path)}"{style}>{inside}</a>'
    return f'<p style="margin:0 0 20px">{inside}</p>'


def _line(words: str) -> str:
    """One line of ours, with what people named in it; the sign that stands for a token is ours alone."""
    return clean_line(words.replace(HELD_BACK, ""))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a letter as it is read back from its text: its lines, and the path of its link, if it has one."""

    lines: tuple[str, ...]
    path: str | None = None
    quoted: bool = False


def pieces_of(text: str, site: str) -> Iterator[Piece]:
    """The parts of a letter that `as_text` made, for the page that shows it."""
    for block in text.strip("\n").split("\n\n"):
        lines = block.split("\n")
        if lines[0].startswith(">"):
            yield Piece(tuple(line.removeprefix(">").removeprefix(" ") for line in lines), quoted=True)
        elif len(lines) > 1 and lines[-1].startswith(f"{site}/"):
            yield Piece(tuple(lines[:-1]), path=lines[-1].removeprefix(site))
        else:
            yield Piece(tuple(lines))
