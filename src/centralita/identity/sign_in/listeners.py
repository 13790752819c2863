"""What the library tells of sign-ins and changes of an account goes into that person's chain."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.usersessions import signals as sessions
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from centralita.identity.accounts.models import User
from centralita.identity.audit import security
from centralita.identity.gate.authentication import client_address


def where(request: HttpRequest) -> security.Where:
    """From where a request came."""
    return security.Where(client_address(request), request.headers.get("User-Agent", ""))


def _tell(action: str, request: HttpRequest | None, user: User | None, **details: object) -> None:
    if user is not None and request is not None:
        security.record(user.id, action, where(request), details=details or None)


def on_signed_up(request: HttpRequest, user: User, **_: Any) -> None:
    _tell("signed_up", request, user)


def on_signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    methods = request.session.get("account_authentication_methods") or []
    _tell("signed_in", request, user, methods=[str(method.get("method", "")) for method in methods][-3:])


def on_signed_out(request: HttpRequest | None, user: User | None, **_: Any) -> None:
    _tell("signed_out", request, user)


def on_password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    _tell("password_changed", request, user)


def on_password_set(request: HttpRequest, user: User, **_: Any) -> None:
    _tell("password_set", request, user)


def on_password_reset(request: HttpRequest, user: User, **_: Any) -> None:
    _tell("password_reset", request, user)


def on_email_changed(
    request: HttpRequest, user: User, from_email_address: Any, to_email_address: Any, **_: Any
) -> None:
    if from_email_address is None:
        _tell("email_confirmed", request, user, address=to_email_address.email)
    else:
        details = {"before": from_email_address.email, "after": to_email_address.email}
        _tell("email_changed", request, user, **details)


def on_code_rejected(request: HttpRequest, user: User | None, **_: Any) -> None:
    _tell("code_rejected", request, user)


def on_two_step_added(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _tell("two_step_added", request, user, type=str(authenticator.type))


def on_two_step_removed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _tell("two_step_removed", request, user, type=str(authenticator.type))


def on_two_step_reset(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _tell("two_step_renewed", request, user, type=str(authenticator.type))


def on_two_step_failed(request: HttpRequest, user: User, **_: Any) -> None:
    _tell("two_step_failed", request, user)


def on_session_moved(request: HttpRequest, from_session: Any, **_: Any) -> None:
    _tell("session_moved", request, from_session.user, from_address=from_session.ip)


def connect() -> None:
    """Listen from here on."""
    account.user_signed_up.connect(on_signed_up)
    account.user_logged_in.connect(on_signed_in)
    user_logged_out.connect(on_signed_out)
    account.password_changed.connect(on_password_changed)
    account.password_set.connect(on_password_set)
    account.password_reset.connect(on_password_reset)
    account.email_changed.connect(on_email_changed)
    for signal in (
        account.login_code_rejected,
        account.password_reset_code_rejected,
        account.email_verification_code_rejected,
    ):
        signal.connect(on_code_rejected)
    mfa.authenticator_added.connect(on_two_step_added)
    mfa.authenticator_removed.connect(on_two_step_removed)
    mfa.authenticator_reset.connect(on_two_step_reset)
    mfa.authentication_failed.connect(on_two_step_failed)
    sessions.session_client_changed.connect(on_session_moved)
