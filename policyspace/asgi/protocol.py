"""HTTP as uvicorn reads it with httptools, with a limit to the head of a request, which it has not of its own."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD = 64 * 1024


class Protocol(HttpToolsProtocol):
    """One connection."""

    _in_head = True
    _head = 0

    def data_received(self, data: bytes) -> None:
        """Refuse a head that does not end."""
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > MOST_HEAD and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._in_head = True

    def on_headers_complete(self) -> None:
        """Its head is here."""
        self._in_head, self._head = False, 0
        super().on_headers_complete()
