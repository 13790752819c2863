"""The edge for what belongs to a person rather than to an organization: their account, their memberships.

The same promises as a `TenantRouter`'s: the caller is known, one transaction a request, and a write that left no
trace is not committed. Inside it the person sees their own rows and nobody else's.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from centralita.identity.access import witness
from centralita.identity.gate import authentication, idempotency
from centralita.identity.gate.authentication import Person
from centralita.identity.gate.routing import (
    IDEMPOTENCY_PARAMETER,
    WRITES,
    Declare,
    EdgeRequest,
    UnrecordedWrite,
    declare,
    respond,
)
from centralita.identity.tenancy.scope import user_scope


class PersonRequest(EdgeRequest):
    """A request whose caller is known."""

    person: Person


def _run(
    request: PersonRequest, operation: str, status: int, view: Callable[[], object], *, repeatable: bool
) -> HttpResponseBase:
    request.answer_status, request.answer_headers = status, {}
    request.person = authentication.current_user(request)
    key = request.headers.get("Idempotency-Key") if repeatable else None
    with user_scope(request.person.id), witness.watching() as watch:
        if key is not None:
            claim = idempotency.PersonalClaim.of(
                request.person.id, key, operation, idempotency.content_of(request)
            )
            answer = claim.take()
            if answer is not None:
                return idempotency.replayed(answer)
        response = respond(request, view())
        if request.method in WRITES and not watch.satisfied:
            raise UnrecordedWrite(operation=operation)
        if key is not None and isinstance(response, HttpResponse):
            claim.keep(idempotency.Answer(response.status_code, response.content))
        return response


class PersonRouter:
    """Routes about the signed-in person. `name` groups them in the API reference."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ninja = Router(tags=[name])

    def route(
        self,
        method: str,
        path: str,
        *,
        operation: str,
        response: Any,
        status: int = 200,
        repeatable: bool = False,
    ) -> Declare:
        """Declare `method path`; whoever is signed in may take it.

        With `repeatable` it takes an `Idempotency-Key`; the answer is kept with the organization that the view
        has made or entered.
        """
        return declare(
            self.ninja,
            method,
            path,
            run=lambda request, view: _run(request, operation, status, view, repeatable=repeatable),
            auth=authentication.session_auth,
            response={204 if response is None else status: response},
            operation=operation,
            told={"parameters": [IDEMPOTENCY_PARAMETER] if repeatable else [], "x-permission": "self"},
        )

    def get(self, path: str, *, operation: str, response: Any) -> Declare:
        """Declare a read."""
        return self.route("GET", path, operation=operation, response=response)

    def post(
        self, path: str, *, operation: str, response: Any, status: int = 200, repeatable: bool = False
    ) -> Declare:
        """Declare a creation or a step."""
        return self.route(
            "POST", path, operation=operation, response=response, status=status, repeatable=repeatable
        )

    def patch(self, path: str, *, operation: str, response: Any) -> Declare:
        """Declare a change of parts."""
        return self.route("PATCH", path, operation=operation, response=response)
