"""Which peers stand beside ours, where, and what is said of those that cannot be had."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.served import flaskbb, mediawiki, misago, redmine, wiki
from bench.served.peers import LeftOut
from bench.served.rounds import Subject


@dataclass(frozen=True)
class Peer:
    """What people would use instead: how it is started over a text, and beside which of our runs it stands."""

    name: str
    start: Callable[[Path, str], AbstractContextManager[Subject]]
    database: str
    size: int
    only_full: bool = True


PEERS = (
    Peer(wiki.NAME, wiki.django_wiki, "sqlite", 1_000, only_full=False),
    Peer(misago.NAME, misago.misago, "postgresql", 10_000),
    Peer(redmine.NAME, redmine.redmine, "postgresql", 10_000),
    Peer(flaskbb.NAME, flaskbb.flaskbb, "postgresql", 10_000),
    Peer(mediawiki.NAME, mediawiki.mediawiki, "sqlite", 10_000),
)


def beside(
    stack: ExitStack, room: Path, text: str, run: tuple[str, int], *, full: bool
) -> Iterator[Subject | tuple[str, str]]:
    """The peers that stand beside the run on this database with so many comments; of one left out, its name and why.

    They serve until the `stack` is closed.
    """
    for peer in PEERS:
        if (peer.database, peer.size) != run or (peer.only_full and not full):
            continue
        folder = room / peer.start.__name__
        folder.mkdir()
        print(f"starting {peer.name}", flush=True)
        try:
            yield stack.enter_context(peer.start(folder, text))
        except LeftOut as why:
            yield _left_out(peer, str(why))


def without(databases: Sequence[str], *, full: bool) -> list[tuple[str, str]]:
    """The peers that stand beside runs on other databases than can be measured here, and why they are left out."""
    return [
        _left_out(peer, f"{peer.database} does not answer")
        for peer in PEERS
        if peer.database not in databases and (full or not peer.only_full)
    ]


def _left_out(peer: Peer, why: str) -> tuple[str, str]:
    print(f"left out: {peer.name}: {why}", flush=True)
    return peer.name, why
