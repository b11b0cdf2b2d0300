"""A browser without a screen: it keeps cookies and fills in forms, to sign in to peers as people do."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

from tests.client import filled
from tests.inspector import parsed


class Visitor:
    """One who looks at the pages of the server on `port`."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}

    @property
    def headers(self) -> dict[str, str]:
        """The headers by which the server knows this visitor."""
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}

    def get(self, path: str) -> str:
        """A page."""
        return self._ask("GET", path)

    def form(self, path: str, field: str) -> dict[str, str]:
        """What the form on a page holds that has this `field`."""
        forms = [filled(each) for each in parsed(self.get(path)).all("form")]
        return next(each for each in forms if field in each)

    def post(self, path: str, form: dict[str, str]) -> str:
        """What comes of a form that is sent."""
        return self._ask("POST", path, urlencode(form).encode())

    def _ask(self, method: str, path: str, body: bytes | None = None) -> str:
        line = HTTPConnection("127.0.0.1", self._port, timeout=120)
        sent = self.headers | ({"Content-Type": "application/x-www-form-urlencoded"} if body else {})
        line.request(method, path, body, sent)
        answer = line.getresponse()
        said = answer.read().decode()
        self._keep(answer)
        line.close()
        if answer.status >= 400:
            raise AssertionError(f"{method} {path}: {answer.status}")
        return said

    def _keep(self, answer: HTTPResponse) -> None:
        for each in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = each.partition(";")[0].partition("=")
            self._cookies[name] = value
