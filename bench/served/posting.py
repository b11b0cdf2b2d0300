"""What is sent to ours: comments and revisions, as a browser sends the forms of its pages."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from functools import lru_cache
from random import sample, shuffle
from urllib.parse import urlencode

from bench.served.load import Request, fetch, send
from tests.client import filled
from tests.inspector import parsed


def comments(port: int, document: str, cookies: Sequence[str], count: int) -> list[Request]:
    """So many new comments on the document at that path, by as many of those who have `cookies`, or by all in turn."""
    action = f"{document}/comments"
    forms = [_kept_form(port, document, action, each) for each in sample(cookies, min(count, len(cookies)))]
    posts = []
    for number in range(count):
        form, headers = forms[number % len(forms)]
        words = {"kind": "experience", "body": f"What I saw, the {secrets.token_hex(8)}th time."}
        posts.append(_post(action, form | words, headers))
    return posts


def revisions(port: int, document: str, cookie: str, count: int) -> list[Request]:
    """So many revisions, each a sentence more than the one before."""
    path = f"{document}/edit"
    form, headers = _form(port, path, path, cookie)
    base, words = int(form["base_number"]), form["text"]
    posts = []
    for number, (old, changed) in enumerate(_changes(words, count)):
        words = words.replace(old, changed)
        posts.append(_post(path, form | {"text": words, "base_number": str(base + number)}, headers))
    return posts


def merges(port: int, document: str, cookie: str, count: int) -> list[Request]:
    """So many revisions with a sentence more than one that another has followed already."""
    path = f"{document}/edit"
    form, headers = _form(port, path, path, cookie)
    told = [{"text": form["text"].replace(*each)} for each in _changes(form["text"], count + 1)]
    first, *posts = [_post(path, form | each, headers) for each in told]
    assert not send(port, [first]).errors
    return posts


def _changes(text: str, count: int) -> list[tuple[str, str]]:
    """So many paragraphs of a text, no two the same, each with what it is to become."""
    paragraphs = [each for each in text.split("\n\n") if len(each) > 150 and text.count(each) == 1]
    shuffle(paragraphs)
    return [(each, f"{each} So it is, {secrets.token_hex(4)}.") for each in paragraphs[:count]]


@lru_cache(maxsize=1000)
def _kept_form(port: int, page: str, action: str, cookie: str) -> tuple[dict[str, str], dict[str, str]]:
    """The same form for every round: a browser fetches it once, too."""
    return _form(port, page, action, cookie)


def _form(port: int, page: str, action: str, cookie: str) -> tuple[dict[str, str], dict[str, str]]:
    """What the form on a page holds, and the headers by which it is sent."""
    body = fetch(port, page, {"Cookie": cookie})[1].decode()
    form = next(each for each in parsed(body).all("form") if _sends(each.attributes, action))
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return filled(form), headers


def _sends(form: Mapping[str, str], action: str) -> bool:
    """Whether a form with these attributes is sent to `action`."""
    return form.get("method") == "post" and form.get("action", "").partition("#")[0] in {action, ""}


def _post(path: str, form: dict[str, str], headers: dict[str, str]) -> Request:
    body = urlencode(form | {"idempotency_key": secrets.token_hex(16)}).encode()
    return Request(path, lambda status, _body: status == 303, "POST", body, headers)
