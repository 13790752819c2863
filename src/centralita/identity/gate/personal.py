"""The edge for what belongs to a person rather than to an organization: their account, their memberships.

The same promises as a `TenantRouter`'s: the caller is known, one transaction a request, and a write that left no
trace is not committed. Inside it the person sees their own rows and nobody else's.
"""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.http.response import HttpResponseBase
from ninja import Router

from centralita.identity.access import witness
from centralita.identity.gate import authentication
from centralita.identity.gate.authentication import Person
from centralita.identity.gate.routing import (
    WRITES,
    Declare,
    EdgeRequest,
    UnrecordedWrite,
    respond,
    summary_of,
)
from centralita.identity.tenancy.scope import user_scope

P = ParamSpec("P")
R = TypeVar("R")


class PersonRequest(EdgeRequest):
    """A request whose caller is known."""

    person: Person


def _run(request: PersonRequest, operation: str, status: int, view: Callable[[], object]) -> HttpResponseBase:
    request.answer_status, request.answer_headers = status, {}
    request.person = authentication.current_user(request)
    with user_scope(request.person.id), witness.watching() as watch:
        response = respond(request, view())
        if request.method in WRITES and not watch.satisfied:
            raise UnrecordedWrite(operation=operation)
        return response


class PersonRouter:
    """Routes about the signed-in person. `name` groups them in the API reference."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ninja = Router(tags=[name])

    def route(self, method: str, path: str, *, operation: str, response: Any, status: int = 200) -> Declare:
        """Declare `method path`; whoever is signed in may take it."""

        def declare(view: Callable[P, R]) -> Callable[P, R]:
            @functools.wraps(view)
            def edge(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
                return _run(
                    request,
                    operation,
                    status,
                    lambda: view(request, *args, **kwargs),  # type: ignore[arg-type]  # ninja passes by name
                )

            self.ninja.add_api_operation(
                path,
                [method],
                edge,
                auth=authentication.session_auth,
                response={204 if response is None else status: response},
                operation_id=operation,
                summary=summary_of(view),
                description=view.__doc__,
                openapi_extra={"x-permission": "self"},
            )
            return view

        return declare

    def get(self, path: str, *, operation: str, response: Any) -> Declare:
        """Declare a read."""
        return self.route("GET", path, operation=operation, response=response)

    def post(self, path: str, *, operation: str, response: Any, status: int = 200) -> Declare:
        """Declare a creation or a step."""
        return self.route("POST", path, operation=operation, response=response, status=status)

    def patch(self, path: str, *, operation: str, response: Any) -> Declare:
        """Declare a change of parts."""
        return self.route("PATCH", path, operation=operation, response=response)
