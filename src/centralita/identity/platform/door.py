"""The one door across organizations. Every request through it is told in the platform's chain, reads too."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router

from centralita.identity.access import witness
from centralita.identity.audit import platform
from centralita.identity.gate.authentication import (
    AccessTokenAuth,
    Person,
    SessionAuth,
    TwoStepRequired,
    client_address,
    current_user,
    has_two_step,
)
from centralita.identity.gate.routing import WRITES, Declare, EdgeRequest, UnrecordedWrite, declare, respond
from centralita.kit.errors import Forbidden


class PlatformRequest(EdgeRequest):
    """A request of a super admin."""

    person: Person


def tell(
    request: PlatformRequest,
    action: str,
    *,
    subject_kind: str = "",
    subject_id: str = "",
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    """Tell an act of the caller in the platform's chain, in the request's transaction."""
    platform.record(
        action,
        actor_id=request.person.id,
        actor_name=request.person.get_full_name(),
        address=client_address(request),
        subject_kind=subject_kind,
        subject_id=subject_id,
        before=before,
        after=after,
    )


def _check(person: Person | None) -> Person | None:
    """Before the request is looked at at all: who is no super admin learns nothing of its shape."""
    if person is not None and not person.is_super_admin:
        raise Forbidden
    if person is not None and settings.PLATFORM_NEEDS_TWO_STEP and not has_two_step(person.id):
        raise TwoStepRequired
    return person


class _Session(SessionAuth):
    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        return _check(super().authenticate(request, key))


class _AccessToken(AccessTokenAuth):
    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        return _check(super().authenticate(request, token))


_DOORS = [_AccessToken(), _Session()]


def _run(
    request: PlatformRequest, operation: str, status: int, view: Callable[[], object]
) -> HttpResponseBase:
    request.answer_status, request.answer_headers = status, {}
    request.person = current_user(request)
    with transaction.atomic(), witness.watching() as watch:
        response = respond(request, view())
        if request.method in WRITES and not watch.satisfied:
            raise UnrecordedWrite(operation=operation)
        if request.method not in WRITES:
            asked = {name: value for name, value in request.GET.items() if name != "cursor"}
            tell(request, operation, after={"path": request.path, **asked})
        return response


class PlatformRouter:
    """Routes of super admins, below /platform."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ninja = Router(tags=[name])

    def route(self, method: str, path: str, *, operation: str, response: Any, status: int = 200) -> Declare:
        """Declare `method path`."""
        return declare(
            self.ninja,
            method,
            path,
            run=lambda request, view: _run(request, operation, status, view),
            auth=_DOORS,
            response={204 if response is None else status: response},
            operation=operation,
            told={"x-permission": "platform"},
        )
