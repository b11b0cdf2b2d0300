"""Templates as Python compiles them, kept beside their sources as Python keeps modules: in `__pycache__`."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class KeptTemplates(FileSystemBytecodeCache):
    """Compiled templates in `folder`; each is compiled again when its source is another.

    Whoever can write there can write the templates as well. Where we cannot, nothing is kept.
    """

    def __init__(self, folder: Path, env: Environment) -> None:
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
        super().__init__(str(folder), f"{_compiler(env)}.%s.jinja")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find one that was kept."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiler(env: Environment) -> str:
    """What compiles, besides Python and the source: of another compiler nothing that is kept can be used."""
    settled = (
        version("jinja2"),
        sorted(env.extensions),
        env.trim_blocks,
        env.lstrip_blocks,
        env.undefined.__name__,
    )
    return sha256(repr(settled).encode()).hexdigest()[:12]
