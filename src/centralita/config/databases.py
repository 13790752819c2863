"""Settings that are worked out from addresses: the database, mail, and sign-in providers."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from centralita.config.environment import Environment


def parse_database_url(url: str) -> dict[str, Any]:
    """Django's connection settings from `postgresql://user:password@host:port/name?option=value`.

    A socket folder goes into `?host=/folder`, as libpq reads it.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "") or ""),
        "OPTIONS": options,
    }


def connection(environment: Environment) -> dict[str, Any]:
    """The connection of this process: the application's role, or the owner's while it migrates."""
    as_owner = os.environ.get("CENTRALITA_DATABASE_ROLE") == "owner"
    url = environment.database_owner_url if as_owner else environment.database_url
    if not url:
        # Commands that need no database (openapi, help) must still start.
        url = "postgresql:///centralita"
    settings = parse_database_url(url)
    settings["ATOMIC_REQUESTS"] = False
    settings["CONN_HEALTH_CHECKS"] = True
    if as_owner:
        settings["OPTIONS"]["options"] = "-c lock_timeout=10s"
    else:
        settings["OPTIONS"]["pool"] = {
            "min_size": 0,
            "max_size": 12,
            "timeout": 10,
            # After that, whoever asks next tries at once: else the pauses double for minutes after an outage.
            "reconnect_timeout": 5,
        }
        settings["OPTIONS"]["options"] = "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"
    return settings


def mail(environment: Environment) -> dict[str, Any]:
    """Mail settings: SMTP by URL, an API by name and key, otherwise the console and the developer mail page."""
    if environment.mail_url:
        parts = urlsplit(environment.mail_url)
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_TIMEOUT": 15,
            "MAIL_CONFIGURED": True,
        }
    if environment.mail_api:
        name = environment.mail_api.upper()
        return {
            "EMAIL_BACKEND": f"anymail.backends.{environment.mail_api}.EmailBackend",
            "ANYMAIL": {
                f"{name}_API_KEY": environment.mail_api_key,
                f"{name}_SERVER_TOKEN": environment.mail_api_key,
            },
            "MAIL_CONFIGURED": True,
        }
    return {"EMAIL_BACKEND": "centralita.identity.mail.backend.DeveloperBackend", "MAIL_CONFIGURED": False}


def social_providers() -> dict[str, Any]:
    """Sign-in with other accounts: each is on when its client id and secret are set."""
    providers: dict[str, Any] = {}
    for name in ("google", "microsoft"):
        client_id = os.environ.get(f"CENTRALITA_OAUTH_{name.upper()}_CLIENT_ID")
        secret = os.environ.get(f"CENTRALITA_OAUTH_{name.upper()}_CLIENT_SECRET")
        if client_id and secret:
            providers[name] = {"APPS": [{"client_id": client_id, "secret": secret, "key": ""}]}
    issuer = os.environ.get("CENTRALITA_OAUTH_OIDC_URL")
    client_id = os.environ.get("CENTRALITA_OAUTH_OIDC_CLIENT_ID")
    if issuer and client_id:
        providers["openid_connect"] = {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": os.environ.get("CENTRALITA_OAUTH_OIDC_NAME", "OpenID Connect"),
                    "client_id": client_id,
                    "secret": os.environ.get("CENTRALITA_OAUTH_OIDC_CLIENT_SECRET", ""),
                    "settings": {"server_url": issuer},
                }
            ],
        }
    return providers
