"""What the environment asks for, read once and typed. `.env.example` explains every name."""

import math
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from centralita.identity.plans.catalogue import Plan
from centralita.kit.errors import AppError, Category
from centralita.kit.storage import Bucket

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class SettingMalformed(AppError):
    """A variable says what nobody understands. Data: `variable`, and `allowed`, what it may be instead."""

    code = "setting_malformed"
    category = Category.UNAVAILABLE


def _one_of(env: Mapping[str, str], variable: str, allowed: Collection[str], otherwise: str) -> str:
    value = env.get(variable, "").strip() or otherwise
    # A misspelt `production` must not quietly mean development.
    if value not in allowed:
        raise SettingMalformed(variable=variable, allowed=", ".join(allowed))
    return value


def _flag(env: Mapping[str, str], variable: str, *, otherwise: bool) -> bool:
    value = env.get(variable, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise SettingMalformed(variable=variable, allowed="true, false")
    return otherwise


def _count(env: Mapping[str, str], variable: str, *, otherwise: int | None) -> int | None:
    value = env.get(variable, "").strip().replace("_", "")
    if not value:
        return otherwise
    if not (value.isascii() and value.isdigit()):
        raise SettingMalformed(variable=variable, allowed="0, 1, 2 …")
    return int(value)


def _factor(env: Mapping[str, str], variable: str, *, otherwise: float) -> float:
    value = env.get(variable, "").strip()
    try:
        factor = float(value) if value else otherwise
    except ValueError:
        factor = math.nan
    if factor != 0 and not 0.1 <= factor <= 1_000:
        raise SettingMalformed(variable=variable, allowed="0, 0.1 … 1000")
    return factor


def _address(env: Mapping[str, str], variable: str, *schemes: str) -> str | None:
    value = env.get(variable, "").strip()
    if value and not (value.partition("://")[0] in schemes and value.partition("://")[2]):
        # It may hold a password, so it is not shown.
        raise SettingMalformed(variable=variable, allowed=", ".join(f"{scheme}://…" for scheme in schemes))
    return value or None


def _bucket(env: Mapping[str, str], variable: str) -> Bucket | None:
    value = env.get(variable, "").strip()
    try:
        return Bucket.read(value) if value else None
    except ValueError:
        allowed = "s3://bucket/folder?endpoint=https://…&region=…"
        raise SettingMalformed(variable=variable, allowed=allowed) from None


def _importable(env: Mapping[str, str], variable: str, module: str, allowed: str) -> str | None:
    """The value of a variable that needs a library's part."""
    value = env.get(variable, "").strip()
    try:
        there = not value or find_spec(module.format(value)) is not None
    except (ImportError, ValueError):
        there = False
    if not there:
        raise SettingMalformed(variable=variable, allowed=allowed)
    return value or None


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
    bucket: Bucket | None
    mail_url: str | None
    mail_api: str | None
    mail_api_key: str | None
    mail_from: str
    signup_open: bool
    trusted_proxies: int
    log_level: str
    allow_private_hosts: tuple[str, ...]
    default_plan: Plan
    model_tokens_a_day: int | None
    sandbox_pace: float
    embedding_model: Path | None

    @classmethod
    def read(cls, variables: Mapping[str, str] | None = None) -> Self:
        """From the process's environment, or from the mapping given. Raises SettingMalformed."""
        env = os.environ if variables is None else variables
        public_url = _address(env, "CENTRALITA_PUBLIC_URL", "http", "https") or "http://127.0.0.1:8000"
        database = ("postgresql", "postgres")
        redis_url = _address(env, "REDIS_URL", "redis", "rediss", "unix")
        if redis_url and find_spec("redis") is None:
            raise SettingMalformed(
                variable="REDIS_URL", allowed="left out, or used after `pip install redis`"
            )
        log_level = {**env, "CENTRALITA_LOG_LEVEL": env.get("CENTRALITA_LOG_LEVEL", "").upper()}
        return cls(
            production=_one_of(env, "CENTRALITA_ENV", ("development", "production"), "development")
            == "production",
            home=Path(env.get("CENTRALITA_HOME") or ".centralita").absolute(),
            public_url=public_url.rstrip("/"),
            database_url=_address(env, "DATABASE_URL", *database),
            database_owner_url=_address(env, "DATABASE_OWNER_URL", *database),
            redis_url=redis_url,
            allowed_hosts=_list(env.get("CENTRALITA_ALLOWED_HOSTS")),
            bucket=_bucket(env, "CENTRALITA_FILES"),
            mail_url=_address(env, "CENTRALITA_MAIL_URL", "smtp", "smtp+tls", "smtps"),
            mail_api=_importable(
                env,
                "CENTRALITA_MAIL_API",
                "anymail.backends.{}",
                "mailgun, postmark, sendgrid, brevo, resend …",
            ),
            mail_api_key=env.get("CENTRALITA_MAIL_API_KEY") or None,
            mail_from=env.get("CENTRALITA_MAIL_FROM") or "Centralita <no-reply@localhost>",
            signup_open=_flag(env, "CENTRALITA_SIGNUP_OPEN", otherwise=True),
            trusted_proxies=_count(env, "CENTRALITA_TRUSTED_PROXIES", otherwise=0) or 0,
            log_level=_one_of(log_level, "CENTRALITA_LOG_LEVEL", _LEVELS, "INFO"),
            allow_private_hosts=_list(env.get("CENTRALITA_ALLOW_PRIVATE_HOSTS")),
            default_plan=Plan(_one_of(env, "CENTRALITA_DEFAULT_PLAN", tuple(Plan), Plan.STARTER)),
            model_tokens_a_day=_count(env, "CENTRALITA_MODEL_TOKENS_A_DAY", otherwise=None),
            sandbox_pace=_factor(env, "CENTRALITA_SANDBOX_PACE", otherwise=1.0),
            embedding_model=Path(folder).absolute()
            if (folder := env.get("CENTRALITA_EMBEDDING_MODEL"))
            else None,
        )
