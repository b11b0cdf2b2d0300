"""The plain values that the Yjs protocol is made of (lib0's encoding), read strictly."""

from __future__ import annotations

MOST_NUMBER = 2**53 - 1
"""The largest number that JavaScript counts with, and so the largest id of a client."""


class Malformed(ValueError):
    """Bytes that no honest client sends."""


class Reader:
    """Reads values from `data`, one after the other; Malformed where one is not there, or not as it should be."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        """How many bytes are still to be read."""
        return len(self._data) - self._at

    def byte(self) -> int:
        """The next byte, 0 to 255."""
        if not self.left:
            raise Malformed("It ends too early.")
        self._at += 1
        return self._data[self._at - 1]

    def number(self, most: int = MOST_NUMBER) -> int:
        """A whole number from 0 to `most`: seven bits a byte, the lowest first, the eighth says that more follow."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if value > most or shift > 49:
                raise Malformed("A number is too large.")
            if byte < 0x80:
                return value
            shift += 7

    def piece(self) -> bytes:
        """Bytes that follow their number."""
        length = self.number()
        if length > self.left:
            raise Malformed("It ends too early.")
        self._at += length
        return self._data[self._at - length : self._at]

    def string(self) -> str:
        """Text in UTF-8 that follows the number of its bytes."""
        try:
            return self.piece().decode()
        except UnicodeDecodeError as fault:
            raise Malformed("It is not in UTF-8.") from fault

    def end(self) -> None:
        """Nothing may follow."""
        if self.left:
            raise Malformed("It goes on after its end.")
