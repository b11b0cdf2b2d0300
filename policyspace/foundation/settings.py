"""Settings: read from the environment once, refused when they would be unsafe in production."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DATA = Path(".data")


class BadSettings(Exception):
    """The process must not start like this. Says every reason at once."""


def setting(name: str, help_text: str, default: Any = "") -> Any:
    """A field read from the environment variable `name`; `help_text` is printed in the README."""
    return field(default=default, metadata={"name": name, "help": help_text})


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. Empty means not set."""

    mode: str = setting(
        "POLICYSPACE_MODE",
        "`production`, `development` or `demonstration` (made-up people sign in by name, letters are kept)",
        "development",
    )
    secret_key: str = setting(
        "SECRET_KEY", "Signs cookies and emailed links; at least 32 characters. Needed in production"
    )
    public_url: str = setting(
        "PUBLIC_URL", "Where people find the site, for links in letters", "http://127.0.0.1:8000"
    )
    database_url: str = setting(
        "DATABASE_URL",
        "SQLite or PostgreSQL (`postgresql+psycopg://…`)",
        f"sqlite:///{(DATA / 'policyspace.sqlite3').absolute()}",
    )
    redis_url: str = setting(
        "REDIS_URL",
        "Redis (`redis://…`) that tells each of several processes at once what is typed in another; without it they "
        "find that out from the database within a second or two",
    )
    smtp_url: str = setting(
        "SMTP_URL",
        "`smtp://user:password@host:587` (STARTTLS when offered) or `smtps://…`. Needed in production",
    )
    mail_from: str = setting(
        "MAIL_FROM", "Address letters come from. Needed in production", "policyspace@localhost"
    )
    proxies: int = setting(
        "TRUSTED_PROXIES", "How many proxies in front may tell the address and scheme of the reader", 0
    )
    threads: int = setting("THREADS", "Threads that answer page requests in `policyspace serve`", 16)
    worker: bool = setting(
        "WORKER", "`0` when letters are sent by a separate `policyspace work`, not by `serve`", True
    )
    form_seconds: int = setting(
        "FORM_SECONDS",
        "A newcomer's form that comes back in fewer seconds waits for a facilitator; `0`: none does",
        3,
    )
    kept_pages: int = setting(
        "KEPT_PAGES",
        "Megabytes of memory in which each process keeps pages that are alike for every visitor, as many again for "
        "pages of one reader, and for pieces of pages that readers share; `0`: none",
        32,
    )
    log_level: str = setting("LOG_LEVEL", "`DEBUG`, `INFO`, `WARNING` or `ERROR`", "INFO")
    contact_email: str = setting(
        "CONTACT_EMAIL", "Where readers ask for help; printed on every page", "help@policyspace.example"
    )

    @property
    def production(self) -> bool:
        return self.mode == "production"

    @property
    def demonstration(self) -> bool:
        return self.mode == "demonstration"

    @property
    def site(self) -> str:
        """The address before every path of ours, without a slash at its end."""
        return self.public_url.rstrip("/")

    @property
    def secure(self) -> bool:
        """Whether people reach the site over HTTPS: cookies are then `Secure` and `__Host-`."""
        return self.public_url.startswith("https://")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in `environment` (default: the process's own).

    Raises BadSettings with every reason when a value cannot be read or production would be unsafe.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for each in fields(Settings):
        said = environment.get(each.metadata["name"], "")
        if said:
            try:
                values[each.name] = _read(said, each.default)
            except ValueError:
                wrong.append(f"{each.metadata['name']} must be a whole number, not {said!r}")
    settings = Settings(**values)
    wrong += _unsafe(settings)
    if wrong:
        raise BadSettings("; ".join(wrong))
    return settings if settings.secret_key else _with_own_secret(settings)


def _read(said: str, default: Any) -> Any:
    if isinstance(default, bool):
        return said.lower() not in {"0", "no", "false", "off"}
    return int(said) if isinstance(default, int) else said


def _unsafe(settings: Settings) -> list[str]:
    wrong = []
    if settings.mode not in {"production", "development", "demonstration"}:
        wrong.append("POLICYSPACE_MODE must be production, development or demonstration")
    if settings.secret_key and len(settings.secret_key) < 32:
        wrong.append("SECRET_KEY must have at least 32 characters")
    if settings.threads < 1 or settings.proxies < 0 or settings.kept_pages < 0:
        wrong.append("THREADS must be at least 1, TRUSTED_PROXIES and KEPT_PAGES at least 0")
    wrong += _not_addresses(settings)
    if not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", settings.mail_from):
        wrong.append("MAIL_FROM must be an email address")
    if settings.log_level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        wrong.append("LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR")
    return wrong + (_unsafe_in_production(settings) if settings.production else [])


def _not_addresses(settings: Settings) -> list[str]:
    addresses = (
        ("SMTP_URL", settings.smtp_url, ("smtp", "smtps")),
        ("REDIS_URL", settings.redis_url, ("redis", "rediss")),
        ("PUBLIC_URL", settings.public_url or "://", ("http", "https")),
    )
    return [
        f"{name} must start with {schemes[0]}:// or {schemes[1]}:// and name a host"
        for name, said, schemes in addresses
        if said and not _is_address(said, *schemes)
    ]


def _is_address(said: str, *schemes: str) -> bool:
    try:
        parts = urlsplit(said)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False  # the port is not a number


def _unsafe_in_production(settings: Settings) -> list[str]:
    checks = {
        "SECRET_KEY is needed in production": settings.secret_key,
        "SMTP_URL is needed in production": settings.smtp_url,
        "PUBLIC_URL must start with https:// in production": settings.secure,
        "MAIL_FROM is needed in production": not settings.mail_from.endswith("@localhost"),
    }
    return [sentence for sentence, fine in checks.items() if not fine]


def _with_own_secret(settings: Settings) -> Settings:
    """Outside production: a random secret, made once and kept beside the database."""
    place = DATA / "secret-key"
    if not place.exists():
        _keep_secret(place)
    return replace(settings, secret_key=place.read_text())


def _keep_secret(place: Path) -> None:
    """Make the file whole or not at all, and only once, however many processes start at the same moment."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"secret-key.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(draft, place)
    draft.unlink()
