"""Peers that Debian has: installed by its own tool where they are not there yet."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from bench.served import peers


def installed(wanted: Sequence[str], answers: Sequence[str] = ()) -> None:
    """Have these packages, with `answers` to what they ask when they are installed. Raises LeftOut."""
    if not shutil.which("apt-get"):
        raise peers.LeftOut("it is installed from Debian's packages, and this is not Debian")
    missing = [each for each in wanted if not _is_there(each)]
    if not missing:
        return
    if os.geteuid() != 0:
        raise peers.LeftOut(f"only root can install {' '.join(missing)}")
    if answers:
        subprocess.run(["debconf-set-selections"], input="\n".join(answers), text=True, check=True)
    told = peers.inherited(DEBIAN_FRONTEND="noninteractive")
    peers.run(["apt-get", "-qq", "update"], told)
    peers.run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", *missing], told)


def _is_there(package: str) -> bool:
    asked = ["dpkg-query", "--show", "--showformat", "${db:Status-Status}", package]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout == "installed"
