"""What this process keeps so as not to draw it again: so many bytes in all, what is asked for least makes room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """Values by key, `most_bytes` in all as `size` counts them in bytes. 0: none is kept."""

    def __init__(self, most_bytes: int, size: Callable[[Value], int]) -> None:
        self.most_bytes = most_bytes
        self._size = size
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def find(self, key: Key) -> Value | None:
        """The value under `key`, asked for most lately now."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def keep(self, key: Key, value: Value) -> None:
        """Keep `value` under `key`, in the place of the one that stood there."""
        with self._lock:
            before = self._values.pop(key, None)
            self._bytes += self._size(value) - (self._size(before) if before is not None else 0)
            self._values[key] = value
            while self._bytes > self.most_bytes:
                _key, gone = self._values.popitem(last=False)
                self._bytes -= self._size(gone)

    def clear(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._values.clear()
            self._bytes = 0
