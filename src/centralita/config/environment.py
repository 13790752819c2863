"""What the environment asks for, read once and typed. `.env.example` explains every name."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from centralita.identity.plans.catalogue import Plan


def _flag(value: str | None, default: bool) -> bool:
    if value is None or value == "":
        return default
    return value.strip().lower() in {"1", "true", "yes", "on"}


def _list(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings an operator makes. Nothing here is a secret that may be logged."""

    production: bool
    home: Path
    public_url: str
    database_url: str | None
    database_owner_url: str | None
    redis_url: str | None
    allowed_hosts: tuple[str, ...]
    mail_url: str | None
    mail_api: str | None
    mail_api_key: str | None
    mail_from: str
    signup_open: bool
    trusted_proxies: int
    log_level: str
    allow_private_hosts: tuple[str, ...]
    default_plan: Plan

    @classmethod
    def read(cls, variables: "os._Environ[str] | dict[str, str] | None" = None) -> Self:
        """From the process's environment, or from the mapping given."""
        env = os.environ if variables is None else variables
        production = env.get("CENTRALITA_ENV", "development") == "production"
        public_url = env.get("CENTRALITA_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
        return cls(
            production=production,
            home=Path(env.get("CENTRALITA_HOME") or ".centralita").absolute(),
            public_url=public_url,
            database_url=env.get("DATABASE_URL") or None,
            database_owner_url=env.get("DATABASE_OWNER_URL") or None,
            redis_url=env.get("REDIS_URL") or None,
            allowed_hosts=_list(env.get("CENTRALITA_ALLOWED_HOSTS")),
            mail_url=env.get("CENTRALITA_MAIL_URL") or None,
            mail_api=env.get("CENTRALITA_MAIL_API") or None,
            mail_api_key=env.get("CENTRALITA_MAIL_API_KEY") or None,
            mail_from=env.get("CENTRALITA_MAIL_FROM", "Centralita <no-reply@localhost>"),
            signup_open=_flag(env.get("CENTRALITA_SIGNUP_OPEN"), default=True),
            trusted_proxies=int(env.get("CENTRALITA_TRUSTED_PROXIES", "0") or 0),
            log_level=env.get("CENTRALITA_LOG_LEVEL", "INFO").upper(),
            allow_private_hosts=_list(env.get("CENTRALITA_ALLOW_PRIVATE_HOSTS")),
            default_plan=Plan(env.get("CENTRALITA_DEFAULT_PLAN") or Plan.STARTER),
        )
