"""Where requests come from."""

from __future__ import annotations

from ipaddress import ip_address


def network_of(address: str | None) -> str:
    """The network of an address, as limits count it: of IPv6 the half that names it, which one person holds."""
    if not address or ":" not in address:
        return address or ""
    return ":".join(ip_address(address.partition("%")[0]).exploded.split(":")[:4])
